/** Where what the model says and what explanations say of one document exclude each other. */
import { type Recommendation, type RecommendedTarget, recommendedKey } from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import { type Claim, disagreement } from './acquisition.ts';

export interface Contest {
  /** In [0, 1]; 0 where they say the same, or only one of them says anything of a place. */
  readonly score: number;
  /** Where they contradict each other most surely; absent for whole texts and where nothing is contested. */
  readonly about?: Span;
}

/** Only places of which both say something count: silence is no contradiction. */
export function contest(model: readonly Recommendation[], explanations: readonly Recommendation[]): Contest {
  const ours = model.filter(({ labelId }) => labelId !== undefined);
  const theirs = explanations.filter(({ labelId }) => labelId !== undefined);
  const met = (one: Recommendation, others: readonly Recommendation[]): boolean =>
    others.some((other) => meet(one.target, other.target));
  const score = disagreement(
    ours.filter((one) => met(one, theirs)).map(claim),
    theirs.filter((one) => met(one, ours)).map(claim),
  );
  let about: Span | undefined;
  let surest = 0;
  for (const a of ours) {
    for (const b of theirs) {
      const sure = Math.min(a.confidence, b.confidence);
      if (sure <= surest || !meet(a.target, b.target) || claim(a).key === claim(b).key) continue;
      surest = sure;
      about = placeOf(b.target);
    }
  }
  return { score, ...(about === undefined ? {} : { about }) };
}

/** The words that a recommendation is about; a relation's go from its first end to its last. */
export function placeOf(target: RecommendedTarget): Span | undefined {
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return { from: target.from, to: target.to };
    case 'relation':
      return {
        from: Math.min(target.head.from, target.tail.from),
        to: Math.max(target.head.to, target.tail.to),
      };
    case 'text':
      return undefined;
    default:
      return target satisfies never;
  }
}

function claim({ target, labelId, confidence }: Recommendation): Claim {
  return { key: `${recommendedKey(target)} ${labelId}`, confidence };
}

/** Spans that overlap compete for the same words; of everything else only the very same target is. */
function meet(a: RecommendedTarget, b: RecommendedTarget): boolean {
  if (a.kind === 'span' && b.kind === 'span') return spansOverlap(a, b);
  return recommendedKey(a) === recommendedKey(b);
}

/** From triggers that stand in a sentence to one label: several of one label add up as independent evidence. */
import type { Provenance, Recommendation } from '#core/project';
import type { Pattern } from './phrase-pattern.ts';
import type { PhraseMatch } from './phrases.ts';

/** What is less sure than this is not said. */
const minConfidence = 0.2;
const maxConfidence = 0.95;

/** Measured on BC5CDR: similar words are right far less often than the very words (docs/triggers.md). */
const doubt = 3;

export interface Hit extends PhraseMatch {
  readonly explanationId: string;
}

export interface Opinion {
  readonly labelId: string;
  readonly confidence: number;
  readonly explanationId: string;
  readonly similarity: number;
}

export function opinionOf(
  { explanationId, similarity }: Hit,
  { trigger, says }: Pattern,
  fit: number,
): Opinion {
  return {
    labelId: trigger.labelId,
    confidence: similarity ** doubt * says * fit,
    explanationId,
    similarity,
  };
}

const isExact = ({ similarity }: Opinion): boolean => similarity === 1;

/** The label with the most support, its triggers joined as independent evidence, the very words first, then the surest. */
export function bestOf(
  opinions: readonly Opinion[],
  provenanceOf: (opinion: Opinion) => Provenance,
): Pick<Required<Recommendation>, 'labelId' | 'confidence' | 'provenance'> | undefined {
  const byLabel = new Map<string, Map<string, Opinion>>();
  for (const opinion of opinions) {
    const own = byLabel.get(opinion.labelId) ?? new Map<string, Opinion>();
    byLabel.set(opinion.labelId, own);
    const known = own.get(opinion.explanationId);
    if (known === undefined || known.confidence < opinion.confidence) own.set(opinion.explanationId, opinion);
  }
  const joined = [...byLabel].map(([labelId, own]) => {
    const all = [...own.values()].sort(
      (a, b) => Number(isExact(b)) - Number(isExact(a)) || b.confidence - a.confidence,
    );
    const left = all.reduce((rest, { confidence }) => rest * (1 - confidence), 1);
    return { labelId, confidence: Math.min(maxConfidence, 1 - left), all };
  });
  joined.sort((a, b) => b.confidence - a.confidence);
  const [best] = joined;
  if (best === undefined) return undefined;
  // Support of other labels counts against this one.
  const against = joined.slice(1).reduce((left, { confidence }) => left * (1 - confidence), 1);
  const confidence = best.confidence * against;
  if (confidence < minConfidence) return undefined;
  return { labelId: best.labelId, confidence, provenance: best.all.map((one) => provenanceOf(one)) };
}

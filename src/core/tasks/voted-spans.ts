/** Spans that rules vote on beside those that the model reads: one list without overlaps. */
import { type Span, spanKey, spansOverlap } from '#core/text';
import type { IndexedSpan } from '#core/train';

/** A span that rules vote for, with the model's posterior of it. */
export interface VotedSpan {
  readonly span: Span;
  readonly label: number;
  readonly p: number;
  /** How strongly they do. */
  readonly votes: number;
}

interface SureSpan extends IndexedSpan {
  readonly confidence: number;
}

/**
 * `read` with what votes make of it: a span of both has the confidence that votes leave it; one of the votes alone is added where it is
 * likelier than not, and takes the place of what it overlaps where it is surer than that. Laws: no two overlap; nothing voted: as read.
 */
export function withVotedSpans(read: readonly SureSpan[], voted: readonly SureSpan[]): SureSpan[] {
  const key = (one: SureSpan): string => `${spanKey(one)} ${one.label}`;
  const confidences = new Map(voted.map((one) => [key(one), one.confidence]));
  const known = new Set(read.map(key));
  let kept = read.map((one) => ({ ...one, confidence: confidences.get(key(one)) ?? one.confidence }));
  const fresh = voted.filter((one) => one.confidence > 0.5 && !known.has(key(one)));
  for (const one of fresh.toSorted((a, b) => b.confidence - a.confidence)) {
    const others = kept.filter((other) => spansOverlap(other, one));
    if (others.some(({ confidence }) => confidence >= one.confidence)) continue;
    kept = [...kept.filter((other) => !others.includes(other)), one];
  }
  return kept.sort((a, b) => a.from - b.from);
}

/**
 * How well the spans of two people match, as precision and recall of the one against the other: F1 does not depend on who is
 * taken for right (Hripcsak and Rothschild 2005).
 */
import { type Span, sameSpan, spansOverlap } from '#core/text';
import type { Figure } from './figure.ts';

export interface LabelledSpan extends Span {
  readonly label: string;
}

/** Spans of either person, and how many of them the other has too. */
export interface SpanCounts {
  readonly first: number;
  readonly second: number;
  readonly firstMatched: number;
  readonly secondMatched: number;
}

export type SpanMatch =
  /** The same words and the same label. */
  | 'exact'
  /** At least one character in common, and the same label. */
  | 'overlap';

/** Of one text. */
export function countSpans(
  first: readonly LabelledSpan[],
  second: readonly LabelledSpan[],
  match: SpanMatch,
): SpanCounts {
  const fits = match === 'exact' ? sameSpan : spansOverlap;
  const matched = (some: readonly LabelledSpan[], others: readonly LabelledSpan[]): number =>
    some.filter((one) => others.some((other) => one.label === other.label && fits(one, other))).length;
  return {
    first: first.length,
    second: second.length,
    firstMatched: matched(first, second),
    secondMatched: matched(second, first),
  };
}

/** Harmonic mean of the two shares of matched spans. Units: spans of both. */
export function spanF1(texts: Iterable<SpanCounts>): Figure {
  let [a, b, ma, mb] = [0, 0, 0, 0];
  for (const { first, second, firstMatched, secondMatched } of texts) {
    a += first;
    b += second;
    ma += firstMatched;
    mb += secondMatched;
  }
  const units = a + b;
  if (units === 0) return { why: 'no-units', units };
  const [precision, recall] = [b === 0 ? 0 : mb / b, a === 0 ? 0 : ma / a];
  const sum = precision + recall;
  return { value: sum === 0 ? 0 : (2 * precision * recall) / sum, units };
}

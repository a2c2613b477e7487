/**
 * Between spans of text and ranges of tokens. A range is half-open in token indices.
 * Law: for a range that is not empty, `rangeOfSpan(tokens, spanOfRange(tokens, range))` is that range.
 */
import type { Span } from './span.ts';

export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Index of the first token that ends after `offset` (binary search); `tokens.length` if there is none. Serves any
 * sorted list of spans that do not overlap.
 */
export function tokenAt(tokens: readonly Span[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((tokens[mid]?.to ?? 0) > offset) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** The tokens that a span touches, were it only with a part of one; `undefined` where it touches none. */
export function rangeOfSpan(tokens: readonly Span[], span: Span): TokenRange | undefined {
  const from = tokenAt(tokens, span.from);
  let to = tokenAt(tokens, span.to);
  if (to < tokens.length && (tokens[to]?.from ?? 0) < span.to) to += 1;
  return from < to ? { from, to } : undefined;
}

/** From the first token's begin to the last one's end; `undefined` for an empty range or one out of bounds. */
export function spanOfRange(tokens: readonly Span[], range: TokenRange): Span | undefined {
  const first = tokens[range.from];
  const last = tokens[range.to - 1];
  return first === undefined || last === undefined || range.from >= range.to
    ? undefined
    : { from: first.from, to: last.to };
}

/** The span widened to whole tokens; unchanged where it touches none. */
export function snapToTokens(tokens: readonly Span[], span: Span): Span {
  const range = rangeOfSpan(tokens, span);
  return (range && spanOfRange(tokens, range)) ?? span;
}

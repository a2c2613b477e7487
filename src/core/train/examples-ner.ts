/**
 * Annotations as supervision of a tagger. Tags are BIO over the span labels: 0 is O, `1 + 2k` begins label k,
 * `2 + 2k` continues it. Each token gets the set of tags that agree with what is known of it, and the partial CRF sums
 * over all sequences inside those sets (Shang et al. 2018): a document that is done is fully known, in one that is
 * partly annotated every other token is unknown rather than O.
 */
import { rangeOfSpan, type Span, type TokenRange, tokenAt } from '#core/text';
import type { NerExample } from './examples.ts';
import type { Passage } from './passages.ts';

export const outsideTag = 0;
export const beginTag = (label: number): number => 1 + 2 * label;
export const insideTag = (label: number): number => 2 + 2 * label;
export const tagCount = (labels: number): number => 1 + 2 * labels;

/** A span of a document's text with the index of its label. */
export interface IndexedSpan extends Span {
  readonly label: number;
}

/**
 * The spans that a flat tagger can be taught of ones that may overlap or nest: the longest wins, of equally long ones
 * the first, of the same span the lower label. Sorted by position.
 */
export function flatten<S extends IndexedSpan>(spans: readonly S[]): S[] {
  const order = spans.toSorted(
    (a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from || a.label - b.label,
  );
  // Kept sorted and free of overlaps, so that only the two neighbours of a new span can be in its way.
  const kept: S[] = [];
  for (const span of order) {
    if (span.to <= span.from) continue;
    const at = tokenAt(kept, span.from);
    const next = kept[at];
    if (next === undefined || next.from >= span.to) kept.splice(at, 0, span);
  }
  return kept;
}

/**
 * The tags that each token of a passage may have (`allowed[t · tags + k]`). With `complete`, what no span covers is O;
 * without, it is unknown, except that the token after a span does not continue it. A span covers every token it
 * touches; spans that meet no token here are left out; of two that meet in one token the later is left out.
 */
export function allowedTags(
  passage: Passage,
  spans: readonly IndexedSpan[],
  labels: number,
  complete: boolean,
): Uint8Array<ArrayBuffer> {
  const tags = tagCount(labels);
  const length = passage.tokens.length;
  const allowed = new Uint8Array(length * tags);
  for (let t = 0; t < length; t++) {
    if (complete) allowed[t * tags + outsideTag] = 1;
    else allowed.fill(1, t * tags, (t + 1) * tags);
  }
  let taken = 0;
  for (const span of flatten(spans)) {
    const range = rangeOfSpan(passage.tokens, span);
    if (range === undefined || range.from < taken) continue;
    // The part before a cut passage would have begun the span: here it may only continue it.
    const cut = (passage.tokens[0]?.from ?? 0) > span.from && range.from === 0;
    for (let t = range.from; t < range.to; t++) {
      allowed.fill(0, t * tags, (t + 1) * tags);
      const begins = t === range.from && !cut;
      allowed[t * tags + (begins ? beginTag(span.label) : insideTag(span.label))] = 1;
    }
    if (!complete && range.to < length) allowed[range.to * tags + insideTag(span.label)] = 0;
    taken = range.to;
  }
  return allowed;
}

/** One example per passage that teaches anything: a passage of which nothing is known is left out. */
export function nerExamples(
  passages: readonly Passage[],
  spans: readonly IndexedSpan[],
  labels: number,
  options: { readonly complete: boolean; readonly weak?: boolean; readonly weight?: number },
): NerExample[] {
  const { complete, weak, weight } = options;
  const flat = flatten(spans);
  return passages.flatMap((passage) => {
    const end = passage.tokens.at(-1)?.to ?? 0;
    const near: IndexedSpan[] = [];
    for (let i = tokenAt(flat, passage.tokens[0]?.from ?? 0); i < flat.length; i++) {
      const span = flat[i];
      if (span === undefined || span.from >= end) break;
      if (rangeOfSpan(passage.tokens, span) !== undefined) near.push(span);
    }
    if (!complete && near.length === 0) return [];
    return {
      words: passage.words,
      place: passage.place,
      allowed: allowedTags(passage, near, labels, complete),
      ...(weak === undefined ? {} : { weak }),
      ...(weight === undefined ? {} : { weight }),
    };
  });
}

/** The spans of the passage's text that token ranges stand for; ranges out of bounds are left out. */
export function spansOfRanges<R extends TokenRange>(passage: Passage, ranges: readonly R[]): (R & Span)[] {
  return ranges.flatMap((range) => {
    const first = passage.tokens[range.from];
    const last = passage.tokens[range.to - 1];
    return first === undefined || last === undefined ? [] : { ...range, from: first.from, to: last.to };
  });
}

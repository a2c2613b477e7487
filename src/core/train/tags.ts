/** Reading tags (BIO, numbered as in features-ner): their names, their order, the spans they stand for. */
import type { TokenSpan } from './examples.ts';
import { insideTag, outsideTag } from './examples-ner.ts';

/** The names of the tags, `O`, `B-<label>`, `I-<label>`, …, as a model file lists them. */
export function tagNames(labels: readonly string[]): string[] {
  return ['O', ...labels.flatMap((label) => [`B-${label}`, `I-${label}`])];
}

/** May `next` follow `tag` (−1: the sentence's start)? An I follows only a B or I of its own label. */
export function tagMayFollow(tag: number, next: number): boolean {
  if (next === outsideTag || next % 2 === 1) return true;
  return tag === next || tag === next - 1;
}

export interface TokenLabel extends TokenSpan {
  /** Index of the span label. */
  readonly label: number;
}

/** Spans of a tag sequence; an I that follows nothing of its label begins one, as conlleval reads it. */
export function spansOfTags(tags: ArrayLike<number>): TokenLabel[] {
  const spans: TokenLabel[] = [];
  let from = -1;
  let label = -1;
  for (let t = 0; t <= tags.length; t++) {
    const tag = tags[t] ?? outsideTag;
    const own = tag === outsideTag ? -1 : (tag - 1) >> 1;
    if (own >= 0 && own === label && tag === insideTag(own)) continue;
    if (from >= 0) spans.push({ from, to: t, label });
    from = own >= 0 ? t : -1;
    label = own;
  }
  return spans;
}

/** Places in the shown text that pop-ups stand beside, and where searched words are. */
import { quoteOf, type Span, sentences } from '#core/text';
import type { Anchor } from '../../widgets/anchored.tsx';
import type { TextViewHandle } from '../../widgets/text-view/index.ts';

/** Where a pop-up about a span points to, and what it must not cover; without a span, the beginning of the text. */
export function anchorAt(
  handle: TextViewHandle | undefined,
  text: string,
  span: Span | undefined,
): Anchor | undefined {
  if (handle === undefined) return undefined;
  const fallback = (): DOMRect => {
    const box = handle.element.getBoundingClientRect();
    return new DOMRect(box.x, box.y, 1, Math.min(box.height, 80));
  };
  // The labels above stay in reach: another one may be chosen while the pop-up is open.
  const top = (): number => document.querySelector('.label-bar')?.getBoundingClientRect().bottom ?? 0;
  if (span === undefined) return { context: handle.element, at: fallback, avoid: fallback, top };
  const sentence = sentenceOf(text, span);
  return {
    context: handle.element,
    top,
    at: () => handle.boxesOf(span)[0] ?? fallback(),
    foot: () => handle.boxesOf(span).at(-1)?.bottom,
    avoid: () => unionOf(handle.boxesOf(sentence)) ?? unionOf(handle.boxesOf(span)) ?? fallback(),
  };
}

/** The words of a span on one line; `''` without one. */
export const wordsAt = (text: string, span: Span | undefined): string =>
  span === undefined ? '' : quoteOf(text, span);

/** At most this far to each side is looked at for the bounds of a sentence. */
const sentenceReach = 2000;

function sentenceOf(text: string, span: Span): Span {
  const start = Math.max(0, span.from - sentenceReach);
  const found = sentences(text.slice(start, span.to + sentenceReach)).find(
    (one) => one.from + start <= span.from && span.from < one.to + start,
  );
  return found === undefined ? span : { from: found.from + start, to: Math.max(span.to, found.to + start) };
}

function unionOf(boxes: readonly DOMRect[]): DOMRect | undefined {
  const [first] = boxes;
  if (first === undefined) return undefined;
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  // A sentence that fills the screen leaves no place beside it: then only the span's own line is kept free.
  if (bottom - top > window.innerHeight * 0.4) return undefined;
  return new DOMRect(first.x, top, first.width, bottom - top);
}

/** Places of the searched words, at most 500. */
export function hitsOf(text: string, wanted: string): readonly Span[] {
  const needle = wanted.toLocaleLowerCase();
  const hay = text.toLocaleLowerCase();
  // Lower-casing may change lengths (İ): then offsets would lie.
  if (needle === '' || hay.length !== text.length) return [];
  const hits: Span[] = [];
  for (
    let at = hay.indexOf(needle);
    at >= 0 && hits.length < 500;
    at = hay.indexOf(needle, at + needle.length)
  ) {
    hits.push({ from: at, to: at + needle.length });
  }
  return hits;
}

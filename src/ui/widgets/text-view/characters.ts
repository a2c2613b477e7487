/**
 * Characters as a reader sees them (grapheme clusters): an emoji of several code points or a letter with its accents is
 * one. Looks at a window of the text only, so that it costs the same in a text of any length.
 */
import type { Span } from '#core/text';

const reach = 64;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The character that holds the unit at `offset`; at the end of the text the empty span there. */
export function characterAt(text: string, offset: number): Span {
  if (offset >= text.length) return { from: text.length, to: text.length };
  let start = Math.max(0, offset - reach);
  // Not into the middle of a surrogate pair.
  if (start > 0 && isLowSurrogate(text.charCodeAt(start))) start--;
  const window = text.slice(start, offset + reach);
  const found = graphemes.segment(window).containing(offset - start);
  if (found === undefined) return { from: offset, to: offset + 1 };
  return { from: start + found.index, to: start + found.index + found.segment.length };
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** `offset` itself where a character begins there, else the start of the character around it. */
export function characterStart(text: string, offset: number): number {
  return characterAt(text, offset).from;
}

/** End of the character that holds the unit at `offset`. */
export function characterEnd(text: string, offset: number): number {
  return characterAt(text, offset).to;
}

/** Start of the character that ends at `offset` or holds the unit before it. */
export function previousCharacter(text: string, offset: number): number {
  return offset <= 0 ? 0 : characterAt(text, offset - 1).from;
}

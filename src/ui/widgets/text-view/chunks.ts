/**
 * Splits a text into blocks of some two thousand characters, so that the browser lays out only the blocks that are seen,
 * and a change repaints one block. Blocks end after a line break where there is one; a longer line is cut after white
 * space, else between two characters, never inside one (an emoji of several code points stays whole).
 *
 * A lone CR ends a block too: browsers do not break the line there.
 * Law: the blocks, joined, are exactly the text; an empty text has one empty block.
 */
import type { Span } from '#core/text';
import { characterStart } from './characters.ts';

export const chunkSize = 2000;
const longest = 2 * chunkSize;

function cutLine(text: string, from: number, to: number): number {
  for (let i = to - 1; i > from + chunkSize / 2; i--) {
    if (/\s/u.test(text.charAt(i))) return i + 1;
  }
  const cut = characterStart(text, to);
  return cut > from ? cut : to;
}

export function chunksOf(text: string): readonly Span[] {
  const chunks: Span[] = [];
  let from = 0;
  while (from < text.length) {
    let to = from;
    // Whole lines until the block is large enough.
    while (to < text.length && to - from < chunkSize) {
      let end = to;
      // No further than a block can reach: a line of a megabyte is looked at once, not once per block.
      const stop = Math.min(text.length, from + longest + 1);
      while (end < stop && text[end] !== '\n' && text[end] !== '\r') end++;
      const loneCr = text[end] === '\r' && text[end + 1] !== '\n';
      if (text[end] === '\r' && !loneCr) end++;
      to = Math.min(text.length, end + 1);
      if (loneCr || to - from > longest) break;
    }
    if (to - from > longest) to = cutLine(text, from, from + chunkSize);
    chunks.push({ from, to });
    from = to;
  }
  return chunks.length === 0 ? [{ from: 0, to: 0 }] : chunks;
}

/** Index of the block that holds an offset (the last one for the end of the text). */
export function chunkAt(chunks: readonly Span[], offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Characters and distances as rows of a network's tables. Both are pure functions of the number of rows, so nothing
 * has to be stored with a model: every script, every project and the downloaded Python example use the same rule.
 */

/**
 * Row of a code point: ASCII keeps its place, the rest shares the upper rows by remainder. Row 0 is padding.
 */
export function characterId(codePoint: number, rows: number): number {
  return codePoint < 128 ? Math.max(codePoint, 1) : 128 + (codePoint % (rows - 128));
}

/** Words longer than this are cut in the middle: beginnings and endings say most. */
export const longestWord = 12;

export function characterIds(word: string, rows: number): number[] {
  const ids = Array.from(word, (c) => characterId(c.codePointAt(0) ?? 1, rows));
  if (ids.length === 0) return [1];
  const half = longestWord / 2;
  return ids.length <= longestWord ? ids : [...ids.slice(0, half), ...ids.slice(ids.length - half)];
}

/**
 * Row for the distance of token `t` from a span: 0 inside the span's tokens would lose the side, so rows stand for
 * −f … f with f = (rows − 2) / 2, inside being 0. Row 0 of the table is "no span" and padding.
 */
export function distanceRow(
  t: number,
  span: { readonly from: number; readonly to: number },
  rows: number,
): number {
  const farthest = (rows - 2) >> 1;
  const distance = t < span.from ? t - span.from : t >= span.to ? t - span.to + 1 : 0;
  return 1 + farthest + Math.max(-farthest, Math.min(farthest, distance));
}

/** What a cell of a table holds besides words: values of JSON and Python, lists of words, tags. */
import { parseJson } from './json-text.ts';

/** A cell that is JSON, or a value of Python, as its value; others as they are. */
export function cellValue(cell: string): unknown {
  if (!/^\s*[[{(]/.test(cell)) return cell;
  try {
    const value = parseJson(cell);
    return typeof value === 'object' ? value : cell;
  } catch {
    return cell;
  }
}

/** The words of a cell that is a list of them, as Python or NumPy print it. */
export function wordsIn(cell: string): readonly string[] | undefined {
  if (!/^\s*\[/.test(cell)) return undefined;
  const isNumPy = /^\s*\[(?:\s*(?:'[^']*'|"[^"]*"))+\s*\]\s*$/.test(cell);
  const value = cellValue(isNumPy ? cell.replace(/(['"])\s+(?=['"])/g, '$1, ') : cell);
  return Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === 'string' && word.trim() !== '')
    ? value
    : undefined;
}

/** A tag of BIO, or several of them as a line or as Python prints a list: labels in a table that is none of words. */
export function isTagged(cell: string): boolean {
  return /^(?:[BI]-\p{L}\S*|(?:O|[BI]-\p{L}\S*)(?:\s+(?:O|[BI]-\p{L}\S*))+|\[\s*['"](?:O|[BI]-\S+)['"]\s*[,'"\]].*)$/su.test(
    cell.trim(),
  );
}

/** A column's name as names are compared. */
export const plainName = (column: string): string =>
  column
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** What pandas and spreadsheets write for nothing. */
export const isNothing = (cell: string): boolean => /^(?:nan|<na>|null|#n\/a)?$/i.test(cell.trim());

/** Quadruples of ACOS: `1,2 FOOD#QUALITY 2 3,4`, aspect and opinion by the numbers of their words. */
export const isQuads = (cell: string): boolean => /^-?\d+,-?\d+ \S+#\S+ -?\d -?\d+,-?\d+$/.test(cell.trim());

/** Names that are of classes wherever they stand. */
export const isClassWord = (cell: string): boolean =>
  /^(?:pos|neg|neu|positive|negative|neutral|very (?:positive|negative)|mixed|spam|ham|fake|real|true|false|joy|anger|fear|sadness|disgust|surprise|toxic|hate|offensive|none|other|favou?r|against|entailment|contradiction)$/i.test(
    cell.trim(),
  );

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

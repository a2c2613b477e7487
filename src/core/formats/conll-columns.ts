/**
 * Which columns of a CoNLL file hold tokens and tags. A column is one of tags by the majority of its cells, so that
 * one odd cell never costs the file; several are levels of nested entities.
 */
import { parseTag } from './tags.ts';

export interface ConllColumns {
  readonly token: number;
  /** Columns of tags, outermost first as they stand; empty: the file has none. */
  readonly tags: readonly number[];
  readonly width: number;
  /** Tags are names of labels without B- and I-; neighbours of one name are one entity. */
  readonly inside: boolean;
  /** The prefix stands behind the name (`PER-B`). */
  readonly behind?: true;
  /** What stands for no entity, where it is another word than O. */
  readonly outside?: string;
  /** Words without a tag are in no entity. */
  readonly sparse?: true;
}

const nine = 0.9;

/** O with or without a prefix scheme, as written by hand too. */
export const isOutside = (cell: string): boolean => cell === 'O' || cell === 'o' || cell === 'OUT';

const isPrefixed = (cell: string): boolean =>
  /^[BIESLUM](?:[-_:]\S.*)?$/s.test(cell) || /^[bieslum][-_:]\S.*$/s.test(cell);

const isBehind = (cell: string): boolean => /^\p{L}.*[-_][BIESLUM]$/su.test(cell);

/** Other words for no entity, in a column that has no O. */
const otherOutsides = ['OTHER', 'Other', 'NONE', 'None', 'NIL', 'OUTSIDE', '_', '-', '0'];

/** Phrase chunks (CoNLL-2000, the third column of CoNLL-2003): grammar, nobody's labels. */
const isPhrase = (cell: string): boolean =>
  isOutside(cell) || /^[BIE S]-(?:NP|VP|PP|ADJP|ADVP|SBAR|PRT|INTJ|CONJP|LST|UCP|[PNVA]C)$/.test(cell);

/** Words that a column of label names without prefixes consists of. */
const isName = (cell: string): boolean =>
  isOutside(cell) ||
  /^(?:\p{Lu}[\p{L}\d_/-]{1,30}|\p{Ll}[\p{L}\d_]{1,20}-\p{L}[\p{L}\d_/-]{1,30})$/u.test(cell);

/** `cells`: rows of the file, without comments. */
export function columnsOf(rows: readonly (readonly string[])[]): ConllColumns {
  const counts = new Map<number, number>();
  for (const cells of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
  // Some write a tag behind words in entities only.
  const tagged = rows.filter((cells) => cells.length === 2);
  const sparse =
    tagged.length > 0 &&
    tagged.length < rows.length &&
    rows.every((cells) => cells.length <= 2) &&
    tagged.every(([, tag = '']) => /^(?:O|[BIESLU][-_]\S+)$/.test(tag)) &&
    tagged.some(([, tag = '']) => tag !== 'O');
  const width = sparse ? 2 : usual;
  const full = rows.filter((cells) => cells.length === width);
  const share = (column: number, test: (cell: string) => boolean): number =>
    full.filter((cells) => test(cells[column] ?? '')).length / Math.max(full.length, 1);
  const isTag = (cell: string): boolean => isOutside(cell) || isPrefixed(cell);
  const all = Array.from({ length: width }, (_, column) => column);
  let tags = all.filter(
    (column) =>
      width > 1 &&
      share(column, isTag) >= (full.length < 20 ? 0.6 : nine) &&
      // A column of words that happens to hold B and I only.
      (share(column, isOutside) === 1 ||
        (full.some((cells) => isPrefixed(cells[column] ?? '')) &&
          full.some(
            (cells) => isOutside(cells[column] ?? '') || /^[BIESLUM][-_:]/i.test(cells[column] ?? ''),
          ))),
  );
  const others = tags.filter((column) => share(column, isPhrase) < 0.95 || share(column, isOutside) === 1);
  if (others.length > 0) tags = others;
  // Words may be tags by chance (a list of letters): the column of tokens is never one where another is left.
  if (tags.length === width) tags = tags.slice(1);
  let inside = false;
  let behind = false;
  let outside: string | undefined;
  if (tags.length === 0 && width > 1) {
    const outsideOf = (column: number): string | undefined =>
      full.some((cells) => isOutside(cells[column] ?? ''))
        ? undefined
        : otherOutsides.find((word) => share(column, (cell) => cell === word) >= 0.3);
    const named = all.filter((column) => {
      const values = new Set(full.map((cells) => cells[column] ?? ''));
      const fewer = values.size <= Math.max(3, full.length / 2) && values.size <= 60;
      const other = outsideOf(column);
      const isOut = (cell: string): boolean => cell === other || isOutside(cell);
      return (
        share(column, isOut) >= 0.3 && share(column, (cell) => isOut(cell) || isName(cell)) >= nine && fewer
      );
    });
    const last = named.at(-1);
    if (last !== undefined) {
      tags = [last];
      outside = outsideOf(last);
      const names = full
        .map((cells) => cells[last] ?? '')
        .filter((cell) => cell !== outside && !isOutside(cell));
      behind = names.length > 0 && names.every(isBehind) && names.some((name) => /[BS]$/.test(name));
      inside = !behind;
    }
  }
  const words = all.filter((column) => !tags.includes(column));
  const counter = words.find(
    (column) => column === words[0] && share(column, (c) => /^\d+(?:[-.]\d+)?$/.test(c)) === 1,
  );
  const starts = /^(?:[01]|1-1)$/.test(full[0]?.[0] ?? '');
  const token = counter !== undefined && starts && words.length > 1 ? (words[1] ?? 0) : (words[0] ?? 0);
  return {
    ...{ token, tags, width, inside },
    ...(behind ? { behind } : {}),
    ...(outside === undefined ? {} : { outside }),
    ...(sparse ? { sparse } : {}),
  };
}

/** Whether a cell can be read as a tag: by its scheme, or by its name where the file has no scheme. */
export function readTag(
  cell: string,
  { inside, behind, outside }: ConllColumns,
): ReturnType<typeof parseTag> {
  if (isOutside(cell) || cell === outside) return { prefix: 'O', label: '' };
  if (behind === true) return parseTag(cell.replace(/^(.*)[-_]([BIESLUM])$/s, '$2-$1'));
  return inside ? { prefix: 'I', label: cell } : parseTag(cell);
}

/**
 * Columns that a program filled (a model, an LLM, another tool): what they say becomes suggestions, made by what the column
 * is called, never labels. A score may stand in a column of the same name with `_score` or the like behind it.
 */
import type { DocumentDraft } from './draft.ts';
import type { ParseOptions } from './format.ts';
import { isObject } from './json-records.ts';
import { looseSpans } from './loose-spans.ts';

const scoreEndings = ['_score', '_confidence', '_prob', '_probability'] as const;

/** Whether a column says of itself that a program filled it. */
export function isPredictedName(column: string): boolean {
  return /^(?:pred(?:s|icted|ictions?)?|y_pred|(?:pred(?:icted)?|model|llm|weak|(?:chat)?gpt_?\d*\w?|claude|gemini|llama_?\d*|mistral|(?:ro)?berta?|vader|textblob|auto(?:matic)?|machine|ai)_(?:labels?|predictions?|class|sentiment|entities|spans))$/i.test(
    column.trim().replace(/[\s-]+/g, '_'),
  );
}

/** The column with the scores of another, where there is one. */
export function scoreColumnOf(column: string, columns: Iterable<string>): string | undefined {
  const wanted = new Set(scoreEndings.map((ending) => `${column}${ending}`.toLowerCase()));
  for (const other of columns) if (wanted.has(other.toLowerCase())) return other;
  return undefined;
}

/** A score in [0, 1], also as per cent; `undefined` where it is none. */
function scoreOf(value: unknown): number | undefined {
  const words = typeof value === 'string' ? value.trim() : value;
  const number =
    typeof words === 'string' && words !== ''
      ? Number(words.replace(/^(\d*),(\d+)(%?)$/, '$1.$2$3').replace(/%$/, ''))
      : words;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const share = typeof words === 'string' && words.endsWith('%') ? number / 100 : number;
  return share >= 0 && share <= 1 ? share : undefined;
}

/** Reads one cell of such a column: a name, names, spans, or shares by name of which the largest counts. */
export function readPredicted(
  column: string,
  value: unknown,
  score: unknown,
  draft: DocumentDraft,
  options: ParseOptions,
): void {
  if (value === null || value === undefined || value === '') return;
  const unit = options.offsetUnit ?? 'code-points';
  for (const item of Array.isArray(value) && looseSpans(value) === undefined ? value : [value]) {
    const spans = looseSpans(item);
    if (spans !== undefined) {
      const last: unknown = Array.isArray(item) && item.length === 4 ? item[3] : undefined;
      const own = isObject(item) ? (scoreOf(item['score']) ?? scoreOf(item['confidence'])) : scoreOf(last);
      for (const { from, to, names, words } of spans) {
        const place = { from, to, ...(words === undefined ? {} : { words }) };
        for (const name of names) draft.suggest(name, column, own ?? scoreOf(score), place, unit);
      }
    } else if (typeof item === 'string' || typeof item === 'number') {
      if (String(item).trim() !== '') draft.suggest(String(item).trim(), column, scoreOf(score));
    } else if (Array.isArray(item) && item.length === 2 && typeof item[0] === 'string') {
      draft.suggest(item[0], column, scoreOf(item[1]));
    } else if (isObject(item) && typeof item['label'] === 'string' && scoreOf(item['score']) !== undefined) {
      draft.suggest(item['label'], column, scoreOf(item['score']));
    } else {
      const best = isObject(item) ? largestShare(Object.entries(item)) : undefined;
      if (best === undefined) draft.leftOut(column);
      else draft.suggest(best[0], column, best[1]);
    }
  }
}

/** What a column with the share of a class is called, beside the class: `pos_prob`, `score_pos`. */
const isShare = '(?:p|prob|probability|score|conf|confidence|softmax)';
const shareName = new RegExp(`^${isShare}[_ .-]|[_ .-]${isShare}$`, 'i');

/** Columns of one share for each class: all of them from 0 to 1, and 1 together in each row. */
export function shareColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  isFree: (column: string) => boolean,
): readonly string[] {
  const found = columns.flatMap((column, index) => {
    const isOne = rows.every((row) => /\d/.test(row[index] ?? '') && scoreOf(row[index]) !== undefined);
    return isOne && isFree(column) ? [index] : [];
  });
  const rowsOfShares = rows.map((row) => found.map((index) => scoreOf(row[index]) ?? 0));
  const areOne = rowsOfShares.every((row) => Math.abs(row.reduce((sum, one) => sum + one, 0) - 1) < 0.03);
  // Zeros and ones are somebody's answers.
  const areShares = rowsOfShares.some((row) => row.some((one) => !Number.isInteger(one)));
  return found.length >= 2 && areOne && areShares ? found.map((index) => columns[index] ?? '') : [];
}

/** Reads a row of such columns. */
export function readShares(shares: readonly (readonly [string, string])[], draft: DocumentDraft): void {
  const best = largestShare(shares);
  if (best !== undefined) draft.suggest(best[0].replace(shareName, ''), 'probabilities', best[1]);
}

function largestShare(
  entries: readonly (readonly [string, unknown])[],
): readonly [string, number] | undefined {
  let best: readonly [string, number] | undefined;
  for (const [name, value] of entries) {
    const share = scoreOf(value);
    if (share === undefined) return undefined;
    if (best === undefined || share > best[1]) best = [name, share];
  }
  return best;
}

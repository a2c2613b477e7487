/**
 * CSV and TSV with any columns: one row per document. Read only as a format of its own; what this program writes
 * as CSV are the layouts of `triples-csv.ts` and `lean-life-csv.ts`.
 */
import { type Problem, problem } from '#core/base';
import { parseFiles } from './batch.ts';
import { csvRows, guessDelimiter } from './csv-rows.ts';
import type { Format, ParseErrorCode, ParseOptions } from './format.ts';
import { extensionOf } from './source.ts';
import { guessColumns, tableDocument } from './table.ts';

const sampleRows = 20;

export interface TableHead {
  readonly delimiter: ',' | '\t' | ';' | '|';
  readonly header: boolean;
  readonly columns: readonly string[];
  /** First rows, without the header. */
  readonly rows: readonly (readonly string[])[];
}

/** How a delimited text is laid out; for the preview, and for what the options leave open. */
export function csvHead(text: string, options: Pick<ParseOptions, 'delimiter' | 'header'>): TableHead {
  const delimiter = options.delimiter ?? guessDelimiter(text.slice(0, 65_536));
  const rows: (readonly string[])[] = [];
  for (const row of csvRows(text, delimiter)) {
    if (isBlank(row.cells)) continue;
    rows.push(row.cells);
    if (rows.length > sampleRows) break;
  }
  const header = options.header ?? looksLikeHeader(rows);
  const first = header ? (rows[0] ?? []) : [];
  const width = header ? first.length : rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const columns = uniqueNames(Array.from({ length: width }, (_, i) => first[i]?.trim() || `column ${i + 1}`));
  return { delimiter, header, columns, rows: header ? rows.slice(1) : rows };
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** A first row of short, distinct words without numbers, above rows that are longer or of another kind. */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const words = first.map((cell) => cell.trim());
  const wordlike = words.every(
    (cell) => cell !== '' && cell.length <= 40 && !/^[\d.,+-]+$/.test(cell) && !/[.!?]$/.test(cell),
  );
  if (!wordlike || new Set(words).size !== words.length) return false;
  if (guessColumns(words, [])?.text !== words[0] || /^(?:text|sentence|review|id)/i.test(words[0] ?? ''))
    return true;
  const length = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.length, 0);
  return rest.length > 0 && rest.every((row) => length(row) > length(words));
}

function uniqueNames(columns: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const count = (seen.get(column) ?? 0) + 1;
    seen.set(column, count);
    return count === 1 ? column : `${column} (${count})`;
  });
}

export const csv: Format = {
  id: 'csv',
  name: 'CSV / TSV',
  extensions: ['.csv', '.tsv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const extension = extensionOf(sample.name);
    return extension === '.csv' ? 0.6 : extension === '.tsv' ? 0.55 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const head = csvHead(text, options);
      const columns = options.columns ?? guessColumns(head.columns, head.rows);
      if (columns === undefined) {
        return text.trim() === '' ? undefined : missingColumn(batch.file);
      }
      let skip = head.header;
      for (const row of csvRows(text, head.delimiter)) {
        const { cells, line } = row;
        if (isBlank(cells)) continue;
        if (skip) {
          skip = false;
          continue;
        }
        if (row.unclosed) {
          batch.error(line, 'malformed-row', 'A quote is opened and never closed.', { reason: 'quote' });
        } else if (cells.length > head.columns.length) {
          batch.error(line, 'wrong-columns', 'The row has more cells than the table has columns.', {
            expected: head.columns.length,
            found: cells.length,
          });
        } else {
          const named = new Map(cells.map((cell, index) => [head.columns[index] ?? '', cell]));
          tableDocument(named, line, columns, batch, options);
        }
        yield row.next / text.length;
      }
      return undefined;
    }),
};

function missingColumn(file: string): Problem<ParseErrorCode> {
  return problem('not-this-format', 'No column holds a text.', { file });
}

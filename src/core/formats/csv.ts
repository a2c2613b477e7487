/**
 * CSV and TSV with any columns: one row per document. Read only as a format of its own; what this program writes
 * as CSV are the layouts of `triples-csv.ts` and `lean-life-csv.ts`.
 */
import { type Problem, problem } from '#core/base';
import { Batcher, parseFiles } from './batch.ts';
import { csvRows, guessDelimiter, obeysQuotes } from './csv-rows.ts';
import type { ColumnMapping, Format, ParseErrorCode, ParseOptions } from './format.ts';
import { extensionOf } from './source.ts';
import { addRowLabels, isPersonName, tableDocument } from './table.ts';
import { guessColumns, isColumnName, isTextName } from './table-columns.ts';
import { plainTable } from './table-layouts.ts';

const sampleRows = 20;

export interface TableHead {
  /** Whether quotes around cells are obeyed. */
  readonly quotes: boolean;
  readonly delimiter: ',' | '\t' | ';' | '|';
  readonly header: boolean;
  readonly columns: readonly string[];
  /** First rows, without the header. */
  readonly rows: readonly (readonly string[])[];
}

/** Another delimiter that was chosen by hand is taken at its word. */
const laidOut = (text: string, { delimiter = '\t' }: Pick<ParseOptions, 'delimiter'>): string =>
  delimiter === '\t' ? plainTable(text) : text;

/** How a delimited text is laid out; for the preview, and for what the options leave open. */
export function csvHead(given: string, options: Pick<ParseOptions, 'delimiter' | 'header'>): TableHead {
  const text = laidOut(given, options);
  const body = text.slice(leadLength(text));
  const delimiter =
    options.delimiter ?? separatorLine(text)?.delimiter ?? guessDelimiter(body.slice(0, 65_536));
  const quotes = obeysQuotes(body, delimiter);
  const rows: (readonly string[])[] = [];
  for (const row of csvRows(body, delimiter, quotes)) {
    if (isBlankRow(row.cells)) continue;
    rows.push(row.cells);
    if (rows.length > sampleRows) break;
  }
  const header = options.header ?? looksLikeHeader(rows);
  const first = header ? (rows[0] ?? []) : [];
  const width = header ? first.length : rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const columns = uniqueNames(Array.from({ length: width }, (_, i) => first[i]?.trim() || `column ${i + 1}`));
  return { delimiter, quotes, header, columns, rows: header ? rows.slice(1) : rows };
}

/** Excel's first line `sep=;`: it names the separator and is no row. */
function separatorLine(text: string): { delimiter: ',' | '\t' | ';' | '|'; length: number } | undefined {
  const match = /^sep=([,;|\t])(?:\r\n|\r|\n)/i.exec(text);
  const delimiter = ([',', '\t', ';', '|'] as const).find((one) => one === match?.[1]);
  return match === null || delimiter === undefined ? undefined : { delimiter, length: match[0].length };
}

/** Titles and empty rows above the names of the columns, as reports have them. */
function titleLength(text: string): number {
  const head = text.slice(0, 8192);
  const delimiter = guessDelimiter(head);
  for (const [at, row] of [...csvRows(head, delimiter)].slice(0, 10).entries()) {
    const before = [...csvRows(head.slice(0, row.next), delimiter)];
    if (row.cells.filter((cell) => isColumnName(cell)).length > 1)
      return at === 0 ? 0 : (before.at(-2)?.next ?? 0);
    if (row.cells.filter((cell) => cell.trim() !== '').length > 1) return 0;
  }
  return 0;
}

/** What stands before the table: `sep=`, or remarks behind `#` that are no names of columns. */
function leadLength(text: string): number {
  const separator = separatorLine(text)?.length;
  if (separator !== undefined) return separator;
  const title = titleLength(text);
  if (title > 0) return title;
  let length = 0;
  for (;;) {
    const line = /^#[^\t\r\n]*(?:\r\n|\r|\n)/.exec(text.slice(length, length + 4096))?.[0];
    const isHeader = line
      ?.slice(1)
      .split(/[,;|]/)
      .some((cell) => isColumnName(cell));
    if (line === undefined || isHeader === true) return length;
    length += line.length;
  }
}

export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/**
 * By what the first row says and by comparison with the others: names that columns are known by, words above
 * numbers, or short distinct words above longer rows.
 */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  // Columns of a spreadsheet that are empty have no names.
  const filled = first.flatMap((cell, at) => (cell.trim() === '' && isEmptyColumn(rest, at) ? [] : [at]));
  const words = filled.map((at) => (first[at] ?? '').trim());
  if (words[0] === '' && words.length > 2 && words.slice(1).every((cell, at) => cell === String(at)))
    return true;
  const isNumber = (cell: string): boolean => /^-?[\d.,]+$/.test(cell.trim());
  const wordlike = words.every((cell) => cell.length <= 60 && !isNumber(cell) && !/[.!?]$/.test(cell));
  if (!wordlike) return false;
  const recurs = (at: number): boolean => rest.some((row) => row[filled[at] ?? -1]?.trim() === words[at]);
  if (words.filter((word) => isColumnName(word)).length > 1 && words.some((word) => isTextName(word)))
    return true;
  if (words.some((word, column) => isColumnName(word) && !recurs(column))) return true;
  // Other names are few words, and no two columns have the same.
  const named = words.every((word) => word.split(/\s+/).length <= 2);
  if (!named || new Set(words).size !== words.length) return false;
  const numbers = words.some(
    (_, at) => rest.length > 0 && rest.every((row) => isNumber(row[filled[at] ?? -1] ?? '')),
  );
  if (numbers && words.every((_, column) => !recurs(column))) return true;
  const length = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.length, 0);
  return (
    rest.length > 0 && rest.every((row) => length(row) > length(words)) && !words.some((_, at) => recurs(at))
  );
}

const isEmptyColumn = (rows: readonly (readonly string[])[], at: number): boolean =>
  rows.every((row) => (row[at] ?? '').trim() === '');

function uniqueNames(columns: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const count = (seen.get(column) ?? 0) + 1;
    seen.set(column, count);
    return count === 1 ? column : `${column} (${count})`;
  });
}

export interface TableRow {
  /** Cells by the names of their columns; absent where the row is none, which is named. */
  readonly row: ReadonlyMap<string, string> | undefined;
  readonly line: number;
  /** Share of the text that is read. */
  readonly done: number;
}

/** The rows of a delimited text below its header. */
export function* tableRows(
  given: string,
  options: Pick<ParseOptions, 'delimiter' | 'header'>,
  batch: Batcher,
): Generator<TableRow, void, void> {
  const text = laidOut(given, options);
  const head = csvHead(text, options);
  let skip = head.header;
  const lead = leadLength(text);
  const before = lead === 0 ? 0 : text.slice(0, lead).split(/\r\n|\r|\n/).length - 1;
  for (const found of csvRows(text.slice(lead), head.delimiter, head.quotes)) {
    const { cells } = found;
    const line = found.line + before;
    if (isBlankRow(cells)) continue;
    const isHeader =
      head.header && cells.length > 1 && cells.every((cell, at) => cell.trim() === head.columns[at]);
    if (skip || isHeader) {
      skip = false;
      continue;
    }
    const done = found.next / text.length;
    const params = { expected: head.columns.length, found: cells.length };
    if (found.unclosed) {
      batch.error(line, 'malformed-row', 'A quote is opened and never closed.', { reason: 'quote' });
      yield { row: undefined, line, done };
    } else if (cells.length > head.columns.length) {
      batch.error(line, 'wrong-columns', 'The row has more cells than the table has columns.', params);
      yield { row: undefined, line, done };
    } else {
      if (cells.length < head.columns.length)
        batch.warn(line, 'wrong-columns', 'The row has fewer cells than the table has columns.', params);
      yield { row: new Map(cells.map((cell, index) => [head.columns[index] ?? '', cell])), line, done };
    }
  }
}

/** The labels that have a cell of their own, where others may hold several with `#` between; yields how far it is. */
function* labelsAlone(
  text: string,
  options: ParseOptions,
  { label, separator }: ColumnMapping,
): Generator<number, ReadonlySet<string> | undefined, void> {
  if (label === undefined || separator !== undefined || !/[^\s#]#[^\s#]/.test(text)) return undefined;
  const alone = new Set(options.projectLabels);
  // What is wrong with a row is said when it is read.
  for (const { row, done } of tableRows(text, options, new Batcher(1))) {
    const cell = row?.get(label)?.trim() ?? '';
    if (cell !== '' && !cell.includes('#')) alone.add(cell);
    yield done;
  }
  return alone;
}

interface Numbered {
  readonly row: ReadonlyMap<string, string>;
  readonly line: number;
}

/** Rows of one text, and of one name of it where names are those of texts, in the order of their first. */
function byText(rows: readonly Numbered[], { text, id }: ColumnMapping): Iterable<[Numbered, ...Numbered[]]> {
  const names = new Set(rows.map(({ row }) => (id === undefined ? '' : row.get(id))));
  const isOfText = id !== undefined && names.size < rows.length;
  const groups = new Map<string, [Numbered, ...Numbered[]]>();
  for (const one of rows) {
    const key = `${isOfText ? (one.row.get(id) ?? '') : ''}\t${one.row.get(text) ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups.values();
}

export const csv: Format = {
  id: 'csv',
  name: 'CSV / TSV',
  extensions: ['.csv', '.tsv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const extension = extensionOf(sample.name);
    if (sample.records.length > 0 || sample.head.includes('\0')) return 0;
    if (extension === '.csv' || extension === '.tsv') return extension === '.csv' ? 0.6 : 0.55;
    // Excel's "Unicode Text", tables called .txt and exports without an extension.
    const given = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const whole = plainTable(given);
    const tabs = whole.includes('\t');
    const { header, columns, rows } = csvHead(whole, tabs ? { delimiter: '\t' } : {});
    const alike = rows.length > 0 && rows.every((row) => row.length === columns.length);
    if (!alike || columns.length < 2) return 0;
    if (header) {
      const known = columns.filter(isColumnName).length;
      return (tabs && known > 0) || (known > 1 && columns.some(isTextName)) ? 0.5 : 0;
    }
    // Without names: texts beside their classes, which recur.
    return tabs && columns.length <= 4 && guessColumns(columns, rows)?.label !== undefined ? 0.4 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const head = csvHead(text, options);
      const guessed = options.columns ?? guessColumns(head.columns, head.rows);
      if (guessed === undefined) {
        return text.trim() === '' ? undefined : missingColumn(batch.file);
      }
      const looking = labelsAlone(text, options, guessed);
      let looked = looking.next();
      let before = 0;
      while (!looked.done) {
        before = looked.value / 2;
        yield before;
        looked = looking.next();
      }
      const columns = looked.value === undefined ? guessed : { ...guessed, alone: looked.value };
      const from = (done: number): number => before + done * (1 - before);
      // A row a person: what several said of one text is one document.
      const arePeople =
        columns.label !== undefined && columns.predictions === undefined && head.columns.some(isPersonName);
      const rows: Numbered[] = [];
      for (const { row, line, done } of tableRows(text, options, batch)) {
        if (row !== undefined && arePeople) rows.push({ row, line });
        else if (row !== undefined) tableDocument(row, line, columns, batch, options);
        yield from(arePeople ? done / 2 : done);
      }
      let read = 0;
      for (const [first, ...others] of byText(rows, columns)) {
        tableDocument(first.row, first.line, columns, batch, options, (draft) => {
          for (const { row } of others) addRowLabels(draft, row, columns, options);
        });
        read += 1 + others.length;
        yield from(0.5 + read / rows.length / 2);
      }
      return undefined;
    }),
};

function missingColumn(file: string): Problem<ParseErrorCode> {
  return problem('not-this-format', 'No column holds a text.', { file });
}

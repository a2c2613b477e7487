/**
 * Tables of one word per row with a tag beside it, as on Kaggle (`Sentence #, Word, POS, Tag`) and in LEAN-LIFE's uploads
 * (`document_id, word, label, …`): rows of one number, or from one filled number to the next, or between empty rows, are a
 * text. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { csvHead, isBlankRow } from './csv.ts';
import { csvRows, unguardCell } from './csv-rows.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions, Sample } from './format.ts';
import { plainTable } from './table-layouts.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';
import { joinTokens } from './tokens.ts';

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_#.-]+/g, '');

const wordNames = new Set(['word', 'words', 'token', 'tokens', 'form', 'text']);
const tagNames = new Set([
  'tag',
  'tags',
  'ner',
  'nertag',
  'nertags',
  'label',
  'labels',
  'bio',
  'iob',
  'entity',
]);
const groupNames = new Set([
  'sentence',
  'sentenceid',
  'sentid',
  'sent',
  'sentenceidx',
  'documentid',
  'docid',
  'doc',
  'document',
  'id',
]);

interface Columns {
  readonly group: number;
  readonly word: number;
  readonly tag: number;
}

const isTag = (cell: string): boolean => cell === '' || /^(?:[Oo]|[BIESLU][-_]\S.*)$/.test(cell);

/** By their names, and by most cells of the column being tags: a table of texts with labels is none of words. */
function columnsOf(names: readonly string[], rows: readonly (readonly string[])[]): Columns | undefined {
  const find = (known: ReadonlySet<string>): number => names.findIndex((name) => known.has(plain(name)));
  const word = find(wordNames);
  const group = names.findIndex((name, at) => at !== word && groupNames.has(plain(name)));
  const filled = rows.filter((cells) => !isBlankRow(cells));
  const tag = names.findIndex(
    (name, at) =>
      at !== word &&
      tagNames.has(plain(name)) &&
      filled.length > 0 &&
      filled.filter((cells) => isTag((cells[at] ?? '').trim())).length >= filled.length * 0.9 &&
      filled.some((cells) => /^(?:[Oo]$|[BIESLU][-_])/.test((cells[at] ?? '').trim())),
  );
  return word === -1 || tag === -1 ? undefined : { group, word, tag };
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

function write(
  rows: readonly Row[],
  columns: Columns,
  names: readonly string[],
  batch: Batcher,
  options: ParseOptions,
): void {
  const [first] = rows;
  if (first === undefined) return;
  const words: string[] = [];
  const tags: Tag[] = [];
  for (const { cells, line } of rows) {
    const word = unguardCell(cells[columns.word] ?? '').trim();
    const cell = (cells[columns.tag] ?? '').trim();
    const tag = parseTag(cell);
    if (tag === undefined)
      batch.warn(line, 'unknown-tag', 'The tag is of no known scheme; it was read as O.', {
        tag: cell.slice(0, 80),
      });
    if (word === '') {
      batch.error(line, 'malformed-row', 'The row has no word.', { reason: 'no-word' });
      continue;
    }
    words.push(word);
    tags.push(tag ?? { prefix: 'O', label: '' });
  }
  if (words.length === 0) return;
  const { text, tokens } = joinTokens(words);
  const draft = new DocumentDraft(text, first.line, batch, options);
  draft.tokens = tokens;
  const id = columns.group === -1 ? '' : (first.cells[columns.group] ?? '').trim();
  const meta = names.flatMap((name, at): [string, string][] => {
    if (at === columns.group || at === columns.word || at === columns.tag) return [];
    // What is the same on every word is said of the text; parts of speech are not.
    const values = new Set(rows.map(({ cells }) => cells[at] ?? ''));
    const [value = ''] = values;
    return values.size === 1 && rows.length > 1 && value !== '' ? [[name, value]] : [];
  });
  draft.meta = Object.fromEntries(id === '' ? meta : [...meta, ['id', id]]);
  for (const chunk of decodeTags(tags).chunks)
    draft.span(chunk.label, tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to);
  draft.complete = true;
  draft.finish();
}

function detect(sample: Sample): number {
  if (/^\s*[[{<]/.test(sample.head)) return 0;
  const { columns, rows } = csvHead(sample.head, { header: true });
  return columnsOf(columns, rows) === undefined ? 0 : 0.9;
}

export const tokenTable: Format = {
  id: 'token-table',
  name: 'Table of one word per row',
  extensions: ['.csv', '.tsv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect,
  parse: (files, options) =>
    parseFiles(files, options, function* (given, batch) {
      const text = plainTable(given);
      const head = csvHead(text, { header: true });
      const columns = columnsOf(head.columns, head.rows) ?? {
        group: -1,
        word: 0,
        tag: head.columns.length - 1,
      };
      const names = head.columns;
      let rows: Row[] = [];
      let number = '';
      let isFirst = true;
      for (const row of csvRows(text, head.delimiter, head.quotes)) {
        if (isFirst) {
          isFirst = isBlankRow(row.cells);
          continue;
        }
        const group = columns.group === -1 ? '' : (row.cells[columns.group] ?? '').trim();
        const ends = isBlankRow(row.cells) || (group !== '' && group !== number && rows.length > 0);
        if (ends) {
          write(rows, columns, names, batch, options);
          rows = [];
        }
        if (group !== '') number = group;
        if (isBlankRow(row.cells)) continue;
        rows.push(row);
        yield row.next / text.length;
      }
      write(rows, columns, names, batch, options);
      return undefined;
    }),
};

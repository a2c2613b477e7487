/**
 * One label a row: the text (again and again), where the label begins and ends, and its name, as tables (CSV, TSV) or JSON
 * lines. Rows of one text (and one name of it) are one document. Many tools export so. Rows whose "text" is only the words of the
 * label have no text: they are named. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { csvHead, tableRows } from './csv.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions, Sample } from './format.ts';
import { isObject, jsonRecords, metaOf, toText } from './json-records.ts';
import { offsetOf } from './loose-labels.ts';
import { isPredictedName } from './predicted-columns.ts';
import { extensionOf } from './source.ts';
import { plainName } from './table-cells.ts';
import { isTextName } from './table-columns.ts';

type Row = ReadonlyMap<string, string>;

interface Columns {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly id: string | undefined;
  readonly words: string | undefined;
  readonly annotator: string | undefined;
  readonly score: string | undefined;
}

const place = (names: string): RegExp =>
  new RegExp(
    `^(?:(?:span|entity|ent|char|label|offset|mention|token_char)_)?(?:${names})(?:_(?:offset|char|index|idx|pos|position|character))?$`,
  );
const fromNames = place('start|begin|from|startoffset|beginoffset|startindex|offset_start');
const toNames = place('end|stop|to|endoffset|endindex|offset_end');
const labelNames =
  /^(?:(?:span|entity|ent|ner|label|mention|predicted|pred|gold)_)?(?:label|labels|tag|type|entity|category|class|annotation|concept|name|polarity|sentiment)$/;
/** Of several columns that may name the label, the one that says so most plainly. */
const rankOf = (name: string): number => {
  const at = ['label', 'tag', 'type', 'class', 'category'].findIndex((word) =>
    plainName(name).includes(word),
  );
  return at === -1 ? 9 : at;
};
const idNames =
  /^(?:id|(?:doc|document|text|sentence|sent|article|note|file|example|record)(?:_?(?:id|name|no|nr))?|filename|pmid|uid|guid)$/;
const wordNames =
  /^(?:mention|mention_text|span|span_text|words?|surface|surface_form|term|value|covered_text|entity_text|aspect|aspect_term|target|matched_text|phrase|snippet|quote|text|entity|content)$/;
const annotatorNames = /^(?:annotator|annotator_(?:id|name)|annotated_by|created_by|user|coder|rater)$/;
const scoreNames = /^(?:score|confidence|prob|probability)$/;

/** Whether a row has both offsets. */
function offsetsOf(row: Row, from: string, to: string): readonly [number, number] | undefined {
  const [first, last] = [offsetOf(row.get(from)?.trim()), offsetOf(row.get(to)?.trim())];
  return first === undefined || last === undefined ? undefined : [first, last];
}

type Found = { readonly columns: Columns } | { readonly mentionsOnly: true } | undefined;

/** What the columns are, by their names and by the texts being long enough for the offsets. */
function columnsOf(names: readonly string[], rows: readonly Row[]): Found {
  const find = (pattern: RegExp, ...taken: readonly (string | undefined)[]): string | undefined =>
    names.find((name) => pattern.test(plainName(name)) && !taken.includes(name));
  const [from, to] = [find(fromNames), find(toNames)];
  if (from === undefined || to === undefined) return undefined;
  const placed = rows.flatMap((row) => {
    const offsets = offsetsOf(row, from, to);
    return offsets === undefined ? [] : [{ row, from: offsets[0], to: offsets[1] }];
  });
  const filled = rows.filter((row) => (row.get(from) ?? '').trim() !== '');
  if (placed.length === 0 || placed.length < filled.length * 0.9) return undefined;
  const texts = names.filter((name) => isTextName(name));
  const isWords = (name: string): boolean =>
    placed.some((one) => one.from > 0) &&
    placed.every((one) => {
      const length = cell(one.row, name).length;
      return length === one.to - one.from || length === one.to - one.from + 1;
    });
  const isLongEnough = (name: string): boolean =>
    placed.filter((one) => one.to <= cell(one.row, name).length).length >= placed.length * 0.9;
  const text = texts.find((name) => !isWords(name) && isLongEnough(name));
  const wordsAt = (name: string): boolean =>
    placed.every(
      (one) => cell(one.row, name) === '' || cell(one.row, text ?? '').includes(cell(one.row, name)),
    ) && placed.some((one) => cell(one.row, name) !== '');
  const label = names
    .filter((name) => ![text, from, to].includes(name) && labelNames.test(plainName(name)))
    .filter((name) => text === undefined || !wordsAt(name))
    .toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  if (label === undefined) return undefined;
  if (text === undefined) return texts.some(isWords) ? { mentionsOnly: true } : undefined;
  // A number of its own for each row is the label's, where texts recur.
  const recur = new Set(rows.map((one) => cell(one, text))).size < rows.length;
  const isOfText = (name: string): boolean =>
    !recur || new Set(rows.map((one) => cell(one, name))).size < rows.length;
  const id = names.find(
    (name) => ![text, label, from, to].includes(name) && idNames.test(plainName(name)) && isOfText(name),
  );
  const words = names.find(
    (name) => ![text, label, id].includes(name) && wordNames.test(plainName(name)) && wordsAt(name),
  );
  const annotator = find(annotatorNames);
  return { columns: { text, from, to, label, id, words, annotator, score: find(scoreNames) } };
}

const cell = (row: Row, name: string): string => row.get(name) ?? '';

/** A flat record of JSON as a row. */
const rowOf = (record: object): Row =>
  new Map(
    Object.entries(record).map(([key, value]): [string, string] => [
      key,
      value === null ? '' : toText(value),
    ]),
  );

const isFlat = (record: unknown): record is object =>
  isObject(record) && Object.values(record).every((value) => typeof value !== 'object' || value === null);

function sampleRows(
  sample: Sample,
): { readonly names: readonly string[]; readonly rows: readonly Row[] } | undefined {
  if (sample.records.length > 0) {
    if (!sample.records.every(isFlat)) return undefined;
    const rows = sample.records.map(rowOf);
    return { names: [...new Set(rows.flatMap((one) => [...one.keys()]))], rows };
  }
  if (sample.head.includes('\0')) return undefined;
  const extension = extensionOf(sample.name);
  if (extension !== '.csv' && extension !== '.tsv' && !sample.head.includes('\t')) return undefined;
  const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
  const { header, columns, rows } = csvHead(whole, {});
  if (!header) return undefined;
  return {
    names: columns,
    rows: rows.map((cells) => new Map(columns.map((name, at) => [name, cells[at] ?? '']))),
  };
}

function look(sample: Sample): Found {
  const found = sampleRows(sample);
  return found === undefined ? undefined : columnsOf(found.names, found.rows);
}

/** Without names of columns: two numbers in each row that are as far apart as the words of one column are long. */
function isBareMentionTable(sample: Sample): boolean {
  if (sample.records.length > 0 || !sample.head.includes('\t')) return false;
  const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
  const { header, columns, rows } = csvHead(whole, { delimiter: '\t' });
  if (header || columns.length < 4 || rows.length < 2) return false;
  const at = (row: readonly string[], column: number): string => row[column] ?? '';
  return columns.some((_, from) =>
    columns.some(
      (__, words) =>
        words !== from &&
        words !== from + 1 &&
        rows.every((row) => {
          const [first, last] = [offsetOf(at(row, from)), offsetOf(at(row, from + 1))];
          return (
            first !== undefined &&
            last !== undefined &&
            last > first &&
            at(row, words).length === last - first
          );
        }) &&
        new Set(rows.map((row) => at(row, words).length)).size > 1,
    ),
  );
}

/** Places of labels with their words, whose texts are in another file. */
export function isMentionTable(sample: Sample): boolean {
  if (isBareMentionTable(sample)) return true;
  const found = look(sample);
  return found !== undefined && 'mentionsOnly' in found;
}

function detect(sample: Sample): number {
  const found = look(sample);
  if (found === undefined || !('columns' in found)) return 0;
  const { columns } = found;
  const rows = sampleRows(sample)?.rows ?? [];
  // A row per aspect of a text is a table of texts unless texts recur.
  const texts = rows.map((one) => cell(one, columns.text));
  const isAspect = columns.words !== undefined && /aspect|term|target/i.test(columns.words);
  return isAspect && new Set(texts).size === texts.length ? 0 : 0.8;
}

interface Numbered {
  readonly row: Row;
  readonly line: number;
}

/** Rows of one text, under its name, in the order of their first. */
class Groups {
  readonly #groups = new Map<string, Numbered[]>();
  readonly #columns: Columns;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  add(one: Numbered): void {
    const { id, text } = this.#columns;
    const key = `${id === undefined ? '' : cell(one.row, id)}\t${cell(one.row, text)}`;
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [one]);
    else group.push(one);
  }

  get all(): IterableIterator<readonly Numbered[]> {
    return this.#groups.values();
  }

  get size(): number {
    return this.#groups.size;
  }
}

function readGroup(
  group: readonly Numbered[],
  columns: Columns,
  batch: Batcher,
  options: ParseOptions,
): void {
  const [first] = group;
  if (first === undefined) return;
  const text = cell(first.row, columns.text);
  if (text.trim() === '') {
    const held = group.filter((one) => cell(one.row, columns.label).trim() !== '').length;
    if (held > 0) batch.unread(columns.label, held);
    batch.error(first.line, 'missing-text', 'The row has no text.', { column: columns.text.slice(0, 80) });
    return;
  }
  const draft = new DocumentDraft(text, first.line, batch, options);
  for (const one of group) readSpan(one, columns, draft, options);
  const used = new Set<string>(Object.values(columns).filter((name) => name !== undefined));
  const meta: [string, string][] = [];
  for (const [name, value] of first.row) {
    if (used.has(name)) continue;
    // What differs from row to row is said of the label, which has no place for it.
    const own = group.filter((one) => cell(one.row, name) !== '');
    if (own.every((one) => cell(one.row, name) === value)) {
      if (value !== '') meta.push([name, value]);
    } else if (own.some((one) => !/^[\d.,:TZ -]*$/.test(cell(one.row, name))))
      draft.leftOut(name, own.length);
  }
  const id = columns.id === undefined ? '' : cell(first.row, columns.id);
  draft.meta = metaOf(id === '' ? meta : [...meta, ['id', id]]);
  draft.finish();
}

function readSpan(
  { row: cells, line }: Numbered,
  columns: Columns,
  draft: DocumentDraft,
  options: ParseOptions,
): void {
  const label = cell(cells, columns.label).trim();
  const offsets = offsetsOf(cells, columns.from, columns.to);
  const isEmpty = cell(cells, columns.from).trim() === '' && cell(cells, columns.to).trim() === '';
  if (isEmpty && (label === '' || /^(?:nan|none|null)$/i.test(label))) return;
  if (offsets === undefined) {
    draft.misplaced(cell(cells, columns.from), cell(cells, columns.to));
    return;
  }
  const unit = options.offsetUnit ?? 'code-points';
  const words = columns.words === undefined ? '' : cell(cells, columns.words);
  const more = words === '' ? {} : { words };
  if (isPredictedName(columns.label)) {
    const score = columns.score === undefined ? undefined : Number(cell(cells, columns.score));
    draft.suggest(label, columns.label, score, { from: offsets[0], to: offsets[1], ...more }, unit);
    return;
  }
  const annotator = columns.annotator === undefined ? '' : cell(cells, columns.annotator);
  draft.span(label, offsets[0], offsets[1], unit, {
    ...more,
    line,
    ...(annotator === '' ? {} : { annotator }),
  });
}

export const spanRows: Format = {
  id: 'span-rows',
  name: 'Table of one label per row',
  extensions: ['.csv', '.tsv', '.jsonl', '.json'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'code-points',
  detect,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const rows: Numbered[] = [];
      if (/^\s*[[{]/.test(text)) {
        const records = jsonRecords(text, batch);
        let step = records.next();
        while (!step.done) {
          const { value, line, done } = step.value;
          if (isFlat(value)) rows.push({ row: rowOf(value), line });
          else batch.error(line, 'malformed-row', 'This is no record.', { reason: 'not-an-object' });
          yield done / 2;
          step = records.next();
        }
        if (step.value !== undefined) return step.value;
      } else {
        for (const { row: cells, line, done } of tableRows(text, options, batch)) {
          if (cells !== undefined) rows.push({ row: cells, line });
          yield done / 2;
        }
      }
      const names = [...new Set(rows.slice(0, 100).flatMap((one) => [...one.row.keys()]))];
      const found = columnsOf(
        names,
        rows.map((one) => one.row),
      );
      if (found === undefined || !('columns' in found)) {
        if (rows.length > 0) {
          batch.unread('rows', rows.length);
          batch.error(0, 'missing-field', 'No columns hold a text and the places of labels.', {
            field: 'start',
          });
        }
        return undefined;
      }
      const groups = new Groups(found.columns);
      for (const one of rows) groups.add(one);
      let at = 0;
      for (const group of groups.all) {
        readGroup(group, found.columns, batch, options);
        at += 1;
        yield 0.5 + at / groups.size / 2;
      }
      return undefined;
    }),
};

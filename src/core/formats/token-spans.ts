/**
 * Records of words, without their text, and spans by the numbers of words: `[0, 2, "PER"]`, `{"start": 0, "end": 2, "label": "PER"}`,
 * `{"token_start": 0, "token_end": 1}`, `{"index": [0, 1]}`. Whether an end is the last word or the one behind it is told by the words
 * beside a span, by spans of one word, by spans that touch and by ends behind the last word, over the file; else it is the one
 * behind it. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  jsonRecords,
  listField,
  metaOf,
  nameField,
  restOf,
  sampleRecords,
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { KnownSpans } from './loose-relations.ts';
import { parseTag } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

const tokenKeys = ['tokens', 'words', 'token', 'sentence', 'tokenized_text'] as const;
const spanKeys = [
  'entities',
  'spans',
  'ner',
  'mentions',
  'annotations',
  'entity_mentions',
  'labels',
] as const;
const idKeys = ['id', 'doc_id', 'doc_key', 'orig_id', 'sent_id'] as const;

interface WordSpan {
  readonly first: number;
  readonly last: number;
  readonly label: string;
  readonly words: string | undefined;
  /** What the end is, where its name says so. */
  readonly isIncluded: boolean | undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

function listSpan(value: readonly unknown[]): WordSpan | undefined {
  const [label, ...more] = value.filter((one) => typeof one === 'string');
  const [first, last, ...others] = value.filter(isCount);
  if (label === undefined || first === undefined || last === undefined) return undefined;
  if (others.length > 0 || more.length > 1 || value.length > 4) return undefined;
  return { first, last, label, words: more[0], isIncluded: undefined };
}

function wordSpan(value: unknown): WordSpan | undefined {
  if (Array.isArray(value)) return listSpan(value);
  const label = nameField(value, 'label', 'type', 'entity_type', 'tag', 'category', 'class', 'entity');
  if (label === undefined) return undefined;
  const words = stringField(value, 'text', 'mention', 'words', 'word', 'name', 'surface');
  const index = listField(value, 'index', 'indices', 'token_indices');
  if (index !== undefined) {
    const numbers = index.filter(isCount);
    if (numbers.length === 0 || numbers.length < index.length) return undefined;
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    return { first, last, label, words, isIncluded: true };
  }
  const pair = listField(value, 'pos', 'span', 'position', 'offsets');
  const ends: readonly (readonly [unknown, unknown, boolean | undefined])[] = [
    [field(value, 'token_start'), field(value, 'token_end'), true],
    [field(value, 'start_token'), field(value, 'end_token'), undefined],
    [field(value, 'start'), field(value, 'end'), undefined],
    [field(value, 'begin'), field(value, 'end'), undefined],
    [pair?.[0], pair?.[1], undefined],
  ];
  for (const [first, last, isIncluded] of ends)
    if (isCount(first) && isCount(last)) return { first, last, label, words, isIncluded };
  return undefined;
}

function tokensOf(record: unknown): readonly string[] | undefined {
  const tokens = listField(record, ...tokenKeys);
  return tokens !== undefined &&
    tokens.length > 0 &&
    tokens.every((one): one is string => typeof one === 'string')
    ? tokens
    : undefined;
}

/** The field with the spans; one of tags is none. */
function spanField(record: unknown): string | undefined {
  return spanKeys.find((key) => {
    const list = listField(record, key) ?? [];
    return list.length > 0 && list.every((one) => wordSpan(one) !== undefined);
  });
}

const spansOf = (record: unknown): readonly WordSpan[] =>
  (listField(record, spanField(record) ?? '') ?? []).flatMap((one) => wordSpan(one) ?? []);

function fits(record: unknown): boolean {
  const tokens = tokensOf(record);
  if (tokens === undefined || stringField(record, 'text', 'content') !== undefined) return false;
  const tagged = Object.values(isObject(record) ? record : {}).some(
    (list) =>
      Array.isArray(list) &&
      list !== listField(record, ...tokenKeys) &&
      list.length === tokens.length &&
      list.every((tag) => typeof tag === 'string' && parseTag(tag) !== undefined),
  );
  const spans = spansOf(record);
  return !tagged && spans.length > 0 && spans.every(({ last }) => last <= tokens.length);
}

/** Whether ends are counted in, by all that a sample says. */
function endsAreIncluded(records: readonly unknown[]): boolean {
  let [included, behind] = [0, 0];
  for (const record of records) {
    const tokens = tokensOf(record);
    const spans = spansOf(record).filter(({ isIncluded }) => isIncluded === undefined);
    if (tokens === undefined) continue;
    const isOf = (words: string, first: number, end: number): boolean =>
      tokens.slice(first, end).join('').toLowerCase() === words.replace(/\s+/g, '').toLowerCase();
    for (const { first, last, words } of spans) {
      if (first === last) included += 1;
      if (last === tokens.length) behind += 1;
      if (words !== undefined && isOf(words, first, last + 1)) included += 1;
      else if (words !== undefined && isOf(words, first, last)) behind += 1;
      // Spans that touch hardly ever overlap.
      if (spans.some((other) => other.first === last && other.last > last)) behind += 1;
    }
  }
  return included > behind;
}

function readRecord(
  record: JsonObject,
  isIncluded: boolean,
  line: number,
  batch: Batcher,
  options: ParseOptions,
): void {
  const text = tokenDraft(tokensOf(record), line, batch, options);
  if (text === undefined) return;
  const { draft } = text;
  const key = spanField(record);
  const known = new KnownSpans();
  for (const item of listField(record, key ?? '') ?? []) {
    const span = wordSpan(item);
    if (span === undefined) continue;
    const end = (span.isIncluded ?? isIncluded) ? span.last + 1 : span.last;
    known.add(item, text.span(span.label, span.first, end), span.first, span.last);
  }
  const id = nameField(record, ...idKeys);
  const tokens = tokenKeys.find((one) => listField(record, one) !== undefined) ?? '';
  draft.meta = metaOf([
    ...readRest(restOf(record, new Set([...idKeys, tokens, key ?? ''])), draft, options, known),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  draft.finish();
}

export const tokenSpans: Format = {
  id: 'token-spans',
  name: 'Words with spans by their numbers',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, fits) ? 0.91 : 0),
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const isIncluded = endsAreIncluded(sampleRecords(text));
      const records = jsonRecords(text, batch);
      let step = records.next();
      while (!step.done) {
        const { value, line, done } = step.value;
        if (isObject(value)) readRecord(value, isIncluded, line, batch, options);
        else batch.error(line, 'malformed-row', 'This is no record.', { reason: 'not-an-object' });
        yield done;
        step = records.next();
      }
      return step.value;
    }),
};

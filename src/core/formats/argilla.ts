/**
 * Argilla's records: `fields` with the text, `responses` of people, `suggestions` of models, by question; as lists of
 * objects (API, `to_json`) or as maps. A submitted response is a label, a draft or discarded one is left out, a suggestion is
 * one here too; its tables (`ner.responses`, `ner.suggestion`) are read alike. Offsets count code points. Read only.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
  stringField,
} from './json-records.ts';
import { looseSpans, readRest } from './loose-labels.ts';
import { readPredicted } from './predicted-columns.ts';

const used = new Set([
  'id',
  'external_id',
  'fields',
  'responses',
  'suggestions',
  'status',
  '_server_id',
  'vectors',
]);

function isArgilla(record: unknown): boolean {
  return (
    isObject(field(record, 'fields')) &&
    (field(record, 'responses') !== undefined || field(record, 'suggestions') !== undefined)
  );
}

/** A column of Argilla's tables: a question and what is held of it (`ner.responses`, `ner.suggestion.score`). */
const column = /^(.+)\.(responses|suggestion)(?:\.(users|status|score|agent))?$/;

const isFlat = (record: unknown): boolean =>
  isObject(record) &&
  !isObject(field(record, 'fields')) &&
  Object.entries(record).some(
    ([key, value]) => /.\.(?:responses|suggestion)$/.test(key) && value !== undefined,
  );

/** A row of Argilla's tables (`to_datasets`, the hub) as a record. */
function fromFlat(row: JsonObject): JsonObject {
  const rest: [string, unknown][] = [];
  const columns = new Map<string, Map<string, unknown>>();
  for (const [key, value] of Object.entries(row)) {
    const [, question, kind, part] = column.exec(key) ?? [];
    if (question === undefined) {
      rest.push([key, value]);
      continue;
    }
    const own = columns.get(question) ?? new Map<string, unknown>();
    columns.set(question, own.set(part ?? kind ?? '', value));
  }
  const fields = rest.filter(
    ([key, value]) =>
      typeof value === 'string' && !used.has(key) && !key.includes('.') && !/(?:^|_)id$/i.test(key),
  );
  const names = new Set(fields.map(([key]) => key));
  const at = (list: unknown, index: number): unknown => (Array.isArray(list) ? list[index] : undefined);
  const responses = [...columns].map(([question, of]): [string, unknown] => {
    const answers = of.get('responses');
    const list: readonly unknown[] = Array.isArray(answers) ? answers : [];
    return [
      question,
      list.map((value, index) => ({
        value,
        user_id: at(of.get('users'), index),
        status: at(of.get('status'), index),
      })),
    ];
  });
  const suggestions = [...columns].flatMap(([question, of]): [string, unknown][] => {
    const value = of.get('suggestion');
    if (value === undefined || value === null) return [];
    return [[question, { value, score: of.get('score'), agent: of.get('agent') }]];
  });
  return {
    ...Object.fromEntries(rest.filter(([key]) => !names.has(key))),
    fields: Object.fromEntries(fields),
    responses: Object.fromEntries(responses),
    suggestions: Object.fromEntries(suggestions),
  };
}

/** The field that is asked about: `text`, else the longest. */
function textOf(record: JsonObject): readonly [string, string] | undefined {
  const fields = field(record, 'fields');
  const own = stringField(fields, 'text');
  if (own !== undefined) return ['text', own];
  const strings = Object.entries(isObject(fields) ? fields : {}).filter(
    ([, value]) => typeof value === 'string',
  );
  const [longest] = strings.toSorted((a, b) => String(b[1]).length - String(a[1]).length);
  return longest === undefined ? undefined : [longest[0], String(longest[1])];
}

interface Answer {
  readonly value: unknown;
  readonly status: string;
  readonly by: string | undefined;
}

/** All answers of people: `{question: [{value, user_id, status}]}`, or `[{values: {question: {value}}, user_id, status}]`. */
function answersOf(responses: unknown): readonly Answer[] {
  const one = (item: unknown, value: unknown): Answer => ({
    value,
    status: stringField(item, 'status') ?? 'submitted',
    by: nameField(item, 'user_id', 'user'),
  });
  if (isObject(responses)) {
    return Object.values(responses).flatMap((list) =>
      (Array.isArray(list) ? list : [list]).map((item: unknown) => one(item, field(item, 'value'))),
    );
  }
  return (Array.isArray(responses) ? responses : []).flatMap((item: unknown): Answer[] => {
    const values = field(item, 'values');
    if (!isObject(values)) return [one(item, field(item, 'value'))];
    return Object.values(values).map((value) => one(item, isObject(value) ? field(value, 'value') : value));
  });
}

function readAnswer({ value, status, by }: Answer, draft: DocumentDraft, options: ParseOptions): void {
  const items = (Array.isArray(value) && looseSpans(value) === undefined ? value : [value]).filter(
    (item) => item !== null && item !== undefined,
  );
  if (status !== 'submitted') {
    if (items.length > 0) draft.leftOut(`responses (${status})`, items.length);
    return;
  }
  const annotator = by === undefined ? {} : { annotator: by };
  for (const item of items) {
    const spans = looseSpans(item);
    if (typeof item === 'string' || typeof item === 'number') draft.textLabel(String(item), annotator);
    else if (spans === undefined) draft.leftOut('responses');
    for (const { from, to, names } of spans ?? [])
      for (const name of names) draft.span(name, from, to, options.offsetUnit ?? 'code-points', annotator);
  }
}

function readRecord(source: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const record = isFlat(source) ? fromFlat(source) : source;
  const found = textOf(record);
  if (found === undefined) {
    batch.error(line, 'missing-text', 'The record has no text.');
    return;
  }
  const [key, text] = found;
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'external_id', 'id');
  const fields = field(record, 'fields');
  const others = isObject(fields) ? Object.entries(fields).filter(([name]) => name !== key) : [];
  draft.meta = metaOf([
    ...others,
    ...readRest(restOf(record, used), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  for (const answer of answersOf(field(record, 'responses'))) readAnswer(answer, draft, options);
  const suggestions = field(record, 'suggestions');
  const given = isObject(suggestions)
    ? Object.entries(suggestions)
    : (listField(record, 'suggestions') ?? []).map((item): [string, unknown] => [
        nameField(item, 'question_name', 'question_id') ?? 'Argilla',
        item,
      ]);
  for (const [question, item] of given) {
    const by = nameField(item, 'agent') ?? question;
    readPredicted(by, isObject(item) ? field(item, 'value') : item, field(item, 'score'), draft, options);
  }
  draft.finish();
}

export const argilla: Format = {
  id: 'argilla',
  name: 'Argilla JSON',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => (anyRecord(sample, (record) => isArgilla(record) || isFlat(record)) ? 0.94 : 0),
  parse: parseJsonRecords(readRecord),
};

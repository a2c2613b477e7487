/**
 * Prodigy's JSONL, which spaCy's scripts read too: `spans` with code-point offsets and inclusive token indexes,
 * `relations` between tokens, `accept` (choices) for text labels. Several people's answers to one input are one text.
 * Answers other than `accept` bring the text in without its labels; ignored ones are skipped documents. What has no
 * answer where others have one, or carries a model's score, are suggestions.
 */

import type { Problem } from '#core/base';
import type { Span } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { writeDocuments } from './export-view.ts';
import type { Format, ParseErrorCode, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  type JsonRecord,
  jsonRecords,
  listField,
  metaOf,
  nameField,
  restOf,
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { KnownSpans, readLooseRelations } from './loose-relations.ts';
import { writeRecords } from './prodigy-records.ts';
import { unnamedLabel } from './tags.ts';

const used = new Set([
  'id',
  'text',
  'tokens',
  'spans',
  'relations',
  'answer',
  'accept',
  'label',
  'options',
  'cats',
  'config',
  '_input_hash',
  '_task_hash',
  '_view_id',
  '_session_id',
  '_annotator_id',
  '_timestamp',
  '_is_binary',
]);

function isProdigy(record: unknown): boolean {
  if (stringField(record, 'text') === undefined) return false;
  const span = listField(record, 'spans')?.[0];
  if (span !== undefined) {
    if (typeof field(span, 'token_start') === 'number' && listField(record, 'tokens') !== undefined)
      return true;
    return typeof field(span, 'start') === 'number' && field(span, 'end') !== undefined;
  }
  return (
    field(record, '_input_hash') !== undefined ||
    field(record, 'answer') !== undefined ||
    listField(record, 'spans') !== undefined ||
    isObject(field(record, 'cats'))
  );
}

/** Records of one text: the answers of several people where they carry the same hash of their input. */
function readTask(
  records: readonly Numbered[],
  batch: Batcher,
  options: ParseOptions,
  isAnswered: boolean,
): void {
  const [first] = records;
  if (first === undefined) return;
  const text = stringField(first.record, 'text');
  if (text === undefined) {
    batch.error(first.line, 'missing-text', 'The record has no text.');
    return;
  }
  const unit = options.offsetUnit ?? 'code-points';
  const draft = new DocumentDraft(text, first.line, batch, options);
  const id = nameField(first.record, 'id');
  draft.meta = metaOf([
    ...readRest(restOf(first.record, used), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  for (const { record } of records) {
    const typed = stringField(record, stringField(record, 'field_id') ?? 'user_input') ?? '';
    if (typed.trim() !== '' && typed !== text) draft.leftOut('user_input');
  }
  const tokens = tokenPlaces(listField(first.record, 'tokens') ?? [], draft, unit);
  if (tokens.length > 0 && tokens.every((token) => token !== undefined)) draft.tokens = tokens;
  for (const { record } of records) readAnswer(record, draft, tokens, options, isAnswered);
  if (records.every(({ record }) => stringField(record, 'answer') === 'ignore')) draft.status = 'skipped';
  draft.finish();
}

/** Where the tokens stand; those without offsets by their words, one after the other. */
function tokenPlaces(
  tokens: readonly unknown[],
  draft: DocumentDraft,
  unit: 'utf16' | 'code-points',
): readonly (Span | undefined)[] {
  let after = 0;
  return tokens.map((token) => {
    if (field(token, 'start') !== undefined)
      return draft.place(field(token, 'start'), field(token, 'end'), unit);
    const words = stringField(token, 'text') ?? '';
    const at = words === '' ? -1 : draft.text.indexOf(words, after);
    if (at === -1) return undefined;
    after = at + words.length;
    return { from: at, to: after };
  });
}

/** Where a span stands, in the unit that comes with it: by its offsets, or by the numbers of its first and last token. */
function placeOf(
  span: unknown,
  tokens: readonly (Span | undefined)[],
  unit: 'utf16' | 'code-points',
): { readonly from: unknown; readonly to: unknown; readonly unit: 'utf16' | 'code-points' } {
  const [first, last] = [field(span, 'token_start'), field(span, 'token_end')];
  if (field(span, 'start') !== undefined || typeof first !== 'number' || typeof last !== 'number')
    return { from: field(span, 'start'), to: field(span, 'end'), unit };
  return { from: tokens[first]?.from, to: tokens[last]?.to, unit: 'utf16' };
}

function readAnswer(
  record: JsonObject,
  draft: DocumentDraft,
  tokens: readonly (Span | undefined)[],
  options: ParseOptions,
  isAnswered: boolean,
): void {
  const unit = options.offsetUnit ?? 'code-points';
  const answer = stringField(record, 'answer');
  const spans = listField(record, 'spans') ?? [];
  if (answer !== undefined && answer !== 'accept') {
    const asked = stringField(record, 'label') !== undefined && spans.length === 0 ? 1 : 0;
    const [chosen, joined] = [listField(record, 'accept') ?? [], listField(record, 'relations') ?? []];
    const held = spans.length + chosen.length + joined.length + asked;
    if (held > 0) draft.leftOut(`spans (${answer})`, held);
    return;
  }
  // Where others have an answer, or a model put its name and score to it, what has none was never accepted.
  const made = spans.some(
    (span) => field(span, 'score') !== undefined || field(span, 'source') !== undefined,
  );
  if (answer === undefined && (isAnswered || made)) {
    readUnanswered(record, draft, tokens, unit);
    return;
  }
  const annotator = nameField(record, '_annotator_id');
  const by = annotator === undefined ? {} : { annotator };
  /** A relation may end in somebody else's label, which then bears that name. */
  const add = (span: unknown): number | undefined => {
    const owner = stringField(span, '_annotator_id');
    const own = owner === undefined ? by : owner === '' ? {} : { annotator: owner };
    const name = nameField(span, 'label') ?? unnamedLabel;
    const place = placeOf(span, tokens, unit);
    return draft.span(name, place.from, place.to, place.unit, own);
  };
  const known = new KnownSpans();
  const bySpan: { index: number; from: number; to: number }[] = [];
  for (const span of spans) {
    const index = add(span);
    known.add(span, index, field(span, 'start'), field(span, 'end'));
    const first = field(span, 'token_start');
    const last = field(span, 'token_end');
    if (index !== undefined && typeof first === 'number' && typeof last === 'number')
      bySpan.push({ index, from: first, to: last });
  }
  // Prodigy's relations join tokens; where no span has any, other programs number the spans.
  const relations = listField(record, 'relations') ?? [];
  const isNumbered =
    spans.every((span) => field(span, 'token_start') === undefined) &&
    relations.every((one) => !isObject(field(one, 'head_span')));
  const isRead = isNumbered && readLooseRelations('relations', relations, draft, known);
  for (const relation of isRead ? [] : relations) {
    const end = (name: 'head' | 'child'): number | undefined => {
      const span = field(relation, `${name}_span`);
      if (isObject(span)) return add(span);
      const token = field(relation, name);
      return typeof token === 'number'
        ? bySpan.find(({ from, to }) => token >= from && token <= to)?.index
        : undefined;
    };
    const ends = draft.takesRelations ? [end('head'), end('child')] : [];
    draft.relation(nameField(relation, 'label') ?? '', ends[0], ends[1], by);
  }
  // Ids of choices may be numbers; what they say stands beside them.
  const choices = new Map(
    (listField(record, 'options') ?? []).map((option) => [nameField(option, 'id') ?? '', option] as const),
  );
  for (const label of listField(record, 'accept') ?? []) {
    const words = typeof label === 'number' ? stringField(choices.get(String(label)), 'text') : undefined;
    if (typeof label === 'string' || typeof label === 'number') draft.textLabel(words ?? String(label), by);
    else draft.leftOut('accept');
  }
  // Beside spans it is the label that the question was about.
  const single = stringField(record, 'label');
  if (single !== undefined && (draft.takesTextLabels || spans.length === 0)) draft.textLabel(single, by);
  const cats = field(record, 'cats');
  for (const [label, value] of isObject(cats) ? Object.entries(cats) : []) {
    if (value === true || (typeof value === 'number' && value >= 0.5)) draft.textLabel(label, by);
  }
}

/** What a model put into a question that nobody has answered. */
function readUnanswered(
  record: JsonObject,
  draft: DocumentDraft,
  tokens: readonly (Span | undefined)[],
  unit: 'utf16' | 'code-points',
): void {
  const meta = field(record, 'meta');
  const by = nameField(record, '_model', 'model') ?? nameField(meta, 'source', 'model') ?? 'Prodigy';
  const score = field(record, 'score') ?? field(meta, 'score');
  for (const span of listField(record, 'spans') ?? []) {
    const place = placeOf(span, tokens, unit);
    const name = nameField(span, 'label') ?? unnamedLabel;
    draft.suggest(name, nameField(span, 'source') ?? by, field(span, 'score') ?? score, place, place.unit);
  }
  const single = stringField(record, 'label');
  if (single !== undefined && (listField(record, 'spans') ?? []).length === 0)
    draft.suggest(single, by, score);
  for (const label of listField(record, 'accept') ?? []) draft.suggest(String(label), by, score);
  for (const relation of listField(record, 'relations') ?? []) {
    const end = (name: string): Span | undefined => {
      const span = field(relation, name);
      return isObject(span) ? draft.place(field(span, 'start'), field(span, 'end'), unit) : undefined;
    };
    draft.suggestRelation(
      nameField(relation, 'label') ?? unnamedLabel,
      nameField(relation, 'source') ?? by,
      field(relation, 'score') ?? score,
      end('head_span'),
      end('child_span'),
    );
  }
}

interface Numbered {
  readonly record: JsonObject;
  readonly line: number;
}

/** Records of one input and text, in the order of their first; all of them where nobody's name is in the file. */
function* tasksOf(
  records: Generator<JsonRecord, Problem<ParseErrorCode> | undefined, void>,
  areNamed: boolean,
  batch: Batcher,
): Generator<
  { readonly records: readonly Numbered[]; readonly done: number },
  Problem<ParseErrorCode> | undefined,
  void
> {
  const groups = new Map<string, Numbered[]>();
  let step = records.next();
  while (!step.done) {
    const { value, line, done } = step.value;
    if (!isObject(value)) {
      batch.error(line, 'malformed-row', 'This is no record.', { reason: 'not-an-object' });
      yield { records: [], done };
    } else {
      const hash = areNamed ? nameField(value, '_input_hash') : undefined;
      if (hash === undefined) yield { records: [{ record: value, line }], done };
      else {
        const key = `${hash}\t${stringField(value, 'text') ?? ''}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [{ record: value, line }]);
        else group.push({ record: value, line });
      }
    }
    step = records.next();
  }
  for (const group of groups.values()) yield { records: group, done: 1 };
  return step.value;
}

export const prodigy: Format = {
  id: 'prodigy',
  name: 'Prodigy / spaCy JSONL',
  extensions: ['.jsonl'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => (anyRecord(sample, isProdigy) ? 0.88 : 0),
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const areNamed = text.includes('"_annotator_id"') || text.includes('"_session_id"');
      const isAnswered = /"answer"\s*:\s*"/.test(text);
      const tasks = tasksOf(jsonRecords(text, batch), areNamed, batch);
      let step = tasks.next();
      while (!step.done) {
        readTask(step.value.records, batch, options, isAnswered);
        yield step.value.done;
        step = tasks.next();
      }
      return step.value;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.jsonl`, bundle, options, {
      write: (doc) =>
        writeRecords(doc, options)
          .map((record) => `${JSON.stringify(record)}\n`)
          .join(''),
    }),
  holds: {
    text: 'exact',
    spans: 'any',
    wordEdges: true,
    relations: true,
    entities: true,
    textLabels: 'many',
    aspects: true,
    triggers: 'no',
    nl: false,
    labelNames: 'any',
    meta: true,
    annotators: true,
    confidence: true,
    unlabelled: true,
    project: false,
  },
};

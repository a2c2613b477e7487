/**
 * doccano's JSON and JSONL: `label` (or `labels`) as a list of `[from, to, name]` for spans or of names for texts;
 * `entities` and `relations` as objects with ids; `cats` beside `entities`. Offsets count code points. Written are
 * `entities`/`relations` for relations, otherwise `label`; texts with both kinds of label use `cats`.
 */
import { taskTraits } from '#core/project';
import { createOffsets } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, spanOf, writeDocuments } from './export-view.ts';
import type { ExportOptions, Format, ParseOptions, Sample } from './format.ts';
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
import { offsetOf, readRest } from './loose-labels.ts';
import { KnownSpans, readLooseRelations } from './loose-relations.ts';
import { spanIn } from './offsets.ts';
import { areSentences, onceEach, stringsIn, targetName } from './target-texts.ts';

const textKeys = ['text', 'data'] as const;
const used = new Set([
  'id',
  'text',
  'data',
  'label',
  'labels',
  'entities',
  'relations',
  'cats',
  'Comments',
  'comments',
  'annotations',
]);

/** Offsets may be strings of digits. */
const isTriple = (value: unknown): value is readonly [unknown, unknown, unknown] =>
  Array.isArray(value) && value.length >= 3 && [value[0], value[1]].every((at) => offsetOf(at) !== undefined);

function isDoccano(record: unknown): boolean {
  if (stringField(record, ...textKeys) === undefined) return false;
  const labels = listField(record, 'label', 'labels', 'entities') ?? numbered(record);
  const first = labels?.[0];
  if (labels === undefined) return false;
  if (first === undefined) return true;
  const isClass = nameField(first, 'label') !== undefined && field(first, 'user') !== undefined;
  return (
    isTriple(first) || typeof first === 'string' || isClass || field(first, 'start_offset') !== undefined
  );
}

/** doccano up to 1.2 names labels by number under `annotations`; a file of labels beside it tells their names. */
function numbered(record: unknown): readonly unknown[] | undefined {
  const list = listField(record, 'annotations');
  return list?.every(
    (item) => isObject(item) && field(item, 'label') !== undefined && !isObject(field(item, 'label')),
  )
    ? list
    : undefined;
}

/** doccano's own list of labels, `[{"id": 7, "text": "PER"}]`, as names by number. */
export function labelNamesOf(sample: Sample): ReadonlyMap<string, string> | undefined {
  const names = new Map<string, string>();
  for (const record of sample.records) {
    const id = field(record, 'id');
    const text = stringField(record, 'text');
    const look =
      field(record, 'background_color') ?? field(record, 'suffix_key') ?? field(record, 'prefix_key');
    if (typeof id !== 'number' || text === undefined || look === undefined) return undefined;
    names.set(String(id), text);
  }
  return names.size === 0 ? undefined : names;
}

/** doccano's automatic labelling leaves its certainty; what people label has none. */
function isAutomatic(item: JsonObject): boolean {
  const prob = field(item, 'prob');
  return typeof prob === 'number' && prob > 0;
}

/** A name, or none: what pandas and Python write for nothing is no name. */
const nameOf = (value: unknown): string =>
  (typeof value === 'string' && !/^nan$/i.test(value)) || typeof value === 'number' ? String(value) : '';

function labelName(options: ParseOptions, name: string): string {
  return options.labelNames?.get(name) ?? name;
}

/** Whether the labels of a file are what a model is to write of its texts. */
const holdsTargets = (records: readonly unknown[]): boolean =>
  areSentences(
    onceEach(records).flatMap((record) =>
      stringsIn(field(record, 'label') ?? field(record, 'labels')).slice(0, 20),
    ),
  );

const readTargets = (record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void =>
  readRecord(record, line, batch, options, true);

function readRecord(
  record: JsonObject,
  line: number,
  batch: Batcher,
  options: ParseOptions,
  isTarget = false,
): void {
  const text = stringField(record, ...textKeys);
  if (text === undefined) {
    batch.error(line, 'missing-text', 'The record has no text.');
    return;
  }
  const unit = options.offsetUnit ?? 'code-points';
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  const named = stringField(record, 'label', 'labels');
  const nameText = (name: string): void => {
    if (isTarget) draft.leftOut(targetName('label'));
    else draft.textLabel(name);
  };
  if (named !== undefined && named !== '') nameText(named);
  for (const annotation of numbered(record) === undefined ? (listField(record, 'annotations') ?? []) : [])
    if (annotation !== null) draft.leftOut('annotations');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const places = new Map<string, number>();
  /** Other programs write the same records with relations by number. */
  const known = new KnownSpans();
  const lists = [listField(record, 'label', 'labels'), listField(record, 'entities'), numbered(record)];
  for (const list of lists.map((one) => one ?? [])) {
    for (const item of list) {
      if (item === null) continue;
      if (isTriple(item)) {
        const [from, to] = [offsetOf(item[0]), offsetOf(item[1])];
        known.add(item, draft.span(labelName(options, nameOf(item[2])), from, to, unit), from, to);
      } else if (typeof item === 'string' || typeof item === 'number') nameText(String(item));
      else if (isObject(item) && field(item, 'start_offset') === undefined) {
        const name = nameField(item, 'label', 'text');
        if (name !== undefined) draft.textLabel(labelName(options, name));
        else draft.leftOut('label');
      } else if (isObject(item) && isAutomatic(item)) {
        const place = { from: field(item, 'start_offset'), to: field(item, 'end_offset') };
        const name = labelName(options, nameField(item, 'label') ?? '');
        draft.suggest(name, 'doccano', field(item, 'prob'), place, unit);
      } else if (isObject(item)) {
        const index = draft.span(
          labelName(options, nameField(item, 'label') ?? ''),
          field(item, 'start_offset'),
          field(item, 'end_offset'),
          unit,
        );
        const name = nameField(item, 'id');
        if (index !== undefined && name !== undefined) places.set(name, index);
        known.add(item, index, field(item, 'start_offset'), field(item, 'end_offset'));
      } else draft.leftOut('label');
    }
  }
  for (const cat of listField(record, 'cats') ?? []) if (typeof cat === 'string') draft.textLabel(cat);
  const relations = listField(record, 'relations') ?? [];
  const isOwn = relations.some((one) => field(one, 'from_id') !== undefined);
  const isRead = !isOwn && readLooseRelations('relations', relations, draft, known);
  for (const relation of isRead ? [] : relations) {
    const head = nameField(relation, 'from_id') ?? '';
    const tail = nameField(relation, 'to_id') ?? '';
    draft.relation(nameField(relation, 'type', 'label') ?? '', places.get(head), places.get(tail), {
      reference: `${head} / ${tail}`,
    });
  }
  draft.finish();
}

function writeRecord(doc: ExportDocument, options: ExportOptions, relations: boolean): JsonObject {
  const { text } = doc.document;
  const map = createOffsets(text);
  const unit = options.offsetUnit ?? 'code-points';
  const numbers = new Map(doc.annotations.map(({ id }, index) => [id, index + 1]));
  const spans = doc.annotations.flatMap((annotation) => {
    const span = spanOf(annotation);
    if (span === undefined) return [];
    return [{ ...spanIn(unit, map, span), label: annotation.label, id: numbers.get(annotation.id) ?? 0 }];
  });
  const cats = doc.annotations.filter(({ target }) => target.kind === 'text').map(({ label }) => label);
  const { id: _, ...meta } = doc.document.meta;
  const clash = Object.keys(meta).some((key) => used.has(key) || key === 'meta' || key === 'metadata');
  const head = { id: doc.key, text, ...(clash ? { meta } : meta) };
  if (!relations && cats.length === 0)
    return { ...head, label: spans.map(({ from, to, label }) => [from, to, label]) };
  if (!relations && spans.length === 0) return { ...head, label: cats };
  return {
    ...head,
    entities: spans.map(({ from, to, label, id }) => ({ id, label, start_offset: from, end_offset: to })),
    relations: doc.annotations.flatMap(({ id, target, label }) =>
      target.kind === 'relation'
        ? [
            {
              id: numbers.get(id),
              from_id: numbers.get(target.head),
              to_id: numbers.get(target.tail),
              type: label,
            },
          ]
        : [],
    ),
    ...(cats.length === 0 ? {} : { cats }),
  };
}

export const doccano: Format = {
  id: 'doccano',
  name: 'doccano JSONL',
  extensions: ['.jsonl', '.json'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => (anyRecord(sample, isDoccano) ? 0.85 : 0),
  parse: parseJsonRecords(readRecord, (sample) => (holdsTargets(sample) ? readTargets : undefined)),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.jsonl`, bundle, options, {
      write: (doc) =>
        `${JSON.stringify(writeRecord(doc, options, taskTraits[bundle.project.task].hasPairs))}\n`,
    }),
  holds: {
    text: 'exact',
    spans: 'any',
    relations: true,
    entities: true,
    textLabels: 'many',
    aspects: true,
    triggers: 'no',
    nl: false,
    labelNames: 'any',
    meta: true,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

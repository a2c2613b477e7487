/**
 * Kili's JSON: assets with their `content`, and answers (`labels`, or the `latestLabel`) whose `jsonResponse` holds a job each:
 * named entities by offset, relations of their `mid`s, classes. The newest answer of each person is theirs; answers of models are
 * suggestions; what was saved and not handed in is named. Kili counts UTF-16 units; the words beside them decide. Read only.
 */
import type { Span } from '#core/text';
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
import { parseJson } from './json-text.ts';
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';

const used = new Set(['content', 'externalId', 'id', 'labels', 'latestLabel', 'jsonMetadata', 'jsonContent']);

/** The answer of a label; older exports have it as JSON in a string. */
function responseOf(label: unknown): JsonObject | undefined {
  const response = field(label, 'jsonResponse');
  if (isObject(response)) return response;
  if (typeof response !== 'string') return undefined;
  try {
    const value = parseJson(response);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const labelsOf = (record: unknown): readonly unknown[] => {
  const latest = field(record, 'latestLabel');
  return listField(record, 'labels') ?? (isObject(latest) ? [latest] : []);
};

const isKili = (record: unknown): boolean =>
  stringField(record, 'content') !== undefined &&
  labelsOf(record).some((label) => responseOf(label) !== undefined);

interface Named {
  readonly name: string;
  /** In [0, 1]; Kili gives per cent. */
  readonly score: number | undefined;
}

function categoriesOf(value: unknown): readonly Named[] {
  return (listField(value, 'categories') ?? []).flatMap((category): Named[] => {
    const name = nameField(category, 'name');
    const confidence = field(category, 'confidence');
    const score = typeof confidence === 'number' ? confidence / 100 : undefined;
    return name === undefined ? [] : [{ name, score }];
  });
}

const annotationsOf = (job: unknown): readonly unknown[] => listField(job, 'annotations') ?? [];

/** Where an entity stands, as the file has it; its end may follow from its words alone. */
function placeOf(annotation: unknown): { from: unknown; to: unknown; words?: string } {
  const from = field(annotation, 'beginOffset');
  const words = stringField(annotation, 'content');
  const end =
    field(annotation, 'endOffset') ??
    (typeof from === 'number' && words !== undefined ? from + words.length : undefined);
  return { from, to: end, ...(words === undefined ? {} : { words }) };
}

const isEntity = (annotation: unknown): boolean => field(annotation, 'beginOffset') !== undefined;
const isRelation = (annotation: unknown): boolean => listField(annotation, 'startEntities') !== undefined;
const firstMid = (annotation: unknown, key: string): string =>
  nameField(listField(annotation, key)?.[0], 'mid') ?? '';

/** How many answers a response holds: what is left out is counted by it. */
function sizeOf(response: JsonObject): number {
  return Object.values(response).reduce<number>(
    (sum, job) => sum + annotationsOf(job).length + (listField(job, 'categories')?.length ?? 0),
    0,
  );
}

function readAnswer(
  response: JsonObject,
  draft: DocumentDraft,
  options: ParseOptions,
  annotator?: string,
): void {
  const unit = options.offsetUnit ?? 'utf16';
  const by = annotator === undefined ? {} : { annotator };
  const places = new Map<string, number>();
  const jobs = Object.entries(response);
  for (const [name, job] of jobs) {
    for (const category of categoriesOf(job)) draft.textLabel(category.name, by);
    for (const annotation of annotationsOf(job).filter(isEntity)) {
      const { from, to, words } = placeOf(annotation);
      const labels = categoriesOf(annotation).map((category) => category.name);
      for (const label of labels.length === 0 ? [unnamedLabel] : labels) {
        const index = draft.span(label, from, to, unit, { ...by, ...(words === undefined ? {} : { words }) });
        const mid = nameField(annotation, 'mid');
        if (mid !== undefined && index !== undefined && !places.has(mid)) places.set(mid, index);
      }
    }
    const other = annotationsOf(job).filter((one) => !isEntity(one) && !isRelation(one)).length;
    const typed = stringField(job, 'text') === undefined ? 0 : 1;
    if (other + typed > 0) draft.leftOut(name, other + typed);
  }
  for (const [, job] of jobs) {
    for (const annotation of annotationsOf(job).filter(isRelation)) {
      const [head, tail] = [firstMid(annotation, 'startEntities'), firstMid(annotation, 'endEntities')];
      const labels = categoriesOf(annotation).map((category) => category.name);
      for (const label of labels.length === 0 ? ['relation'] : labels)
        draft.relation(label, places.get(head), places.get(tail), { ...by, reference: `${head} / ${tail}` });
    }
  }
}

/** What a model said. */
function readPrediction(
  label: unknown,
  response: JsonObject,
  draft: DocumentDraft,
  options: ParseOptions,
): void {
  const unit = options.offsetUnit ?? 'utf16';
  const by = nameField(label, 'modelName') ?? 'Kili';
  const places = new Map<string, Span>();
  const jobs = Object.entries(response);
  for (const [name, job] of jobs) {
    for (const category of categoriesOf(job)) draft.suggest(category.name, by, category.score);
    for (const annotation of annotationsOf(job).filter(isEntity)) {
      for (const category of categoriesOf(annotation)) {
        const span = draft.suggest(category.name, by, category.score, placeOf(annotation), unit);
        const mid = nameField(annotation, 'mid');
        if (mid !== undefined && span !== undefined) places.set(mid, span);
      }
    }
    const other = annotationsOf(job).filter((one) => !isEntity(one) && !isRelation(one)).length;
    if (other > 0) draft.leftOut(`${name} (prediction)`, other);
  }
  for (const [, job] of jobs) {
    for (const annotation of annotationsOf(job).filter(isRelation))
      for (const { name, score } of categoriesOf(annotation)) {
        const ends = [firstMid(annotation, 'startEntities'), firstMid(annotation, 'endEntities')];
        draft.suggestRelation(name, by, score, places.get(ends[0] ?? ''), places.get(ends[1] ?? ''));
      }
  }
}

/** Answers that were replaced by a newer one of the same person, by what the file says or by their dates. */
function isReplaced(label: unknown, labels: readonly unknown[]): boolean {
  if (field(label, 'isLatestLabelForUser') === false) return true;
  if (field(label, 'isLatestLabelForUser') === true) return false;
  const [author, at] = [authorOf(label), stringField(label, 'createdAt')];
  return labels.some(
    (other) =>
      other !== label &&
      authorOf(other) === author &&
      stringField(other, 'labelType') === stringField(label, 'labelType') &&
      at !== undefined &&
      (stringField(other, 'createdAt') ?? '') > at,
  );
}

const authorOf = (label: unknown): string | undefined =>
  nameField(field(label, 'author'), 'email', 'name', 'id') ?? nameField(label, 'author');

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = stringField(record, 'content');
  if (text === undefined) {
    batch.error(line, 'missing-text', 'The asset has no text.');
    return;
  }
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'externalId', 'id');
  const own = field(record, 'jsonMetadata');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options),
    ...(isObject(own) ? Object.entries(own) : []),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const labels = labelsOf(record);
  for (const label of labels) {
    const response = responseOf(label);
    if (response === undefined) {
      if (field(label, 'jsonResponse') !== undefined) draft.leftOut('jsonResponse');
      continue;
    }
    const type = stringField(label, 'labelType') ?? 'DEFAULT';
    if (type === 'PREDICTION' || type === 'INFERENCE') readPrediction(label, response, draft, options);
    else if (type === 'AUTOSAVE' || isReplaced(label, labels)) {
      const held = sizeOf(response);
      if (held > 0)
        draft.leftOut(type === 'AUTOSAVE' ? 'labels (not handed in)' : 'labels (older answers)', held);
    } else readAnswer(response, draft, options, authorOf(label));
  }
  draft.finish();
}

export const kili: Format = {
  id: 'kili',
  name: 'Kili JSON',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'utf16',
  detect: (sample) => (anyRecord(sample, isKili) ? 0.95 : 0),
  parse: parseJsonRecords(readRecord),
};

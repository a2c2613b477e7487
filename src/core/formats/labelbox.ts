/**
 * Labelbox's exports: lines of a `data_row` with `projects` and their labels, or (before) a list of `Labeled Data` with a `Label`.
 * Objects with a place are spans, whose end is the place of the last character; answers of radio buttons and checklists label the
 * text, relationships join objects. Texts that lie elsewhere are named. Read only.
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
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';

const used = new Set([
  'data_row',
  'projects',
  'media_attributes',
  'Labeled Data',
  'Label',
  'ID',
  'External ID',
]);

const rowData = (record: unknown): string | undefined =>
  stringField(field(record, 'data_row'), 'row_data') ?? stringField(record, 'Labeled Data');

interface Answer {
  readonly content: unknown;
  readonly by: string | undefined;
}

/** What each person said of the text, in either layout. */
function answersOf(record: unknown): readonly Answer[] {
  const old = field(record, 'Label');
  if (isObject(old)) return [{ content: old, by: nameField(record, 'Created By') }];
  const projects = field(record, 'projects');
  return Object.values(isObject(projects) ? projects : {}).flatMap((project) =>
    (listField(project, 'labels') ?? []).map((label) => ({
      content: field(label, 'annotations'),
      by: nameField(field(label, 'label_details'), 'created_by'),
    })),
  );
}

const isLabelbox = (record: unknown): boolean =>
  (isObject(field(record, 'data_row')) && isObject(field(record, 'projects'))) ||
  (stringField(record, 'Labeled Data') !== undefined && isObject(field(record, 'Label')));

/** Names that were chosen: a radio button, or several boxes. */
function chosenIn(classification: unknown): readonly string[] {
  const one = field(classification, 'radio_answer') ?? field(classification, 'answer');
  const many = listField(classification, 'checklist_answers', 'answers') ?? [one];
  return many.flatMap((answer) => {
    const name = nameField(answer, 'name', 'title', 'value');
    return name === undefined ? [] : [name];
  });
}

const ids = ['feature_id', 'featureId'] as const;

function readAnswer({ content, by }: Answer, draft: DocumentDraft, options: ParseOptions): void {
  const unit = options.offsetUnit ?? 'utf16';
  const own = by === undefined ? {} : { annotator: by };
  const known = new Map<string, number>();
  for (const object of listField(content, 'objects') ?? []) {
    const place = field(object, 'location') ?? field(field(object, 'data'), 'location');
    if (!isObject(place)) {
      draft.leftOut('objects');
      continue;
    }
    const end = field(place, 'end');
    const to = typeof end === 'number' ? end + 1 : end;
    const label = nameField(object, 'name', 'title') ?? unnamedLabel;
    const index = draft.span(label, field(place, 'start'), to, unit, own);
    const id = nameField(object, ...ids);
    if (id !== undefined && index !== undefined) known.set(id, index);
    const inner = listField(object, 'classifications')?.length ?? 0;
    if (inner > 0) draft.leftOut('classifications (of objects)', inner);
  }
  for (const classification of listField(content, 'classifications') ?? []) {
    const names = chosenIn(classification);
    if (names.length === 0) draft.leftOut('classifications');
    for (const name of names) draft.textLabel(name, own);
  }
  for (const relation of listField(content, 'relationships') ?? []) {
    const ends =
      field(relation, 'unidirectional_relationship') ??
      field(relation, 'bidirectional_relationship') ??
      relation;
    const [head, tail] = [nameField(ends, 'source') ?? '', nameField(ends, 'target') ?? ''];
    const label = nameField(relation, 'name', 'title') ?? 'relation';
    draft.relation(label, known.get(head), known.get(tail), { ...own, reference: `${head} / ${tail}` });
  }
}

const sizeOf = (content: unknown): number =>
  ['objects', 'classifications', 'relationships'].reduce(
    (sum, name) => sum + (listField(content, name)?.length ?? 0),
    0,
  );

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = rowData(record);
  const answers = answersOf(record);
  if (text === undefined || /^(?:https?|gs|s3):\/\/\S+$/.test(text)) {
    const held = answers.reduce((sum, { content }) => sum + sizeOf(content), 0);
    if (held > 0) batch.unread('annotations', held);
    batch.error(line, 'missing-text', 'The text of this row is in another file.', { column: 'row_data' });
    return;
  }
  const draft = new DocumentDraft(text, line, batch, options);
  const row = field(record, 'data_row');
  const id = nameField(row, 'global_key', 'external_id', 'id') ?? nameField(record, 'External ID', 'ID');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options).filter(([, value]) => typeof value !== 'object'),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  for (const answer of answers) readAnswer(answer, draft, options);
  draft.finish();
}

export const labelbox: Format = {
  id: 'labelbox',
  name: 'Labelbox JSON',
  extensions: ['.ndjson', '.json', '.jsonl'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, isLabelbox) ? 0.95 : 0),
  parse: parseJsonRecords(readRecord),
};

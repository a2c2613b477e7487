/**
 * Manifests of Amazon SageMaker Ground Truth: JSON lines of a `source` and a job's answer beside the metadata of that job: named
 * entities, one class, several classes. What no human had a hand in is a suggestion by the job's name. Texts that lie
 * elsewhere (`source-ref`) are named. Read only.
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
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';

const ending = '-metadata';

/** The jobs of a line: each name that has its metadata beside it. */
function jobsOf(record: JsonObject): readonly { readonly name: string; readonly about: JsonObject }[] {
  return Object.entries(record).flatMap(([key, about]) =>
    key.endsWith(ending) && isObject(about) && isJob(about)
      ? [{ name: key.slice(0, -ending.length), about }]
      : [],
  );
}

const isJob = (about: JsonObject): boolean =>
  /^groundtruth\//.test(stringField(about, 'type') ?? '') ||
  ['class-name', 'class-map', 'job-name'].some((key) => field(about, key) !== undefined);

const isManifest = (record: unknown): boolean =>
  isObject(record) &&
  (stringField(record, 'source') ?? stringField(record, 'source-ref')) !== undefined &&
  jobsOf(record).length > 0;

/** Names of classes with how sure the job is of them. */
function classesOf(answer: unknown, about: JsonObject): readonly (readonly [string, unknown])[] {
  const [names, scores] = [field(about, 'class-map'), field(about, 'confidence-map')];
  if (Array.isArray(answer))
    return answer.map((number: unknown) => [
      nameField(names, String(number)) ?? String(number),
      field(scores, String(number)),
    ]);
  const name = nameField(about, 'class-name') ?? (typeof answer === 'string' ? answer : undefined);
  return name === undefined ? [] : [[name, field(about, 'confidence')]];
}

function readJob(
  name: string,
  answer: unknown,
  about: JsonObject,
  draft: DocumentDraft,
  options: ParseOptions,
): void {
  const unit = options.offsetUnit ?? 'utf16';
  const byMachine = stringField(about, 'human-annotated') === 'no';
  const by = nameField(about, 'job-name') ?? name;
  const entities = listField(field(answer, 'annotations'), 'entities');
  if (entities !== undefined) {
    const scores = listField(about, 'entities') ?? [];
    entities.forEach((entity, at) => {
      const label = nameField(entity, 'label') ?? unnamedLabel;
      const place = { from: field(entity, 'startOffset'), to: field(entity, 'endOffset') };
      if (byMachine) draft.suggest(label, by, field(scores[at], 'confidence'), place, unit);
      else draft.span(label, place.from, place.to, unit);
    });
    draft.complete = !byMachine;
    return;
  }
  const classes = classesOf(answer, about);
  // An answer that is there and says nothing that is understood.
  if (classes.length === 0 && answer !== undefined && answer !== null && !Array.isArray(answer))
    draft.leftOut(name);
  for (const [label, score] of classes) {
    if (byMachine) draft.suggest(label, by, score);
    else draft.textLabel(label);
  }
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const jobs = jobsOf(record);
  const text = stringField(record, 'source');
  if (text === undefined) {
    for (const { name } of jobs) batch.unread(name);
    batch.error(line, 'missing-text', 'The text of this line is in another file.', { column: 'source' });
    return;
  }
  const draft = new DocumentDraft(text, line, batch, options);
  const known = new Set(['source', ...jobs.flatMap(({ name }) => [name, name + ending])]);
  const rest = Object.entries(record).filter(([key]) => !known.has(key));
  draft.meta = metaOf(readRest(rest, draft, options));
  for (const { name, about } of jobs) readJob(name, field(record, name), about, draft, options);
  draft.finish();
}

export const groundTruth: Format = {
  id: 'ground-truth',
  name: 'SageMaker Ground Truth manifest',
  extensions: ['.manifest', '.jsonl', '.json'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'utf16',
  detect: (sample) => (anyRecord(sample, isManifest) ? 0.95 : 0),
  parse: parseJsonRecords(readRecord),
};

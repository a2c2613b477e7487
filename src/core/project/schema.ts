/**
 * The shape of every record as it stands in a project file, checked before anything else looks at it. The rules
 * between records (spans inside their text, ends of relations) are `validate.ts`'s.
 */
import * as v from 'valibot';
import type { ProjectBundle } from './bundle.ts';
import { maxLabelName } from './label-set.ts';
import { defaultSettings, type ProjectSettings } from './project.ts';
import { latestTime } from './times.ts';
import { tasks } from './traits.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Offsets, places and colours: far more than any project has, and small enough that adding one is exact. */
const maxCount = 2 ** 31 - 1;
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxCount));
const time = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(latestTime));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const tombstone = v.exactOptional(v.literal(true));

export const spanSchema = v.object({ from: count, to: count });

/**
 * Names to strings. Not `v.record`, which leaves out `__proto__` and its like: here they are names as any other.
 */
export const metaSchema = v.custom<Readonly<Record<string, string>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string'),
  'metadata maps names to strings',
);

const sources = v.object({
  'noun-phrases': v.boolean(),
  dictionary: v.boolean(),
  model: v.boolean(),
  explanations: v.boolean(),
  predictions: v.optional(v.boolean(), true),
});

/** More annotations than anybody waits for. */
const maxTrainEvery = 1_000_000;

const settings = {
  sources,
  acquisition: v.picklist([
    'sequential',
    'random',
    'uncertainty',
    'least-confidence',
    'disagreement',
    'diversity',
  ]),
  blindShare: share,
  timing: v.boolean(),
  trainEvery: v.pipe(count, v.maxValue(maxTrainEvery)),
  confidenceThreshold: share,
  ruleThreshold: share,
  triggerThreshold: share,
  multiLabel: v.boolean(),
  people: v.boolean(),
  learnFrom: v.picklist(['gold', 'mine']),
  textDirection: v.picklist(['auto', 'ltr', 'rtl']),
  wordLists: v.array(
    v.object({ name: v.string(), words: v.array(v.string()), labelId: v.exactOptional(v.string()) }),
  ),
  entitiesInContext: v.boolean(),
  encoder: v.nullable(
    v.object({
      name: v.pipe(v.string(), v.regex(/^own-[0-9a-f]{16}$/)),
      label: v.pipe(v.string(), v.maxLength(200)),
    }),
  ),
};

/** Law of the compiler: every setting has its schema, and no other. */
settings satisfies { readonly [K in keyof ProjectSettings]-?: v.GenericSchema<unknown, ProjectSettings[K]> };

/** A setting that an older file does not have yet, or that cannot be, has its default; `settingFaults` names the latter. */
const orDefault = <I, T extends I>(schema: v.GenericSchema<I, T>, usual: T) =>
  v.fallback(
    v.optional(schema, () => usual),
    usual,
  );

export const projectSchema = v.object({
  id,
  name: v.pipe(v.string(), v.maxLength(2000)),
  task: v.picklist(tasks),
  explanationKinds: v.array(v.picklist(['trigger', 'nl'])),
  guidelines: v.string(),
  settings: v.object({
    sources: orDefault(settings.sources, defaultSettings.sources),
    acquisition: orDefault(settings.acquisition, defaultSettings.acquisition),
    blindShare: orDefault(settings.blindShare, defaultSettings.blindShare),
    timing: orDefault(settings.timing, defaultSettings.timing),
    trainEvery: orDefault(settings.trainEvery, defaultSettings.trainEvery),
    confidenceThreshold: orDefault(settings.confidenceThreshold, defaultSettings.confidenceThreshold),
    ruleThreshold: orDefault(settings.ruleThreshold, defaultSettings.ruleThreshold),
    triggerThreshold: orDefault(settings.triggerThreshold, defaultSettings.triggerThreshold),
    multiLabel: orDefault(settings.multiLabel, defaultSettings.multiLabel),
    people: orDefault(settings.people, defaultSettings.people),
    learnFrom: orDefault(settings.learnFrom, defaultSettings.learnFrom),
    textDirection: orDefault(settings.textDirection, defaultSettings.textDirection),
    wordLists: v.exactOptional(v.fallback(settings.wordLists, [])),
    encoder: v.exactOptional(v.fallback(settings.encoder, null)),
    entitiesInContext: v.exactOptional(v.fallback(settings.entitiesInContext, false)),
  }),
  createdAt: time,
  updatedAt: time,
});

export const labelSchema = v.object({
  id,
  projectId: id,
  kind: v.picklist(['span', 'relation', 'text']),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(maxLabelName)),
  colour: count,
  shortcut: v.pipe(v.string(), v.maxLength(20)),
  position: count,
  headTypes: v.exactOptional(v.array(v.string())),
  tailTypes: v.exactOptional(v.array(v.string())),
  updatedAt: v.exactOptional(time),
  deleted: tombstone,
  was: v.exactOptional(v.object({ deleted: v.boolean() })),
});

const predictionSchema = v.object({
  target: v.variant('kind', [
    v.object({ kind: v.literal('span'), from: count, to: count }),
    v.object({ kind: v.literal('relation'), head: spanSchema, tail: spanSchema }),
    v.object({ kind: v.literal('text') }),
    v.object({ kind: v.literal('aspect'), from: count, to: count }),
  ]),
  labelId: id,
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  score: v.exactOptional(share),
});

export const documentSchema = v.object({
  id,
  projectId: id,
  position: count,
  text: v.string(),
  meta: metaSchema,
  status: v.picklist(['open', 'done', 'skipped']),
  flagged: v.boolean(),
  split: v.exactOptional(v.literal('holdout')),
  tokens: v.exactOptional(v.array(spanSchema)),
  predictions: v.exactOptional(v.array(predictionSchema)),
  addedAt: v.exactOptional(time),
  statuses: v.exactOptional(
    v.record(
      v.pipe(v.string(), v.maxLength(500)),
      v.object({ status: v.picklist(['open', 'done', 'skipped']), at: time }),
    ),
  ),
  decided: v.exactOptional(
    v.object({
      by: v.pipe(v.string(), v.maxLength(500)),
      at: time,
      how: v.picklist(['person', 'agreed', 'vote', 'weighed']),
    }),
  ),
  updatedAt: time,
  deleted: tombstone,
  was: v.exactOptional(v.object({ position: v.exactOptional(count), deleted: tombstone })),
});

const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('span'), from: count, to: count }),
  v.object({ kind: v.literal('relation'), head: id, tail: id }),
  v.object({ kind: v.literal('text') }),
  v.object({ kind: v.literal('aspect'), from: count, to: count }),
]);
const hidden = v.exactOptional(v.literal(false));

export const annotationSchema = v.object({
  id,
  projectId: id,
  documentId: id,
  annotator: v.pipe(v.string(), v.maxLength(500)),
  labelId: id,
  target: targetSchema,
  source: v.picklist(['manual', 'accepted', 'imported']),
  gold: v.exactOptional(v.literal(true)),
  noReason: v.exactOptional(v.literal(true)),
  updatedAt: time,
  deleted: tombstone,
  was: v.exactOptional(
    v.object({
      labelId: v.exactOptional(id),
      target: v.exactOptional(targetSchema),
      deleted: hidden,
    }),
  ),
});

const explanationBase = {
  id,
  projectId: id,
  annotationId: id,
  documentId: id,
  enabled: v.boolean(),
  order: v.exactOptional(count),
  updatedAt: time,
  deleted: tombstone,
  was: v.exactOptional(v.object({ annotationId: v.exactOptional(id), deleted: hidden })),
};

/** `logicalForm` is a program for the rule engine: it is dropped here, and taken over by who has checked it. */
export const explanationSchema = v.variant('kind', [
  v.object({ ...explanationBase, kind: v.literal('trigger'), spans: v.array(spanSchema) }),
  v.object({ ...explanationBase, kind: v.literal('nl'), text: v.string() }),
]);

export type RecordTable = 'project' | 'label' | 'document' | 'annotation' | 'explanation';

const schemas = {
  project: projectSchema,
  label: labelSchema,
  document: documentSchema,
  annotation: annotationSchema,
  explanation: explanationSchema,
};

export interface RecordFault {
  /** Where in the record: `target.from`. */
  readonly path: string;
  readonly message: string;
}

type RecordOf<T extends RecordTable> = T extends 'project'
  ? ProjectBundle['project']
  : T extends 'label'
    ? ProjectBundle['labels'][number]
    : T extends 'document'
      ? ProjectBundle['documents'][number]
      : T extends 'annotation'
        ? ProjectBundle['annotations'][number]
        : ProjectBundle['explanations'][number];

/** Holds by the compiler: what a schema lets through is a record of its table. */
type Sound<T extends RecordTable> = v.InferOutput<(typeof schemas)[T]> extends RecordOf<T> ? true : never;
({
  project: true,
  label: true,
  document: true,
  annotation: true,
  explanation: true,
}) satisfies { readonly [T in RecordTable]: Sound<T> };

/** Settings of a project of unknown origin that cannot be, and for which the default stands. */
export function settingFaults(project: unknown): readonly RecordFault[] {
  const given: unknown =
    typeof project === 'object' && project !== null ? Reflect.get(project, 'settings') : undefined;
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(settings).flatMap(([name, schema]) => {
    const value: unknown = Reflect.get(given, name);
    if (value === undefined) return [];
    const result = v.safeParse(schema, value);
    return result.success ? [] : [{ path: `settings.${name}`, message: result.issues[0].message }];
  });
}

/** What stands in a project file, record by record, for the JSON Schema of it (docs/project-file.schema.json). */
export const recordSchemas = schemas;

/** A value of unknown origin as a record, or what is wrong with it. Unknown fields are dropped. */
export function parseRecord<T extends RecordTable>(
  table: T,
  value: unknown,
): { readonly ok: true; readonly value: RecordOf<T> } | { readonly ok: false; readonly error: RecordFault } {
  const result = v.safeParse(schemas[table], value, { abortEarly: true });
  // The schema of a table describes exactly its record type; the compiler cannot follow the index.
  if (result.success) return { ok: true, value: result.output as RecordOf<T> };
  const [issue] = result.issues;
  return { ok: false, error: { path: v.getDotPath(issue) ?? '', message: issue.message } };
}

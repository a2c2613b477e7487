/**
 * Label Studio's JSON: tasks with `data`, and `annotations` (one per person) whose `result` lists regions, choices
 * and relations. Offsets count code points, as Label Studio has stored them since 2021; the words that stand beside
 * them decide for older files. The flat export (JSON-MIN) is read too. Predictions are suggestions.
 */
import type { Span } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { writeDocuments } from './export-view.ts';
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
import {
  answersIn,
  isHypertext,
  isOtherAnswer,
  readControl,
  regionPlace,
  withoutTags,
} from './label-studio-regions.ts';
import { writeTask } from './label-studio-tasks.ts';
import { readLooseField, readRest } from './loose-labels.ts';

const minimalKeys = new Set([
  'id',
  'text',
  'label',
  'annotator',
  'annotation_id',
  'created_at',
  'updated_at',
  'lead_time',
  'sentiment',
]);

function isTask(record: unknown): boolean {
  return (
    isAnswer(record) ||
    (isObject(field(record, 'data')) &&
      (field(record, 'annotations') ?? field(record, 'completions') ?? field(record, 'predictions')) !==
        undefined)
  );
}

/** One annotation with its task inside, as target storages keep them. */
const isAnswer = (record: unknown): boolean =>
  listField(record, 'result') !== undefined && isObject(field(field(record, 'task'), 'data'));

function withTask(record: JsonObject): JsonObject {
  const task = field(record, 'task');
  if (!isAnswer(record) || !isObject(task)) return record;
  const { task: _, ...annotation } = record;
  return { ...task, annotations: [annotation] };
}

/** The flat export: the keys that it writes for each annotation, and regions under the names of their controls. */
function isMinimal(record: unknown): boolean {
  if (!isObject(record) || isObject(field(record, 'data'))) return false;
  const regions = Object.values(record).some(
    (value) =>
      Array.isArray(value) &&
      value.some((item) => listField(item, 'labels', 'hypertextlabels') !== undefined),
  );
  const ids = field(record, 'annotation_id') !== undefined && field(record, 'annotator') !== undefined;
  return minimalText(record) !== undefined && (regions || (ids && field(record, 'lead_time') !== undefined));
}

/** Of the flat export: `text`, else its longest string, which is what the labelling interface shows. */
function minimalText(record: JsonObject): readonly [string, string] | undefined {
  const strings = Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) => typeof value === 'string' && (key === 'text' || !minimalKeys.has(key)),
    ),
  );
  return taskText(strings);
}

/** The text of a task: `data.text`, else its only or its longest string. */
function taskText(data: JsonObject): readonly [string, string] | undefined {
  const text = stringField(data, 'text');
  if (text !== undefined) return ['text', text];
  let best: readonly [string, string] | undefined;
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string' && value.length > (best?.[1].length ?? -1)) best = [key, value];
  }
  return best;
}

/** A dialogue as its turns, a line each; its regions count within turns, and are named as left out. */
function dialogueText(data: JsonObject): readonly [string, string] | undefined {
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(value)) continue;
    const turns = value.map((turn: unknown) => stringField(turn, 'text', 'content', 'utterance'));
    if (turns.length > 0 && turns.every((turn) => turn !== undefined)) return [key, turns.join('\n')];
  }
  return undefined;
}

function readTask(given: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const record = withTask(given);
  if (!isObject(field(record, 'data'))) {
    readMinimal(record, line, batch, options);
    return;
  }
  const data = field(record, 'data');
  const found = isObject(data)
    ? stringField(data, 'text') === undefined
      ? (dialogueText(data) ?? taskText(data))
      : taskText(data)
    : undefined;
  if (!isObject(data) || found === undefined) {
    batch.error(line, 'missing-text', 'The task has no text.');
    return;
  }
  const [textKey, shown] = found;
  const text = isHypertext(record) ? withoutTags(shown) : shown;
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(data, 'id') ?? nameField(record, 'id');
  const rest = readRest(restOf(data, new Set([textKey, 'id'])), draft, options);
  draft.meta = metaOf([...rest, ...(id === undefined ? [] : [['id', id] as const])]);
  const everybodys = new Map<string, number>();
  const relations: (() => void)[] = [];
  const annotations = listField(record, 'annotations', 'completions') ?? [];
  const cancelled = annotations.filter((annotation) => field(annotation, 'was_cancelled') === true);
  // One person's skip is not the text's where others labelled it.
  if (cancelled.length > 0 && cancelled.length === annotations.length) draft.status = 'skipped';
  for (const annotation of annotations) {
    if (field(annotation, 'was_cancelled') === true) continue;
    const by =
      nameField(annotation, 'completed_by', 'annotator') ??
      nameField(field(annotation, 'completed_by'), 'email', 'id');
    const results = listField(annotation, 'result') ?? [];
    relations.push(
      readResults(results, draft, options, by === undefined ? {} : { annotator: by }, everybodys),
    );
    draft.complete = true;
  }
  for (const read of relations) read();
  // What somebody had begun and not submitted is no answer yet.
  for (const one of listField(record, 'drafts') ?? []) {
    const begun = listField(one, 'result')?.length ?? 0;
    if (begun > 0) draft.leftOut('drafts', begun);
  }
  for (const prediction of listField(record, 'predictions') ?? []) readPrediction(prediction, draft, options);
  draft.finish();
}

/** What a model said: a suggestion with its score and the model's version as its name. */
function readPrediction(prediction: unknown, draft: DocumentDraft, options: ParseOptions): void {
  const by = nameField(prediction, 'model_version') ?? 'model';
  const places = new Map<string, Span>();
  const relations: unknown[] = [];
  for (const result of listField(prediction, 'result') ?? []) {
    const value = field(result, 'value');
    const score = field(result, 'score') ?? field(value, 'score') ?? field(prediction, 'score');
    const place = regionPlace(value);
    const words = stringField(value, 'text');
    const labels = listField(value, 'labels', 'hypertextlabels');
    for (const label of labels ?? []) {
      const at = words === undefined ? place : { ...place, words };
      const span = draft.suggest(String(label), by, score, at, options.offsetUnit ?? 'code-points');
      const id = nameField(result, 'id');
      if (span !== undefined && id !== undefined) places.set(id, span);
    }
    const choices = listField(value, 'choices');
    for (const choice of choices ?? []) draft.suggest(String(choice), by, score);
    if (field(result, 'type') === 'relation') relations.push(result);
    else if (labels === undefined && choices === undefined)
      draft.leftOut(`${stringField(result, 'type') ?? 'result'} (prediction)`);
  }
  for (const relation of relations) {
    const score = field(relation, 'score') ?? field(prediction, 'score');
    const [from, to] = [nameField(relation, 'from_id') ?? '', nameField(relation, 'to_id') ?? ''];
    const names = listField(relation, 'labels') ?? [];
    for (const name of names.length === 0 ? ['relation'] : names)
      for (const [head, tail] of directed(relation, from, to))
        draft.suggestRelation(String(name), by, score, places.get(head), places.get(tail));
  }
}

/** Reads the regions and choices; the relations are read by what it returns, when all regions are known. */
function readResults(
  results: readonly unknown[],
  draft: DocumentDraft,
  options: ParseOptions,
  by: { readonly annotator?: string },
  /** Regions of the task by id: a relation of one person may join entities of another. */
  everybodys: Map<string, number>,
): () => void {
  const unit = options.offsetUnit ?? 'code-points';
  const own = new Map<string, number>();
  const choices = regionChoices(results);
  const control = readControl(results, draft.text);
  for (const result of results) {
    const value = field(result, 'value');
    const { from, to } = regionPlace(value);
    const named = stringField(result, 'to_name');
    if (control !== undefined && named !== undefined && named !== control && from !== undefined) {
      draft.leftOut('labels (another text)');
      continue;
    }
    const id = nameField(result, 'id');
    const labels = listField(value, 'labels', 'hypertextlabels');
    const chosen = listField(value, 'choices');
    const words = stringField(value, 'text');
    const place = { ...by, ...(words === undefined ? {} : { words }) };
    const onRegion = field(value, 'start') !== undefined;
    if (labels !== undefined) {
      // A class on a region says more than that the region is one (aspect and polarity); else it is its label.
      const classes = id === undefined ? undefined : choices.get(id);
      const names = draft.takesTextLabels && classes !== undefined && classes.length > 0 ? classes : labels;
      for (const label of names) {
        const index = draft.span(String(label), from, to, unit, place);
        if (index === undefined || id === undefined || own.has(id)) continue;
        own.set(id, index);
        everybodys.set(id, index);
      }
      if (classes !== undefined && classes.length > 0 && !draft.takesTextLabels)
        draft.leftOut('choices (per region)', classes.length);
    } else if (chosen !== undefined) {
      for (const choice of chosen) {
        if (!onRegion) draft.textLabel(String(choice), by);
        else if (
          id === undefined ||
          !results.some(
            (other) =>
              nameField(other, 'id') === id &&
              listField(field(other, 'value'), 'labels', 'hypertextlabels') !== undefined,
          )
        )
          draft.span(String(choice), from, to, unit, place);
      }
    } else if (field(result, 'type') !== 'relation') {
      draft.leftOut(stringField(result, 'type') ?? 'result');
    }
  }
  return () => {
    readRelations(results, draft, by, (id) => own.get(id) ?? everybodys.get(id));
  };
}

/** Classes that were chosen for a region, by its id. */
function regionChoices(results: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const choices = new Map<string, string[]>();
  for (const result of results) {
    const value = field(result, 'value');
    const id = nameField(result, 'id');
    if (id === undefined || field(value, 'start') === undefined) continue;
    const chosen = (listField(value, 'choices') ?? []).map(String);
    if (chosen.length > 0) choices.set(id, [...(choices.get(id) ?? []), ...chosen]);
  }
  return choices;
}

/** The ends of a relation in the order that its arrow says; one that points both ways is two. */
function directed<T>(relation: unknown, from: T, to: T): readonly (readonly [T, T])[] {
  const direction = field(relation, 'direction');
  return [
    ...(direction === 'left' ? [] : [[from, to] as const]),
    ...(direction === 'left' || direction === 'bi' ? [[to, from] as const] : []),
  ];
}

function readRelations(
  results: readonly unknown[],
  draft: DocumentDraft,
  by: { readonly annotator?: string },
  end: (id: string) => number | undefined,
): void {
  for (const result of results) {
    if (field(result, 'type') !== 'relation') continue;
    const from = nameField(result, 'from_id') ?? '';
    const to = nameField(result, 'to_id') ?? '';
    const labels = listField(result, 'labels') ?? [];
    for (const label of labels.length === 0 ? ['relation'] : labels) {
      for (const [head, tail] of directed(result, from, to))
        draft.relation(String(label), end(head), end(tail), { ...by, reference: `${from} / ${to}` });
    }
  }
}

function readMinimal(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const found = minimalText(record);
  if (found === undefined) {
    batch.error(line, 'missing-text', 'The record has no text.');
    return;
  }
  const [textKey, text] = found;
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  const annotator = nameField(record, 'annotator');
  const by = annotator === undefined ? {} : { annotator };
  const meta: (readonly [string, unknown])[] = [];
  const answered = answersIn(Object.keys(record), textKey);
  for (const [key, value] of Object.entries(record)) {
    if (key === textKey || (minimalKeys.has(key) && key !== 'label' && key !== 'sentiment')) continue;
    const regions =
      Array.isArray(value) && value.some((item) => isObject(item) && field(item, 'start') !== undefined);
    const classes = listField(value, 'choices');
    if (regions)
      readResults(
        value.map((item: unknown) => ({ value: item })),
        draft,
        options,
        by,
        new Map(),
      )();
    else if (classes !== undefined) for (const name of classes) draft.textLabel(String(name), by);
    else if (/^(?:label|sentiment|choices?|class)$/i.test(key) && typeof value === 'string')
      draft.textLabel(value, by);
    else if (answered.has(key) && typeof value === 'string') {
      // A choice is a name; what was written is none.
      if (value.length <= 40 && draft.takesTextLabels) draft.textLabel(value, by);
      else if (value !== '') draft.leftOut(key);
    } else if (Array.isArray(value) && value.length > 0 && value.every(isOtherAnswer))
      draft.leftOut(key, value.length);
    else if (!readLooseField(key, value, draft, options)) meta.push([key, value]);
  }
  draft.meta = metaOf([...meta, ...(id === undefined ? [] : [['id', id] as const])]);
  draft.finish();
}

export const labelStudio: Format = {
  id: 'label-studio',
  name: 'Label Studio JSON',
  extensions: ['.json'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    if (anyRecord(sample, isTask)) return 0.92;
    return anyRecord(sample, isMinimal) ? 0.91 : 0;
  },
  parse: parseJsonRecords(readTask),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.json`, bundle, options, {
      before: '[\n',
      between: ',\n',
      after: '\n]\n',
      write: (doc) => JSON.stringify(writeTask(doc, options)),
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
    annotators: true,
    confidence: true,
    unlabelled: true,
    project: false,
  },
};

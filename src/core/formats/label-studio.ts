/**
 * Label Studio's JSON: tasks with `data`, and `annotations` (one per person) whose `result` lists regions, choices
 * and relations. Offsets count code points, as Label Studio has stored them since 2021; the words that stand beside
 * them decide for older files. The flat export (JSON-MIN) is read too. Predictions are not labels: left out.
 */
import { createOffsets } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportAnnotation, type ExportDocument, writeDocuments } from './export-view.ts';
import type { ExportOptions, Format, ParseOptions } from './format.ts';
import {
  field,
  isObject,
  type JsonObject,
  jsonHead,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
  stringField,
} from './json-records.ts';
import { spanIn } from './offsets.ts';

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
    isObject(field(record, 'data')) &&
    (field(record, 'annotations') ?? field(record, 'completions') ?? field(record, 'predictions')) !==
      undefined
  );
}

function isMinimal(record: unknown): boolean {
  const first = listField(record, 'label')?.[0];
  return stringField(record, 'text') !== undefined && listField(first, 'labels') !== undefined;
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

function readTask(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  if (isMinimal(record)) {
    readMinimal(record, line, batch, options);
    return;
  }
  const data = field(record, 'data');
  const found = isObject(data) ? taskText(data) : undefined;
  if (!isObject(data) || found === undefined) {
    batch.error(line, 'missing-text', 'The task has no text.');
    return;
  }
  const [textKey, text] = found;
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(data, 'id') ?? nameField(record, 'id');
  const rest = restOf(data, new Set([textKey, 'id']));
  draft.meta = metaOf([...rest, ...(id === undefined ? [] : [['id', id] as const])]);
  const everybodys = new Map<string, number>();
  const relations: (() => void)[] = [];
  for (const annotation of listField(record, 'annotations', 'completions') ?? []) {
    if (field(annotation, 'was_cancelled') === true) {
      draft.status = 'skipped';
      continue;
    }
    const by =
      nameField(annotation, 'completed_by') ?? nameField(field(annotation, 'completed_by'), 'email', 'id');
    const results = listField(annotation, 'result') ?? [];
    relations.push(
      readResults(results, draft, options, by === undefined ? {} : { annotator: by }, everybodys),
    );
  }
  for (const read of relations) read();
  draft.finish();
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
  for (const result of results) {
    const value = field(result, 'value');
    const choices = listField(value, 'choices');
    for (const choice of choices ?? []) if (typeof choice === 'string') draft.textLabel(choice, by);
    const labels = listField(value, 'labels', 'hypertextlabels');
    for (const label of labels ?? []) {
      const words = stringField(value, 'text');
      const index = draft.span(String(label), field(value, 'start'), field(value, 'end'), unit, {
        ...by,
        ...(words === undefined ? {} : { words }),
      });
      const id = nameField(result, 'id');
      if (index === undefined || id === undefined || own.has(id)) continue;
      own.set(id, index);
      everybodys.set(id, index);
    }
  }
  return () => {
    readRelations(results, draft, by, (id) => own.get(id) ?? everybodys.get(id));
  };
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
    const left = field(result, 'direction') === 'left';
    const ends = left ? [end(to), end(from)] : [end(from), end(to)];
    for (const label of listField(result, 'labels') ?? ['relation']) {
      draft.relation(String(label), ends[0], ends[1], { ...by, reference: `${from} / ${to}` });
    }
  }
}

function readMinimal(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = stringField(record, 'text') ?? '';
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  const rest = Object.entries(record).filter(([key]) => !minimalKeys.has(key));
  draft.meta = metaOf([...rest, ...(id === undefined ? [] : [['id', id] as const])]);
  const annotator = nameField(record, 'annotator');
  const by = annotator === undefined ? {} : { annotator };
  const asResults = (listField(record, 'label') ?? []).map((value) => ({ value }));
  readResults(asResults, draft, options, by, new Map())();
  draft.finish();
}

function writeTask(doc: ExportDocument, options: ExportOptions): JsonObject {
  const { text } = doc.document;
  const { id: _, ...rest } = doc.document.meta;
  const clash = ['text', 'meta', 'metadata'].some((key) => Object.hasOwn(rest, key));
  const unit = options.offsetUnit ?? 'code-points';
  const map = createOffsets(text);
  const people = new Map<string, ExportAnnotation[]>();
  for (const annotation of doc.annotations) {
    const known = people.get(annotation.annotator);
    if (known === undefined) people.set(annotation.annotator, [annotation]);
    else known.push(annotation);
  }
  const writeResult = ({ id, target, label }: ExportAnnotation): JsonObject => {
    const place = { id, to_name: 'text' };
    switch (target.kind) {
      case 'span':
      case 'aspect': {
        const { from, to } = spanIn(unit, map, target);
        const value = { start: from, end: to, text: text.slice(target.from, target.to), labels: [label] };
        return { ...place, from_name: 'label', type: 'labels', value };
      }
      case 'text':
        return { ...place, from_name: 'choice', type: 'choices', value: { choices: [label] } };
      case 'relation':
        return {
          type: 'relation',
          from_id: target.head,
          to_id: target.tail,
          direction: 'right',
          labels: [label],
        };
      default:
        return target satisfies never;
    }
  };
  return {
    id: doc.index + 1,
    data: { ...(clash ? { meta: rest } : rest), id: doc.key, text },
    annotations: [...people].map(([annotator, own]) => ({
      ...(annotator === '' ? {} : { completed_by: annotator }),
      result: own.map(writeResult),
    })),
  };
}

export const labelStudio: Format = {
  id: 'label-studio',
  name: 'Label Studio JSON',
  extensions: ['.json'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    const first = jsonHead(sample)?.first;
    return isTask(first) || isMinimal(first) ? 0.92 : 0;
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
    unlabelled: true,
    project: false,
  },
};

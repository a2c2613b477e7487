/**
 * LEAN-LIFE's own JSON (Lee et al. 2020): documents with annotations and their explanations as strings. A sentence
 * is itself, a trigger is its words joined by spaces; offsets are those of JavaScript strings (UTF-16). Relations
 * name the offsets of subject and object; their entities have no labels of their own.
 */
import { taskTraits } from '#core/project';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { triggerWords } from './explanation-words.ts';
import { type ExportAnnotation, type ExportDocument, writeDocuments } from './export-view.ts';
import type { Format, ParseOptions, Sample } from './format.ts';
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
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';

const documentKeys = new Set(['doc_id', 'text', 'annotations', 'user']);

function isDocument(value: unknown): boolean {
  const annotations = listField(value, 'annotations');
  if (annotations === undefined || stringField(value, 'text') === undefined) return false;
  const first = annotations[0];
  return (
    field(value, 'doc_id') !== undefined &&
    (first === undefined ||
      field(first, 'annotation_id') !== undefined ||
      field(first, 'explanation') !== undefined)
  );
}

function detect(sample: Sample): number {
  const head = jsonHead(sample);
  if (head !== undefined) return isDocument(head.first) ? 0.95 : 0;
  // The first document alone may be longer than the sample.
  return /^\s*\{\s*"data"\s*:\s*\[\s*\{\s*"doc_id"/.test(sample.head) ? 0.9 : 0;
}

function explainAll(draft: DocumentDraft, index: number | undefined, annotation: JsonObject): void {
  const value = field(annotation, 'explanation') ?? field(annotation, 'explanations');
  const strings = Array.isArray(value) ? value : [value];
  for (const words of strings) {
    if (typeof words !== 'string') continue;
    draft.explainInWords(index, words);
  }
}

function readDocument(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = stringField(record, 'text');
  if (text === undefined) {
    batch.error(line, 'missing-text', 'The document has no text.');
    return;
  }
  const unit = options.offsetUnit ?? 'utf16';
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'doc_id', 'id');
  const annotator = nameField(record, 'user');
  const rest = readRest(restOf(record, documentKeys), draft, options);
  draft.meta = metaOf([...rest, ...(id === undefined ? [] : [['id', id] as const])]);
  const annotations = draft.leftOutUnless(listField(record, 'annotations') ?? [], isObject, 'annotations');
  const by = annotator === undefined ? {} : { annotator };
  // Entities first: a relation may use one that comes after it.
  const entities = new Map<string, number>();
  for (const annotation of annotations) {
    const from = field(annotation, 'start_offset');
    if (from === undefined) continue;
    const to = field(annotation, 'end_offset');
    const index = draft.span(nameField(annotation, 'label') ?? '', from, to, unit, by);
    if (index !== undefined) entities.set(`${from}:${to}`, index);
    explainAll(draft, index, annotation);
  }
  const entity = (from: unknown, to: unknown): number | undefined =>
    entities.get(`${from}:${to}`) ?? draft.span(unnamedLabel, from, to, unit, by);
  for (const annotation of annotations) {
    const label = nameField(annotation, 'label') ?? '';
    let index: number | undefined;
    if (field(annotation, 'sbj_start_offset') !== undefined) {
      const end = (name: 'sbj' | 'obj'): number | undefined =>
        draft.takesRelations
          ? entity(field(annotation, `${name}_start_offset`), field(annotation, `${name}_end_offset`))
          : undefined;
      index = draft.relation(label, end('sbj'), end('obj'), by);
    } else if (field(annotation, 'start_offset') === undefined) {
      index = draft.textLabel(label, by);
    } else continue;
    explainAll(draft, index, annotation);
  }
  draft.finish();
}

function writeAnnotation(doc: ExportDocument, annotation: ExportAnnotation): JsonObject[] {
  const { id, label, target } = annotation;
  const explanation = annotation.explanations.map((e) =>
    e.kind === 'nl' ? e.text : triggerWords(doc.document.text, e.spans),
  );
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return [{ annotation_id: id, label, start_offset: target.from, end_offset: target.to, explanation }];
    case 'text':
      return [{ annotation_id: id, label, explanation }];
    case 'relation': {
      const end = (endId: string): { from: number; to: number } => {
        const found = doc.annotations.find((a) => a.id === endId)?.target;
        return found?.kind === 'span' ? found : { from: 0, to: 0 };
      };
      const head = end(target.head);
      const tail = end(target.tail);
      return [
        {
          annotation_id: id,
          label,
          sbj_start_offset: head.from,
          sbj_end_offset: head.to,
          obj_start_offset: tail.from,
          obj_end_offset: tail.to,
          explanation,
        },
      ];
    }
    default:
      return target satisfies never;
  }
}

export const leanLifeJson: Format = {
  id: 'lean-life-json',
  name: 'LEAN-LIFE JSON',
  extensions: ['.json'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'utf16',
  detect,
  parse: parseJsonRecords(readDocument),
  serialize: (bundle, options) => {
    const { hasPairs } = taskTraits[bundle.project.task];
    return writeDocuments(`${options.name}.json`, bundle, options, {
      before: '{"data":[\n',
      between: ',\n',
      after: '\n]}\n',
      write: (doc) => {
        const { id: _, ...metadata } = doc.document.meta;
        return JSON.stringify({
          doc_id: doc.key,
          text: doc.document.text,
          annotations: doc.annotations
            .filter(({ target }) => !hasPairs || target.kind === 'relation')
            .flatMap((annotation) => writeAnnotation(doc, annotation)),
          user: doc.annotations.find(({ annotator }) => annotator !== '')?.annotator ?? '',
          metadata,
        });
      },
    });
  },
  holds: {
    text: 'exact',
    spans: 'any',
    relations: true,
    entities: false,
    textLabels: 'many',
    aspects: true,
    triggers: 'words',
    nl: true,
    labelNames: 'any',
    meta: true,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

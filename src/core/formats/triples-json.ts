/**
 * (text, label, explanation) with nothing lost, for scripts: JSON (one object with a list) and JSONL (a document
 * per line). Triggers keep their offsets, relations name the annotations they join, and every file says in which
 * unit its offsets count.
 */

import { provenanceRecord } from '#core/project';
import { createOffsets, type Offsets, type Span } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportAnnotation, type ExportDocument, writeDocuments } from './export-view.ts';
import type { ExportOptions, Format, Holds, ParseOptions, Sample } from './format.ts';
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
import { spanIn } from './offsets.ts';

const formatName = 'lean-life-triples';

const known = new Set(['id', 'text', 'offsets', 'status', 'split', 'meta', 'tokens', 'annotations']);

function isRecord(value: unknown): boolean {
  return (
    stringField(value, 'text') !== undefined &&
    field(value, 'offsets') !== undefined &&
    listField(value, 'annotations') !== undefined
  );
}

function detect(sample: Sample): number {
  const head = jsonHead(sample);
  if (head !== undefined && isRecord(head.first)) return 0.97;
  return sample.head.startsWith(`{"format":"${formatName}"`) ? 0.97 : 0;
}

function unitOf(record: unknown, options: ParseOptions): 'utf16' | 'code-points' {
  return options.offsetUnit ?? (stringField(record, 'offsets') === 'code-points' ? 'code-points' : 'utf16');
}

function readDocument(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = stringField(record, 'text');
  if (text === undefined) {
    batch.error(line, 'missing-text', 'The document has no text.');
    return;
  }
  const unit = unitOf(record, options);
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  const meta = field(record, 'meta');
  draft.meta = metaOf([
    ...readRest(restOf(record, known), draft, options),
    ...(isObject(meta) ? Object.entries(meta) : []),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  if (field(record, 'split') === 'holdout') draft.split = 'holdout';
  const status = field(record, 'status');
  if (status === 'open' || status === 'done' || status === 'skipped') draft.status = status;
  const tokens = listField(record, 'tokens');
  if (tokens !== undefined) {
    const spans = tokens.map((token) => draft.place(field(token, 'from'), field(token, 'to'), unit));
    if (spans.every((span) => span !== undefined)) draft.tokens = spans;
  }
  const annotations = draft.leftOutUnless(listField(record, 'annotations') ?? [], isObject, 'annotations');
  const places = new Map<string, number>();
  const ends = new Map<string, Span>();
  const suggest = (annotation: JsonObject): void => {
    const [label, score] = [stringField(annotation, 'label') ?? '', field(annotation, 'confidence')];
    const kind = field(annotation, 'kind');
    if (kind === 'text') draft.suggest(label, programName, score);
    else if (kind !== 'relation') draft.suggest(label, programName, score, placeOf(annotation), unit);
    else {
      const end = (name: 'head' | 'tail'): Span | undefined => ends.get(nameField(annotation, name) ?? '');
      draft.suggestRelation(label, programName, score, end('head'), end('tail'));
    }
  };
  const add = (annotation: JsonObject): number | undefined => {
    const label = stringField(annotation, 'label') ?? '';
    const annotator = stringField(annotation, 'annotator');
    const by = annotator === undefined ? {} : { annotator };
    const kind = field(annotation, 'kind');
    if (kind === 'relation') {
      const head = nameField(annotation, 'head') ?? '';
      const tail = nameField(annotation, 'tail') ?? '';
      return draft.relation(label, places.get(head), places.get(tail), {
        ...by,
        reference: `${head} / ${tail}`,
      });
    }
    if (kind === 'text') return draft.textLabel(label, by);
    const place = placeOf(annotation);
    const { words } = place;
    const index = draft.span(label, place.from, place.to, unit, {
      ...by,
      ...(words === undefined ? {} : { words }),
    });
    const name = nameField(annotation, 'id');
    if (index !== undefined && name !== undefined) {
      places.set(name, index);
      const span = draft.place(place.from, place.to, unit, words);
      if (span !== undefined) ends.set(name, span);
    }
    return index;
  };
  const explain = (index: number | undefined, annotation: JsonObject): void => {
    for (const explanation of listField(annotation, 'explanations') ?? []) {
      const sentence = stringField(explanation, 'text');
      if (field(explanation, 'kind') === 'nl' && sentence !== undefined) {
        draft.explain(index, { kind: 'nl', text: sentence });
        continue;
      }
      const spans = (listField(explanation, 'spans') ?? []).map((span) =>
        draft.place(field(span, 'from'), field(span, 'to'), unit, stringField(span, 'words')),
      );
      draft.explain(index, { kind: 'trigger', spans: spans.filter((span) => span !== undefined) });
    }
  };
  const isRelation = (annotation: JsonObject): boolean => field(annotation, 'kind') === 'relation';
  // What carries a confidence was said by a program: no label until somebody accepts it.
  const isRecommended = (annotation: JsonObject): boolean => field(annotation, 'confidence') !== undefined;
  const given = annotations.filter((annotation) => !isRecommended(annotation));
  for (const annotation of given) if (!isRelation(annotation)) explain(add(annotation), annotation);
  for (const annotation of given) if (isRelation(annotation)) explain(add(annotation), annotation);
  for (const annotation of annotations) if (isRecommended(annotation)) suggest(annotation);
  draft.finish();
}

/** What said a recommendation that comes back. */
const programName = 'LEAN-LIFE';

function placeOf(annotation: JsonObject): { from: unknown; to: unknown; words?: string } {
  const words = stringField(annotation, 'words');
  const [from, to] = [field(annotation, 'from'), field(annotation, 'to')];
  return words === undefined ? { from, to } : { from, to, words };
}

function writeSpan(text: string, map: Offsets, unit: 'utf16' | 'code-points', span: Span): JsonObject {
  return { ...spanIn(unit, map, { from: span.from, to: span.to }), words: text.slice(span.from, span.to) };
}

function writeDocument(doc: ExportDocument, options: ExportOptions): JsonObject {
  const { text, tokens, split, status } = doc.document;
  const unit = options.offsetUnit ?? 'utf16';
  const map = createOffsets(text);
  const names = new Map(doc.annotations.map(({ id }, index) => [id, `a${index + 1}`]));
  const targetOf = ({ target }: ExportAnnotation): JsonObject => {
    switch (target.kind) {
      case 'span':
      case 'aspect':
        return writeSpan(text, map, unit, target);
      case 'relation':
        return { head: names.get(target.head) ?? '', tail: names.get(target.tail) ?? '' };
      case 'text':
        return {};
      default:
        return target satisfies never;
    }
  };
  const { id: _, ...meta } = doc.document.meta;
  return {
    id: doc.key,
    text,
    offsets: unit,
    status,
    ...(split === undefined ? {} : { split }),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
    ...(tokens === undefined ? {} : { tokens: tokens.map((token) => spanIn(unit, map, token)) }),
    annotations: doc.annotations.map((annotation) => ({
      id: names.get(annotation.id) ?? '',
      label: annotation.label,
      kind: annotation.target.kind,
      ...targetOf(annotation),
      ...(annotation.annotator === '' ? {} : { annotator: annotation.annotator }),
      ...(annotation.recommended === undefined
        ? {}
        : {
            confidence: Number(annotation.recommended.confidence.toFixed(4)),
            sources: annotation.recommended.provenance.map(provenanceRecord),
          }),
      explanations: annotation.explanations.map((e) =>
        e.kind === 'nl'
          ? { kind: 'nl', text: e.text }
          : { kind: 'trigger', spans: e.spans.map((span) => writeSpan(text, map, unit, span)) },
      ),
    })),
  };
}

const holds: Holds = {
  text: 'exact',
  spans: 'any',
  relations: true,
  entities: true,
  textLabels: 'many',
  aspects: true,
  triggers: 'offsets',
  nl: true,
  labelNames: 'any',
  meta: true,
  annotators: true,
  confidence: true,
  unlabelled: true,
  project: false,
};

const parse = parseJsonRecords(readDocument);

const shared = { tasks: ['ner', 're', 'sa'], offsetUnit: 'utf16', parse, holds } as const;

export const triplesJson: Format = {
  ...shared,
  id: 'triples-json',
  name: 'JSON: text, label, explanation',
  extensions: ['.json'],
  detect: (sample) => (jsonHead(sample)?.lines ? 0 : detect(sample)),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.json`, bundle, options, {
      before: `{"format":"${formatName}","version":1,"task":"${bundle.project.task}","documents":[\n`,
      between: ',\n',
      after: '\n]}\n',
      write: (doc) => JSON.stringify(writeDocument(doc, options)),
    }),
};

export const triplesJsonl: Format = {
  ...shared,
  id: 'triples-jsonl',
  name: 'JSONL: text, label, explanation',
  extensions: ['.jsonl'],
  detect: (sample) => (jsonHead(sample)?.lines ? detect(sample) : 0),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.jsonl`, bundle, options, {
      write: (doc) => `${JSON.stringify(writeDocument(doc, options))}\n`,
    }),
};

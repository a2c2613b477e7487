/**
 * Text data sets of Google's AutoML and Vertex AI, JSON lines in both spellings: entities (`textSegmentAnnotations`, or
 * `annotations` with a `text_extraction`), classes and sentiment. A start that is not there is 0, as protocol buffers write it.
 * Texts that lie in a bucket are named. Read only.
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
import { offsetOf, readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';

/** A field under its name in either spelling. */
const either = (value: unknown, name: string): unknown =>
  field(value, name) ??
  field(
    value,
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const textOf = (record: unknown): string | undefined => {
  const own = either(record, 'textContent') ?? field(either(record, 'textSnippet'), 'content');
  return typeof own === 'string' ? own : undefined;
};

const addressOf = (record: unknown): unknown =>
  either(record, 'textGcsUri') ??
  either(either(record, 'textSnippet'), 'contentUri') ??
  either(field(record, 'document'), 'inputConfig');

const segments = (record: unknown): readonly unknown[] => listOf(either(record, 'textSegmentAnnotations'));
const extractions = (record: unknown): readonly unknown[] => listField(record, 'annotations') ?? [];
const classes = (record: unknown): readonly unknown[] => [
  ...listOf(either(record, 'classificationAnnotation')),
  ...listOf(either(record, 'classificationAnnotations')),
];
const sentiment = (record: unknown): unknown => either(record, 'sentimentAnnotation');

const nameOf = (value: unknown): string | undefined => nameField(value, 'displayName', 'display_name');

function isVertex(record: unknown): boolean {
  if (!isObject(record) || (textOf(record) === undefined && addressOf(record) === undefined)) return false;
  return (
    either(record, 'textContent') !== undefined ||
    either(record, 'textGcsUri') !== undefined ||
    extractions(record).some(
      (one) => either(one, 'textExtraction') !== undefined || nameOf(one) !== undefined,
    )
  );
}

const used = new Set(
  ['textContent', 'textSnippet', 'textSegmentAnnotations', 'annotations', 'classificationAnnotation']
    .concat(['classificationAnnotations', 'sentimentAnnotation', 'dataItemResourceLabels'])
    .flatMap((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
);

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = textOf(record);
  if (text === undefined) {
    const held = segments(record).length + extractions(record).length + classes(record).length;
    if (held > 0) batch.unread('annotations', held);
    batch.error(line, 'missing-text', 'The text of this line is in another file.', { column: 'textContent' });
    return;
  }
  const unit = options.offsetUnit ?? 'code-points';
  const draft = new DocumentDraft(text, line, batch, options);
  const about = either(record, 'dataItemResourceLabels');
  const rest = Object.entries(record).filter(([key]) => !used.has(key));
  draft.meta = metaOf([
    ...readRest(rest, draft, options),
    ...(isObject(about) ? Object.entries(about) : []).filter(([key]) => !key.includes('/')),
  ]);
  const use = stringField(about, 'aiplatform.googleapis.com/ml_use', 'ml_use') ?? '';
  if (/^(?:test|validation)$/i.test(use)) draft.split = 'holdout';
  const span = (place: unknown, label: string | undefined): void => {
    const from = either(place, 'startOffset') ?? 0;
    const to = either(place, 'endOffset');
    draft.span(label ?? unnamedLabel, offsetOf(from) ?? from, offsetOf(to) ?? to, unit);
  };
  for (const segment of segments(record)) span(segment, nameOf(segment));
  for (const one of extractions(record)) {
    const place = either(either(one, 'textExtraction'), 'textSegment');
    const name = nameOf(one) ?? nameField(either(one, 'textSentiment'), 'sentiment');
    if (place !== undefined) span(place, name);
    else if (name !== undefined) draft.textLabel(name);
    else draft.leftOut('annotations');
  }
  for (const one of classes(record)) {
    const name = nameOf(one);
    if (name === undefined) draft.leftOut('classificationAnnotation');
    else draft.textLabel(name);
  }
  const felt = sentiment(record);
  if (felt !== undefined && felt !== null) {
    const value = nameField(felt, 'sentiment') ?? (isObject(felt) ? '0' : undefined);
    if (value === undefined) draft.leftOut('sentimentAnnotation');
    else draft.textLabel(value);
  }
  draft.finish();
}

export const vertex: Format = {
  id: 'vertex',
  name: 'Google AutoML / Vertex AI text',
  extensions: ['.jsonl', '.json'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => (anyRecord(sample, isVertex) ? 0.94 : 0),
  parse: parseJsonRecords(readRecord),
};

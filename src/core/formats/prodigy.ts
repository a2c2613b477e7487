/**
 * Prodigy's JSONL, which spaCy's scripts read too: `spans` with code-point offsets and inclusive token indexes,
 * `relations` between tokens, `accept` (choices) for text labels. Answers other than `accept` bring the text in
 * without its labels; ignored ones are skipped documents.
 */
import { createOffsets, rangeOfSpan } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, spanOf, writeDocuments } from './export-view.ts';
import type { ExportOptions, Format, ParseOptions } from './format.ts';
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
import { spanIn } from './offsets.ts';
import { unnamedLabel } from './tags.ts';
import { exportTokens } from './tokens.ts';

const used = new Set([
  'id',
  'text',
  'tokens',
  'spans',
  'relations',
  'answer',
  'accept',
  'label',
  'options',
  'cats',
  'config',
  '_input_hash',
  '_task_hash',
  '_view_id',
  '_session_id',
  '_annotator_id',
  '_timestamp',
  '_is_binary',
]);

function isProdigy(record: unknown): boolean {
  if (stringField(record, 'text') === undefined) return false;
  const span = listField(record, 'spans')?.[0];
  if (span !== undefined) return typeof field(span, 'start') === 'number' && field(span, 'end') !== undefined;
  return (
    field(record, '_input_hash') !== undefined ||
    field(record, 'answer') !== undefined ||
    listField(record, 'spans') !== undefined ||
    isObject(field(record, 'cats'))
  );
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = stringField(record, 'text');
  if (text === undefined) {
    batch.error(line, 'missing-text', 'The record has no text.');
    return;
  }
  const unit = options.offsetUnit ?? 'code-points';
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const answer = stringField(record, 'answer') ?? 'accept';
  if (answer === 'ignore') draft.status = 'skipped';
  if (answer !== 'accept') {
    const held = (listField(record, 'spans')?.length ?? 0) + (listField(record, 'accept')?.length ?? 0);
    if (held > 0) draft.leftOut(`spans (${answer})`, held);
    draft.finish();
    return;
  }
  const annotator = nameField(record, '_annotator_id');
  const by = annotator === undefined ? {} : { annotator };
  const tokens = (listField(record, 'tokens') ?? []).map((token) =>
    draft.place(field(token, 'start'), field(token, 'end'), unit),
  );
  if (tokens.length > 0 && tokens.every((token) => token !== undefined)) draft.tokens = tokens;
  const add = (span: unknown): number | undefined =>
    draft.span(nameField(span, 'label') ?? unnamedLabel, field(span, 'start'), field(span, 'end'), unit, by);
  const bySpan: { index: number; from: number; to: number }[] = [];
  for (const span of listField(record, 'spans') ?? []) {
    const index = add(span);
    const first = field(span, 'token_start');
    const last = field(span, 'token_end');
    if (index !== undefined && typeof first === 'number' && typeof last === 'number')
      bySpan.push({ index, from: first, to: last });
  }
  for (const relation of listField(record, 'relations') ?? []) {
    const end = (name: 'head' | 'child'): number | undefined => {
      const span = field(relation, `${name}_span`);
      if (isObject(span)) return add(span);
      const token = field(relation, name);
      return typeof token === 'number'
        ? bySpan.find(({ from, to }) => token >= from && token <= to)?.index
        : undefined;
    };
    if (options.task === 're')
      draft.relation(nameField(relation, 'label') ?? '', end('head'), end('child'), by);
  }
  // Ids of choices may be numbers; what they say stands beside them.
  const choices = new Map(
    (listField(record, 'options') ?? []).map((option) => [nameField(option, 'id') ?? '', option] as const),
  );
  for (const label of listField(record, 'accept') ?? []) {
    const words = typeof label === 'number' ? stringField(choices.get(String(label)), 'text') : undefined;
    if (typeof label === 'string' || typeof label === 'number') draft.textLabel(words ?? String(label), by);
  }
  const single = stringField(record, 'label');
  if (single !== undefined && options.task === 'sa') draft.textLabel(single, by);
  const cats = field(record, 'cats');
  for (const [label, value] of isObject(cats) ? Object.entries(cats) : []) {
    if (value === true || (typeof value === 'number' && value >= 0.5)) draft.textLabel(label, by);
  }
  draft.finish();
}

function writeRecord(doc: ExportDocument, options: ExportOptions): JsonObject {
  const { text, status, tokens: own } = doc.document;
  const unit = options.offsetUnit ?? 'code-points';
  const map = createOffsets(text);
  const spans = doc.annotations.map(spanOf).filter((span) => span !== undefined);
  const tokens = exportTokens(text, own, spans);
  const written = new Map<string, JsonObject & { readonly token_end: number }>();
  for (const annotation of doc.annotations) {
    const span = spanOf(annotation);
    const range = span === undefined ? undefined : rangeOfSpan(tokens, span);
    if (span === undefined) continue;
    const { from, to } = spanIn(unit, map, span);
    const last = (range?.to ?? 1) - 1;
    written.set(annotation.id, {
      start: from,
      end: to,
      token_start: range?.from ?? 0,
      token_end: last,
      label: annotation.label,
    });
  }
  const relations = doc.annotations.flatMap(({ target, label }) => {
    if (target.kind !== 'relation') return [];
    const head = written.get(target.head);
    const child = written.get(target.tail);
    return [{ head: head?.token_end, child: child?.token_end, head_span: head, child_span: child, label }];
  });
  const accept = doc.annotations.filter(({ target }) => target.kind === 'text').map(({ label }) => label);
  const { id: _, ...meta } = doc.document.meta;
  return {
    id: doc.key,
    text,
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
    tokens: tokens.map((token, index) => ({
      text: text.slice(token.from, token.to),
      start: spanIn(unit, map, token).from,
      end: spanIn(unit, map, token).to,
      id: index,
      ws: /^\s/.test(text.slice(token.to)),
    })),
    spans: [...written.values()],
    ...(relations.length === 0 ? {} : { relations }),
    ...(accept.length === 0 ? {} : { accept }),
    ...(status === 'skipped' ? { answer: 'ignore' } : doc.annotations.length > 0 ? { answer: 'accept' } : {}),
  };
}

export const prodigy: Format = {
  id: 'prodigy',
  name: 'Prodigy / spaCy JSONL',
  extensions: ['.jsonl'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => (anyRecord(sample, isProdigy) ? 0.88 : 0),
  parse: parseJsonRecords(readRecord),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.jsonl`, bundle, options, {
      write: (doc) => `${JSON.stringify(writeRecord(doc, options))}\n`,
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

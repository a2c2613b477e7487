/**
 * GLiNER's training JSON: `tokenized_text` and `ner` as `[first, last, label]`, words counted, ends inclusive.
 * Read only.
 */
import type { Batcher } from './batch.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  type JsonObject,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { KnownSpans, readLooseRelations } from './loose-relations.ts';
import { unnamedLabel } from './tags.ts';
import { tokenDraft } from './token-draft.ts';

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const text = tokenDraft(listField(record, 'tokenized_text'), line, batch, options);
  if (text === undefined) return;
  const { draft } = text;
  const id = nameField(record, 'id');
  draft.meta = metaOf([
    ...readRest(restOf(record, new Set(['tokenized_text', 'ner', 'id', 'relations'])), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const known = new KnownSpans();
  for (const item of listField(record, 'ner') ?? []) {
    const [first, last, label]: readonly unknown[] = Array.isArray(item) ? item : [];
    const name = typeof label === 'string' ? label : unnamedLabel;
    known.add(item, text.span(name, first, typeof last === 'number' ? last + 1 : last), first, last);
  }
  // GLiNER for relations: ends by the number of their entity, GLiREL's by the place.
  const relations = listField(record, 'relations') ?? [];
  if (!readLooseRelations('relations', relations, draft, known) && relations.length > 0)
    draft.leftOut('relations', relations.length);
  draft.finish();
}

export const gliner: Format = {
  id: 'gliner',
  name: 'GLiNER JSON',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 're'],
  offsetUnit: 'none',
  detect: (sample) =>
    anyRecord(sample, (record) => listField(record, 'tokenized_text') !== undefined) ? 0.93 : 0,
  parse: parseJsonRecords(readRecord),
};

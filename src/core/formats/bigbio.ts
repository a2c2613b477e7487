/**
 * BigBio's records as its loaders give them and people write them out: `passages` with their places, `entities` with lists of
 * places and their words, `relations` between entities by id. Laid out like BioC, read by the same code. Offsets count
 * code points; events and coreferences are named. Read only.
 */
import type { Batcher } from './batch.ts';
import { type BiocAnnotation, type BiocPassage, readBioc } from './bioc-document.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  type JsonObject,
  listField,
  nameField,
  parseJsonRecords,
  restOf,
  stringField,
} from './json-records.ts';
import { holdsLabels } from './loose-labels.ts';

const used = new Set(['id', 'document_id', 'passages', 'entities', 'relations', 'events', 'coreferences']);

/** Pairs of numbers: `[[0, 8], [12, 20]]`. */
function pairsOf(value: unknown): readonly (readonly [number, number])[] {
  return (listField(value, 'offsets') ?? []).flatMap((pair: unknown) => {
    const [from, to]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    return typeof from === 'number' && typeof to === 'number' ? [[from, to] as const] : [];
  });
}

function passagesOf(passage: unknown): readonly BiocPassage[] {
  const own = stringField(passage, 'text');
  const texts = own === undefined ? (listField(passage, 'text') ?? []) : [own];
  const places = pairsOf(passage);
  return texts.flatMap((text, at) =>
    typeof text === 'string' && text !== '' ? [{ offset: places[at]?.[0] ?? 0, text }] : [],
  );
}

function annotationOf(entity: unknown): BiocAnnotation {
  const words = (listField(entity, 'text') ?? []).filter((one) => typeof one === 'string');
  const infons = new Map([['type', nameField(entity, 'type') ?? '']]);
  // Names of things in data bases: labels have no place for them, which is said.
  if ((listField(entity, 'normalized') ?? []).length > 0) infons.set('normalized', 'yes');
  return {
    id: nameField(entity, 'id') ?? '',
    infons,
    locations: pairsOf(entity).map(([from, to]) => ({ offset: from, length: to - from })),
    text: stringField(entity, 'text') ?? (words.length === 1 ? words[0] : undefined),
  };
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const relations = (listField(record, 'relations') ?? []).map((relation) => ({
    id: nameField(relation, 'id') ?? '',
    infons: new Map([['type', nameField(relation, 'type') ?? '']]),
    nodes: ['arg1_id', 'arg2_id'].map((role) => ({ refid: nameField(relation, role) ?? '', role })),
  }));
  for (const name of ['events', 'coreferences']) {
    const count = listField(record, name)?.length ?? 0;
    if (count > 0) batch.unread(name, count);
  }
  for (const [key, value] of restOf(record, used)) {
    const held = holdsLabels(value);
    if (held > 0) batch.unread(key, held);
  }
  const passages = (listField(record, 'passages') ?? []).flatMap(passagesOf);
  const annotations = (listField(record, 'entities') ?? []).map(annotationOf);
  const id = nameField(record, 'document_id', 'id') ?? '';
  readBioc({ id, line, infons: new Map(), passages, annotations, relations }, batch, options);
}

export const bigBio: Format = {
  id: 'bigbio',
  name: 'BigBio JSON',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 're'],
  offsetUnit: 'code-points',
  detect: (sample) =>
    anyRecord(
      sample,
      (record) =>
        listField(record, 'entities') !== undefined &&
        listField(record, 'passages')?.some((one) => Array.isArray(field(one, 'offsets'))) === true,
    )
      ? 0.95
      : 0,
  parse: parseJsonRecords(readRecord),
};

/** BioC as JSON: a collection of `documents`, or a document per line (PubTator). Read only. */
import type { Batcher } from './batch.ts';
import { type BiocAnnotation, type BiocPassage, type BiocRelation, readBioc } from './bioc-document.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  listField,
  nameField,
  parseJsonRecords,
  stringField,
  toText,
} from './json-records.ts';

function infonsOf(value: unknown): ReadonlyMap<string, string> {
  const infons = field(value, 'infons');
  if (!isObject(infons)) return new Map();
  const kept = Object.entries(infons).filter(([, of]) => of !== null && of !== '');
  return new Map(kept.map(([key, of]) => [key, toText(of)]));
}

function annotationOf(value: unknown): BiocAnnotation {
  const locations = (listField(value, 'locations') ?? []).map((location) => ({
    offset: Number(field(location, 'offset')),
    length: Number(field(location, 'length')),
  }));
  return {
    id: nameField(value, 'id') ?? '',
    infons: infonsOf(value),
    locations,
    text: stringField(value, 'text'),
  };
}

function relationOf(value: unknown): BiocRelation {
  const nodes = (listField(value, 'nodes') ?? []).map((node) => ({
    refid: nameField(node, 'refid') ?? '',
    role: nameField(node, 'role') ?? '',
  }));
  return { id: nameField(value, 'id') ?? '', infons: infonsOf(value), nodes };
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const passages: BiocPassage[] = [];
  const annotations: BiocAnnotation[] = [];
  const relations: BiocRelation[] = [];
  const read = (part: unknown): void => {
    const text = stringField(part, 'text');
    if (text !== undefined && text !== '')
      passages.push({ offset: Number(field(part, 'offset') ?? 0), text });
    annotations.push(...(listField(part, 'annotations') ?? []).map(annotationOf));
    relations.push(...(listField(part, 'relations') ?? []).map(relationOf));
    for (const sentence of listField(part, 'sentences') ?? []) read(sentence);
  };
  for (const passage of listField(record, 'passages') ?? []) read(passage);
  annotations.push(...(listField(record, 'annotations') ?? []).map(annotationOf));
  relations.push(...(listField(record, 'relations') ?? []).map(relationOf));
  const id = nameField(record, 'id', '_id', 'pmid') ?? '';
  readBioc({ id, line, infons: infonsOf(record), passages, annotations, relations }, batch, options);
}

export const biocJson: Format = {
  id: 'bioc-json',
  name: 'BioC JSON',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner', 're'],
  offsetUnit: 'code-points',
  detect: (sample) =>
    anyRecord(
      sample,
      (record) => listField(record, 'passages')?.some((one) => field(one, 'offset') !== undefined) === true,
    )
      ? 0.95
      : 0,
  parse: parseJsonRecords(readRecord),
};

/**
 * TACRED-style JSON (Zhang et al. 2017): tokens with inclusive token offsets of subject and object, their types,
 * and a relation. Read only.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  type JsonObject,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { unnamedLabel } from './tags.ts';
import { joinTokens } from './tokens.ts';

/** What data sets write where two entities have no relation: the lack of one, and no kind of it. */
export function isNoRelation(name: string): boolean {
  return /^(?:no[_ -]?relation|na|none|other)$/i.test(name);
}

const tokenKeys = ['token', 'tokens'] as const;

/** What is read, and the columns of the parser's analysis that TACRED carries. */
const used = new Set([
  ...tokenKeys,
  'id',
  'docid',
  'relation',
  'subj_start',
  'subj_end',
  'obj_start',
  'obj_end',
  'subj_type',
  'obj_type',
  'stanford_pos',
  'stanford_ner',
  'stanford_head',
  'stanford_deprel',
]);

function isTacred(record: unknown): boolean {
  return listField(record, ...tokenKeys) !== undefined && typeof field(record, 'subj_start') === 'number';
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const words = listField(record, ...tokenKeys);
  if (words === undefined || !words.every((word) => typeof word === 'string' && word !== '')) {
    batch.error(line, 'missing-field', 'The record has no list of tokens.', { field: 'token' });
    return;
  }
  const { text, tokens } = joinTokens(words.map(String));
  const draft = new DocumentDraft(text, line, batch, options);
  draft.tokens = tokens;
  const id = nameField(record, 'id');
  const docid = nameField(record, 'docid');
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options).filter(([, value]) => typeof value === 'string'),
    ...(docid === undefined ? [] : [['docid', docid] as const]),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const entity = (name: 'subj' | 'obj'): number | undefined => {
    const first = field(record, `${name}_start`);
    const last = field(record, `${name}_end`);
    const from = typeof first === 'number' ? tokens[first]?.from : undefined;
    const to = typeof last === 'number' ? tokens[last]?.to : undefined;
    return draft.span(stringField(record, `${name}_type`) || unnamedLabel, from, to);
  };
  const head = entity('subj');
  const tail = entity('obj');
  const relation = stringField(record, 'relation');
  // Not a relation but the lack of one: kept as metadata, or a model would learn it as a kind.
  if (relation !== undefined && isNoRelation(relation)) draft.meta = { ...draft.meta, relation };
  else if (relation !== undefined && relation !== '')
    draft.relation(relation, head, tail, { reference: id ?? '' });
  draft.finish();
}

export const tacred: Format = {
  id: 'tacred',
  name: 'TACRED JSON',
  extensions: ['.json'],
  tasks: ['re', 'ner'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, isTacred) || /"subj_start"\s*:\s*\d/.test(sample.head) ? 0.94 : 0),
  parse: parseJsonRecords(readRecord),
};

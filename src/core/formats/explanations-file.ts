/**
 * Files of explanations, as NExT published them (Wang et al. 2020). Two kinds of record:
 * `{sentenceId, relation, explanation}` explains a sentence that is already in the project (by `meta.id`), and
 * `{sent, term, exp, label}` brings its own sentence, in which `$T$` stands for the aspect.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import { field, type JsonObject, nameField, parseJsonRecords, stringField } from './json-records.ts';

const sentenceKeys = ['sentenceId', 'sentence_id', 'document_id', 'doc_id'] as const;

/** 1 and -1 stand for these in the data of NExT. */
const polarities = new Map([
  ['1', 'positive'],
  ['0', 'neutral'],
  ['-1', 'negative'],
]);

function isAttachment(record: unknown): boolean {
  return nameField(record, ...sentenceKeys) !== undefined && stringField(record, 'explanation') !== undefined;
}

function isAspect(record: unknown): boolean {
  return stringField(record, 'sent') !== undefined && stringField(record, 'exp') !== undefined;
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const id = nameField(record, ...sentenceKeys);
  const explanation = stringField(record, 'explanation');
  if (id !== undefined && explanation !== undefined) {
    const label = nameField(record, 'relation', 'label') ?? '';
    batch.attachment({ documentId: id, label, explanation: { kind: 'nl', text: explanation }, line });
    return;
  }
  const template = stringField(record, 'sent');
  const sentence = stringField(record, 'exp');
  const term = stringField(record, 'term');
  if (template === undefined || sentence === undefined || term === undefined) {
    batch.error(line, 'missing-field', 'The record is no explanation.', {
      field: template === undefined ? 'sent' : 'exp',
    });
    return;
  }
  const at = template.indexOf('$T$');
  const text = at === -1 ? template : `${template.slice(0, at)}${term}${template.slice(at + 3)}`;
  const draft = new DocumentDraft(text, line, batch, options);
  const value = nameField(record, 'label') ?? String(field(record, 'label') ?? '');
  const label = polarities.get(value) ?? value;
  const from = at === -1 ? text.indexOf(term) : at;
  const index = from === -1 ? draft.textLabel(label) : draft.span(label, from, from + term.length);
  draft.explain(index, { kind: 'nl', text: sentence });
  draft.finish();
}

export const explanationsFile: Format = {
  id: 'explanations',
  name: 'Explanations (NExT)',
  extensions: ['.json'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const first = sample.records[0];
    return isAttachment(first) || isAspect(first) ? 0.93 : 0;
  },
  parse: parseJsonRecords(readRecord),
};

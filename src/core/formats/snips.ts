/**
 * Snips NLU: utterances by intent, each a list of pieces of text of which some fill a slot; as a data set (`intents` beside
 * `entities`) or as its benchmarks are published (an object of lists). The slot names the span, the intent labels the text; lists of
 * words for entities are named. Dialogflow's lists of utterances (`alias`) are read too. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  field,
  isObject,
  type JsonObject,
  jsonRecords,
  listField,
  nameField,
  stringField,
} from './json-records.ts';

const isUtterance = (value: unknown): boolean =>
  listField(value, 'data')?.every((piece) => stringField(piece, 'text') !== undefined) === true;

/** Dialogflow: an utterance by itself. */
const isSaid = (record: unknown): boolean =>
  isUtterance(record) &&
  listField(record, 'data')?.some(
    (piece) => nameField(piece, 'alias') !== undefined || field(piece, 'userDefined') !== undefined,
  ) === true;

/** Utterances under the names of their intents. */
function intentsOf(record: unknown): readonly (readonly [string, readonly unknown[]])[] | undefined {
  const intents = field(record, 'intents');
  const outer = isObject(intents) ? intents : record;
  const entries = Object.entries(isObject(outer) ? outer : {}).map(
    ([name, value]) => [name, listField(value, 'utterances') ?? value] as const,
  );
  const found: (readonly [string, readonly unknown[]])[] = [];
  for (const [name, list] of entries) {
    if (Array.isArray(list)) found.push([name, list]);
    else if (isObject(intents)) continue;
    else return undefined;
  }
  return found.some(([, list]) => list.some(isUtterance)) ? found : undefined;
}

function readUtterance(
  utterance: unknown,
  intent: string | undefined,
  line: number,
  batch: Batcher,
  options: ParseOptions,
): void {
  const pieces = listField(utterance, 'data') ?? [];
  if (!isUtterance(utterance)) {
    const held = pieces.filter(
      (piece) => nameField(piece, 'slot_name', 'alias', 'entity') !== undefined,
    ).length;
    batch.unread('utterances', held + 1);
    batch.error(line, 'malformed-row', 'This is no utterance.', { reason: 'not-an-object' });
    return;
  }
  const places: { readonly label: string; readonly from: number; readonly to: number }[] = [];
  let text = '';
  let types = 0;
  for (const piece of pieces) {
    const from = text.length;
    text += stringField(piece, 'text') ?? '';
    const [slot, type] = [nameField(piece, 'slot_name', 'alias'), nameField(piece, 'entity')];
    const label = slot ?? type;
    if (label !== undefined) places.push({ label, from, to: text.length });
    if (slot !== undefined && type !== undefined && slot !== type) types += 1;
  }
  const draft = new DocumentDraft(text, line, batch, options);
  if (intent !== undefined) draft.textLabel(intent);
  for (const { label, from, to } of places) draft.span(label, from, to);
  // Of a slot's two names the one of its role is taken.
  if (types > 0) draft.leftOut('entity (type of a slot)', types);
  draft.complete = true;
  draft.finish();
}

function readSet(record: JsonObject, batch: Batcher, options: ParseOptions): void {
  let line = 0;
  for (const [intent, utterances] of intentsOf(record) ?? []) {
    for (const utterance of utterances) {
      line += 1;
      readUtterance(utterance, intent, line, batch, options);
    }
  }
  const words = field(record, 'entities');
  for (const entity of Object.values(isObject(words) ? words : {})) {
    const count = listField(entity, 'data')?.length ?? 0;
    if (count > 0) batch.unread('entities (lists of words)', count);
  }
}

export const snips: Format = {
  id: 'snips',
  name: 'Snips NLU, Dialogflow JSON',
  extensions: ['.json'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'none',
  detect: (sample) =>
    anyRecord(sample, (record) => isSaid(record) || intentsOf(record) !== undefined) ? 0.94 : 0,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const records = jsonRecords(text, batch);
      let step = records.next();
      while (!step.done) {
        const { value, line, done } = step.value;
        if (isObject(value) && intentsOf(value) !== undefined) readSet(value, batch, options);
        else if (isUtterance(value)) readUtterance(value, undefined, line, batch, options);
        else batch.error(line, 'malformed-row', 'This is no set of utterances.', { reason: 'not-an-object' });
        yield done;
        step = records.next();
      }
      return step.value;
    }),
};

/**
 * UniversalNER's conversations: a turn with the text, then a question for each type of entity and its answer as a list of words.
 * Words have no places: the first one that is not taken counts. Read only.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import {
  anyRecord,
  type JsonObject,
  listField,
  metaOf,
  nameField,
  parseJsonRecords,
  restOf,
  stringField,
} from './json-records.ts';
import { parseJson } from './json-text.ts';
import { readRest } from './loose-labels.ts';

const asText = /^\s*Text:\s?/i;
const asksFor =
  /^\s*What (?:describes|is an? example of|are (?:the )?(?:entities|examples) of)\s+(.+?)(?:\s+in (?:the|this) text)?\s*\?\s*$/is;

const turnsOf = (record: unknown): readonly unknown[] =>
  listField(record, 'conversations', 'conversation') ?? [];
const saidIn = (turn: unknown): string => stringField(turn, 'value', 'content') ?? '';
const isAnswer = (turn: unknown): boolean =>
  ['gpt', 'assistant', 'model'].includes(stringField(turn, 'from', 'role') ?? '');

function isConversation(record: unknown): boolean {
  const turns = turnsOf(record);
  return turns.some((turn) => asText.test(saidIn(turn))) && turns.some((turn) => asksFor.test(saidIn(turn)));
}

/** The words of an answer; `undefined` where it is no list of words. */
function wordsIn(answer: string): readonly string[] | undefined {
  try {
    const value = parseJson(answer);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

function readRecord(record: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const turns = turnsOf(record);
  const said = turns.find((turn) => asText.test(saidIn(turn)));
  if (said === undefined) {
    if (turns.length > 0) batch.unread('conversations', turns.filter(isAnswer).length);
    batch.error(line, 'missing-text', 'No turn of the conversation gives a text.');
    return;
  }
  const text = saidIn(said).replace(asText, '');
  const draft = new DocumentDraft(text, line, batch, options);
  const id = nameField(record, 'id');
  draft.meta = metaOf([
    ...readRest(restOf(record, new Set(['id', 'conversations', 'conversation'])), draft, options),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  let label: string | undefined;
  for (const turn of turns.slice(turns.indexOf(said) + 1)) {
    if (!isAnswer(turn)) {
      label = asksFor.exec(saidIn(turn))?.[1];
      continue;
    }
    const words = wordsIn(saidIn(turn));
    if (label !== undefined && words !== undefined) readWords(draft, label, words);
    // The answer to the text alone ("I've read this text.") is none.
    else if (label !== undefined || words !== undefined) draft.leftOut('conversations', words?.length ?? 1);
  }
  draft.complete = true;
  draft.finish();
}

function readWords(draft: DocumentDraft, label: string, words: readonly string[]): void {
  const after = new Map<string, number>();
  for (const one of words) {
    const at = one === '' ? -1 : draft.text.indexOf(one, after.get(one) ?? 0);
    if (at === -1) draft.misplaced(one, '');
    else draft.span(label, at, at + one.length);
    after.set(one, Math.max(at, 0) + one.length);
  }
}

export const universalNer: Format = {
  id: 'universal-ner',
  name: 'UniversalNER conversations',
  extensions: ['.json', '.jsonl'],
  tasks: ['ner'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, isConversation) ? 0.94 : 0),
  parse: parseJsonRecords(readRecord),
};

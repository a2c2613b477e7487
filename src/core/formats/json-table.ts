/**
 * JSON and JSONL with any keys, as data sets on the web and many tools write them: a text under some key, or one
 * level deeper, and labels in any of the usual shapes. Read only. Lists of strings are documents too. A structure is
 * never a text: a record without a string that could be one is named, not turned into words.
 */
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { ColumnMapping, Format, Sample } from './format.ts';
import {
  field,
  hasText,
  isObject,
  type JsonObject,
  jsonHead,
  jsonRecords,
  listField,
  metaOf,
  restOf,
  sampleRecords,
  stringField,
  toText,
} from './json-records.ts';
import { holdsLabels, looseSpans, readRest } from './loose-labels.ts';
import { readPredicted, scoreColumnOf } from './predicted-columns.ts';
import { extensionOf } from './source.ts';
import { tableDocument } from './table.ts';
import { guessColumns, isAnswer, isLabelName, isScoreName } from './table-columns.ts';
import { areSentences, onceEach, stringsIn, targetName } from './target-texts.ts';

const none: ReadonlySet<string> = new Set();

/** A record with the strings of its inner records beside its own, named after both. */
function flattened(record: JsonObject): [string, unknown][] {
  return restOf(record, none).flatMap(([key, value]): [string, unknown][] => {
    if (!isObject(value)) return [[key, value]];
    const strings = Object.entries(value).filter(([, inner]) => typeof inner === 'string');
    if (strings.length === 0 || !/doc|data|text|content|body|fields|_source/i.test(key))
      return [[key, value]];
    const rest = Object.fromEntries(Object.entries(value).filter(([, inner]) => typeof inner !== 'string'));
    const inner = strings.map(([name, text]): [string, unknown] => [`${key}.${name}`, text]);
    return Object.keys(rest).length === 0 ? inner : [...inner, [key, rest]];
  });
}

/** The words of a label with their place are no text. */
const isMention = (value: unknown): boolean =>
  looseSpans(value) !== undefined || listField(value, 'locations', 'indices') !== undefined;

/** Records with a text that lie deeper, as in exports of whole projects: those of all lists of them. */
function deepRecords(value: unknown, depth = 0): readonly unknown[] {
  if (depth > 4 || hasText(value)) return [];
  if (Array.isArray(value)) {
    if (value.some(isMention)) return [];
    if (value.length > 0 && value.every(hasText)) return value;
    return value.every((item) => isObject(item)) ? value.flatMap((item) => deepRecords(item, depth + 1)) : [];
  }
  // Words are no texts.
  const parts = Object.entries(isObject(value) ? value : {}).filter(
    ([key]) => !/^(?:tokens?|words|entity_?mentions?|mentions)$/i.test(key),
  );
  return parts.flatMap(([, part]) => deepRecords(part, depth + 1));
}

const turnKeys = ['messages', 'conversations', 'conversation'] as const;

/** What was said in a turn: a string, or parts of which some are texts. */
function partsOf(turn: unknown): readonly string[] {
  const said = stringField(turn, 'content', 'value');
  if (said !== undefined) return [said];
  return (listField(turn, 'content') ?? []).flatMap((part) => stringField(part, 'text') ?? []);
}

/** A conversation as the models of today are trained on it: what was asked is the text, the answers are none. */
function chatRecord(value: unknown): JsonObject | undefined {
  const turns = listField(value, ...turnKeys) ?? [];
  const roles = turns.map((turn) => stringField(turn, 'role', 'from'));
  const said = (...names: readonly string[]): string[] =>
    turns.flatMap((turn, at) => (names.includes(roles[at] ?? '') ? partsOf(turn) : []));
  const [asked, answers] = [said('user', 'human'), said('assistant', 'gpt', 'model')];
  if (!isObject(value) || asked.length === 0 || roles.some((role) => role === undefined)) return undefined;
  const rest = Object.entries(value).filter(([key]) => !turnKeys.some((name) => name === key));
  return { ...Object.fromEntries(rest), text: asked.join('\n'), completion: answers.join('\n') };
}

/** The records that a value stands for: itself, or those inside where it has no text of its own. */
function recordsIn(value: unknown): readonly unknown[] {
  const chat = chatRecord(value);
  if (chat !== undefined) return [chat];
  const inner =
    isObject(value) && !flattened(value).some(([key]) => isTextName(key)) ? deepRecords(value) : [];
  return inner.length > 0 ? inner : [value];
}

const isTextName = (key: string): boolean =>
  /(?:^|\.)(?:text|sentence|content|document|context|utterance)$/i.test(key);

/** Names of what is never a text, also where nothing else is one. */
const isNoText = (key: string): boolean =>
  /^(?:image|audio|video)$|(?:^|[._-])(?:id|uid|uuid|guid|version|file|filename|path|url|uri|lang|language|date|time|split|answer|status|role|type)$|Id$/i.test(
    key,
  );

const isPlain = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The keys and the values of the first records, for the column mapping. */
export function jsonTableHead(sample: Sample): { columns: string[]; rows: string[][] } {
  const records = sample.records.flatMap(recordsIn).filter(isObject).map(flattened);
  // Structures are columns too: a program may have filled one.
  const columns = [...new Set(records.flatMap((entries) => entries.map(([key]) => key)))];
  const rows = records.map((entries) => {
    const values = new Map(entries);
    return columns.map((column) => {
      const value = values.get(column);
      return isPlain(value) ? toText(value) : '';
    });
  });
  return { columns, rows };
}

/** Numbers are no texts, however long. */
function guessText(entries: readonly (readonly [string, unknown])[]): ColumnMapping | undefined {
  const plain = entries.filter(([, value]) => isPlain(value));
  const strings = plain.filter(
    ([key, value]) => typeof value === 'string' && !isNoText(key) && !isLabelName(key) && !isAnswer(key),
  );
  if (strings.length === 0) return undefined;
  // An instruction is the same for all texts; what it is about stands beside it.
  const given = strings.filter(([key, value]) => key === 'input' && toText(value).trim() !== '');
  const asked = given.length > 0 && strings.some(([key]) => key === 'instruction') ? given : strings;
  const mapping = guessColumns(
    asked.map(([key]) => key),
    [asked.map(([, value]) => toText(value))],
  );
  if (mapping === undefined) return undefined;
  const whole = guessColumns(
    entries.map(([key]) => key),
    [entries.map(([, value]) => (isPlain(value) ? toText(value) : ''))],
  );
  // Beside lists a score is of what is in them.
  const isAlone = !entries.some(([, value]) => Array.isArray(value));
  const unsure = (whole?.unsure ?? []).filter((key) => isAlone || !isScoreName(key));
  return { ...whole, text: mapping.text, unsure };
}

/** Keys of labels under which there are sentences that a model is to write. */
function targetKeys(sample: readonly unknown[]): ReadonlySet<string> {
  const strings = new Map<string, string[]>();
  for (const [key, value] of onceEach(sample).flatMap(recordsIn).filter(isObject).flatMap(flattened))
    if (isLabelName(key)) strings.set(key, [...(strings.get(key) ?? []), ...stringsIn(value)]);
  return new Set([...strings].flatMap(([key, names]) => (areSentences(names) ? [key] : [])));
}

/** Which of two strings in a list is the text: the one that is longer over all. */
function textFirst(records: readonly unknown[]): boolean {
  let more = 0;
  for (const record of records)
    if (Array.isArray(record) && record.length === 2)
      more += toText(record[0]).length - (typeof record[1] === 'string' ? record[1].length : 0);
  return more >= 0;
}

/** A pair of a text and its label or labels (`["Good soup", "pos"]`, `[text, [[0, 3, "PER"]]]`) as a record. */
function pairRecord(value: unknown, isTextFirst: boolean): unknown {
  if (!Array.isArray(value) || value.length !== 2) return value;
  const pair: readonly unknown[] = isTextFirst ? value : value.toReversed();
  const [text, label] = pair;
  if (typeof text !== 'string') return value;
  return isObject(label) ? { ...label, text } : { text, label };
}

/** Potato's classes: for each question the answers that were ticked, with whatever value. */
function readPotato(schemes: unknown, draft: DocumentDraft): void {
  for (const [scheme, answers] of isObject(schemes) ? Object.entries(schemes) : []) {
    for (const [label, value] of isObject(answers) ? Object.entries(answers) : []) {
      if (label === 'text_box') draft.leftOut(`${scheme} (text)`);
      else if (value !== false && value !== null && value !== '') draft.textLabel(label);
    }
  }
}

export const jsonTable: Format = {
  id: 'json',
  name: 'JSON / JSONL',
  extensions: ['.jsonl', '.json', '.ndjson'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    const known = ['.json', '.jsonl', '.ndjson'].includes(extensionOf(sample.name));
    if (sample.records.length === 0 && jsonHead(sample) === undefined) return known ? 0.1 : 0;
    return known ? 0.4 : 0.3;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const sample = sampleRecords(text);
      const targets = options.columns === undefined ? targetKeys(sample) : none;
      const readValue = (value: unknown, line: number): void => {
        if (typeof value === 'string') {
          new DocumentDraft(value, line, batch, options).finish();
        } else if (isObject(value)) {
          const all = flattened(value);
          const entries = all.filter(([key]) => !targets.has(key));
          const mapping = options.columns ?? guessText(entries);
          const chosen = mapping === undefined ? undefined : field(Object.fromEntries(entries), mapping.text);
          if (mapping === undefined || typeof chosen !== 'string') {
            batch.error(line, 'missing-text', 'The record has no text.');
          } else {
            const cells = entries
              .filter(([, cell]) => isPlain(cell) || cell === null)
              .map(([key, cell]): [string, string] => [key, cell === null ? '' : toText(cell)]);
            const predicted = new Set(mapping.predictions);
            const structures = entries.filter(
              ([key, cell]) => !isPlain(cell) && cell !== null && !predicted.has(key),
            );
            tableDocument(new Map(cells), line, mapping, batch, options, (draft) => {
              const schemes = field(value, 'label_annotations');
              const answers = structures.filter(([key]) => isAnswer(key));
              for (const [key, cell] of answers) draft.leftOut(key, Object.keys(Object(cell)).length);
              const rest = readRest(
                structures.filter((one) => one[1] !== schemes && !answers.includes(one)),
                draft,
                options,
              );
              readPotato(schemes, draft);
              const sentences = all.filter(([key]) => targets.has(key));
              for (const [key, cell] of sentences)
                draft.leftOut(targetName(key), Math.max(1, stringsIn(cell).length));
              // What a model is to answer is what somebody said of the text.
              for (const [key, cell] of cells) if (isAnswer(key) && cell.trim() !== '') draft.leftOut(key);
              for (const [key, cell] of entries) {
                if (!predicted.has(key) || isPlain(cell)) continue;
                const score = scoreColumnOf(key, Object.keys(value));
                readPredicted(
                  key,
                  cell,
                  score === undefined ? undefined : field(value, score),
                  draft,
                  options,
                );
              }
              for (const [key, cell] of structures) {
                if (key !== 'cats' || !isObject(cell)) continue;
                for (const [label, share] of Object.entries(cell))
                  if (share === true || (typeof share === 'number' && share >= 0.5)) draft.textLabel(label);
              }
              draft.meta = { ...metaOf([...sentences, ...rest]), ...draft.meta };
            });
          }
        } else {
          batch.error(line, 'malformed-row', 'This is neither a text nor an object.', {
            reason: 'not-an-object',
          });
        }
      };
      const records = jsonRecords(text, batch);
      const isTextFirst = textFirst(sample);
      let step = records.next();
      while (!step.done) {
        const { line, done } = step.value;
        const outer = pairRecord(step.value.value, isTextFirst);
        const inner = recordsIn(outer);
        for (const value of inner) readValue(value, line);
        const around =
          inner[0] === outer || chatRecord(outer) !== undefined ? 0 : holdsLabels(outer) - holdsLabels(inner);
        if (around > 0) batch.unread('labels around the records', around);
        yield done;
        step = records.next();
      }
      return step.value;
    }),
};

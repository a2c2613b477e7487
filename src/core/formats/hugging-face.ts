/**
 * Token classification as data sets on the Hugging Face hub come in JSON and JSONL: `tokens` and, of the same
 * length, `ner_tags` (or `tags`, `labels`). Tags as numbers need a list of names beside them (`tag_names`); without
 * it the texts come in without labels. Read only.
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
  restOf,
  stringField,
} from './json-records.ts';
import { readRest } from './loose-labels.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';
import { joinTokens } from './tokens.ts';

const tokenKeys = ['tokens', 'words'] as const;
const tagKeys = ['ner_tags', 'tags', 'labels', 'ner'] as const;
const nameKeys = ['tag_names', 'label_names', 'names'] as const;

/** Words as objects with their tags (`{"text": "Ann", "tag": "B-PER"}`) as two lists, and tags under another name as tags. */
function withLists(record: unknown): unknown {
  const words = listField(record, ...tokenKeys);
  if (!isObject(record) || words === undefined) return record;
  if (!words.every((word) => isObject(word))) return withTags(record, words);
  const texts = words.map((word) => stringField(word, 'text', 'word', 'token', 'form'));
  const tags = words.map((word) => stringField(word, 'ner_tag', 'ner', 'tag', 'label', 'entity'));
  if (isCoreNlp(record)) {
    const inside = tags.map((tag) => (tag === undefined || tag === 'O' ? 'O' : `I-${tag}`));
    return { tokens: texts, tags: inside };
  }
  if (tags.some((tag) => tag === undefined || parseTag(tag) === undefined)) return record;
  return { ...record, tokens: texts, tags };
}

/** Sentences as CoreNLP's server answers: a program's. */
const isCoreNlp = (record: unknown): boolean =>
  listField(record, 'tokens')?.every(
    (word) => field(word, 'characterOffsetBegin') !== undefined && stringField(word, 'word') !== undefined,
  ) === true && listField(record, 'tokens')?.some((word) => stringField(word, 'ner') !== undefined) === true;

function withTags(record: JsonObject, words: readonly unknown[]): JsonObject {
  if (listField(record, ...tagKeys) !== undefined) return record;
  const found = Object.entries(record).find(
    ([key, list]) =>
      !tokenKeys.some((one) => one === key) &&
      Array.isArray(list) &&
      list.length === words.length &&
      list.every((tag) => typeof tag === 'string' && parseTag(tag) !== undefined) &&
      list.some((tag) => /^[BIESLU][-_]\S/.test(String(tag))),
  );
  if (found === undefined) return record;
  const rest = Object.entries(record).filter(([key]) => key !== found[0]);
  return { ...Object.fromEntries(rest), tags: found[1] };
}

function isHuggingFace(given: unknown): boolean {
  const record = withLists(given);
  const tokens = listField(record, ...tokenKeys);
  const tags = listField(record, ...tagKeys);
  return tokens?.every((token) => typeof token === 'string') === true && tags?.length === tokens.length;
}

function readRecord(source: JsonObject, line: number, batch: Batcher, options: ParseOptions): void {
  const listed = withLists(source);
  const record = isObject(listed) ? listed : source;
  const words = listField(record, ...tokenKeys);
  if (words === undefined || !words.every((word) => typeof word === 'string')) {
    batch.error(line, 'missing-field', 'The record has no list of tokens.', { field: 'tokens' });
    return;
  }
  const names = listField(record, ...nameKeys);
  const given = listField(record, ...tagKeys) ?? [];
  if (given.length > 0 && given.length !== words.length) {
    batch.error(line, 'wrong-columns', 'There are not as many tags as tokens.', {
      expected: words.length,
      found: given.length,
    });
    return;
  }
  const numbered = given.some((tag) => typeof tag === 'number');
  const tags: Tag[] = [];
  const kept: string[] = [];
  words.forEach((word, index) => {
    if (typeof word !== 'string' || word.trim() === '') return;
    const raw = given[index];
    const name = typeof raw === 'number' ? names?.[raw] : raw;
    const tag = typeof name === 'string' ? parseTag(name) : undefined;
    if (tag === undefined && typeof name === 'string') {
      batch.warn(line, 'unknown-tag', 'The tag is of no known scheme.', { tag: name.slice(0, 80) });
    }
    kept.push(word.trim());
    tags.push(tag ?? { prefix: 'O', label: '' });
  });
  const { text, tokens } = joinTokens(kept);
  const draft = new DocumentDraft(text, line, batch, options);
  draft.tokens = tokens;
  const id = nameField(record, 'id');
  const used = new Set<string>(['id', ...tokenKeys, ...tagKeys, ...nameKeys]);
  draft.meta = metaOf([
    ...readRest(restOf(record, used), draft, options).filter(([, value]) => typeof value === 'string'),
    ...(id === undefined ? [] : [['id', id] as const]),
  ]);
  const numbers = numbered && names === undefined ? given.filter((tag) => tag !== 0).length : 0;
  if (numbers > 0) draft.leftOut('tags (numbers without names)', numbers);
  for (const chunk of decodeTags(tags).chunks) {
    const [from, to] = [tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to];
    if (isCoreNlp(source)) draft.suggest(chunk.label, 'CoreNLP', undefined, { from, to });
    else draft.span(chunk.label, from, to);
  }
  draft.finish();
}

export const huggingFace: Format = {
  id: 'hugging-face',
  name: 'Hugging Face tokens and tags',
  extensions: ['.jsonl', '.json'],
  tasks: ['ner'],
  offsetUnit: 'none',
  detect: (sample) => (anyRecord(sample, isHuggingFace) ? 0.9 : 0),
  parse: parseJsonRecords(readRecord),
};

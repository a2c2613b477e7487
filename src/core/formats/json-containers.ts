/** What an object around records is: the wrapping of a list, lists by relation, a table of pandas, texts by name. */
import { field, isObject, type JsonObject, listField, stringField } from './json-fields.ts';
import { parseTag } from './tags.ts';

const listNames = [
  'data',
  'documents',
  'records',
  'items',
  'rows',
  'examples',
  'triples',
  'sentences',
  'PubTator3',
];

/** Strings under these keys are the text of a record, which is then no wrapping of others. */
export const textNames = [
  'text',
  'sentence',
  'content',
  'document',
  'context',
  'utterance',
  'sentText',
  'full_text',
];
/** Whether a record has a text of its own. */
export const hasText = (value: unknown): boolean => stringField(value, ...textNames) !== undefined;

/** FewRel: an object of lists of sentences, each under the name of its relation. */
function byRelation(outer: unknown): readonly unknown[] | undefined {
  if (!isObject(outer)) return undefined;
  const entries = Object.entries(outer);
  const isOne = (item: unknown): boolean =>
    isObject(item) && field(item, 'h') !== undefined && field(item, 't') !== undefined;
  if (entries.length === 0 || !entries.every(([, list]) => Array.isArray(list) && list.every(isOne)))
    return undefined;
  return entries.flatMap(([relation, list]) =>
    (Array.isArray(list) ? list : []).map((item: unknown) => (isObject(item) ? { relation, ...item } : item)),
  );
}

/** Names of columns that hold texts in tables that are written by column. */
const isTextColumn = (name: string): boolean =>
  /^(?:text|sentence|content|document|context|utterance|review|comment|tweet|message|body|headline|question)s?$/i.test(
    name,
  );

/**
 * A table as pandas writes it (`DataFrame.to_json`): by columns, by lists of them, by rows under their names, or names of columns
 * beside lists of cells.
 */
function tableRecords(outer: unknown): readonly unknown[] | undefined {
  if (!isObject(outer)) return undefined;
  const [columns, rows] = [listField(outer, 'columns'), listField(outer, 'data')];
  if (columns?.every((name) => typeof name === 'string') && rows !== undefined && rows.length > 0) {
    const isRow = (row: unknown): row is unknown[] => Array.isArray(row) && row.length === columns.length;
    if (rows.every(isRow)) {
      return rows.map((row) => Object.fromEntries(columns.map((name, at) => [String(name), row[at]])));
    }
  }
  const entries = Object.entries(outer);
  if (entries.length > 0 && entries.every(([, row]) => isObject(row) && hasText(row)))
    return entries.map(([id, row]) => ({ id, ...(isObject(row) ? row : {}) }));
  const [first] = entries;
  const isText = ([name, cells]: readonly [string, unknown]): boolean =>
    isTextColumn(name) && Object.values(isObject(cells) || Array.isArray(cells) ? cells : {}).some(isString);
  if (first === undefined || !entries.some(isText)) return undefined;
  const keys = Object.keys(isObject(first[1]) || Array.isArray(first[1]) ? first[1] : {});
  const isColumn = ([, cells]: readonly [string, unknown]): boolean =>
    Array.isArray(cells) === Array.isArray(first[1]) &&
    (isObject(cells) || Array.isArray(cells)) &&
    Object.keys(cells).length === keys.length &&
    keys.every((key) => Object.hasOwn(cells, key));
  if (keys.length === 0 || !entries.every(isColumn)) return undefined;
  return keys.map((key) =>
    Object.fromEntries(entries.map(([name, cells]) => [name, Object(cells)[key] as unknown])),
  );
}

/** An object whose keys are the texts, or names of texts: `{"Good soup": "pos"}`, `{"d1": "Good soup"}`. */
function mapRecords(outer: unknown): readonly unknown[] | undefined {
  const entries = Object.entries(isObject(outer) ? outer : {});
  const most = (test: (entry: readonly [string, unknown]) => boolean): boolean =>
    entries.length > 1 && entries.filter(test).length >= entries.length * 0.8;
  const isProse = (value: unknown): boolean => typeof value === 'string' && /\S\s+\S/.test(value);
  const areOneKind =
    new Set(entries.map(([, value]) => (Array.isArray(value) ? 'list' : typeof value))).size === 1;
  if (!areOneKind) return undefined;
  const [, first] = entries[0] ?? [];
  if (most(([key]) => isProse(key)) && !most(([, value]) => isProse(value)))
    return entries.map(([text, value]) => (isObject(value) ? { ...value, text } : { text, label: value }));
  return typeof first === 'string' && most(([key]) => /\d/.test(key)) && most(([, value]) => isProse(value))
    ? entries.map(([id, text]) => ({ id, text }))
    : undefined;
}

const isString = (value: unknown): boolean => typeof value === 'string';

/** Rows as the viewer of the Hugging Face hub hands them out, with the names of their classes beside them. */
function viewerRecords(outer: unknown): readonly unknown[] | undefined {
  const rows = listField(outer, 'rows')?.map((row) => field(row, 'row'));
  if (rows === undefined || rows.length === 0 || !rows.every((row) => isObject(row))) return undefined;
  const names = new Map<string, readonly unknown[]>();
  for (const feature of listField(outer, 'features') ?? []) {
    const type = field(feature, 'type');
    const list = listField(type, 'names') ?? listField(field(type, 'feature'), 'names');
    if (list !== undefined) names.set(stringField(feature, 'name') ?? '', list);
  }
  const named = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => named(key, one));
    return typeof value === 'number' ? (names.get(key)?.[value] ?? value) : value;
  };
  return rows.map((row: JsonObject) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, named(key, value)])),
  );
}

/** Collections in a list, as scripts keep what they downloaded. */
const isCollection = (value: unknown): boolean =>
  isObject(value) &&
  !hasText(value) &&
  listField(value, 'documents')?.some((one) => listField(one, 'passages') !== undefined) === true;

/** A sentence as the list of its words, each with its tag (Stanza's `to_dict`); what has a score is no whole sentence. */
const isWordList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((word) => {
    const tag = stringField(word, 'ner_tag', 'ner', 'tag', 'label', 'entity');
    const words = stringField(word, 'text', 'word', 'token', 'form');
    return words !== undefined && tag !== undefined && parseTag(tag) !== undefined;
  }) &&
  value.every((word) => field(word, 'score') === undefined);

/** The list that an object is only the wrapping of: one of records or texts, not of the parts of a single record. */
export function wrappedList(outer: unknown): readonly unknown[] | undefined {
  if (hasText(outer)) return undefined;
  const relations = byRelation(outer);
  if (relations !== undefined) return relations;
  const table = viewerRecords(outer) ?? tableRecords(outer) ?? mapRecords(outer);
  if (table !== undefined) return table;
  for (const name of listNames) {
    const list = listField(outer, name);
    if (list?.every((item) => isObject(item)) || list?.every((item) => typeof item === 'string')) return list;
  }
  return undefined;
}

export function recordsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return wrappedList(value) ?? [value];
  if (value.length > 0 && value.every(isCollection))
    return value.flatMap((one: unknown) => listField(one, 'documents') ?? []);
  return value.length > 0 && value.every(isWordList) ? value.map((tokens: unknown) => ({ tokens })) : value;
}

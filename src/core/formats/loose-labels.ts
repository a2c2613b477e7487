/**
 * Labels in fields that no format declares: the shapes in which tools write spans and classes, whatever the field
 * is called. What is understood comes in, what only looks like labels is named with its count, the rest is metadata.
 */
import type { DocumentDraft } from './draft.ts';
import type { ParseOptions } from './format.ts';
import { field, isObject, listField, nameField, stringField } from './json-records.ts';
import { isRelationKey, KnownSpans, readLooseRelations } from './loose-relations.ts';

const startKeys = [
  'start',
  'start_offset',
  'begin',
  'from',
  'start_char',
  'startOffset',
  'start_index',
  'BeginOffset',
  'begin_offset',
  'beginOffset',
  'startPos',
] as const;
const endKeys = [
  'end',
  'end_offset',
  'to',
  'stop',
  'end_char',
  'endOffset',
  'end_index',
  'EndOffset',
] as const;
const nameKeys = [
  'label',
  'tag',
  'type',
  'entity',
  'category',
  'entity_group',
  'class',
  'entity_type',
  'entityType',
  'entityLabel',
  'displayName',
  'Type',
  'cui',
  'name',
  'polarity',
  'sentiment',
] as const;
const nameLists = ['labels', 'hypertextlabels', 'label', 'choices'] as const;
const wordKeys = ['text', 'value', 'word', 'surface', 'words', 'term', 'mention'] as const;
/** Both offsets in one list, or in a list of such lists. Only words beside them say that they count characters. */
const rangeKeys = ['offsets', 'offset', 'span', 'pos', 'position', 'boundaries', 'location'] as const;
/** Lists of names under these keys label the text; under others they are metadata. */
const classKeys = /^(?:labels?|class(?:es)?|categor(?:y|ies)|choices?|sentiment|polarity|intent)$/i;

/** A span as some tool writes it: an object with offsets, or a list of two offsets and a name. */
interface LooseSpan {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  readonly words: string | undefined;
}

/** Some write numbers as strings, and pandas whole ones with a nought behind. */
export function offsetOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,9}(?:\.0+)?$/.test(value) ? Number(value) : undefined;
}

function numberOf(value: unknown, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const found = offsetOf(field(value, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** LUIS counts the last character in. */
function endOf(place: unknown): number | undefined {
  const last = offsetOf(field(place, 'endPos'));
  return numberOf(place, endKeys) ?? (last === undefined ? undefined : last + 1);
}

const namesOf = (value: unknown): readonly string[] => {
  const list = listField(value, ...nameLists)?.filter((name) => typeof name === 'string');
  if (list !== undefined && list.length > 0) return list.map(String);
  const name = nameField(value, ...nameKeys);
  return name === undefined ? [] : [name];
};

/** The words that stand at a place, also as the only one of a list. */
function wordsOf(place: unknown): string | undefined {
  const [first, ...more] = listField(place, ...wordKeys) ?? [];
  return (
    stringField(place, ...wordKeys) ?? (typeof first === 'string' && more.length === 0 ? first : undefined)
  );
}

function rangeOf(place: unknown): readonly [number, number] | undefined {
  const list = listField(place, ...rangeKeys);
  const pair: unknown = Array.isArray(list?.[0]) && list.length === 1 ? list[0] : list;
  if (wordsOf(place) === undefined || !Array.isArray(pair) || pair.length !== 2) return undefined;
  const [from, to] = pair.map(offsetOf);
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** The spans that a value stands for; `undefined` where it is none. */
export function looseSpans(value: unknown): readonly LooseSpan[] | undefined {
  if (Array.isArray(value)) {
    const [first, last, name]: readonly unknown[] = value;
    const [from, to] = [offsetOf(first), offsetOf(last)];
    if (from === undefined || to === undefined || typeof name !== 'string') return undefined;
    return [{ from, to, names: [name], words: undefined }];
  }
  if (!isObject(value)) return undefined;
  const names = namesOf(value);
  const points = listField(value, 'points');
  const places = points ?? [field(value, 'value') ?? value];
  const spans: LooseSpan[] = [];
  for (const place of isObject(places[0]) ? places : [value]) {
    const range = rangeOf(place);
    const from = numberOf(place, startKeys) ?? range?.[0];
    const to = endOf(place) ?? range?.[1];
    const own = namesOf(place);
    const all = own.length > 0 ? own : names;
    if (from === undefined || to === undefined || all.length === 0) return undefined;
    spans.push({ from, to, names: all, words: wordsOf(place) });
  }
  return spans.length === 0 ? undefined : spans;
}

/** How many labels a value holds, however deep: offsets with names. */
export function holdsLabels(value: unknown, depth = 0): number {
  if (depth > 6) return 0;
  if (looseSpans(value) !== undefined) return 1;
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  let count = 0;
  for (const part of parts.slice(0, 1000)) count += holdsLabels(part, depth + 1);
  return count;
}

/** Reads one field; whether it was labels (read or named), and so is no metadata. */
export function readLooseField(
  key: string,
  value: unknown,
  draft: DocumentDraft,
  options: ParseOptions,
  known: KnownSpans = new KnownSpans(),
): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const unit = options.offsetUnit ?? 'code-points';
  if (readLooseRelations(key, value, draft, known)) return true;
  if (Array.isArray(value)) {
    const spans = value.map(looseSpans);
    if (spans.length > 0 && spans.some((span) => span !== undefined)) {
      spans.forEach((list, at) => {
        if (list === undefined) draft.leftOut(key);
        let first: number | undefined;
        for (const { from, to, names, words } of list ?? [])
          for (const name of names) {
            const index = draft.span(name, from, to, unit, words === undefined ? {} : { words });
            first ??= index;
          }
        known.add(value[at], first, list?.[0]?.from, list?.[0]?.to);
      });
      return true;
    }
    if (classKeys.test(key) && value.length > 0 && value.every((name) => typeof name === 'string')) {
      for (const name of value) draft.textLabel(String(name));
      return true;
    }
  }
  const held = holdsLabels(value);
  if (held > 0) {
    draft.leftOut(key, held);
    return false;
  }
  // Structures under a name that speaks of labels are labels, although their shape is not known.
  if (
    /annotat|label|mention|entit|relation|span|tags?$|cats|choices|taxonomy|aspect|opinion|triple|^qas$|^answers?$/i.test(
      key,
    )
  ) {
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (size > 0) draft.leftOut(key, size);
  }
  return false;
}

/**
 * The entries that are metadata, after their labels have been read into `draft`; relations last, when all that they may join is
 * known: `known` holds what the caller has read already.
 */
export function readRest(
  entries: readonly (readonly [string, unknown])[],
  draft: DocumentDraft,
  options: ParseOptions,
  known: KnownSpans = new KnownSpans(),
): readonly (readonly [string, unknown])[] {
  const read = new Set<string>();
  for (const late of [false, true])
    for (const [key, value] of entries)
      if (isRelationKey(key) === late && readLooseField(key, value, draft, options, known)) read.add(key);
  return entries.filter(([key]) => !read.has(key));
}

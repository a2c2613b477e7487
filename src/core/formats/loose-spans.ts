/** The shapes in which tools write spans, whatever the field is called. */
import { field, isObject, listField, nameField, stringField } from './json-records.ts';
import { decodeTags, parseTag } from './tags.ts';

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
  'start_pos',
  'offset',
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
  'end_pos',
] as const;
const nameKeys = [
  'className',
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

/** A span as some tool writes it: an object with offsets, or a list of two offsets and a name. */
export interface LooseSpan {
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

/** LUIS counts the last character in; Azure gives a length. */
function endOf(place: unknown): number | undefined {
  const last = offsetOf(field(place, 'endPos'));
  const [from, length] = [numberOf(place, startKeys), offsetOf(field(place, 'length'))];
  const end = from === undefined || length === undefined ? undefined : from + length;
  return numberOf(place, endKeys) ?? (last === undefined ? end : last + 1);
}

const namesOf = (value: unknown): readonly string[] => {
  const list = listField(value, ...nameLists)
    ?.map((name) => stringField(name, 'value') ?? name)
    .filter((name) => typeof name === 'string');
  if (list !== undefined && list.length > 0) return list.map(String);
  const name = nameField(value, ...nameKeys);
  return name === undefined ? [] : [name];
};

/** The words that stand at a place, also as the only one of a list. */
function wordsOf(place: unknown): string | undefined {
  const [first, ...more] = listField(place, ...wordKeys) ?? [];
  // Rasa's value beside an entity is what it means.
  const isMeant = field(place, 'entity') !== undefined && field(place, 'value') !== undefined;
  const keys = isMeant ? wordKeys.filter((key) => key !== 'value') : wordKeys;
  // A name is the label, unless that stands beside it.
  const isNamed = stringField(place, 'type', 'label', 'tag', 'category') !== undefined;
  return (
    stringField(place, ...keys, ...(isNamed ? ['name'] : [])) ??
    (typeof first === 'string' && more.length === 0 ? first : undefined)
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
    const [first, second, third]: readonly unknown[] = value;
    // The name may stand first; brat's own records are `["T1", "PER", [[0, 10]]]`.
    const isNamed = typeof first === 'string' && offsetOf(first) === undefined;
    const pieces = isNamed && typeof second === 'string' && Array.isArray(third) ? third : undefined;
    const pair: unknown = pieces?.length === 1 ? pieces[0] : isNamed ? [second, third] : [first, second];
    const [from, to] = (Array.isArray(pair) ? pair : []).map(offsetOf);
    const name = pieces === undefined ? (isNamed ? first : third) : second;
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

/** Places under the names of their labels: `{PER: [[0, 3]]}`, `{PER: {Ann: [[0, 2]]}}`; `undefined` where it is no such object. */
export function spansByName(value: unknown): readonly LooseSpan[] | undefined {
  const spans: LooseSpan[] = [];
  const isPair = (one: unknown): one is readonly unknown[] =>
    Array.isArray(one) && one.length === 2 && one.every((at) => offsetOf(at) !== undefined);
  const add = (name: string, places: unknown, words: string | undefined): boolean => {
    const list = isPair(places) ? [places] : Array.isArray(places) ? places : [undefined];
    return list.every((place: unknown) => {
      const [from, to] = isPair(place) ? place.map(offsetOf) : [numberOf(place, startKeys), endOf(place)];
      if (from === undefined || to === undefined) return false;
      // Groups of spans have names of their own (spaCy's `{"sc": [{…, "label": "PER"}]}`).
      const own = namesOf(place);
      spans.push({ from, to, names: own.length > 0 ? own : [name], words: words ?? wordsOf(place) });
      return true;
    });
  };
  const isWhole = Object.entries(isObject(value) ? value : {}).every(([name, places]) =>
    isObject(places)
      ? Object.entries(places).every(([words, of]) => add(name, of, words))
      : add(name, places, undefined),
  );
  return isWhole && spans.length > 0 ? spans : undefined;
}

/** A tag for each word of the text, as spans; `undefined` where the list is none. */
export function taggedSpans(value: readonly unknown[], text: string): readonly LooseSpan[] | undefined {
  const tags = value.map((tag) => (typeof tag === 'string' ? parseTag(tag) : undefined));
  const words = [...text.matchAll(/\S+/g)];
  if (words.length !== tags.length || !tags.every((tag) => tag !== undefined)) return undefined;
  if (!value.some((tag) => /^[BIESLU][-_:]\S/i.test(String(tag)))) return undefined;
  return decodeTags(tags).chunks.map(({ from, to, label }) => {
    const [first, last] = [words[from], words[to - 1]];
    const end = last === undefined ? 0 : last.index + last[0].length;
    return { from: first?.index ?? 0, to: end, names: [label], words: undefined };
  });
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

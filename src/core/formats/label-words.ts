/**
 * Labels that are given by their words alone, as language models answer: `[{"text": "Anna", "type": "PER"}]`, `[["Anna", "PER"]]`,
 * `{"PER": ["Anna"]}`, `{"Anna": "PER"}`. The first place where the words stand whole, and is not taken by the same label, counts.
 */
import type { DocumentDraft } from './draft.ts';
import { field, isObject, nameField, stringField } from './json-records.ts';

interface NamedWords {
  readonly words: string;
  readonly name: string;
}

const nameKeys = ['label', 'type', 'tag', 'entity_type', 'entityType', 'category', 'class'] as const;
const wordKeys = ['text', 'word', 'words', 'mention', 'span', 'surface', 'value', 'name', 'entity'] as const;

const isString = (value: unknown): value is string => typeof value === 'string';

/** `undefined` where the value is of none of the shapes. */
function namedWords(value: unknown, isIn: (words: string) => boolean): readonly NamedWords[] | undefined {
  if (Array.isArray(value)) {
    const pairs = value.filter((one): one is [string, string] => Array.isArray(one) && one.length === 2);
    if (pairs.length === value.length && pairs.every((one) => one.every(isString))) {
      const count = (at: 0 | 1): number => pairs.filter((one) => isIn(one[at])).length;
      return count(0) >= count(1)
        ? pairs.map(([words, name]) => ({ words, name }))
        : pairs.map(([name, words]) => ({ words, name }));
    }
    const found = value.map((one: unknown): NamedWords | undefined => {
      const [name, words] = [nameField(one, ...nameKeys), stringField(one, ...wordKeys)];
      return name === undefined || words === undefined ? undefined : { name, words };
    });
    return found.every((one) => one !== undefined) ? found : undefined;
  }
  const entries = Object.entries(isObject(value) ? value : {});
  if (entries.every(([, list]) => Array.isArray(list) && list.every(isString)))
    return entries.flatMap(([name, list]) =>
      (Array.isArray(list) ? list : []).map((words: unknown) => ({ name, words: String(words) })),
    );
  return entries.every(([, name]) => isString(name))
    ? entries.map(([words, name]) => ({ words, name: String(name) }))
    : undefined;
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Where words stand: first where they are no part of longer ones, then anywhere. */
export function placesOf(text: string, words: string): readonly number[] {
  const [whole, others]: [number[], number[]] = [[], []];
  if (words === '') return whole;
  for (let at = text.indexOf(words); at !== -1 && whole.length < 1000; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    const isPart =
      (isLetter(text[at - 1]) && isLetter(text[at])) || (isLetter(text[end - 1]) && isLetter(text[end]));
    (isPart ? others : whole).push(at);
  }
  return whole.length > 0 ? whole : others;
}

/** Reads a field whose labels are words, most of which are in the text; whether it is one. */
export function readLabelWords(value: unknown, draft: DocumentDraft): boolean {
  const isIn = (words: string): boolean => words.trim() !== '' && draft.text.includes(words);
  const found = namedWords(value, isIn);
  if (found === undefined || found.length === 0) return false;
  if (found.filter(({ words }) => isIn(words)).length * 2 < found.length) return false;
  const taken = new Map<string, number>();
  for (const { words, name } of found) {
    const places = placesOf(draft.text, words);
    const key = `${name}\t${words}`;
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    const at = places[Math.min(before, places.length - 1)];
    if (at === undefined) draft.misplaced(words.slice(0, 40), '');
    else draft.span(name, at, at + words.length);
  }
  return true;
}

/** Whether any label of a field has a place or a score of its own: then its words are not all that there is. */
export const saysMore = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.some((one: unknown) =>
    ['score', 'confidence', 'prob', 'probability', 'start', 'end', 'offset', 'offsets', 'spans'].some(
      (key) => field(one, key) !== undefined,
    ),
  );

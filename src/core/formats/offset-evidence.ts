/**
 * How a file counts its offsets where it names no words beside them: by the borders of words. As declared, unless most labels then
 * cut through words and hardly any does when counted otherwise: in UTF-16 units (tools in JavaScript), or with the last
 * character counted in.
 */
import { createOffsets } from '#core/text';
import { hasText, isObject, stringField, textNames } from './json-records.ts';
import { looseSpans } from './loose-labels.ts';
import { isRelationKey } from './loose-relations.ts';

export interface OffsetReading {
  readonly unit: 'utf16' | 'code-points';
  /** The end is the place of the last character. */
  readonly lastIncluded: boolean;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Spans without words beside them, however deep. */
function placesIn(value: unknown, depth = 0): readonly Place[] {
  if (depth > 5 || typeof value !== 'object' || value === null) return [];
  const spans = looseSpans(value);
  if (spans !== undefined) return spans.filter(({ words }) => words === undefined);
  if (Array.isArray(value)) return value.slice(0, 500).flatMap((part: unknown) => placesIn(part, depth + 1));
  return Object.entries(value).flatMap(([key, part]) =>
    isRelationKey(key) ? [] : placesIn(part, depth + 1),
  );
}

/** The text of a record and what it says of it; also a pair of them. */
function textAndPlaces(
  record: unknown,
): { readonly text: string; readonly places: readonly Place[] } | undefined {
  const [own, labels]: readonly unknown[] = Array.isArray(record) ? record : [];
  if (typeof own === 'string') return { text: own, places: placesIn(labels) };
  const text = hasText(record) ? stringField(record, ...textNames) : stringField(record, 'data');
  return text === undefined || !isObject(record) ? undefined : { text, places: placesIn(record) };
}

const joined =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const isLetter = (char: string | undefined): boolean =>
  char !== undefined && /[\p{L}\p{N}]/u.test(char) && !joined.test(char);

/** Whether a border between two characters is inside of a word. */
const cuts = (text: string, at: number): boolean => isLetter(text[at - 1]) && isLetter(text[at]);

/** Whether a span, in UTF-16 units, is none or begins or ends inside of a word. */
const isCut = (text: string, from: number, to: number): boolean =>
  !(from >= 0 && from < to && to <= text.length) || cuts(text, from) || cuts(text, to);

/** Votes of the spans that the question is about. */
class Vote {
  #asked = 0;
  #asDeclared = 0;
  #otherwise = 0;

  add(isCutAsDeclared: boolean, isCutOtherwise: boolean): void {
    this.#asked += 1;
    if (isCutAsDeclared) this.#asDeclared += 1;
    if (isCutOtherwise) this.#otherwise += 1;
  }

  /** Most are cut as declared, hardly any otherwise. */
  get isOtherwise(): boolean {
    return this.#asked >= 3 && this.#asDeclared >= this.#asked * 0.8 && this.#otherwise <= this.#asked * 0.1;
  }
}

/** `undefined` where the offsets are as the format declares them. */
export function offsetEvidence(
  records: readonly unknown[],
  declared: 'utf16' | 'code-points',
): OffsetReading | undefined {
  const [unit, last] = [new Vote(), new Vote()];
  for (const record of records) {
    const found = textAndPlaces(record);
    if (found === undefined || found.places.length === 0) continue;
    const { text } = found;
    const map = createOffsets(text);
    const inText = (at: number, by: 'utf16' | 'code-points'): number =>
      by === 'utf16' || at < 0 || at > map.codePointLength ? at : map.fromCodePoint(at);
    const other = declared === 'utf16' ? 'code-points' : 'utf16';
    for (const { from, to } of found.places) {
      const as = (by: 'utf16' | 'code-points', more = 0): boolean =>
        isCut(text, inText(from, by), inText(to + more, by));
      if (
        inText(from, 'utf16') !== inText(from, 'code-points') ||
        inText(to, 'utf16') !== inText(to, 'code-points')
      )
        unit.add(as(declared), as(other));
      last.add(as(declared), as(declared, 1));
    }
  }
  if (unit.isOtherwise) return { unit: declared === 'utf16' ? 'code-points' : 'utf16', lastIncluded: false };
  return last.isOtherwise ? { unit: declared, lastIncluded: true } : undefined;
}

/**
 * Records of JSON files in any of their containers: a list, an object with a list in it, one object per line, or
 * a single object. What is read is data: only own properties are looked at, and keys never become code paths.
 */
import type { Problem } from '#core/base';
import { type Batcher, parseFiles } from './batch.ts';
import type { Format, ParseErrorCode, ParseOptions, Sample } from './format.ts';
import { recordsOf, wrappedList } from './json-containers.ts';
import { isObject, type JsonObject, toText } from './json-fields.ts';
import { balancedEnd, jsonProblem, parseJson } from './json-text.ts';
import { linesOf } from './source.ts';

export { hasText, textNames } from './json-containers.ts';
export {
  field,
  isObject,
  type JsonObject,
  listField,
  nameField,
  stringField,
  toText,
} from './json-fields.ts';

/** Metadata from entries: later ones of a name win. Names such as `__proto__` stay plain data. */
export function metaOf(entries: Iterable<readonly [string, unknown]>): Record<string, string> {
  const texts: [string, string][] = [];
  for (const [key, value] of entries) {
    if (value !== null && value !== undefined) texts.push([key, toText(value)]);
  }
  return Object.fromEntries(texts);
}

/** What is left of a record besides the `used` keys; objects named `meta` or `metadata` are taken apart. */
export function restOf(record: JsonObject, used: ReadonlySet<string>): [string, unknown][] {
  return Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    if (used.has(key)) return [];
    return (key === 'meta' || key === 'metadata') && isObject(value) ? Object.entries(value) : [[key, value]];
  });
}

export interface JsonRecord {
  readonly value: unknown;
  /** 1-based: the line of one-per-line files, the place in the list of others. */
  readonly line: number;
  /** Share of the file that is read, in [0, 1]. */
  readonly done: number;
}

/** All records of a file. Lines that do not parse become issues; a list that does not parse is a problem. */
export function* jsonRecords(
  text: string,
  batch: Batcher,
): Generator<JsonRecord, Problem<ParseErrorCode> | undefined, void> {
  const object = text.trimStart().startsWith('{');
  const inside = stringInside(text);
  if (inside !== undefined) return yield* jsonRecords(inside, batch);
  if (object && linesThatParse(text, 1) === 1 && hasSecondLine(text)) {
    yield* jsonLines(text, batch);
    return undefined;
  }
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    // One object per line, of which the first is broken.
    if (object && linesThatParse(text, 20) > 0) yield* jsonLines(text, batch);
    else if (!object && linesThatParse(text, 2) === 2) yield* jsonLines(text, batch);
    else if (object && concatenated(text)) yield* jsonObjects(text, batch);
    else return jsonProblem(text, batch.file);
    return undefined;
  }
  const records = recordsOf(value);
  for (let index = 0; index < records.length; index++) {
    yield { value: records[index], line: index + 1, done: (index + 1) / records.length };
  }
  return undefined;
}

/** Files that were put together each bring their byte order mark, and lines cut out of a list their comma. */
const lineOf = (line: string): string => line.replace(/^\ufeff/, '').replace(/,\s*$/, '');

/** A line may be a list of records. */
const valuesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one)) ? value : [value];

function* jsonLines(text: string, batch: Batcher): Generator<JsonRecord, void, void> {
  for (const line of linesOf(text)) {
    if (line.text.trim() === '') continue;
    let value: unknown;
    try {
      value = parseJson(lineOf(line.text));
    } catch {
      batch.error(line.number, 'malformed-json', 'This line is not JSON.');
      continue;
    }
    for (const one of valuesOf(value)) yield { value: one, line: line.number, done: line.next / text.length };
  }
}

/** What was written as JSON twice: the JSON inside of the one string that a file is. */
function stringInside(text: string): string | undefined {
  if (!/^\s*"\s*[[{]/.test(text)) return undefined;
  const value = tryParse(text);
  return typeof value === 'string' ? value : undefined;
}

/** Objects one after the other, each over as many lines as it likes: what `jq` and some databases write. */
function concatenated(text: string): boolean {
  const end = balancedEnd(text, text.search(/\S/));
  return end !== undefined && /^\s*,?\s*\{/.test(text.slice(end, end + 1000)) && parses(text.slice(0, end));
}

function* jsonObjects(text: string, batch: Batcher): Generator<JsonRecord, void, void> {
  let [at, line] = [0, 1];
  const skip = (to: number): void => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < to; next = text.indexOf('\n', next + 1))
      line += 1;
    at = to;
  };
  for (;;) {
    const blank = text.slice(at).search(/[^\s,]/);
    if (blank === -1) return;
    skip(at + blank);
    const end = text[at] === '{' ? balancedEnd(text, at) : undefined;
    if (end === undefined || !parses(text.slice(at, end))) {
      batch.error(line, 'malformed-json', 'From here on this is not JSON.');
      return;
    }
    const value = parseJson(text.slice(at, end));
    yield { value, line, done: end / text.length };
    skip(end);
  }
}

/** How many of the first lines are a whole object. */
function linesThatParse(text: string, lines: number): number {
  let seen = 0;
  let parsed = 0;
  for (const line of linesOf(text)) {
    const words = line.text.trim();
    if (words === '') continue;
    if (parses(words)) parsed += 1;
    seen += 1;
    if (seen === lines) break;
  }
  return parsed;
}

function hasSecondLine(text: string): boolean {
  let seen = 0;
  for (const line of linesOf(text)) {
    if (line.text.trim() !== '') seen += 1;
    if (seen === 2) return true;
  }
  return false;
}

function parses(text: string): boolean {
  try {
    const value = parseJson(lineOf(text));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** How much of a file is looked at for its records, in characters; and how many of them. */
const recordsChars = 16_000_000;
const recordsCount = 40;

/** The first records of a JSON text, each whole; then some from further on where a record is a line. */
export function sampleRecords(text: string): readonly unknown[] {
  const inside = stringInside(text);
  if (inside !== undefined) return sampleRecords(inside);
  const start = text.search(/\S/);
  const open = text[start];
  if (open !== '{' && open !== '[') return [];
  const end = balancedEnd(text, start);
  const records: unknown[] = [];
  if (end !== undefined && text.slice(end, end + 1000).trim() === '') {
    if (end - start > recordsChars) return elements(text, open === '[' ? start : text.indexOf('[', start));
    return recordsOf(tryParse(text.slice(start, end))).slice(0, recordsCount);
  }
  let lines = 0;
  for (const line of linesOf(text)) {
    const value = line.text.trim() === '' ? undefined : tryParse(lineOf(line.text));
    if (value !== undefined) records.push(...valuesOf(value).slice(0, recordsCount));
    lines += 1;
    if (records.length >= recordsCount / 2 || lines === recordsCount) break;
  }
  for (let share = 1; share < 20 && lines >= recordsCount / 2; share++) {
    const from = text.indexOf('\n', Math.floor((text.length * share) / 20)) + 1;
    const to = text.indexOf('\n', from);
    const value = tryParse(lineOf(text.slice(from, to === -1 ? text.length : to)));
    if (value !== undefined) records.push(...valuesOf(value).slice(0, recordsCount));
  }
  return records.length > 0 ? records : elements(text, open === '[' ? start : -1);
}

/** The first elements of the list that begins at `open`, without reading the rest. */
function elements(text: string, open: number): readonly unknown[] {
  const records: unknown[] = [];
  let at = open + 1;
  while (open !== -1 && records.length < recordsCount) {
    const begin = text.indexOf('{', at);
    const end = begin === -1 ? undefined : balancedEnd(text, begin);
    const value = end === undefined ? undefined : tryParse(text.slice(begin, end));
    if (end === undefined || value === undefined) break;
    records.push(value);
    at = end;
  }
  return records;
}

/**
 * Whether a sample is of a format: `fits` holds for one of its records and `refutes` for none. Records that say
 * nothing (no labels yet) count for neither, so that the first one does not decide.
 */
export function anyRecord(
  sample: Sample,
  fits: (record: unknown) => boolean,
  refutes: (record: unknown) => boolean = () => false,
): boolean {
  return sample.records.some(fits) && !sample.records.some(refutes);
}

export interface JsonHead {
  readonly lines: boolean;
  /** The object around the list, where there is one and it is in the sample as a whole. */
  readonly outer: unknown;
  /** The first record. */
  readonly first: unknown;
}

/** The first record of a JSON sample, for detection; `undefined` where the sample is no JSON. */
export function jsonHead(sample: Sample): JsonHead | undefined {
  const head = sample.head.trimStart();
  if (!head.startsWith('{') && !head.startsWith('[')) return undefined;
  const end = balancedEnd(head, 0);
  if (end !== undefined) {
    const outer = tryParse(head.slice(0, end));
    if (outer === undefined) return undefined;
    const more = head.slice(end).trimStart();
    if (more.startsWith('{')) return { lines: true, outer: undefined, first: outer };
    if (more !== '') return undefined;
    const list = Array.isArray(outer) ? outer : wrappedList(outer);
    return { lines: list === undefined, outer, first: list === undefined ? outer : list[0] };
  }
  // A list longer than the sample: its first element is enough.
  const open = head.indexOf('[');
  if (open === -1) return undefined;
  const begin = head.slice(open + 1).search(/\S/) + open + 1;
  const first =
    head[begin] === '{' ? tryParse(head.slice(begin, balancedEnd(head, begin) ?? begin)) : undefined;
  return first === undefined ? undefined : { lines: false, outer: undefined, first };
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

type RecordReader = (record: JsonObject, line: number, batch: Batcher, options: ParseOptions) => void;

/**
 * A `parse` for formats whose every record is one document. Records that are no objects are issues. `another` reads a file whose
 * records only together tell what they are.
 */
export function parseJsonRecords(
  usual: RecordReader,
  another?: (sample: readonly unknown[]) => RecordReader | undefined,
): NonNullable<Format['parse']> {
  return (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const readRecord = another?.(sampleRecords(text)) ?? usual;
      const records = jsonRecords(text, batch);
      let step = records.next();
      while (!step.done) {
        const { value, line, done } = step.value;
        if (isObject(value)) readRecord(value, line, batch, options);
        else batch.error(line, 'malformed-row', 'This is no record.', { reason: 'not-an-object' });
        yield done;
        step = records.next();
      }
      return step.value;
    });
}

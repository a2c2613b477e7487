/** Whether a pipeline answers elsewhere as it did in the app: the lines of `golden.jsonl`. */
import type { JsonObject } from './lines.ts';

/** Confidences may differ by so much: another build of the runtime adds the same numbers in another order. */
const tolerance = 0.002;

/** Where two answers to a line differ, `''` where they do not. Order of keys and of equally sure labels does not matter. */
export function difference(expected: unknown, found: unknown, path = ''): string {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(expected - found) <= tolerance ? '' : `${path}: ${expected} expected, ${found} found`;
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    if (expected.length !== found.length) {
      return `${path}: ${expected.length} expected, ${found.length} found`;
    }
    const sorted = (list: readonly unknown[]): readonly unknown[] =>
      path.endsWith('.labels') ? list.toSorted((a, b) => compare(identity(a), identity(b))) : list;
    const [a, b] = [sorted(expected), sorted(found)];
    return first(a.map((item, at) => () => difference(item, b[at], `${path}[${at}]`)));
  }
  if (isObject(expected) && isObject(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return first(names.map((name) => () => difference(expected[name], found[name], `${path}.${name}`)));
  }
  return expected === found
    ? ''
    : `${path}: ${JSON.stringify(expected)} expected, ${JSON.stringify(found)} found`;
}

/** What a label is and where, whatever its confidence. */
function identity(label: unknown): string {
  return JSON.stringify(label, (name, value: unknown) =>
    name === 'confidence' || name === 'similarity' || name === 'score' ? undefined : value,
  );
}

function first(checks: readonly (() => string)[]): string {
  for (const check of checks) {
    const found = check();
    if (found !== '') return found;
  }
  return '';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

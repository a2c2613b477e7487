/**
 * What a language has to say. English is the source: its object is the type, and what a translation leaves out is said in English
 * until the translation is complete (`languages.ts`; `npm run messages` lists what is missing).
 */
import type { en } from './en/index.ts';

export type Messages = typeof en;

// biome-ignore lint/suspicious/noExplicitAny: any function is a message with parts to fill in
type Said = string | ((...parts: any[]) => unknown) | readonly string[];

/** The same tree, where anything may still be missing. */
export type Translation<T = Messages> = {
  readonly [K in keyof T]?: T[K] extends Said ? T[K] : Translation<T[K]>;
};

/** A translation over English: what it lacks is English. */
export function overEnglish<T extends object>(english: T, translation: Translation<T>): T {
  const out: { [key: string]: unknown } = Object.fromEntries(Object.entries(english));
  for (const [key, words] of Object.entries(translation)) {
    const before = out[key];
    const isTree = isObject(words) && isObject(before);
    if (words !== undefined) out[key] = isTree ? overEnglish(before, words) : words;
  }
  return out as T; // the same keys, each with a value of the same type
}

/** Paths (`annotate.move.next`) that English has and a translation lacks; and those that English does not have. */
export function gapsOf(
  english: object,
  translation: object,
  path = '',
): { readonly missing: readonly string[]; readonly unknown: readonly string[] } {
  const missing: string[] = [];
  const unknown: string[] = [];
  const theirs = Object.entries(translation);
  for (const [key, words] of Object.entries(english)) {
    const place = path === '' ? key : `${path}.${key}`;
    const other = theirs.find(([name]) => name === key)?.[1];
    if (other === undefined) missing.push(...(isObject(words) ? leavesOf(words, place) : [place]));
    else if (isObject(words) && isObject(other)) {
      const inner = gapsOf(words, other, place);
      missing.push(...inner.missing);
      unknown.push(...inner.unknown);
    } else if (typeof words !== typeof other) unknown.push(place);
  }
  for (const [key] of theirs) {
    if (!Object.hasOwn(english, key)) unknown.push(path === '' ? key : `${path}.${key}`);
  }
  return { missing, unknown };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leavesOf(tree: object, path: string): string[] {
  return Object.entries(tree).flatMap(([key, words]) =>
    isObject(words) ? leavesOf(words, `${path}.${key}`) : [`${path}.${key}`],
  );
}

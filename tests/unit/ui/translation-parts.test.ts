/** A translation says every part that English says: no number, name or reason is lost on the way. */
import { expect, test } from 'vitest';
import { en } from '#ui/messages/en/index.ts';
import { languages } from '#ui/messages/languages.ts';

type Say = (...parts: unknown[]) => unknown;

const isTree = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSay = (value: unknown): value is Say => typeof value === 'function';

/** Pairs of functions at the same path. */
function* pairs(english: object, theirs: object, path = ''): Generator<readonly [string, Say, Say]> {
  const others = new Map<string, unknown>(Object.entries(theirs));
  for (const [key, own] of Object.entries(english)) {
    const other = others.get(key);
    const place = path === '' ? key : `${path}.${key}`;
    if (isTree(own) && isTree(other)) yield* pairs(own, other, place);
    else if (isSay(own) && isSay(other)) yield [place, own, other];
  }
}

/** What a message is called with that takes more than words and numbers. */
const special: Readonly<Record<string, readonly unknown[]>> = {
  'common.crash.someFailed': [['41', '42']],
  'explanations.probing.figures': [{ matches: 41, right: 42, wrong: 43 }],
  'explanations.probing.progress': [{ right: 41, wrong: 42 }, 43],
};
const named = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

/** 41, 42 …: read as a word and as a number alike. */
const partsOf = (path: string, say: Say): readonly unknown[] =>
  special[path] ??
  (/^(issues|problems\.(storage|other))\./.test(path)
    ? [named]
    : Array.from({ length: say.length }, (_, at) => String(41 + at)));

const marks = (own: unknown): readonly string[] => [
  ...new Set(
    String(own)
      .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
      .match(/4\d|<\w+>/g),
  ),
];

test.each(Object.keys(languages).filter((code) => code !== 'en'))('%s', async (code) => {
  const { load } = Object.entries(languages).find(([one]) => one === code)?.[1] ?? languages.en;
  const lost: string[] = [];
  for (const [path, english, theirs] of pairs(en, await load())) {
    const parts = partsOf(path, english);
    const has = marks(theirs(...parts));
    for (const mark of marks(english(...parts))) if (!has.includes(mark)) lost.push(`${path}: ${mark}`);
  }
  expect(lost).toEqual([]);
});

/**
 * What someone may have meant whose sentence is not understood, or not wholly: sentences that parse, are true of the text in front of
 * one, and are made of what was written. First clauses of the sentence that stand for themselves, then where its words are.
 * Law: every sentence is taken as it stands, and is true of the instance.
 */

import { argumentsOf } from './argument-phrases.ts';
import { printForm } from './canonical.ts';
import { evaluate } from './evaluate.ts';
import type { Instance } from './instance.ts';
import { isKnownWord } from './known-words.ts';
import { lexExplanation } from './lexer.ts';
import type { LogicalForm, Region } from './logical-form.ts';
import { isTaken, parseExplanation } from './parse.ts';

const joints = new Set(
  'and but or because since that if when which where while although as , ; . : because'.split(' '),
);
/** A parse costs some milliseconds, and one waits for the answer at a key press. */
const mostParses = 6;
const mostSentences = 3;
const longest = 300;

export function nearestSentences(text: string, instance: Instance): readonly string[] {
  if (text.length > longest) return [];
  const found = new Set<string>();
  for (const clause of clausesOf(text).slice(0, mostParses)) {
    const result = parseExplanation(clause, instance);
    const best = result.ok ? result.value[0] : undefined;
    if (best?.trueHere === true && isTaken(best)) found.add(best.canonical);
  }
  for (const word of wordsOf(text, instance)) {
    const place = placesOf(instance).find((where) => evaluate(occurring(word, where), instance));
    if (place !== undefined) found.add(printForm(occurring(word, place)));
  }
  return [...found].slice(0, mostSentences);
}

/** Stretches between two joints, the long ones first. */
function clausesOf(text: string): readonly string[] {
  const lexemes = lexExplanation(text);
  const starts = [0];
  const ends: number[] = [];
  lexemes.forEach((l, i) => {
    if (l.kind === 'quoted' || !joints.has(l.text.toLowerCase())) return;
    ends.push(i);
    starts.push(i + 1);
  });
  ends.push(lexemes.length);
  const stretches = starts.flatMap((from) =>
    ends.filter((to) => to - from >= 2 && to - from < lexemes.length).map((to) => ({ from, to })),
  );
  return stretches
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .map(({ from, to }) => text.slice(lexemes[from]?.from ?? 0, lexemes[to - 1]?.to ?? text.length));
}

/** What was quoted, then words the language has not, as far as they are in the text. */
function wordsOf(text: string, instance: Instance): readonly string[] {
  const lexemes = lexExplanation(text, instance.text);
  const own = Object.values(instance.args).map((a) => instance.text.slice(a.from, a.to).toLowerCase());
  const unquoted = lexemes.filter((l) => l.kind === 'word' && !isKnownWord(l.text));
  return [...lexemes.filter((l) => l.kind === 'quoted'), ...unquoted]
    .map((l) => l.text)
    .filter((word) => !own.includes(word.toLowerCase()))
    .slice(0, 4);
}

function placesOf(instance: Instance): readonly Region[] {
  const args = argumentsOf(instance);
  const [a, b] = args;
  const between: readonly Region[] =
    a === undefined || b === undefined
      ? []
      : [{ kind: 'between', a: { kind: 'arg', arg: a }, b: { kind: 'arg', arg: b } }];
  const within = { unit: 'word', min: 1, max: 1 } as const;
  const sides = (['left', 'right'] as const).flatMap((side) =>
    args.map((arg) => ({ kind: 'side', side, of: { kind: 'arg', arg } }) as const),
  );
  return [...between, ...sides.map((s) => ({ ...s, within })), ...sides, { kind: 'sentence' }];
}

function occurring(text: string, where: Region): LogicalForm {
  return { op: 'occurs', what: { kind: 'phrase', texts: [text], match: 'word' }, where, count: { min: 1 } };
}

/**
 * Lexemes → words of the grammar: what each stretch of an explanation can be, before any rule applies.
 * Quoted strings, numbers and arguments (by any of their names, by their type, by their own text) come first, then the
 * lexicon's phrases, spelling slips in them, names of word lists, and unquoted keywords where nothing else fits.
 * A word that carries nothing is skipped at a cost; it is absorbed by the constituent to its right, so that every
 * pattern of skipping has one derivation. Negations, numbers, quoted strings and comparatives are never skipped.
 */

import { argumentNames, isArgumentName } from './argument-names.ts';
import { argumentsOf, nameTrie, ownTrie } from './argument-phrases.ts';
import type { Instance } from './instance.ts';
import {
  correctSpelling,
  type Entry,
  fillerTrie,
  isEntry,
  knownWords,
  lexiconTrie,
  lexiconWords,
  type TrieNode,
} from './known-words.ts';
import { type Lexeme, lexExplanation } from './lexer.ts';
import { advice, lexicon } from './lexicon.ts';
import type { ArgName } from './logical-form.ts';
import { foldText } from './match.ts';
import type { Category, CategoryValues } from './values.ts';

export type Word = {
  [C in Category]: {
    readonly category: C;
    readonly value: CategoryValues[C];
    readonly from: number;
    readonly to: number;
    readonly cost: number;
  };
}[Category];

export interface Scan {
  readonly lexemes: readonly Lexeme[];
  readonly words: readonly Word[];
  /** Cost of skipping lexemes [i, j): `skip[i][j - i]`; absent where it may not be. */
  skipCost(from: number, to: number): number | undefined;
  /** Of lexemes [i, j) that are skipped together, those that may have meant something. */
  leftOut(from: number, to: number): readonly number[];
  /** Lexemes that are in no row of the lexicon. */
  readonly unknown: readonly number[];
  /** Types that the explanation gives its arguments (`SUBJ-PERSON`). */
  readonly types: readonly { readonly arg: ArgName; readonly type: string }[];
}

/** Words whose loss would turn a meaning round. */
const neverSkipped = new Set(
  "not no none never neither nor without or more less least most fewer than n't cannot unless except".split(
    ' ',
  ),
);

const denying = new Set('not no never neither nor without nothing nobody none cannot hardly'.split(' '));

const typedArgument = /^(subj|obj|subject|object|e1|e2|x|y)[-_]([a-z][a-z_-]*)$/iu;

export function scanExplanation(text: string, instance: Instance): Scan {
  const lexemes = lexExplanation(text, instance.text);
  const n = lexemes.length;
  const args = argumentsOf(instance);
  const words: Word[] = [];
  const types: { arg: ArgName; type: string }[] = [];
  const unknown: number[] = [];
  const seen = new Map<string, number>();
  /** One word per category, value and extent, however many phrases and slips lead to it. */
  const add = (category: Category, value: unknown, from: number, to: number, cost: number) => {
    const key = `${category} ${from} ${to} ${JSON.stringify(value)}`;
    const at = seen.get(key);
    const known = at === undefined ? undefined : words[at];
    if (known !== undefined && known.cost <= cost) return;
    const word = { category, value, from, to, cost } as Word; // rows pair categories with their own value types
    if (at === undefined) seen.set(key, words.push(word) - 1);
    else words[at] = word;
  };

  const alternatives = lexemes.map((l) => {
    const word = l.text.toLowerCase();
    if (l.kind !== 'word' || knownWords.has(word)) return [{ word, cost: 0 }];
    return [{ word, cost: 0 }, ...correctSpelling(word)];
  });
  const walk = (
    root: TrieNode,
    fuzzy: boolean,
    found: (entry: Entry, i: number, j: number, cost: number) => void,
  ) => {
    const step = (node: TrieNode, i: number, j: number, cost: number) => {
      for (const e of node.entries) found(e, i, j, cost);
      if (j >= n || lexemes[j]?.kind === 'quoted') return;
      for (const a of alternatives[j] ?? []) {
        if (a.cost > 0 && (!fuzzy || cost > 0)) continue;
        const next = node.next.get(a.word);
        if (next !== undefined) step(next, i, j + 1, cost + a.cost);
      }
    };
    for (let i = 0; i < n; i++) step(root, i, i, 0);
  };
  const covered = new Set<number>();
  for (const trie of [nameTrie(args), ownTrie(instance)]) {
    walk(trie, false, (e, i, j) => {
      add(e.category, e.value, i, j, e.cost);
      for (let k = i; k < j; k++) covered.add(k);
    });
  }
  walk(lexiconTrie, true, (e, i, j, cost) => add(e.category, e.value, i, j, e.cost + cost));

  // Skipping.
  const skips: number[][] = Array.from({ length: n + 1 }, () => [0]);
  const direct: (number | undefined)[][] = Array.from({ length: n }, () => []);
  const offer = (i: number, j: number, cost: number) => {
    const rowOf = direct[i];
    if (rowOf !== undefined && cost < (rowOf[j - i] ?? Number.POSITIVE_INFINITY)) rowOf[j - i] = cost;
  };
  walk(fillerTrie, false, (e, i, j) => offer(i, j, e.cost));
  // "We know that it is a parent because …": what comes before the reason is no part of it.
  const reason = lexemes.findIndex((l, i) => i > 0 && (l.text === 'because' || l.text === 'since'));
  if (reason > 0 && reason <= 12 && lexemes.slice(0, reason).every((l) => l.kind !== 'quoted')) {
    offer(0, reason + 1, 0.3);
  } else if (reason > 0 && lexemes.slice(reason).every((l) => l.kind !== 'quoted')) {
    // "… because that is where he was born": why the explanation is one is no part of it either.
    offer(reason, n, 0.5);
  }
  // "1. The word …": the number of the explanation.
  if (lexemes[0]?.kind === 'number' && /^[.):]$/u.test(lexemes[1]?.text ?? '')) offer(0, 2, 0.02);

  lexemes.forEach((l, i) => {
    const word = l.text.toLowerCase();
    if (l.kind === 'quoted') {
      const arg = quotedArgument(l.text, instance, args);
      add('String', l.text, i, i + 1, 0);
      if (arg !== undefined) add('Arg', arg, i, i + 1, 0.05);
      return;
    }
    if (l.kind === 'number') {
      add('Number', Number(l.text), i, i + 1, 0);
      return;
    }
    if (l.kind === 'mark') {
      offer(i, i + 1, 0.3);
      return;
    }
    const typed = typedArgument.exec(l.text);
    const [, base, type] = typed ?? [];
    if (base !== undefined && type !== undefined) {
      const arg: ArgName = /^(?:s|e1|x)/iu.test(base) ? 'x' : 'y';
      if (args.includes(arg)) {
        add('Arg', arg, i, i + 1, 0);
        if (type.toUpperCase() !== 'O') types.push({ arg, type: type.toUpperCase() });
        return;
      }
    }
    const known = knownWords.has(word);
    if (!known && !covered.has(i)) unknown.push(i);
    const isKept = neverSkipped.has(word) || Object.hasOwn(advice, word) || isArgumentName(word);
    if (!isKept && !isDenied(lexemes, i)) {
      offer(i, i + 1, lexiconWords.has(word) ? 3 : covered.has(i) ? 2 : 1.5);
    }
    if (!lexiconWords.has(word) && !isArgumentName(word)) add('Unknown', l.text, i, i + 1, 0.4);
  });
  addExamples(lexemes, knownWords, add);
  const argumentEnds = new Set(words.filter((w) => w.category === 'Arg').map((w) => w.to));
  addUnquoted(lexemes, unknown, argumentEnds, instance, add);

  const maxSkip = 6;
  for (let i = n - 1; i >= 0; i--) {
    const rowOf = skips[i] as number[]; // made above for every i <= n
    direct[i]?.forEach((cost, width) => {
      if (cost === undefined || width === 0) return;
      skips[i + width]?.forEach((rest, more) => {
        const sum = cost + rest;
        if (sum <= maxSkip && sum < (rowOf[width + more] ?? Number.POSITIVE_INFINITY))
          rowOf[width + more] = sum;
      });
    });
  }
  const leftOut = (from: number, to: number): readonly number[] => {
    const found: number[] = [];
    for (let i = from; i < to; ) {
      const at = i;
      const rest = (width: number) =>
        (direct[at]?.[width] ?? Infinity) + (skips[at + width]?.[to - at - width] ?? Infinity);
      let width = 1;
      for (let w = 2; w <= to - i; w++) if (rest(w) < rest(width)) width = w;
      if (width === 1 && (direct[i]?.[1] ?? 0) > passedOverCost) found.push(i);
      i += width;
    }
    return found;
  };
  return { lexemes, words, unknown, types, skipCost: (from, to) => skips[from]?.[to - from], leftOut };
}

/** What is skipped at more than this may have meant something. */
const passedOverCost = 1;

/** Whether a negation says of lexeme `i` that it is not so ("not clear", "no words related"): without it, nothing is denied. */
function isDenied(lexemes: readonly Lexeme[], i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - deniedReach); k--) {
    const { kind, text } = lexemes[k] as Lexeme; // inside the array by the loop's bounds
    const word = text.toLowerCase();
    if (kind !== 'word' || word === 'and' || word === 'but') return false;
    if (denying.has(word) || word.endsWith("n't")) return true;
  }
  return false;
}

/** "No words related to *marriage*": so far a negation reaches over words that are not understood. */
const deniedReach = 4;

/** After these words of a class are named: "family words like wife, husband or daughter". */
const naming = new Set(['like', 'as', 'to', 'e.g', 'example', 'instance', 'of']);
const between = new Set([',', 'and', 'or']);

function addExamples(
  lexemes: readonly Lexeme[],
  known: ReadonlySet<string>,
  add: (category: 'Example' | 'ClassName', value: string, from: number, to: number, cost: number) => void,
): void {
  lexemes.forEach((l, at) => {
    if (l.kind !== 'word' || !naming.has(l.text.toLowerCase())) return;
    const from = /^(?:such|similar|for)$/iu.test(lexemes[at - 1]?.text ?? '') ? at - 1 : at;
    for (const k of [from - 1, from - 2]) {
      const name = lexemes[k];
      if (name?.kind === 'word' && !isEntry(name.text)) add('ClassName', name.text, k, k + 1, 0.02);
    }
    let wasWord = false;
    for (let i = at + 1; i < lexemes.length; i++) {
      const { kind, text } = lexemes[i] as Lexeme; // inside the array by the loop's bound
      if (between.has(text.toLowerCase())) wasWord = false;
      else if (kind === 'word' && !wasWord && !known.has(text.toLowerCase()) && !isArgumentName(text)) {
        add('Example', text, i, i + 1, 0.1);
        wasWord = true;
      } else if (text !== '.') return;
    }
  });
}

/** `"$T$"`, `"SUBJ"`, or the argument's own text in quotes. */
function quotedArgument(text: string, instance: Instance, args: readonly ArgName[]): ArgName | undefined {
  const folded = foldText(text);
  if (/^(?:\$t\$|subj|obj|x|y|e1|e2)$/u.test(folded)) {
    const named = args.find((a) => argumentNames[a].toLowerCase().split('|').includes(folded));
    if (named !== undefined) return named;
  }
  return args.find((a) => {
    const span = instance.args[a];
    return span !== undefined && foldText(instance.text.slice(span.from, span.to)) === folded;
  });
}

/** Before an unquoted keyword that is a word of the language itself: "the word after appears". */
const namesWord = new Set(
  lexicon
    .filter((r) => r.category === 'WordNoun' || r.category === 'Contain' || r.category === 'Link')
    .flatMap((r) => r.phrases),
);

const rows = new WeakMap<Instance, string>();
/** Longer texts are looked at so far only: unquoted keywords are taken from what is around the cursor's sentence. */
const maxText = 20_000;

/** The words of the explained text, in lower case, with single spaces between and around them. */
function wordsInARow(instance: Instance): string {
  let row = rows.get(instance);
  if (row === undefined) {
    const words = lexExplanation(instance.text.slice(0, maxText)).map((l) => l.text.toLowerCase());
    row = ` ${words.join(' ')} `;
    rows.set(instance, row);
  }
  return row;
}

/** "So small" says more than "small". */
const degrees = new Set(['so', 'too', 'very', 'really', 'quite', 'not', 'never', 'most', 'extremely']);

/** Keywords without quotes: single words the language has not, and runs of words of the sentence itself. */
function addUnquoted(
  lexemes: readonly Lexeme[],
  unknown: readonly number[],
  argumentEnds: ReadonlySet<number>,
  instance: Instance,
  add: (category: 'Bare', value: string, from: number, to: number, cost: number) => void,
): void {
  const isUnknown = new Set(unknown);
  const sentence = wordsInARow(instance);
  const isWord = (i: number) => lexemes[i]?.kind === 'word' || lexemes[i]?.kind === 'number';
  const n = Math.min(lexemes.length, 200);
  for (let i = 0; i < n; i++) {
    let run = '';
    let strange = 0;
    for (let j = i + 1; j <= Math.min(n, i + 8) && isWord(j - 1); j++) {
      const word = lexemes[j - 1]?.text ?? '';
      if (isArgumentName(word)) break;
      run = run === '' ? word : `${run} ${word}`;
      if (isUnknown.has(j - 1)) strange++;
      const here = sentence.includes(` ${run.toLowerCase()} `);
      const width = j - i;
      const isNamed =
        argumentEnds.has(i) || (i > 0 && namesWord.has(lexemes[i - 1]?.text.toLowerCase() ?? ''));
      if (width === 1 && !here && Object.hasOwn(advice, run.toLowerCase())) continue;
      const isGraded = width === 1 && degrees.has(lexemes[i - 1]?.text.toLowerCase() ?? '');
      if (strange === width && width <= 3)
        add('Bare', run, i, j, isGraded ? 1 : here ? 0.5 : 1 + 0.4 * (width - 1));
      else if (here && strange > 0 && width === 2 && degrees.has(lexemes[i]?.text.toLowerCase() ?? ''))
        add('Bare', run, i, j, 0.5);
      else if (here && isNamed && width > 1) add('Bare', run, i, j, 0.5 + 0.05 * width);
      else if (here && (strange > 0 || isNamed))
        add('Bare', run, i, j, (strange > 0 ? 0.9 : 1.4) + 0.1 * width);
      else if (width === 1 && isNamed) add('Bare', run, i, j, 2.5);
      else if (strange === 0 && !degrees.has(run.toLowerCase())) break;
    }
  }
}

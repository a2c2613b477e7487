/** Which words of a sentence an explanation may stand on, best first: those that tell labels apart, and those near the arguments. */
import type { Instance } from './instance.ts';
import { closedClass } from './word-class.ts';

/** How much a word tells of the label, in [0, 1]; words are compared in lower case. */
export type WordWeight = (word: string) => number;

/** A word that tells everything is worth being so many tens of characters nearer. */
const tellingWeight = 30;
/** Without weights, which the caller's labels give, they are the instance's own. */
const plain = new WeakMap<Instance, readonly string[]>();
/** So many tokens on each side of an argument are looked at. */
const keywordReach = 150;

/** The sentence's words that are worth explaining with: telling ones first, then content words near the arguments. */
export function keywordsOf(instance: Instance, weightOf?: WordWeight): readonly string[] {
  if (weightOf !== undefined) return findKeywords(instance, weightOf);
  let found = plain.get(instance);
  if (found === undefined) {
    found = findKeywords(instance, () => 0);
    plain.set(instance, found);
  }
  return found;
}

function findKeywords(instance: Instance, weightOf: WordWeight): readonly string[] {
  const args = Object.values(instance.args);
  const isArgument = (from: number, to: number) => args.some((a) => from < a.to && a.from < to);
  const first = Math.min(...args.map((a) => a.from));
  const last = Math.max(...args.map((a) => a.to));
  const begin = instance.tokens.findIndex((t) => t.to > first);
  const end = instance.tokens.findLastIndex((t) => t.from < last);
  const near = instance.tokens.slice(Math.max(0, begin - keywordReach), Math.max(0, end) + keywordReach);
  const scored = near.slice(0, 1000).flatMap((t, i) => {
    const word = instance.text.slice(t.from, t.to);
    if (!/^\p{L}[\p{L}\p{N}'-]*$/u.test(word) || isArgument(t.from, t.to)) return [];
    const distance = Math.min(...args.map((a) => (t.to <= a.from ? a.from - t.to : t.from - a.to)), 400);
    const told = tellingWeight * weightOf(word.toLowerCase());
    return [{ word, score: distance / 10 + (closedClass(word) ? 12 : 0) + i / 1000 - told }];
  });
  return [...new Set(scored.sort((a, b) => a.score - b.score).map((s) => s.word))];
}

/**
 * The words of the language, ready to be looked up: phrases of the lexicon and those that carry nothing as tries, which words are in
 * them, and what a word that is in none may be a slip of.
 */
import { lexExplanation } from './lexer.ts';
import { fillers, lexicon } from './lexicon.ts';
import type { Category } from './values.ts';

export interface Entry {
  readonly category: Category;
  readonly value: unknown;
  readonly cost: number;
}
export interface TrieNode {
  readonly next: Map<string, TrieNode>;
  readonly entries: Entry[];
}

export const emptyNode = (): TrieNode => ({ next: new Map(), entries: [] });

export function addPhrase(root: TrieNode, phrase: string, entry: Entry): void {
  let node = root;
  for (const lexeme of lexExplanation(phrase)) {
    const key = lexeme.text.toLowerCase();
    let next = node.next.get(key);
    if (next === undefined) {
      next = emptyNode();
      node.next.set(key, next);
    }
    node = next;
  }
  if (node !== root) node.entries.push(entry);
}

export const lexiconTrie = emptyNode();
export const fillerTrie = emptyNode();
for (const r of lexicon) for (const p of r.phrases) addPhrase(lexiconTrie, p, r);
for (const [cost, phrases] of fillers)
  for (const p of phrases.split('|')) addPhrase(fillerTrie, p, { category: 'Unknown', value: null, cost });

function collectWords(root: TrieNode, into: Set<string>): void {
  for (const [word, node] of root.next) {
    into.add(word);
    collectWords(node, into);
  }
}
export const lexiconWords = new Set<string>();
collectWords(lexiconTrie, lexiconWords);
export const knownWords = new Set(lexiconWords);
collectWords(fillerTrie, knownWords);
const fuzzyTargets = [...lexiconWords].filter((w) => w.length >= 4 && /^[a-z]+$/u.test(w));

export function isKnownWord(word: string): boolean {
  return knownWords.has(word.toLowerCase());
}

/** A word of the language by itself, and not only as part of a phrase. */
export function isEntry(word: string): boolean {
  const key = word.toLowerCase();
  return [lexiconTrie, fillerTrie].some((trie) => (trie.next.get(key)?.entries.length ?? 0) > 0);
}

/** Edit distance with transpositions (optimal string alignment), or `limit + 1` beyond `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d = Math.min(d, (before[j - 2] ?? 0) + 1);
      }
      row.push(d);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Known words that `word` may be a slip of. */
export function correctSpelling(word: string): readonly { readonly word: string; readonly cost: number }[] {
  if (word.length < 4 || !/^[a-z]+$/u.test(word)) return [];
  const limit = word.length >= 8 ? 2 : 1;
  return fuzzyTargets
    .map((target) => ({ word: target, cost: editDistance(word, target, Math.min(limit, target.length - 3)) }))
    .filter((c) => c.cost <= Math.min(limit, c.word.length - 3))
    .map((c) => ({ word: c.word, cost: 0.6 + 0.4 * c.cost }));
}

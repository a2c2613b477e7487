/**
 * The n-grams (1 … 3 tokens) of a corpus, each distinct one numbered once, so that a keyword is compared with an n-gram
 * and not again with each of its occurrences: a corpus of 8 000 sentences has half a million windows, but a third as many
 * n-grams. Case is folded. The table follows the corpus: `extend` takes in the sentences added since.
 */
import type { Corpus } from './corpus.ts';
import { boundary } from './corpus.ts';
import { Int32List } from './growable.ts';

/** Longest window, in tokens (NExT §A.1). */
export const maxWindow = 3;

export class NgramTable {
  readonly corpus: Corpus;
  /** By window size - 1 and token place in the corpus: the n-gram that starts there; -1 over a sentence's end. */
  readonly windows: readonly Int32List[] = Array.from({ length: maxWindow }, () => new Int32List());
  /** By n-gram: its size, and its tokens' folded numbers, `maxWindow` per n-gram. */
  readonly #sizes = new Int32List();
  readonly #members = new Int32List();
  readonly #words: string[] = [];
  readonly #wordIds = new Map<string, number>();
  /** Token of the corpus's vocabulary → folded number. */
  readonly #folded = new Int32List();
  readonly #unigrams = new Int32List();
  readonly #longer = new Map<number, number>();
  #nextToken = 0;

  /** Empty until `extend` is called, by whoever compares windows. */
  constructor(corpus: Corpus) {
    this.corpus = corpus;
  }

  get size(): number {
    return this.#sizes.length;
  }

  sizeOf(ngram: number): number {
    return this.#sizes.at(ngram);
  }

  /** The n-gram's tokens, lower case. */
  tokensOf(ngram: number): string[] {
    return Array.from(
      { length: this.sizeOf(ngram) },
      (_, k) => this.#words[this.#members.at(ngram * maxWindow + k)] ?? '',
    );
  }

  /** Takes in what the corpus gained since the last call. */
  extend(): void {
    const { tokenIds } = this.corpus;
    for (let at = this.#nextToken; at < tokenIds.length; at++) {
      let ngram = -1;
      for (let n = 1; n <= maxWindow; n++) {
        const token = at + n - 1 < tokenIds.length ? tokenIds.at(at + n - 1) : boundary;
        ngram = token === boundary || (n > 1 && ngram < 0) ? -1 : this.#append(ngram, n, this.#wordOf(token));
        this.windows[n - 1]?.push(ngram);
      }
    }
    this.#nextToken = tokenIds.length;
  }

  #wordOf(token: number): number {
    for (let next = this.#folded.length; next <= token; next++) {
      const word = this.corpus.tokenVocabulary.textOf(next).toLowerCase();
      let id = this.#wordIds.get(word);
      if (id === undefined) {
        id = this.#words.length;
        this.#wordIds.set(word, id);
        this.#words.push(word);
        this.#unigrams.push(-1);
      }
      this.#folded.push(id);
    }
    return this.#folded.at(token);
  }

  /** The n-gram that `prefix` (of n - 1 tokens) becomes with one more word. */
  #append(prefix: number, n: number, word: number): number {
    if (n === 1) {
      if (this.#unigrams.at(word) < 0) this.#unigrams.data[word] = this.#add(-1, 1, word);
      return this.#unigrams.at(word);
    }
    // Both numbers are below 2^26 in any corpus that fits into memory.
    const key = prefix * 0x4000000 + word;
    let ngram = this.#longer.get(key);
    if (ngram === undefined) {
      ngram = this.#add(prefix, n, word);
      this.#longer.set(key, ngram);
    }
    return ngram;
  }

  #add(prefix: number, n: number, word: number): number {
    const ngram = this.#sizes.length;
    this.#sizes.push(n);
    for (let k = 0; k < maxWindow; k++) {
      this.#members.push(k < n - 1 ? this.#members.at(prefix * maxWindow + k) : k === n - 1 ? word : -1);
    }
    return ngram;
  }
}

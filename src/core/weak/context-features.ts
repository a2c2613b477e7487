/**
 * An instance's arguments and surroundings as numbers, for the context model (core/weak): three mean word vectors, each of
 * length one. For a pair: X, Y, and what stands between. For one argument: it, the words to its left and those to its right.
 * For a text: the text, and nothing.
 */

import type { WordTable } from '#core/execute';
import { argIndex, type Corpus } from '#core/execute';

/** Words that count as surroundings on either side of a single argument. */
const reach = 5;
const blocks = 3;

export class ContextFeatures {
  readonly #corpus: Corpus;
  readonly #table: WordTable;
  /** Number of features. */
  readonly dims: number;
  readonly #word: Float32Array;

  constructor(corpus: Corpus, table: WordTable) {
    this.#corpus = corpus;
    this.#table = table;
    this.dims = blocks * table.dims;
    this.#word = new Float32Array(table.dims);
  }

  /** Writes the instance's features at `out[offset …]`. */
  fill(instance: number, out: Float32Array, offset: number): void {
    const corpus = this.#corpus;
    const { dims } = this.#table;
    const sentence = corpus.sentenceOfInstance.at(instance);
    const first = corpus.tokenStart.at(sentence);
    const last = corpus.tokenEnd.at(sentence);
    out.fill(0, offset, offset + this.dims);
    const args = [argIndex.x, argIndex.y, argIndex.aspect, argIndex.entity].flatMap((arg) => {
      const from = corpus.argFrom.at(instance * 4 + arg);
      return from < 0 ? [] : [{ from, to: corpus.argTo.at(instance * 4 + arg) }];
    });
    const [a, b] = args;
    if (a === undefined) {
      this.#mean(first, last, out, offset);
      return;
    }
    const [aFirst, aLast] = this.#tokens(a, first, last);
    this.#mean(aFirst, aLast, out, offset);
    if (b === undefined) {
      this.#mean(Math.max(first, aFirst - reach), aFirst, out, offset + dims);
      this.#mean(aLast, Math.min(last, aLast + reach), out, offset + 2 * dims);
      return;
    }
    const [bFirst, bLast] = this.#tokens(b, first, last);
    this.#mean(bFirst, bLast, out, offset + dims);
    this.#mean(Math.min(aLast, bLast), Math.max(aFirst, bFirst), out, offset + 2 * dims);
  }

  /** The tokens `[first, last)` that a span touches. */
  #tokens({ from, to }: { from: number; to: number }, first: number, last: number): [number, number] {
    let begin = first;
    while (begin < last && this.#corpus.tokenTo.at(begin) <= from) begin++;
    let end = begin;
    while (end < last && this.#corpus.tokenFrom.at(end) < to) end++;
    return [begin, end];
  }

  #mean(from: number, to: number, out: Float32Array, offset: number): void {
    const { dims } = this.#table;
    const word = this.#word;
    for (let token = from; token < to; token++) {
      this.#table.fill(word, 0, this.#corpus.tokenVocabulary.textOf(this.#corpus.tokenIds.at(token)));
      for (let d = 0; d < dims; d++) out[offset + d] = (out[offset + d] ?? 0) + (word[d] ?? 0);
    }
    let squares = 0;
    for (let d = 0; d < dims; d++) squares += (out[offset + d] ?? 0) ** 2;
    if (squares === 0) return;
    const scale = 1 / Math.sqrt(squares);
    for (let d = 0; d < dims; d++) out[offset + d] = (out[offset + d] ?? 0) * scale;
  }
}

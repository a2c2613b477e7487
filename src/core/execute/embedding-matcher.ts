/**
 * A string matcher over encoded n-grams: each distinct n-gram of the corpus and each keyword is encoded once, as a vector
 * of length one; a score is a calibrated cosine. N-grams are kept in 8 bits a number with a scale each (a million of them, which
 * 100 000 sentences have, in 100 bytes instead of 400; a cosine is off by 0.002 at most), keywords as they are. The encoder lives outside (mean word vectors are computed in a loop, the
 * `find` network is run by a worker), so encoding is a hand-over: take `pending`, encode, `supply`.
 */
import { InternalError } from '#core/base';
import type { NgramTable } from './ngram-table.ts';
import { type KeywordScorer, nearlyOne, type StringMatcher } from './string-matcher.ts';

/** Cosine → score, by window size (1 …). Must not fall as the cosine rises. */
export type Calibration = (cosine: number, windowSize: number) => number;

/** The cosine itself; below 0 it is as good as none. */
export const plainCosine: Calibration = (cosine) => cosine;

/**
 * For means of word vectors, which crowd near 1: 0 up to 0.75, then straight to 1. A threshold of 0.8 then asks for a cosine of
 * 0.95, where precision holds, and not for one of 0.8, where nearly everything matches (docs/experiments/rules.md).
 */
export const meanCalibration: Calibration = (cosine) => 4 * cosine - 3;

/** Number of questions from which on a keyword's scores are remembered. */
const memoFrom = 5000;

export interface Encodings {
  /** Row-major, one vector of `dims` per text, in the order of `pending`. Need not be of length one. */
  readonly vectors: Float32Array;
  readonly dims: number;
}

export class EmbeddingMatcher implements StringMatcher {
  readonly name: string;
  readonly #ngrams: NgramTable;
  readonly #tokenize: (keyword: string) => readonly string[];
  #calibration: Calibration;
  #dims = 0;
  #codes = new Int8Array(0);
  #scales = new Float32Array(0);
  #encoded = 0;
  readonly #keywords = new Map<string, Float32Array | undefined>();

  constructor(
    name: string,
    ngrams: NgramTable,
    tokenize: (keyword: string) => readonly string[],
    calibration: Calibration = meanCalibration,
  ) {
    this.name = name;
    this.#ngrams = ngrams;
    this.#tokenize = tokenize;
    this.#calibration = calibration;
  }

  /** Announces a keyword; it will be among the pending texts. */
  want(keyword: string): void {
    if (!this.#keywords.has(keyword)) this.#keywords.set(keyword, undefined);
  }

  /** Forgets every encoding and takes another calibration: the encoder has been trained further. */
  reset(calibration: Calibration = this.#calibration): void {
    this.#calibration = calibration;
    this.#encoded = 0;
    this.#codes = new Int8Array(0);
    this.#scales = new Float32Array(0);
    for (const keyword of this.#keywords.keys()) this.#keywords.set(keyword, undefined);
  }

  /** How many n-grams are encoded, and how many the corpus had when it was last looked at. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#encoded, total: this.#ngrams.size };
  }

  /** Texts (as lower-case tokens) that have no encoding yet, at most `limit`; keywords first. */
  pending(limit: number): string[][] {
    this.#ngrams.extend();
    const texts = this.#missingKeywords(limit).map((keyword) => this.#tokensOf(keyword));
    for (let ngram = this.#encoded; ngram < this.#ngrams.size && texts.length < limit; ngram++) {
      texts.push(this.#ngrams.tokensOf(ngram));
    }
    return texts;
  }

  /** The vectors of what `pending(limit)` gave. */
  supply(limit: number, encodings: Encodings): void {
    const { dims } = encodings;
    if (this.#encoded === 0) this.#dims = dims;
    if (dims !== this.#dims) throw new InternalError('an encoder must keep its number of dimensions');
    const vectors = unitRows(encodings);
    let row = 0;
    for (const keyword of this.#missingKeywords(limit)) {
      this.#keywords.set(keyword, vectors.slice(row * dims, (row + 1) * dims));
      row++;
    }
    this.#store(vectors.subarray(row * dims));
  }

  /** Appends rows of length one as the encodings of the next n-grams. */
  #store(rows: Float32Array): void {
    const dims = this.#dims;
    const count = rows.length / dims;
    const needed = this.#encoded + count;
    if (this.#scales.length < needed) {
      const capacity = Math.max(needed, Math.min(this.#scales.length * 2, this.#ngrams.size));
      const codes = new Int8Array(capacity * dims);
      codes.set(this.#codes.subarray(0, this.#encoded * dims));
      const scales = new Float32Array(capacity);
      scales.set(this.#scales.subarray(0, this.#encoded));
      this.#codes = codes;
      this.#scales = scales;
    }
    for (let row = 0; row < count; row++) {
      let largest = 0;
      for (let d = 0; d < dims; d++) largest = Math.max(largest, Math.abs(rows[row * dims + d] ?? 0));
      const at = this.#encoded + row;
      this.#scales[at] = largest / 127;
      if (largest === 0) continue;
      for (let d = 0; d < dims; d++) {
        this.#codes[at * dims + d] = Math.round(((rows[row * dims + d] ?? 0) / largest) * 127);
      }
    }
    this.#encoded = needed;
  }

  scorer(keyword: string): KeywordScorer {
    const vector = this.#keywords.get(keyword);
    if (vector === undefined) throw new InternalError(`keyword without encoding: ${keyword}`);
    // Remembering pays in a pass over a corpus, not for the few windows of one new sentence.
    let asked = 0;
    let memo: Float32Array | undefined;
    return {
      score: (ngram) => {
        if (ngram < 0 || ngram >= this.#encoded) return 0;
        if (memo === undefined && ++asked > memoFrom) memo = new Float32Array(this.#encoded).fill(-1);
        const known = memo?.[ngram] ?? -1;
        if (known >= 0) return known;
        const score = this.#score(vector, ngram);
        if (memo !== undefined && ngram < memo.length) memo[ngram] = score;
        return score;
      },
    };
  }

  #score(keyword: Float32Array, ngram: number): number {
    const dot = dotProduct(keyword, this.#codes, ngram * this.#dims);
    const score = this.#calibration(dot * (this.#scales[ngram] ?? 0), this.#ngrams.sizeOf(ngram));
    return Math.min(Math.max(score, 0), nearlyOne);
  }

  #missingKeywords(limit: number): string[] {
    const missing: string[] = [];
    for (const [keyword, vector] of this.#keywords) {
      if (missing.length >= limit) break;
      if (vector === undefined) missing.push(keyword);
    }
    return missing;
  }

  #tokensOf(keyword: string): string[] {
    return this.#tokenize(keyword).map((token) => token.toLowerCase());
  }
}

/** The sum of `a[d] · b[from + d]`: four sums side by side, which do not wait for each other, make a soft pass a fifth quicker. */
function dotProduct(a: Float32Array, b: Int8Array, from: number): number {
  const { length } = a;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 3 < length; d += 4) {
    s0 += (a[d] ?? 0) * (b[from + d] ?? 0);
    s1 += (a[d + 1] ?? 0) * (b[from + d + 1] ?? 0);
    s2 += (a[d + 2] ?? 0) * (b[from + d + 2] ?? 0);
    s3 += (a[d + 3] ?? 0) * (b[from + d + 3] ?? 0);
  }
  for (; d < length; d++) s0 += (a[d] ?? 0) * (b[from + d] ?? 0);
  return s0 + s1 + s2 + s3;
}

/** A copy with rows of length one; a row of zeros stays. */
function unitRows({ vectors, dims }: Encodings): Float32Array {
  const out = vectors.slice();
  for (let from = 0; from < out.length; from += dims) {
    let squares = 0;
    for (let d = 0; d < dims; d++) squares += (out[from + d] ?? 0) ** 2;
    if (squares === 0) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let d = 0; d < dims; d++) out[from + d] = (out[from + d] ?? 0) * scale;
  }
  return out;
}

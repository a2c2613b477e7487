/**
 * The baseline encoder: a text is the mean of its word vectors, each weighted by a/(a + p(word)) so that "caused by the" is
 * mostly "caused" (smooth inverse frequency, Arora, Liang & Ma 2017). Frequencies come from the word's rank in the table
 * by Zipf's law, so that nothing has to be counted.
 */
import type { Encodings } from './embedding-matcher.ts';

/** What is needed of a table of word vectors (`WordVectors` of core/train is one). */
export interface WordTable {
  readonly dims: number;
  readonly size: number;
  /** Frequency rank of the word, from 0; -1 where unknown. */
  rank(word: string): number;
  fill(out: Float32Array, offset: number, word: string): void;
}

export interface MeanOptions {
  /** The `a` above; infinite for the plain mean. */
  readonly smoothing?: number;
}

export function encodeMeans(
  texts: readonly (readonly string[])[],
  vectors: WordTable,
  options: MeanOptions = {},
): Encodings {
  const { dims } = vectors;
  const smoothing = options.smoothing ?? 1e-3;
  const out = new Float32Array(texts.length * dims);
  const word = new Float32Array(dims);
  // Harmonic number: Zipf's p(rank) = 1 / (rank · H).
  const harmonic = Math.log(vectors.size + 1) + 0.5772;
  texts.forEach((tokens, row) => {
    for (const token of tokens) {
      vectors.fill(word, 0, token);
      const rank = vectors.rank(token);
      const frequency = rank < 0 ? 0 : 1 / ((rank + 1) * harmonic);
      const weight = Number.isFinite(smoothing) ? smoothing / (smoothing + frequency) : 1;
      for (let d = 0; d < dims; d++) {
        const at = row * dims + d;
        out[at] = (out[at] ?? 0) + weight * (word[d] ?? 0);
      }
    }
  });
  return { vectors: out, dims };
}

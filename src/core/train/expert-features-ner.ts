/**
 * Features of the linear expert for entities: the vectors of a token and its two neighbours, and its spelling by hashed
 * (Weinberger et al. 2009) affixes, shape and word. `models/expert.ts` reads the same vectors; spellings leave the app as one
 * row of scores per word of the vocabulary, since they depend on the word alone.
 */
import { fnv1a } from '#core/base';
import type { NerInput, TokenEncoder } from './examples.ts';
import type { FeatureRows } from './linear-softmax.ts';

/** Neighbours on either side whose vectors a token is judged by. */
export const tokenReach = 1;
/** Rows of the table of spellings. */
export const spellingBuckets = 4096;
const affixes = [2, 3, 4];

/** Buckets of a word's spelling, each once. */
export function spellingFeatures(word: string): number[] {
  const lower = word.toLowerCase();
  const names = [`shape ${shapeOf(word)}`, `word ${lower}`];
  for (const length of affixes) {
    if (lower.length <= length) continue;
    names.push(`begins ${lower.slice(0, length)}`, `ends ${lower.slice(-length)}`);
  }
  return [...new Set(names.map(bucketOf))];
}

/** `Aspirin` → `Aa`, `IL-2` → `A-0`. */
function shapeOf(word: string): string {
  return word
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a')
    .replace(/\p{N}+/gu, '0')
    .slice(0, 6);
}

function bucketOf(name: string): number {
  const h = fnv1a(name);
  return ((h ^ (h >>> 15)) >>> 0) % spellingBuckets;
}

/** One row per token, in the order of the inputs. */
export function tokenRows(inputs: readonly NerInput[], encoder: TokenEncoder): FeatureRows {
  const { dim } = encoder;
  const count = inputs.reduce((sum, { words }) => sum + words.length, 0);
  const width = (2 * tokenReach + 1) * dim;
  const dense = new Float32Array(count * width);
  const starts = new Int32Array(count + 1);
  const indices: number[] = [];
  const spellings = new Map<string, readonly number[]>();
  let row = 0;
  for (const { words, place } of inputs) {
    const vectors = new Float32Array(words.length * dim);
    encoder.encode(words, vectors, 0, place);
    words.forEach((word, t) => {
      for (let step = -tokenReach; step <= tokenReach; step++) {
        const from = (t + step) * dim;
        if (from < 0 || from >= vectors.length) continue;
        dense.set(vectors.subarray(from, from + dim), row * width + (step + tokenReach) * dim);
      }
      const known = spellings.get(word) ?? spellingFeatures(word);
      spellings.set(word, known);
      indices.push(...known);
      row += 1;
      starts[row] = indices.length;
    });
  }
  return {
    count,
    width,
    dense,
    sparse: { buckets: spellingBuckets, starts, indices: Int32Array.from(indices) },
  };
}

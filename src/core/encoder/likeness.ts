/**
 * Texts by how like another they are: the mean of the states of a text's words, less what all texts of the project have in common,
 * compared by the cosine.
 */
import type { TokenStates } from './states.ts';

/** Of its tokens; zeros of a text without any. */
export function meanState({ dim, codes, scales }: TokenStates): Float32Array<ArrayBuffer> {
  const mean = new Float32Array(dim);
  scales.forEach((scale, t) => {
    for (let d = 0; d < dim; d++)
      mean[d] = (mean[d] ?? 0) + ((codes[t * dim + d] ?? 0) * scale) / scales.length;
  });
  return mean;
}

export interface Like<Key> {
  readonly key: Key;
  /** Cosine, from −1 to 1. */
  readonly likeness: number;
}

/** The `most` that are the most like `wanted`, the most like first; `wanted` itself is not among `texts`. */
export function mostLike<Key>(
  wanted: Float32Array,
  texts: ReadonlyMap<Key, Float32Array>,
  most: number,
): Like<Key>[] {
  const common = new Float64Array(wanted.length);
  for (const text of texts.values())
    for (let d = 0; d < common.length; d++) common[d] = (common[d] ?? 0) + (text[d] ?? 0) / texts.size;
  const own = (text: Float32Array): Float64Array => common.map((shared, d) => (text[d] ?? 0) - shared);
  const asked = own(wanted);
  const found: Like<Key>[] = [];
  for (const [key, text] of texts) found.push({ key, likeness: cosine(asked, own(text)) });
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, most);
}

function cosine(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, d) => {
    const y = b[d] ?? 0;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

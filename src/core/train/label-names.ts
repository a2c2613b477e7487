/**
 * What labels' names say before anything is labelled: a feature that looks like a label's name votes for it, a little. The
 * directions are where the linear expert's weights start, so ten labels are not needed to learn that `positive` has to do
 * with `good` and `delicious` (docs/label-efficiency.md has what it is worth).
 */
import type { TokenEncoder } from './examples.ts';

/** Chosen on MAMS' `val.xml` and on training sentences of SemEval-2010. */
const strength = 0.3;

/**
 * Initial weights for `pools` pools of vectors, `pools · dim · outputs`. A name that is `undefined` (no label, no known word)
 * has no direction; fewer than two with one say nothing, and the result is `undefined`.
 */
export function namePrior(
  labelNames: readonly (string | undefined)[],
  pools: number,
  encoder: TokenEncoder,
): Float32Array<ArrayBuffer> | undefined {
  const { dim } = encoder;
  const outputs = labelNames.length;
  const directions = labelNames.map((name) => direction(name, encoder));
  const known = directions.filter((one) => one !== undefined);
  if (known.length < 2) return undefined;
  const middle = new Float32Array(dim);
  for (const one of known)
    for (let d = 0; d < dim; d++) middle[d] = (middle[d] ?? 0) + (one[d] ?? 0) / known.length;
  const weights = new Float32Array(pools * dim * outputs);
  directions.forEach((one, output) => {
    if (one === undefined) return;
    const apart = one.map((x, d) => x - (middle[d] ?? 0));
    const length = Math.hypot(...apart);
    // Names that are all alike, such as `Cause(e1,e2)` and `Cause(e2,e1)`, tell nothing apart.
    if (length < 1e-6) return;
    for (let pool = 0; pool < pools; pool++)
      for (let d = 0; d < dim; d++)
        weights[(pool * dim + d) * outputs + output] = (strength * (apart[d] ?? 0)) / length;
  });
  return weights;
}

/** The sum of the vectors of a name's known words. */
function direction(name: string | undefined, encoder: TokenEncoder): Float32Array<ArrayBuffer> | undefined {
  const words = wordsOf(name ?? '').filter((word) => encoder.knows?.(word) === true);
  if (words.length === 0) return undefined;
  const vectors = new Float32Array(words.length * encoder.dim);
  encoder.encode(words, vectors, 0);
  const sum = new Float32Array(encoder.dim);
  for (let i = 0; i < vectors.length; i++)
    sum[i % encoder.dim] = (sum[i % encoder.dim] ?? 0) + (vectors[i] ?? 0);
  return sum;
}

/** Words of at least two letters: `Cause-Effect(e1,e2)` → cause, effect; `bornIn` → born, in. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /^\p{L}{2,}$/u.test(word))
    .map((word) => word.toLowerCase());
}

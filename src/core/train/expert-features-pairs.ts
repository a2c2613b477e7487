/**
 * Features of the linear expert for relations and texts (methods.md §8): means of word vectors over pools of tokens, each
 * brought to length 1. A pool is a rule about where a token stands, so it is the same for every sentence and costs no
 * parameter. Which pools: chosen on training sentences of SemEval-2010 and on MAMS' `val.xml`; docs/label-efficiency.md has the
 * others that were tried.
 *
 * `models/expert.ts` computes the same from the same inputs; a test holds the two together.
 */
import type { NerInput, RelationInput, TextInput, TokenEncoder, TokenSpan } from './examples.ts';
import type { FeatureRows } from './linear-softmax.ts';

/** X, Y, and for either order of them: what stands between, two tokens after the first, two before the second. */
export const relationPools = 8;
/** The text, the aspect, what is near it by 1 / distance, three tokens before it, four after it. */
export const textPools = 5;
/** Tokens farther away are as far as this (the networks' tables of distances end here too). */
export const farthest = 30;

/** Signed distance of token t from a span: negative before it, 0 in it, positive after it. */
function distance(t: number, { from, to }: TokenSpan): number {
  const far = t < from ? t - from : t >= to ? t - to + 1 : 0;
  return Math.max(-farthest, Math.min(farthest, far));
}

/** Weights of each token in each pool, `pools · words`, not yet divided by their sum. */
export function relationPoolWeights({ words, x, y }: RelationInput): Float32Array<ArrayBuffer> {
  const n = words.length;
  const weights = new Float32Array(relationPools * n);
  const forward = x.from < y.from;
  for (let t = 0; t < n; t++) {
    const [toX, toY] = [distance(t, x), distance(t, y)];
    const put = (pool: number, is: boolean): void => {
      if (is) weights[pool * n + t] = 1;
    };
    put(0, toX === 0);
    put(1, toY === 0);
    put(2, toX > 0 && toY < 0);
    put(3, forward && toX > 0 && toX <= 2);
    put(4, forward && toY < 0 && toY >= -2);
    put(5, toX < 0 && toY > 0);
    put(6, !forward && toY > 0 && toY <= 2);
    put(7, !forward && toX < 0 && toX >= -2);
  }
  return weights;
}

/** As above; without an aspect all pools but the first are empty. */
export function textPoolWeights({ words, aspect }: TextInput): Float32Array<ArrayBuffer> {
  const n = words.length;
  const weights = new Float32Array(textPools * n);
  weights.fill(1, 0, n);
  if (aspect === undefined) return weights;
  for (let t = 0; t < n; t++) {
    const far = distance(t, aspect);
    if (far === 0) weights[n + t] = 1;
    else weights[2 * n + t] = 1 / Math.abs(far);
    if (far < 0 && far >= -3) weights[3 * n + t] = 1;
    if (far > 0 && far <= 4) weights[4 * n + t] = 1;
  }
  return weights;
}

export function relationRows(inputs: readonly RelationInput[], encoder: TokenEncoder): FeatureRows {
  return pooledRows(inputs, relationPools, relationPoolWeights, encoder);
}

export function textRows(inputs: readonly TextInput[], encoder: TokenEncoder): FeatureRows {
  return pooledRows(inputs, textPools, textPoolWeights, encoder);
}

function pooledRows<Input extends NerInput>(
  inputs: readonly Input[],
  pools: number,
  weightsOf: (input: Input) => Float32Array,
  encoder: TokenEncoder,
): FeatureRows {
  const { dim, parts = [dim] } = encoder;
  const width = pools * dim;
  const dense = new Float32Array(inputs.length * width);
  inputs.forEach((input, row) => {
    const n = input.words.length;
    const vectors = new Float32Array(n * dim);
    encoder.encode(input.words, vectors, 0, input.place);
    const weights = weightsOf(input);
    for (let pool = 0; pool < pools; pool++) {
      const at = row * width + pool * dim;
      for (let t = 0; t < n; t++) {
        const weight = weights[pool * n + t] ?? 0;
        if (weight === 0) continue;
        for (let d = 0; d < dim; d++)
          dense[at + d] = (dense[at + d] ?? 0) + weight * (vectors[t * dim + d] ?? 0);
      }
      let from = at;
      for (const part of parts) {
        toLengthOne(dense, from, part);
        from += part;
      }
    }
  });
  return { count: inputs.length, width, dense };
}

/** Leaves what is zero as it is. */
function toLengthOne(values: Float32Array, from: number, length: number): void {
  let squares = 0;
  for (let d = 0; d < length; d++) squares += (values[from + d] ?? 0) ** 2;
  if (squares === 0) return;
  const factor = 1 / Math.sqrt(squares);
  for (let d = 0; d < length; d++) values[from + d] = (values[from + d] ?? 0) * factor;
}

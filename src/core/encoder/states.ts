/** States of a text's tokens as they are kept: 8 bits a number and a scale per token. */

export interface TokenStates {
  readonly dim: number;
  /** Token by token, `dim` codes each: value = code · scale. */
  readonly codes: Int8Array<ArrayBuffer>;
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Codes of `states`, `tokens · dim` numbers. */
export function packStates(states: Float32Array, dim: number): TokenStates {
  const tokens = states.length / dim;
  const codes = new Int8Array(states.length);
  const scales = new Float32Array(tokens);
  for (let t = 0; t < tokens; t++) {
    let largest = 0;
    for (let d = 0; d < dim; d++) largest = Math.max(largest, Math.abs(states[t * dim + d] ?? 0));
    if (largest === 0) continue;
    const scale = Math.fround(largest / 127);
    scales[t] = scale;
    for (let d = 0; d < dim; d++) codes[t * dim + d] = Math.round((states[t * dim + d] ?? 0) / scale);
  }
  return { dim, codes, scales };
}

/** Bytes that they take. */
export const bytesOfStates = ({ codes, scales }: TokenStates): number => codes.length + 4 * scales.length;

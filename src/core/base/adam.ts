/**
 * Adam (Kingma and Ba 2015) with weight decay apart from the gradient (Loshchilov and Hutter 2019), for models that are
 * fitted in plain arrays. Networks have the same as parts of their graph (`core/graph/optimiser.ts`).
 */

/** A parameter with its gradient and Adam's two moments. */
export class AdamParameter {
  readonly value: Float32Array<ArrayBuffer>;
  readonly slope: Float32Array<ArrayBuffer>;
  readonly #first: Float32Array;
  readonly #second: Float32Array;

  constructor(size: number) {
    this.value = new Float32Array(size);
    this.slope = new Float32Array(size);
    this.#first = new Float32Array(size);
    this.#second = new Float32Array(size);
  }

  /** Takes step number `count` (from 1) along `slope`, and clears it. `decay` applies apart from the gradient. */
  step(rate: number, decay: number, count: number): void {
    const first = this.#first;
    const second = this.#second;
    const unbiased1 = 1 / (1 - 0.9 ** count);
    const unbiased2 = 1 / (1 - 0.999 ** count);
    for (let i = 0; i < this.value.length; i++) {
      const g = this.slope[i] ?? 0;
      const m = 0.9 * (first[i] ?? 0) + 0.1 * g;
      const v = 0.999 * (second[i] ?? 0) + 0.001 * g * g;
      first[i] = m;
      second[i] = v;
      const value = this.value[i] ?? 0;
      const move = (m * unbiased1) / (Math.sqrt(v * unbiased2) + 1e-8);
      this.value[i] = value - rate * (move + decay * value);
      this.slope[i] = 0;
    }
  }
}

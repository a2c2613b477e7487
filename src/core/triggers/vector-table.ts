/**
 * A growing table of vectors of length 1, by id: the cache of the triggers' (or the sentences') encodings. Adding one
 * touches no other; removing one moves the last row into its place.
 */
import { InternalError, must } from '../base/index.ts';

export class VectorTable {
  readonly dim: number;
  #data: Float32Array<ArrayBuffer>;
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();

  constructor(dim: number) {
    this.dim = dim;
    this.#data = new Float32Array(dim * 64);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Ids by row. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Adds a vector, or replaces the one with that id. */
  set(id: string, vector: ArrayLike<number>): void {
    if (vector.length !== this.dim) throw new InternalError(`vector of ${vector.length}, not ${this.dim}`);
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = this.#ids.length;
      this.#ids.push(id);
      this.#rows.set(id, row);
      if ((row + 1) * this.dim > this.#data.length) {
        const larger = new Float32Array(this.#data.length * 2);
        larger.set(this.#data);
        this.#data = larger;
      }
    }
    this.#data.set(vector, row * this.dim);
  }

  delete(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const last = must(this.#ids.pop(), 'last id');
    this.#rows.delete(id);
    if (last === id) return;
    this.#data.copyWithin(row * this.dim, this.#ids.length * this.dim, (this.#ids.length + 1) * this.dim);
    this.#ids[row] = last;
    this.#rows.set(last, row);
  }

  /** A view: valid until the next change. */
  get(id: string): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#data.subarray(row * this.dim, (row + 1) * this.dim);
  }

  /** All rows, `size × dim`. A view: valid until the next change. */
  matrix(): Float32Array {
    return this.#data.subarray(0, this.size * this.dim);
  }
}

/**
 * Similarities of all rows of `a` (n × dim) with all rows of `b` (m × dim): n × m cosines. Four rows of `b` at a time, so
 * that each number of `a` is fetched once for four products.
 */
export function cosines(a: Float32Array, b: Float32Array, dim: number): Float32Array<ArrayBuffer> {
  const n = a.length / dim;
  const m = b.length / dim;
  const out = new Float32Array(n * m);
  // Indices below are in bounds by construction; `?? 0` would cost a third of the time in this innermost loop.
  for (let j = 0; j < m; j += 4) {
    const width = Math.min(4, m - j);
    const b0 = j * dim;
    const b1 = (j + Math.min(1, width - 1)) * dim;
    const b2 = (j + Math.min(2, width - 1)) * dim;
    const b3 = (j + width - 1) * dim;
    for (let i = 0; i < n; i++) {
      const at = i * dim;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let d = 0; d < dim; d++) {
        const x = a[at + d] as number;
        s0 += x * (b[b0 + d] as number);
        s1 += x * (b[b1 + d] as number);
        s2 += x * (b[b2 + d] as number);
        s3 += x * (b[b3 + d] as number);
      }
      const o = i * m + j;
      out[o] = s0;
      if (width > 1) out[o + 1] = s1;
      if (width > 2) out[o + 2] = s2;
      if (width > 3) out[o + 3] = s3;
    }
  }
  return out;
}

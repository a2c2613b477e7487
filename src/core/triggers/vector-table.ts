/**
 * A growing table of vectors of length 1, by id: the cache of the triggers' (or the sentences') encodings. Adding one
 * touches no other; removing one moves the last row into its place.
 */
import { InternalError, must } from '#core/base';

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

/** Rows of `a` that are gone through while four rows of `b` stay at hand: they fit into a processor's first cache. */
const block = 32;

/**
 * Similarities of all rows of `a` (n × dim) with all rows of `b` (m × dim): n × m products. Two rows of `a` and four of
 * `b` at a time, so that each number is fetched once for several products.
 */
export function cosines(a: Float32Array, b: Float32Array, dim: number): Float32Array<ArrayBuffer> {
  const n = dim === 0 ? 0 : a.length / dim;
  const m = dim === 0 ? 0 : b.length / dim;
  const out = new Float32Array(n * m);
  for (let start = 0; start < n; start += block) {
    const end = Math.min(n, start + block);
    for (let j = 0; j < m; j += 4) {
      for (let i = start; i < end; i += 2) eight(a, b, dim, Math.min(i + 1, n - 1), i, j, m, out);
    }
  }
  return out;
}

/** The products of rows `i` and `next` of `a` with up to four rows of `b` from `j` on. */
function eight(
  a: Float32Array,
  b: Float32Array,
  dim: number,
  next: number,
  i: number,
  j: number,
  m: number,
  out: Float32Array,
): void {
  const [a0, a1] = [i * dim, next * dim];
  // At the edge the last row stands in for those that are not there; its product is written once more, unchanged.
  const [j1, j2, j3] = [Math.min(j + 1, m - 1), Math.min(j + 2, m - 1), Math.min(j + 3, m - 1)];
  const [b0, b1, b2, b3] = [j * dim, j1 * dim, j2 * dim, j3 * dim];
  let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let d = 0; d < dim; d++) {
    // All indices are in bounds by construction; a check would cost a third of the time here.
    const x = a[a0 + d] as number;
    const y = a[a1 + d] as number;
    const p = b[b0 + d] as number;
    const q = b[b1 + d] as number;
    const r = b[b2 + d] as number;
    const s = b[b3 + d] as number;
    s0 += x * p;
    s1 += x * q;
    s2 += x * r;
    s3 += x * s;
    t0 += y * p;
    t1 += y * q;
    t2 += y * r;
    t3 += y * s;
  }
  const o = i * m;
  const u = next * m;
  out[o + j] = s0;
  out[o + j1] = s1;
  out[o + j2] = s2;
  out[o + j3] = s3;
  out[u + j] = t0;
  out[u + j1] = t1;
  out[u + j2] = t2;
  out[u + j3] = t3;
}

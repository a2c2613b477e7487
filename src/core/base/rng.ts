/**
 * Seeded random numbers. Every stochastic function takes an `Rng`; the same seed gives the same run.
 * The generator is sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32: 128 bits of state, 32-bit
 * operations only, so that it behaves alike in every JavaScript engine.
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [0, n). `n` must be at least 1. */
  int(n: number): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** A generator of its own, decided by this one's state and `label`. */
  fork(label?: number): Rng;
  /** Plain state, to be stored with a checkpoint. */
  state(): RngState;
}
export type RngState = readonly [number, number, number, number];

class Sfc32 implements Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(state: RngState) {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  #u32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  next(): number {
    return this.#u32() / 4294967296;
  }

  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  normal(): number {
    const u = 1 - this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }

  fork(label = 0): Rng {
    return createRng((this.#u32() ^ Math.imul(label + 1, 0x9e3779b1)) >>> 0);
  }

  state(): RngState {
    return [this.#a, this.#b, this.#c, this.#d];
  }
}

export function createRng(seed: number): Rng {
  let s = seed | 0;
  const splitmix = (): number => {
    s = (s + 0x9e3779b9) | 0;
    let z = s ^ (s >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  const rng = new Sfc32([splitmix(), splitmix(), splitmix(), 1]);
  for (let i = 0; i < 12; i++) rng.next();
  return rng;
}

export function restoreRng(state: RngState): Rng {
  return new Sfc32(state);
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const out = items.slice();
  for (let i = out.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const a = out[i] as T; // i and j are inside the array
    out[i] = out[j] as T;
    out[j] = a;
  }
  return out;
}

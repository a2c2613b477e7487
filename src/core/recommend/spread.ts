/**
 * Texts that lie far apart (methods.md §6): a first choice before there is a model, and one that does not ask for the same
 * thing twice when there is one. k-means++ seeding (Arthur and Vassilvitskii 2007) over text vectors, the distances counted
 * from what is labelled already, as a coreset does (Sener and Savarese 2018); with a model a text's chance is multiplied by
 * how unsure it is.
 *
 * The vectors need no network: words hashed with a sign (Weinberger et al. 2009), rare ones counting more, length 1.
 */
import { fnv1a, type Rng } from '#core/base';

const dimensions = 128;

/** One vector of length 1 per text, `texts.length × 128`; a text that shares no word with another is all zeros. */
export function hashedTexts(texts: readonly (readonly string[])[]): Float32Array<ArrayBuffer> {
  const frequency = new Map<string, number>();
  const lowered = texts.map((words) => [...new Set(words.map((word) => word.toLowerCase()))]);
  for (const words of lowered) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vectors = new Float32Array(texts.length * dimensions);
  lowered.forEach((words, row) => {
    const at = row * dimensions;
    for (const word of words) {
      // A word of one text alone makes it like no other, and would drown what texts share.
      if (frequency.get(word) === 1) continue;
      const h = hashOf(word);
      const slot = at + (h % dimensions);
      const weight = Math.log(1 + texts.length / (frequency.get(word) ?? 1));
      vectors[slot] = (vectors[slot] ?? 0) + ((h >>> 16) & 1 ? weight : -weight);
    }
    let squares = 0;
    for (let d = 0; d < dimensions; d++) squares += (vectors[at + d] ?? 0) ** 2;
    if (squares === 0) return;
    const factor = 1 / Math.sqrt(squares);
    for (let d = 0; d < dimensions; d++) vectors[at + d] = (vectors[at + d] ?? 0) * factor;
  });
  return vectors;
}

export interface SpreadOptions {
  readonly vectors: Float32Array;
  /** Length of a vector. */
  readonly width: number;
  /** Rows that may be chosen. */
  readonly open: readonly number[];
  /** Rows that are labelled: what is near them is not chosen early. */
  readonly labelled: readonly number[];
  /** Factor of each open row's chance, in the order of `open`; absent: all are alike. */
  readonly weights?: ArrayLike<number>;
  readonly count: number;
  readonly rng: Rng;
}

/** Rows in the order in which they are taken, at most `count`. Without anything labelled the first is a fair draw. */
export function spread({ vectors, width, open, labelled, weights, count, rng }: SpreadOptions): number[] {
  const nearest = new Float64Array(open.length).fill(Number.POSITIVE_INFINITY);
  const comeNear = (row: number): void => {
    open.forEach((other, i) => {
      let dot = 0;
      let own = 0;
      let theirs = 0;
      for (let d = 0; d < width; d++) {
        const a = vectors[row * width + d] ?? 0;
        const b = vectors[other * width + d] ?? 0;
        dot += a * b;
        own += a * a;
        theirs += b * b;
      }
      nearest[i] = Math.min(nearest[i] ?? 0, Math.max(0, own + theirs - 2 * dot));
    });
  };
  for (const row of labelled) comeNear(row);
  const taken: number[] = [];
  const isTaken = new Uint8Array(open.length);
  while (taken.length < Math.min(count, open.length)) {
    const chance = (i: number): number => {
      if (isTaken[i] === 1) return 0;
      const far = nearest[i] ?? 0;
      return (Number.isFinite(far) ? far : 1) * (weights?.[i] ?? 1);
    };
    let total = 0;
    for (let i = 0; i < open.length; i++) total += chance(i);
    let chosen = -1;
    let left = rng.next() * total;
    for (let i = 0; i < open.length; i++) {
      if (isTaken[i] === 1) continue;
      // What is left when nothing has a chance (all texts are alike) goes by its place.
      if (chosen < 0) chosen = i;
      left -= chance(i);
      if (total > 0 && chance(i) > 0) {
        chosen = i;
        if (left <= 0) break;
      }
    }
    const row = open[chosen];
    if (row === undefined) break;
    isTaken[chosen] = 1;
    taken.push(row);
    comeNear(row);
  }
  return taken;
}

/** The width of `hashedTexts`' vectors. */
export const hashedWidth = dimensions;

/** Stirred once more: the low bits of FNV-1a alone are poor. */
function hashOf(word: string): number {
  const h = fnv1a(word);
  return Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
}

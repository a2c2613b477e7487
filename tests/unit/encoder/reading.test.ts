/** The shipped encoder against golden states of the original, made in Python (models/encoders/reference.py has the command). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeDocuments, type TokenStates, withStates } from '#core/encoder';
import { floatTensor, intTensor } from '#core/graph';
import { tokenize } from '#core/text';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { runtime } from '../graph/gradient-check.ts';

interface Golden {
  readonly texts: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly mean: readonly number[];
    readonly piece: number;
    readonly state: readonly number[];
  }[];
}
const golden = JSON.parse(readFileSync('tests/unit/encoder/golden.json', 'utf8')) as Golden; // as reference.py writes it
const bytes = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
let encoder: LoadedEncoder;

beforeAll(async () => {
  const opened = await encoderOf(runtime, bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  encoder = opened.value;
});

const numbers = ({ codes, scales, dim }: TokenStates): number[] =>
  Array.from(codes, (code, i) => code * scales[Math.floor(i / dim)]!);

describe('the shipped encoder', () => {
  it('is the file that was measured', () => {
    const measures = JSON.parse(readFileSync('models/encoders/measures.json', 'utf8')) as { sha256: string };
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(measures.sha256);
  });

  it('cuts texts as the original does, and its states are the original’s but for the rounding to 8 bits', async () => {
    let largest = 0;
    for (const { text, ids, piece, state } of golden.texts.slice(0, 24)) {
      const own = encoder.pieces.read(text, tokenize(text)).ids;
      expect([encoder.pieces.frame[0], ...own, encoder.pieces.frame[1]].slice(0, ids.length)).toEqual(ids);
      const found = await encoder.graph.run({
        ids: intTensor([1, ids.length], ids),
        mask: floatTensor(
          [1, ids.length],
          ids.map(() => 1),
        ),
      });
      const { data } = found['states']!;
      state.forEach((value, i) => {
        largest = Math.max(largest, Math.abs(value - data[(1 + piece) * encoder.dim + 6 * i]!));
      });
    }
    // States have a mean square of 0.16.
    expect(largest).toBeLessThan(0.2);
    expect(largest).toBeGreaterThan(0);
  });

  it('makes the same of a text whatever is read beside it', async () => {
    const [a, b, c] = ['A fine soup.', 'It was a long, long evening with far too much wine.', 'No.'].map(
      (text, i) => ({ id: `${i}`, text }),
    );
    const alone = await encodeDocuments(encoder, [a!]);
    const together = await encodeDocuments(encoder, [c!, a!, b!]);
    expect(together![1]).toEqual(alone![0]);
  });

  it('reads long texts in windows that overlap: nearly as if at once', async () => {
    const text = 'The waiter brought the wrong soup twice, but the manager apologised to us. '.repeat(12);
    const documents = [{ id: 'long', text }];
    const whole = numbers((await encodeDocuments({ ...encoder, window: 512 }, documents))![0]!);
    const parts = numbers((await encodeDocuments({ ...encoder, window: 100 }, documents))![0]!);
    expect(parts).toHaveLength(tokenize(text).length * encoder.dim);
    let along = 0;
    let [a, b] = [0, 0];
    whole.forEach((value, i) => {
      along += value * parts[i]!;
      a += value * value;
      b += parts[i]! ** 2;
    });
    // Words far away count for little, positions for more.
    expect(along / Math.sqrt(a * b)).toBeGreaterThan(0.8);
  });

  it('stands beside word vectors, at the place where the words stand', async () => {
    const text = 'We had soup . We had rice .';
    const [states] = (await encodeDocuments(encoder, [{ id: 'd', text }]))!;
    const words = {
      dim: 2,
      encode: (sentence: readonly string[], into: Float32Array, offset: number) => {
        sentence.forEach((word, i) => {
          into[offset + 2 * i] = word.length;
        });
      },
    };
    const both = withStates(words, encoder, (id) => (id === 'd' ? states : undefined));
    expect(both).toMatchObject({ name: 'minilm-l6', dim: 2 + encoder.dim, parts: [2, encoder.dim] });
    const out = new Float32Array(2 * both.dim);
    both.encode(['had', 'rice'], out, 0, { documentId: 'd', token: 5 });
    expect([out[0], out[both.dim]]).toEqual([3, 4]);
    const third = numbers(states!).slice(6 * encoder.dim, 7 * encoder.dim);
    expect([...out.slice(both.dim + 2)]).toEqual(third.map(Math.fround));
    both.encode(['had', 'rice'], out, 0, { documentId: 'unknown', token: 0 });
    expect(new Set(out.slice(2, both.dim))).toEqual(new Set([0]));
  });

  it('is no encoder when half of it came', async () => {
    expect(await encoderOf(runtime, bytes.slice(0, 10_000_000))).toMatchObject({
      ok: false,
      error: { code: 'encoder-unreadable' },
    });
  });
});

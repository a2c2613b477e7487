/** Half precision as IEEE 754 has it, and the encoder multiplied out to it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floatTensor, intTensor } from '#core/graph';
import { halfPrecision } from '#models';
import { multipliedOut } from '#workers/encoder/graphics';
import { runtime } from '../graph/gradient-check.ts';

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1023 * 2 ** -24, 0x03ff],
    [1 / 3, 0x3555],
    // Halfway: to the even one.
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000],
  ])('%d', (value, bits) => {
    expect(halfPrecision(value).toString(16)).toBe(bits.toString(16));
  });

  it('leaves the encoder’s states as the original has them', async () => {
    const { texts } = JSON.parse(readFileSync('tests/unit/encoder/golden.json', 'utf8')); // of reference.py
    const { ids, piece, state } = texts[0];
    const bytes = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
    const graph = await runtime.load(multipliedOut(bytes, 'float16')!);
    const mask = floatTensor([1, ids.length]);
    mask.data.fill(1);
    const { states } = await graph.run({ ids: intTensor([1, ids.length], ids), mask });
    const row = states!.data.subarray((1 + piece) * 192, (2 + piece) * 192);
    const apart = state.map((value: number, i: number) => Math.abs(value - row[6 * i]!));
    // States have a root mean square of 0.4.
    expect(Math.max(...apart)).toBeLessThan(0.1);
  });
});

import { describe, expect, it } from 'vitest';
import { createOffsets } from '#core/text';
import { hostileTexts } from './hostile.ts';

describe('offsets', () => {
  it('count as Python and UTF-8 do', () => {
    // a: 1 byte, é: 2, 我: 3, 👍: 4 bytes and two code units.
    const offsets = createOffsets('aé我👍b');
    expect([0, 1, 2, 3, 5, 6].map(offsets.toCodePoint)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([0, 1, 2, 3, 5, 6].map(offsets.toByte)).toEqual([0, 1, 3, 6, 10, 11]);
    expect([0, 1, 2, 3, 4, 5].map(offsets.fromCodePoint)).toEqual([0, 1, 2, 3, 5, 6]);
    expect([0, 1, 3, 6, 10, 11].map(offsets.fromByte)).toEqual([0, 1, 2, 3, 5, 6]);
  });

  it('inside a pair or a character fall back to its begin; outside the text they are clamped', () => {
    const offsets = createOffsets('👍b');
    expect(offsets.toCodePoint(1)).toBe(0);
    expect(offsets.fromByte(2)).toBe(0);
    expect(offsets.toByte(-5)).toBe(0);
    expect(offsets.toByte(99)).toBe(5);
    expect(offsets.fromCodePoint(99)).toBe(3);
  });

  it.each(hostileTexts)('of %s agree with the encoder and the string iterator', (_, text) => {
    const offsets = createOffsets(text);
    expect(offsets.byteLength).toBe(new TextEncoder().encode(text).length);
    expect(offsets.codePointLength).toBe([...text].length);
    const step = Math.max(1, Math.floor(text.length / 500));
    for (let u = 0; u <= text.length; u += step) {
      const inPair = u > 0 && text.codePointAt(u - 1)! > 0xffff;
      if (inPair) continue;
      expect(offsets.fromCodePoint(offsets.toCodePoint(u))).toBe(u);
      expect(offsets.fromByte(offsets.toByte(u))).toBe(u);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOffsets, nounPhrases, rangeOfSpan, sentences, spanOfRange, tokenize } from '#core/text';

/** Any strings, those made of what makes tokenizers stumble, and strings of lone surrogates. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('a', 'N', "'", '’', '-', '.', ',', '1', ' ', '\n', '\r', '我', '\u0301', '\u200d'),
  }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\udc4d', 'a', '👍', '🇫', '\ufe0f', '.') }),
);
const seed = 20_261_123;

describe(`laws of the text room (seed ${seed})`, () => {
  it('tokens partition what is not white space and never cut a pair', () => {
    fc.assert(
      fc.property(text, (t) => {
        let end = 0;
        for (const { from, to } of tokenize(t)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(t.slice(end, from)).toMatch(/^[\s\p{Cc}\u200b]*$/u);
          for (const edge of [from, to]) {
            const inPair = edge > 0 && edge < t.length && t.codePointAt(edge - 1)! > 0xffff;
            expect(inPair).toBe(false);
          }
          end = to;
        }
        expect(t.slice(end)).toMatch(/^[\s\p{Cc}\u200b]*$/u);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('sentences hold every token once; noun phrases lie on token edges', () => {
    fc.assert(
      fc.property(text, (t) => {
        const tokens = tokenize(t);
        const inside = sentences(t, tokens).map(
          (s) => tokens.filter((k) => k.from >= s.from && k.to <= s.to).length,
        );
        expect(inside.reduce((a, b) => a + b, 0)).toBe(tokens.length);
        let end = 0;
        for (const phrase of nounPhrases(t, tokens)) {
          expect(phrase.from).toBeGreaterThanOrEqual(end);
          const range = rangeOfSpan(tokens, phrase);
          expect(range && spanOfRange(tokens, range)).toEqual(phrase);
          end = phrase.to;
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('offsets go there and back, and never decrease', () => {
    fc.assert(
      fc.property(text, (t) => {
        const offsets = createOffsets(t);
        let last = 0;
        for (let u = 0; u <= t.length; u++) {
          const inPair = u > 0 && u < t.length && t.codePointAt(u - 1)! > 0xffff;
          expect(offsets.toByte(u)).toBeGreaterThanOrEqual(last);
          last = offsets.toByte(u);
          if (inPair) continue;
          expect(offsets.fromCodePoint(offsets.toCodePoint(u))).toBe(u);
          expect(offsets.fromByte(offsets.toByte(u))).toBe(u);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});

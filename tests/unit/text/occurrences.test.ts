import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanText, tokenize, wordOccurrences } from '#core/text';

const found = (text: string, words: string) =>
  wordOccurrences(text, tokenize(text), words).map(({ from }) => from);

test('whole words only, written the same way', () => {
  expect(found('war, pre-war, wars, War and war.', 'war')).toEqual([0, 28]);
  expect(found('see [12] and (see [12])', 'see [12]')).toEqual([0, 14]);
  expect(found('我爱北京，北京', '北京')).toEqual([2, 5]);
  expect(found('aa aa aa', 'aa aa')).toEqual([0]);
  expect(found('a b', ' ')).toEqual([]);
});

test('each place holds the words, and no two overlap', () => {
  const word = fc.constantFrom('a', 'b', 'aa', 'a b', 'b,', '(a');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), word, (parts, words) => {
      const text = parts.join(' ');
      const spans = wordOccurrences(text, tokenize(text), words);
      for (const [i, span] of spans.entries()) {
        expect(spanText(text, span)).toBe(words);
        expect(span.from).toBeGreaterThanOrEqual(spans[i - 1]?.to ?? 0);
      }
    }),
    { seed: 16 },
  );
});

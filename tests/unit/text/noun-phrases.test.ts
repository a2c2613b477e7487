import { describe, expect, it } from 'vitest';
import { nounPhrases, spanText, tokenize } from '#core/text';
import { hostileTexts } from './hostile.ts';

const found = (text: string): string[] => nounPhrases(text).map((span) => spanText(text, span));

describe('noun phrases', () => {
  it.each([
    ['We had lunch at Rumble Fish in New York.', ['lunch', 'Rumble Fish', 'New York']],
    ['The waiter serves the best pasta in town.', ['waiter', 'best pasta', 'town']],
    ['and the grilled salmon was delicious', ['grilled salmon']],
    ['The effects of drug withdrawal in the hospital.', ['effects', 'drug withdrawal', 'hospital']],
    ['The pre-war economy of northern Germany collapsed.', ['pre-war economy', 'northern Germany']],
    [
      'Barack Obama, the former president, was born in Honolulu.',
      ['Barack Obama', 'former president', 'Honolulu'],
    ],
    ['He quickly walked away.', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('gives each repetition its own offsets', () => {
    expect(nounPhrases('cat and dog, cat and dog.')).toEqual([
      { from: 0, to: 3 },
      { from: 8, to: 11 },
      { from: 13, to: 16 },
      { from: 21, to: 24 },
    ]);
  });

  it.each(hostileTexts)('survives %s, in order and on token edges', (_, text) => {
    const tokens = tokenize(text);
    const begins = new Set(tokens.map((token) => token.from));
    const ends = new Set(tokens.map((token) => token.to));
    let end = 0;
    for (const span of nounPhrases(text, tokens)) {
      if (span.from < end || !begins.has(span.from) || !ends.has(span.to)) {
        expect.fail(`${span.from}–${span.to} overlaps or is not on a token's edge`);
      }
      end = span.to;
    }
  });
});

import { describe, expect, it } from 'vitest';
import { tellingWords } from '#core/explain';

const labelled = (labelId: string, ...texts: readonly string[]) =>
  texts.map((text) => ({ labelId, words: new Set(text.split(' ')) }));
const texts = [
  ...labelled(
    'good',
    'the fresh soup',
    'a fresh fish',
    'fresh the bread',
    'the fresh and hot tea',
    'so fresh the',
  ),
  ...labelled('bad', 'the cold soup', 'a stale fish', 'the stale bread', 'the weak tea', 'so stale the'),
];

describe('words that tell a label', () => {
  it('are those that stand with it and not with others', () => {
    const weight = tellingWords(texts, 'good');
    const rank = ['fresh', 'the', 'stale', 'soup'].map((word) => [word, weight(word)] as const);
    expect(rank.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe('fresh');
    expect(weight('fresh')).toBeGreaterThan(0.3);
    expect(weight('stale')).toBe(0);
    expect(weight('the')).toBeLessThan(0.2);
    expect(weight('unheard')).toBe(0);
  });

  it('tell more with more labels, and nothing where there is one label', () => {
    const thrice = [...texts, ...texts, ...texts];
    expect(tellingWords(thrice, 'good')('fresh')).toBeGreaterThan(tellingWords(texts, 'good')('fresh'));
    expect(tellingWords(labelled('good', 'fresh soup'), 'good')('fresh')).toBe(0);
  });
});

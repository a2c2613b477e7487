import { describe, expect, test } from 'vitest';
import { filledGroups, pick, wordsOf } from '../../../src/ui/screens/annotate/trigger-draft.ts';

const text = 'We had lunch at Rumble Fish, where the food is cheap.';
const at = (words: string): { from: number; to: number } => {
  const from = text.indexOf(words);
  return { from, to: from + words.length };
};
const picked = (...words: readonly string[]): string =>
  wordsOf(
    text,
    words.reduce((group: readonly { from: number; to: number }[], one) => pick(text, group, at(one)), []),
  );

describe('picking the words of a trigger', () => {
  test('words that stand side by side become one span', () => {
    expect(picked('had', 'lunch', 'at')).toBe('had lunch at');
  });
  test('words apart stay apart, in the order of the text', () => {
    expect(picked('food', 'lunch')).toBe('lunch … food');
  });
  test('picking a word again takes it out, and cuts a span in two', () => {
    expect(picked('had lunch at', 'lunch')).toBe('had … at');
    expect(picked('had', 'had')).toBe('');
  });
  test('picking more than is held adds the rest', () => {
    expect(picked('lunch', 'had lunch at')).toBe('had lunch at');
  });
  test('white space alone is nothing', () => {
    expect(pick(text, [], { from: 2, to: 3 })).toEqual([]);
  });
  test('groups without words are not stored', () => {
    expect(filledGroups([[], [at('food')], []])).toEqual([[at('food')]]);
  });
});

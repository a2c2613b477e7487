import { describe, expect, test } from 'vitest';
import { tokenize } from '#core/text';
import {
  collapsed,
  cursorFromDrag,
  moveByCharacter,
  moveByWord,
  selectionOf,
  type TextCursor,
} from '../../../src/ui/widgets/text-view/cursor.ts';

/** A text with the cursor's word in `[…]`. */
function parse(notation: string): { text: string; cursor: TextCursor } {
  const from = notation.indexOf('[');
  const to = notation.indexOf(']') - 1;
  return { text: notation.replace(/[[\]]/g, ''), cursor: { head: { from, to } } };
}
const show = (text: string, cursor: TextCursor): string => {
  const { from, to } = selectionOf(cursor) ?? cursor.head;
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
};
const words = (notation: string, steps: readonly (1 | -1)[], extend = false): string => {
  const { text, cursor } = parse(notation);
  const tokens = tokenize(text);
  return show(
    text,
    steps.reduce((now: TextCursor, step) => moveByWord(tokens, now, step, extend), cursor),
  );
};
const characters = (notation: string, steps: readonly (1 | -1)[], extend: boolean): string => {
  const { text, cursor } = parse(notation);
  return show(
    text,
    steps.reduce((now: TextCursor, step) => moveByCharacter(text, now, step, extend), cursor),
  );
};

describe('moving by word', () => {
  test('to the next and the previous word, and no further than the ends', () => {
    expect(words('[one] two', [1])).toBe('one [two]');
    expect(words('[one] two', [1, 1, 1])).toBe('one [two]');
    expect(words('one [two]', [-1, -1])).toBe('[one] two');
  });

  test('extending selects the word under the cursor first, then more, then less', () => {
    expect(words('one [two] three', [1], true)).toBe('one [two] three');
    expect(words('one [two] three', [1, 1], true)).toBe('one [two three]');
    expect(words('one [two] three', [1, 1, -1], true)).toBe('one [two] three');
    expect(words('one [two] three', [1, -1], true)).toBe('[one two] three');
  });

  test('text without spaces goes character by character', () => {
    expect(words('[我]爱北京', [1, 1])).toBe('我爱[北]京');
  });
});

describe('moving by character', () => {
  test('an emoji of several code points is one step', () => {
    expect(characters('[a]👨‍👩‍👧b', [1], false)).toBe('a[👨‍👩‍👧]b');
    expect(characters('[a]👨‍👩‍👧b', [1, 1], false)).toBe('a👨‍👩‍👧[b]');
    expect(characters('a👨‍👩‍👧[b]', [-1], false)).toBe('a[👨‍👩‍👧]b');
  });

  test('a flag is one step, and so is a letter with an accent of its own', () => {
    expect(characters('[x]🇫🇷🇩🇪', [1, 1], false)).toBe('x🇫🇷[🇩🇪]');
    expect(characters('[e\u0301]vry', [1], false)).toBe('e\u0301[v]ry');
  });

  test('a word can be shortened and lengthened by characters', () => {
    expect(characters('the [words] here', [-1, -1], true)).toBe('the [wor]ds here');
    expect(characters('the [words] here', [1, 1], true)).toBe('the [words h]ere');
  });

  test('a selection keeps at least one character', () => {
    expect(characters('[ab]c', [-1, -1, -1, -1], true)).toBe('[a]bc');
  });
});

describe('drawing', () => {
  const draw = (text: string, from: number, to: number, exact = false): string | undefined => {
    const cursor = cursorFromDrag(text, tokenize(text), { from, to }, exact);
    return cursor === undefined ? undefined : show(text, cursor);
  };
  test('grows to whole words', () => {
    expect(draw('had lunch at', 5, 11)).toBe('had [lunch at]');
  });
  test('exactly, where asked, but never into a character', () => {
    expect(draw('had lunch at', 5, 7, true)).toBe('had l[un]ch at');
    expect(draw('a👨‍👩‍👧b', 2, 3, true)).toBe('a[👨‍👩‍👧]b');
  });
  test('white space at the ends does not count', () => {
    expect(draw('had lunch at', 3, 10)).toBe('had [lunch] at');
    expect(draw('had  at', 3, 5)).toBeUndefined();
  });
});

test('what is left of a selection is a cursor on its last word', () => {
  const text = 'had lunch at Rumble Fish';
  const tokens = tokenize(text);
  const drawn = cursorFromDrag(text, tokens, { from: 4, to: 12 }, false);
  expect(drawn && show(text, drawn)).toBe('had [lunch at] Rumble Fish');
  expect(drawn && show(text, collapsed(tokens, drawn))).toBe('had lunch [at] Rumble Fish');
  // One word, or a part of one, stays what it is.
  expect(show(text, collapsed(tokens, { head: { from: 4, to: 9 } }))).toBe('had [lunch] at Rumble Fish');
  expect(show(text, collapsed(tokens, { head: { from: 5, to: 7 } }))).toBe('had l[un]ch at Rumble Fish');
});

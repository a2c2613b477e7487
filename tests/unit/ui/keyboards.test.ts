/** Keys of keyboards that are not American: what is printed on a key is what it means. */
import { describe, expect, it } from 'vitest';
import { tokenize } from '#core/text';
import { matchOf, parseKeys } from '../../../src/ui/state/chords.ts';
import { cursorForKey } from '../../../src/ui/widgets/text-view/key-moves.ts';
import type { Mark } from '../../../src/ui/widgets/text-view/marks.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
type Press = Parameters<typeof matchOf>[1];
const answers = (keys: string, press: Pick<Press, 'key' | 'code'> & Partial<Press>): string | undefined =>
  matchOf(parseKeys(keys), { ...none, ...press }, false);

describe('commands and labels', () => {
  it('French: a digit with or without Shift, and what else is on its key is not the digit', () => {
    expect(answers('1', { key: '&', code: 'Digit1' })).toBe('placed');
    expect(answers('1', { key: '1', code: 'Digit1', shiftKey: true })).toBe('typed');
    expect(answers('-', { key: '-', code: 'Digit6' })).toBe('typed');
    expect(answers('2', { key: '1', code: 'Digit2' })).toBeUndefined();
  });

  it('German: + and ? as they are typed', () => {
    expect(answers('+', { key: '+', code: 'BracketRight' })).toBe('typed');
    expect(answers('?', { key: '?', code: 'Minus', shiftKey: true })).toBe('typed');
    expect(answers('z', { key: 'y', code: 'KeyZ' })).toBeUndefined();
  });

  it('Russian, Greek and Arabic: letters by their places', () => {
    expect(answers('n', { key: 'т', code: 'KeyN' })).toBe('placed');
    expect(answers('Mod+z', { key: 'ζ', code: 'KeyZ', ctrlKey: true })).toBe('placed');
    expect(answers('a', { key: 'ش', code: 'KeyA' })).toBe('placed');
  });
});

describe('[ and ] in the text', () => {
  const text = 'Ada met Bob in Rome';
  const mark = (from: number, to: number): Mark => ({
    ...{ from, to, id: `${from}`, kind: 'label', colour: 0, tag: '' },
  });
  const pressed = (key: string, modifiers: Partial<KeyboardEvent> & { readonly altGraph?: boolean } = {}) => {
    const { altGraph = false, ...rest } = modifiers;
    const event = {
      ...none,
      key,
      ...rest,
      getModifierState: (name: string) => altGraph && name === 'AltGraph',
    };
    return cursorForKey(event as unknown as KeyboardEvent, {
      root: {} as HTMLElement, // no line is looked for
      text,
      tokens: tokenize(text),
      cursor: { head: { from: 0, to: 3 } },
      marks: [mark(0, 3), mark(8, 11), mark(15, 19)],
    })?.head.from;
  };

  it('go to the next label and back, also typed with AltGr, which counts as Ctrl and Alt', () => {
    expect(pressed(']')).toBe(8);
    expect(pressed('[')).toBe(15);
    const altGraph = { altGraph: true, ctrlKey: true, altKey: true };
    expect(pressed(']', altGraph)).toBe(8);
    expect(pressed('[', altGraph)).toBe(15);
    expect(pressed(']', { ctrlKey: true })).toBeUndefined();
  });

  it('are not needed: Alt and an arrow do the same on every keyboard', () => {
    expect(pressed('ArrowDown', { altKey: true })).toBe(8);
    expect(pressed('ArrowUp', { altKey: true })).toBe(15);
  });
});

import { expect, it } from 'vitest';
import { InstanceCutter } from '#core/execute';

const text = 'It rained. The storm caused damage. Nobody was hurt, we hear.';
const span = (word: string): { from: number; to: number } => {
  const from = text.indexOf(word);
  return { from, to: from + word.length };
};

it('cuts the sentence around a span, and shifts the span into it', () => {
  const { instance, offset } = new InstanceCutter({ text }).cut({ kind: 'span', ...span('storm') });
  expect(instance.text).toBe('The storm caused damage.');
  expect(offset).toBe(11);
  const { entity } = instance.args;
  expect(instance.text.slice(entity!.from, entity!.to)).toBe('storm');
  expect(instance.tokens.map(({ from, to }) => instance.text.slice(from, to))).toEqual([
    'The',
    'storm',
    'caused',
    'damage',
    '.',
  ]);
});

it('takes every sentence from one argument to the other, and types with them', () => {
  const target = { kind: 'relation' as const, head: span('hurt'), tail: span('storm') };
  const { instance } = new InstanceCutter({ text }).cut(target, { head: 'STATE', tail: 'EVENT' });
  expect(instance.text).toBe('The storm caused damage. Nobody was hurt, we hear.');
  expect(instance.args.x).toMatchObject({ type: 'STATE' });
  expect(instance.args.y).toMatchObject({ type: 'EVENT', from: 4, to: 9 });
});

it('takes the whole text for a label on the text, and a short document with tokens of its own', () => {
  expect(new InstanceCutter({ text }).cut({ kind: 'text' }).instance.text).toBe(text);
  const tokens = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
  const cut = new InstanceCutter({ text, tokens }).cut({ kind: 'aspect', ...span('storm') });
  expect(cut.instance.text).toBe(text);
  expect(cut.instance.tokens).toEqual(tokens);
});

it('shares the window of one sentence between its instances', () => {
  const cutter = new InstanceCutter({ text });
  expect(cutter.window({ kind: 'span', ...span('storm') })).toBe(
    cutter.window({ kind: 'span', ...span('damage') }),
  );
});

it('survives texts that are empty, or that have no sentence', () => {
  expect(new InstanceCutter({ text: '' }).cut({ kind: 'text' }).instance.tokens).toEqual([]);
  const { instance } = new InstanceCutter({ text: '👨‍👩‍👧 love 🇫🇷' }).cut({ kind: 'span', from: 9, to: 13 });
  expect(instance.text).toContain('love');
});

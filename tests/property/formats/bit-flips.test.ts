/**
 * One bit of a project file changed, wherever: it opens as it was, or it does not open, or what is wrong is named. Never does
 * something else come in without a word.
 */
import { expect, it } from 'vitest';
import { flipBits } from '../../../bench/attack/flips.ts';

it('of 500 single bits, none changes anything without a word, with a model and without (seed 17)', () => {
  const { cases, silent, exceptions, notes } = flipBits(17, 500);
  expect({ cases, silent, exceptions, notes }).toEqual({ cases: 1000, silent: 0, exceptions: 0, notes: [] });
});

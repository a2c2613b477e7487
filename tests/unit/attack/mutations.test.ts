/** A part of `npm run attack`: 60 spoilt files for every parser, another seed than the whole. */
import { expect, it } from 'vitest';
import { mutateFiles } from '../../../bench/attack/mutations.ts';

it('spoilt files hurt no parser, and what is read of them makes a valid project (seed 23)', () => {
  const { cases, exceptions, slow, notes } = mutateFiles(23, 60);
  expect(cases).toBeGreaterThan(1200);
  expect({ exceptions, slow, notes }).toEqual({ exceptions: 0, slow: 0, notes: [] });
});

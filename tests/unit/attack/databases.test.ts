/** A part of `npm run attack`: databases of older and newer versions and corrupt ones, another seed than the whole. */
import { expect, it } from 'vitest';
import { attackDatabases } from '../../../bench/attack/databases.ts';

it('no database, however old, new or damaged, loses what is sound in it (seed 31)', async () => {
  const { cases, notes } = await attackDatabases(31, 16);
  expect(cases).toBe(16);
  expect(notes.filter((note) => !note.startsWith('slow'))).toEqual([]);
});

import { expect, it } from 'vitest';
import { randomId } from '#workers/platform/identity';

it('are all different, and in the order in which they were made, also within a millisecond and when the clock goes back', () => {
  const now = Date.UTC(2026, 10, 29);
  const ids = Array.from({ length: 5000 }, (_, i) => randomId(now - (i % 3) * 1000));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids);
  expect(ids.every((id) => /^[\w-]{22}$/.test(id))).toBe(true);
});

it('differ where two devices make them at the same time', () => {
  const heads = new Set([randomId(0), randomId(0)].map((id) => id.slice(8)));
  expect(heads.size).toBe(2);
});

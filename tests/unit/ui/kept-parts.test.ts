/** What is read anew and is as before is the very same object, so that nothing on the screen is built anew for it. */
import { expect, it } from 'vitest';
import { withKeptParts } from '../../../src/ui/state/kept-parts.ts';

const read = () => ({
  id: 'd1',
  spans: [
    { id: 'a', from: 1, to: 4, reasons: [] as string[] },
    { id: 'b', from: 6, to: 9, reasons: ['near'] },
  ],
});

it('what did not change is the old object', () => {
  const old = read();
  expect(withKeptParts(old, read())).toBe(old);
  expect(withKeptParts([old], [read()])).toEqual([old]);
  expect(withKeptParts(null, null)).toBeNull();
  expect(withKeptParts(undefined, old)).toBe(old);
});

it('only what changed is new, wherever it stands now', () => {
  const old = read();
  const next = read();
  next.spans = [{ id: 'c', from: 0, to: 1, reasons: [] }, next.spans[1]!, { ...next.spans[0]!, to: 5 }];
  const found = withKeptParts(old, next);
  expect(found).toEqual(next);
  expect(found).not.toBe(old);
  expect(found.spans[1]).toBe(old.spans[1]);
  expect(found.spans[2]).not.toBe(old.spans[0]);
  expect(found.spans[2]?.reasons).toBe(old.spans[0]?.reasons);
});

it('sees what went, what came and what is undefined', () => {
  expect(withKeptParts({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(withKeptParts({ a: 1 }, { a: 1, b: undefined })).toStrictEqual({ a: 1, b: undefined });
  expect(withKeptParts({ b: undefined, a: 1 }, { a: 1, c: undefined })).toStrictEqual({ a: 1, c: undefined });
  expect(withKeptParts([1, 2, 3], [1, 2])).toEqual([1, 2]);
  expect(withKeptParts([1, 2], [2, 1])).toEqual([2, 1]);
  const twins = [
    { key: 'x', n: 1 },
    { key: 'x', n: 2 },
  ];
  expect(
    withKeptParts(twins, [
      { key: 'x', n: 2 },
      { key: 'x', n: 1 },
    ]),
  ).toEqual(twins.toReversed());
});

it('leaves alone what is more than its fields', () => {
  const [old, next] = [new Map([['a', 1]]), new Map([['a', 1]])];
  expect(withKeptParts({ of: old }, { of: next }).of).toBe(next);
  const numbers = new Float32Array(2);
  expect(withKeptParts(new Float32Array(2), numbers)).toBe(numbers);
  expect(withKeptParts([1], { 0: 1 })).toEqual({ 0: 1 });
});

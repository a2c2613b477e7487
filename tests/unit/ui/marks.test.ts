import { describe, expect, test } from 'vitest';
import { layOut, type Mark, marksAt } from '../../../src/ui/widgets/text-view/marks.ts';

const mark = (id: string, from: number, to: number): Mark => ({
  id,
  from,
  to,
  kind: 'label',
  colour: 0,
  tag: id,
});
const lanes = (marks: readonly Mark[]): Record<string, number> =>
  Object.fromEntries(layOut(marks).map((one) => [one.id, one.lane]));

describe('lanes of marks', () => {
  test('marks that do not touch share the first lane', () => {
    expect(lanes([mark('a', 0, 3), mark('b', 3, 5), mark('c', 9, 12)])).toEqual({ a: 0, b: 0, c: 0 });
  });

  test('the inner of two nested marks is nearer to the words', () => {
    expect(lanes([mark('outer', 0, 10), mark('inner', 4, 6)])).toEqual({ inner: 0, outer: 1 });
  });

  test('marks on the same words stack', () => {
    expect(Object.values(lanes([mark('a', 2, 5), mark('b', 2, 5), mark('c', 2, 5)])).sort()).toEqual([
      0, 1, 2,
    ]);
  });

  test('a chain of overlaps reuses lanes that are free again', () => {
    expect(lanes([mark('a', 0, 4), mark('b', 3, 7), mark('c', 6, 10)])).toEqual({ a: 0, b: 1, c: 0 });
  });

  test('the marks at an offset come innermost first, ends excluded', () => {
    const marks = [mark('outer', 0, 10), mark('inner', 4, 6)];
    expect(marksAt(marks, 5).map((one) => one.id)).toEqual(['inner', 'outer']);
    expect(marksAt(marks, 6).map((one) => one.id)).toEqual(['outer']);
    expect(marksAt(marks, 10)).toEqual([]);
  });
});

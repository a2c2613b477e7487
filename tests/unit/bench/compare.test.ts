/** Which way of working counts for its arm, and what it paid. */
import { expect, it } from 'vitest';
import { comparison, type Point, type Run } from '../../../bench/study-compare.ts';

const nothing = { labels: 0, taken: 0, reasons: 0, coverage: 0, precision: 0 };
/** A run by its costs and the F1 at each, the same on dev and on test. */
const run = (name: string, explains: boolean, points: readonly (readonly [number, number])[]): Run => ({
  policy: { name, explains },
  points: points.map(([cost, f1]): Point => ({ ...nothing, cost, typed: 2 * cost, dev: f1, test: f1 })),
});

it('takes no run that is soon over for one that is cheap', () => {
  const careful = run('careful', false, [
    [50, 40],
    [100, 50],
    [150, 60],
  ]);
  const hasty = run('hasty', false, [
    [30, 30],
    [60, 35],
  ]);
  const explained = run('explained', true, [
    [50, 45],
    [120, 60],
  ]);
  const { choices, notes } = comparison([hasty, careful], [explained]);
  expect(choices).toEqual({ labels: 'careful', reasons: 'explained' });
  expect([notes['minutesLabels'], notes['minutesReasons']]).toEqual([150, 120]);
  // Where none gets to the mark the nearest counts, at half more than the longest took.
  const late = run('late', true, [[40, 59]]);
  const never = comparison([careful], [run('bad', true, [[20, 10]]), late]);
  expect(never.choices['reasons']).toBe('late');
  expect([never.notes['minutesReasons'], never.notes['minutesTyped']]).toEqual([225, 450]);
});

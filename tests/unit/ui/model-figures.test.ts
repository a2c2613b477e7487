/** What the Model screen counts: signs to stop by, seconds of labels, what sources brought. */
import { describe, expect, it } from 'vitest';
import type { TrainingPoint } from '#store';
import { sourceRows, stopSigns, timeRows, timesAsCsv } from '../../../src/ui/screens/model/figures.ts';

const point = (values: Readonly<Record<string, number>>, at = 0): TrainingPoint => ({
  ...{ projectId: 'p', model: 'm', version: 1, step: 0, at, values },
});

describe('signs to stop by', () => {
  const calm = { kappa: 1, changed: 0, uncertainty: 0.01 };
  const reached = (signs: readonly TrainingPoint[]): string[] =>
    stopSigns({ curve: [], signs }).flatMap(({ sign, reached }) => (reached ? [sign] : []));

  it('say nothing before two models could be compared', () => {
    expect(stopSigns({ curve: [], signs: [] })).toEqual([]);
  });

  it('are reached after three calm comparisons, not after two', () => {
    expect(reached([point(calm), point(calm)])).toEqual([]);
    expect(reached([point(calm), point(calm), point(calm)])).toEqual(['agreement', 'changed', 'uncertainty']);
  });

  it('look at the last three only, and each by itself', () => {
    const wild = point({ kappa: 0.2, changed: 0.4, uncertainty: 0.9 });
    expect(reached([wild, point(calm), point(calm), point(calm)])).toHaveLength(3);
    expect(reached([point(calm), point(calm), point({ ...calm, uncertainty: 0.5 })])).toEqual([
      'agreement',
      'changed',
    ]);
  });
});

describe('seconds of labels', () => {
  const act = (seconds: number, labels: number, explained: number, recommended: number): TrainingPoint =>
    point({ seconds, labels, explained, recommended }, Date.UTC(2026, 0, 2));

  it('are medians per label, by reason and recommendation', () => {
    const times = [act(10, 1, 0, 0), act(30, 1, 0, 0), act(4, 2, 0, 0), act(20, 1, 1, 0), act(3, 1, 0, 1)];
    expect(timeRows(times)).toEqual([
      { explained: false, recommended: false, labels: 4, seconds: 10 },
      { explained: false, recommended: true, labels: 1, seconds: 3 },
      { explained: true, recommended: false, labels: 1, seconds: 20 },
    ]);
  });

  it('come out as CSV', () => {
    expect(timesAsCsv([act(1.5, 2, 1, 0)])).toBe(
      'at,seconds,labels,explained,recommended\r\n2026-01-02T00:00:00.000Z,1.5,2,1,0\r\n',
    );
  });
});

it('what sources brought is summed, without those that showed nothing', () => {
  const points = [
    point({ 'rule.shown': 3, 'rule.right': 2 }),
    point({ 'rule.shown': 1, 'rule.accepted': 1, 'model.rejected': 1 }),
  ];
  expect(sourceRows(points)).toEqual([
    { source: 'rule', shown: 4, accepted: 1, rejected: 0, right: 2 },
    { source: 'model', shown: 0, accepted: 0, rejected: 1, right: 0 },
  ]);
});

import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import {
  acquisitionOrder,
  disagreement,
  leastConfidence,
  mnlp,
  normalisedEntropy,
  wantedClasses,
  wantedMargin,
} from '#core/recommend';

describe('uncertainty', () => {
  it('of a sequence is its negative log-probability per token', () => {
    expect(mnlp(Math.log(0.25), 2)).toBeCloseTo(Math.log(2), 10);
    expect(mnlp(0, 5)).toBe(0);
    expect(mnlp(0, 0)).toBe(0);
  });

  it('of a distribution is what the best label lacks, or its entropy', () => {
    expect(leastConfidence([0.7, 0.3])).toBeCloseTo(0.3, 10);
    expect(leastConfidence([])).toBe(0);
    expect(normalisedEntropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(1, 10);
    expect(normalisedEntropy([1, 0, 0])).toBe(0);
    expect(normalisedEntropy([1])).toBe(0);
    expect(normalisedEntropy([0.6, 0.4])).toBeGreaterThan(normalisedEntropy([0.9, 0.1]));
  });

  it('between two classes is more than among all, and more where they have few labels', () => {
    const alike = wantedClasses([0, 0, 0, 0]);
    expect(alike).toEqual([1, 1, 1, 1]);
    expect(wantedMargin([0.5, 0.5, 0, 0], alike)).toBeCloseTo(1, 10);
    expect(wantedMargin([0.5, 0.5, 0, 0], alike)).toBeGreaterThan(wantedMargin([0.4, 0.2, 0.2, 0.2], alike));
    // The mean of 3 + 1 and 0 + 1 is 2.5.
    expect(wantedClasses([3, 0])).toEqual([Math.sqrt(2.5 / 4), Math.sqrt(2.5)]);
    expect(wantedMargin([0.4, 0.6], [1, 2])).toBeGreaterThan(wantedMargin([0.6, 0.4], [1, 2]));
    expect(wantedMargin([1, 0], [1, 2])).toBe(0);
  });
});

describe('disagreement', () => {
  const claim = (key: string, confidence: number) => ({ key, confidence });

  it('is 0 where both say the same, 1 where they share nothing, between where they overlap', () => {
    expect(disagreement([claim('a', 0.8)], [claim('a', 0.8)])).toBeCloseTo(0, 10);
    expect(disagreement([claim('a', 0.8)], [claim('b', 0.8)])).toBe(1);
    // Shared 1, all 2 + 1 → 1 − 2/3.
    expect(disagreement([claim('a', 1), claim('b', 1)], [claim('a', 1)])).toBeCloseTo(1 / 3, 10);
  });

  it('is 0 where one of them is silent', () => {
    expect(disagreement([], [claim('a', 1)])).toBe(0);
    expect(disagreement([claim('a', 1)], [])).toBe(0);
    expect(disagreement([claim('a', 0)], [claim('b', 0)])).toBe(0);
  });
});

describe('the order', () => {
  const candidate = (documentId: string, position: number, uncertainty: number, conflict: number) => ({
    documentId,
    position,
    uncertainty,
    disagreement: conflict,
  });
  const candidates = [candidate('c', 2, 0.5, 0), candidate('a', 0, 0.1, 0.9), candidate('b', 1, 0.9, 0)];
  const order = (strategy: Parameters<typeof acquisitionOrder>[1], seed = 1): string =>
    acquisitionOrder(candidates, strategy, createRng(seed)).join('');

  it('follows the strategy; ties go by position', () => {
    expect(order('sequential')).toBe('abc');
    expect(order('uncertainty')).toBe('bca');
    expect(order('disagreement')).toBe('abc');
    expect(order('least-confidence')).toBe('abc');
    expect(
      acquisitionOrder(
        candidates.map((c) => ({ ...c, uncertainty: 0 })),
        'uncertainty',
        createRng(1),
      ).join(''),
    ).toBe('abc');
  });

  it('is random by seed', () => {
    expect(order('random', 3)).toBe(order('random', 3));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => order('random', seed))).size).toBeGreaterThan(1);
  });
});

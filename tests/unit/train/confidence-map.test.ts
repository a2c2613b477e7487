import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { fitConfidenceMap, mappedConfidence } from '#core/train';

/** Things said with some confidence, of which a share is right that the confidence does not tell. */
function cases(count: number, truth: (stated: number) => number) {
  const rng = createRng(5);
  return Array.from({ length: count }, () => {
    const confidence = 0.5 + rng.next() / 2;
    return { confidence, isRight: rng.next() < truth(confidence) };
  });
}

const errorOf = (some: readonly { confidence: number; isRight: boolean }[]): number => {
  const bins = new Map<number, { n: number; stated: number; right: number }>();
  for (const { confidence, isRight } of some) {
    const bin = bins.get(Math.floor(confidence * 10)) ?? { n: 0, stated: 0, right: 0 };
    bin.n++;
    bin.stated += confidence;
    bin.right += Number(isRight);
    bins.set(Math.floor(confidence * 10), bin);
  }
  const off = [...bins.values()].reduce((sum, { stated, right }) => sum + Math.abs(stated - right), 0);
  return off / some.length;
};

describe('a map of confidences', () => {
  it('makes a model that promises too much say what is true, on cases that it has not seen', () => {
    const truth = (stated: number): number => 0.3 + 0.4 * stated;
    const all = cases(1200, truth);
    const map = fitConfidenceMap(all.slice(0, 200));
    const unseen = all.slice(200);
    expect(errorOf(unseen)).toBeGreaterThan(0.12);
    const shown = unseen.map((one) => ({ ...one, confidence: mappedConfidence(one.confidence, map!) }));
    expect(errorOf(shown)).toBeLessThan(0.05);
  });
  it('leaves a true one, and one of which little is known, about as it is', () => {
    const map = fitConfidenceMap(cases(400, (stated) => stated));
    for (const stated of [0.5, 0.7, 0.9]) expect(mappedConfidence(stated, map!)).toBeCloseTo(stated, 1);
    const once = fitConfidenceMap([{ confidence: 0.9, isRight: false }]);
    expect(mappedConfidence(0.9, once!)).toBeGreaterThan(0.7);
    expect(fitConfidenceMap([])).toBeUndefined();
  });
  it('keeps what was surer surer, whatever the cases say', () => {
    const upside = Array.from({ length: 60 }, (_, i) => ({
      confidence: i % 2 ? 0.95 : 0.55,
      isRight: i % 2 === 0,
    }));
    const map = fitConfidenceMap(upside)!;
    const shown = [0, 0.2, 0.5, 0.8, 0.99, 1].map((stated) => mappedConfidence(stated, map));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(new Set(shown).size).toBe(shown.length);
  });
});

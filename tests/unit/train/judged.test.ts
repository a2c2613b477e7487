import { describe, expect, it } from 'vitest';
import type { JudgedItem } from '#core/project';
import {
  calibrationOf,
  confusionOf,
  fitCurve,
  intervalOf,
  kappaOf,
  scoreAt,
  scoresOfItems,
  stoppingAdvice,
  suspectedItems,
} from '#core/train';

const item = (documentId: string, gold: string, predicted: string, confidence = 1): JudgedItem => ({
  documentId,
  gold,
  predicted,
  confidence: predicted === '' ? 0 : confidence,
});

describe('scores of judged items', () => {
  it('count false alarms in texts without a label', () => {
    const labelled = Array.from({ length: 20 }, (_, i) => item(`l${i}`, 'a', 'a'));
    const empty = Array.from({ length: 40 }, (_, i) => item(`e${i}`, '', 'a'));
    expect(scoresOfItems(labelled).micro.f1).toBe(1);
    // 20 right of 60 found, all of 20 to find.
    expect(scoresOfItems([...labelled, ...empty]).micro.f1).toBeCloseTo(0.5, 10);
  });

  it('are per label, and their mean is over labels that occur', () => {
    const scores = scoresOfItems([
      item('1', 'a', 'a'),
      item('2', 'b', 'a'),
      item('3', 'b', 'b'),
      item('4', '', 'c'),
    ]);
    expect(scores.byLabel.get('b')).toMatchObject({ precision: 1, recall: 0.5, gold: 2 });
    expect(scores.byLabel.get('c')).toMatchObject({ precision: 0, predicted: 1, gold: 0 });
    expect(scores.macroF1).toBeCloseTo(2 / 3, 10);
  });
});

describe('the interval', () => {
  const coin = (texts: number) =>
    Array.from({ length: texts }, (_, i) => item(`${i}`, 'a', (i * 7) % 10 < 7 ? 'a' : 'b'));
  const f1 = (items: readonly JudgedItem[]): number => scoresOfItems(items).micro.f1;
  const idsOf = (texts: number) => Array.from({ length: texts }, (_, i) => `${i}`);

  it('holds the score, and is as wide as chance: about 4·√(p(1−p)/n)', () => {
    for (const texts of [40, 400]) {
      const { low, high } = intervalOf(coin(texts), idsOf(texts), f1);
      expect(low).toBeLessThan(0.7);
      expect(high).toBeGreaterThan(0.7);
      const expected = 2 * 1.96 * Math.sqrt((0.7 * 0.3) / texts);
      expect(high - low).toBeGreaterThan(0.75 * expected);
      expect(high - low).toBeLessThan(1.3 * expected);
    }
    expect(intervalOf(coin(40), idsOf(40), f1)).toEqual(intervalOf(coin(40), idsOf(40), f1));
  });

  it('is everything of one text, and nothing is wider than what is there', () => {
    expect(intervalOf([item('1', 'a', 'a')], ['1'], f1)).toEqual({ low: 0, high: 1 });
    const sure = idsOf(50).map((id) => item(id, 'a', 'a'));
    expect(intervalOf(sure, idsOf(1), f1)).toEqual({ low: 0, high: 1 });
  });

  it('is Wilson’s where all texts are right, which the bootstrap would call certain', () => {
    const sure = idsOf(20).map((id) => item(id, 'a', 'a'));
    // By hand: 20 / (20 + 1.96²).
    expect(intervalOf(sure, idsOf(20), f1).low).toBeCloseTo(20 / (20 + 1.96 ** 2), 6);
    expect(intervalOf(sure, idsOf(20), f1).high).toBe(1);
    const wrong = idsOf(20).map((id) => item(id, 'a', 'b'));
    expect(intervalOf(wrong, idsOf(20), f1).high).toBeCloseTo(1.96 ** 2 / (20 + 1.96 ** 2), 6);
  });

  it('draws texts, not items', () => {
    const alike = idsOf(10).flatMap((id) =>
      Array.from({ length: 50 }, () => item(id, 'a', Number(id) < 5 ? 'a' : 'b')),
    );
    const { low, high } = intervalOf(alike, idsOf(10), f1);
    expect(high - low).toBeGreaterThan(0.4);
  });
});

describe('confusion and calibration', () => {
  it('names what was taken for what, with the texts', () => {
    const cells = confusionOf([
      item('1', 'a', 'b'),
      item('1', 'a', 'b'),
      item('2', 'a', 'b'),
      item('3', 'a', ''),
      item('4', 'a', 'a'),
    ]);
    expect(cells).toEqual([
      { gold: 'a', predicted: 'b', count: 3, documentIds: ['1', '2'] },
      { gold: 'a', predicted: '', count: 1, documentIds: ['3'] },
    ]);
  });

  it('finds a planted overconfidence', () => {
    const promised = Array.from({ length: 100 }, (_, i) => item(`${i}`, 'a', i < 60 ? 'a' : 'b', 0.9));
    const { bins, error } = calibrationOf(promised);
    expect(bins).toHaveLength(1);
    expect(bins[0]?.right).toBeCloseTo(0.6, 10);
    expect(error).toBeCloseTo(0.3, 6);
    expect(calibrationOf([]).error).toBe(0);
  });
});

describe('a learning curve', () => {
  const planted = (n: number): number => 0.85 - 1.2 * n ** -0.5;
  const points = [10, 20, 40, 80, 160].map((labels) => ({ labels, score: planted(labels) }));

  it('finds a planted power law and what comes next', () => {
    const fit = fitCurve(points);
    expect(fit?.ceiling).toBeCloseTo(0.85, 2);
    expect(fit && scoreAt(fit, 210)).toBeCloseTo(planted(210), 2);
    expect(fitCurve(points.slice(0, 3))).toBeUndefined();
  });

  it('never promises more than all or less than nothing', () => {
    const steep = fitCurve([1, 2, 3, 4].map((n) => ({ labels: n, score: n / 4 })));
    expect(steep && scoreAt(steep, 1e9)).toBeLessThanOrEqual(1);
    const falling = fitCurve([10, 20, 30, 40].map((n) => ({ labels: n, score: 0.9 - n / 100 })));
    expect(falling && scoreAt(falling, 50) - scoreAt(falling, 40)).toBeGreaterThanOrEqual(0);
  });

  it('says when it is enough, and not before', () => {
    expect(stoppingAdvice(points.slice(0, 3))).toBe('go-on');
    expect(stoppingAdvice(points.slice(0, 4))).toBe('go-on');
    const flat = [100, 200, 400, 800, 1600].map((labels) => ({ labels, score: 0.8 - 2 / labels }));
    expect(stoppingAdvice(flat)).toBe('enough');
  });
});

describe('agreement', () => {
  it('is what Cohen’s example gives, 1 of equals, and 0 of what chance gives', () => {
    const pairs = [
      ...Array<[string, string]>(20).fill(['yes', 'yes']),
      ...Array<[string, string]>(5).fill(['yes', 'no']),
      ...Array<[string, string]>(10).fill(['no', 'yes']),
      ...Array<[string, string]>(15).fill(['no', 'no']),
    ];
    // Both agree in 35 of 50; by chance in 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    expect(kappaOf(pairs)).toBeCloseTo(0.4, 10);
    expect(kappaOf([['a', 'a']])).toBe(1);
    expect(kappaOf([])).toBe(1);
    expect(
      kappaOf([
        ['a', 'a'],
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'b'],
      ]),
    ).toBeCloseTo(0, 10);
  });
});

it('suspects a label where the model is as sure of another one as where it is right, not where it never is', () => {
  const judged = (id: string, gold: string, predicted: string, confidence: number): JudgedItem => ({
    ...{ documentId: id, gold, predicted, confidence },
  });
  const items = [
    judged('1', 'a', 'a', 0.6),
    judged('2', 'a', 'a', 0.8),
    judged('sure', 'b', 'a', 0.75),
    judged('surer', '', 'a', 0.9),
    judged('unsure', 'b', 'a', 0.65),
    judged('never right', 'a', 'b', 0.99),
    judged('silent', 'a', '', 0),
  ];
  const believed = Array.from({ length: 12 }, (_, i) => judged(`believed ${i}`, 'c', 'c', 0.9));
  // The mean of 0.6 and 0.8 is 0.7; of those as sure, 13 are right.
  expect(suspectedItems([...items, ...believed]).map(({ documentId }) => documentId)).toEqual([
    'surer',
    'sure',
  ]);
  // Without them one of four is: then it is the model that is wrong.
  expect(suspectedItems(items)).toEqual([]);
});

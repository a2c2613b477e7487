import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { contest, hashedTexts, hashedWidth, isBlind, isTurnOfBlind, spread } from '#core/recommend';

const topics = ['pizza cheese oven', 'engine wheel road', 'goal team match'];
const text = (topic: number, i: number) => [...(topics[topic] ?? '').split(' '), `word${i}`];

describe('a spread', () => {
  // Thirty texts of the first topic, two of each other one.
  const texts = [
    ...Array.from({ length: 30 }, (_, i) => text(0, i)),
    ...[30, 31].map((i) => text(1, i)),
    ...[32, 33].map((i) => text(2, i)),
  ];
  const vectors = hashedTexts(texts);
  const open = texts.map((_, i) => i);
  const topicOf = (row: number): number => (row < 30 ? 0 : row < 32 ? 1 : 2);
  const firstThree = (seed: number, labelled: readonly number[] = [], weights?: number[]) =>
    spread({
      vectors,
      width: hashedWidth,
      open: open.filter((row) => !labelled.includes(row)),
      labelled,
      count: 3,
      rng: createRng(seed),
      ...(weights === undefined ? {} : { weights }),
    });

  it('finds rare topics far more often than chance does', () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    const rare = seeds.filter((seed) => new Set(firstThree(seed).map(topicOf)).size >= 2).length;
    // By chance: 1 − (30·29·28)/(34·33·32) = 0.32.
    expect(rare / seeds.length).toBeGreaterThan(0.5);
  });

  it('keeps away from what is labelled, takes nothing twice, and is the same for a seed', () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    const first = seeds.map((seed) => topicOf(firstThree(seed, [0, 1, 2, 3])[0] ?? 0));
    expect(first.filter((topic) => topic > 0).length).toBeGreaterThan(8); // by chance 5
    expect(new Set(firstThree(5)).size).toBe(3);
    expect(firstThree(5)).toEqual(firstThree(5));
  });

  it('rather takes what the model is unsure of', () => {
    const weights = open.map((row) => (row === 7 ? 1 : 0));
    expect(firstThree(3, [], weights)[0]).toBe(7);
  });

  it('takes equal texts in their order, and of none nothing', () => {
    const same = hashedTexts([['a'], ['a'], ['a']]);
    const options = { vectors: same, width: hashedWidth, labelled: [0], rng: createRng(1) };
    expect(spread({ ...options, open: [1, 2], count: 5 })).toEqual([1, 2]);
    expect(spread({ ...options, open: [], count: 5 })).toEqual([]);
  });
});

describe('a contest', () => {
  const said = (from: number, to: number, labelId: string, confidence = 0.8) => ({
    target: { kind: 'span' as const, from, to },
    labelId,
    confidence,
    provenance: [],
  });

  it('is where both speak of the same words, and not where one is silent', () => {
    expect(contest([said(0, 4, 'a'), said(10, 12, 'b')], [said(0, 4, 'a')])).toEqual({ score: 0 });
    expect(contest([said(0, 4, 'a')], [said(10, 12, 'b')])).toEqual({ score: 0 });
    expect(contest([said(0, 4, 'a')], [said(0, 4, 'b')])).toEqual({ score: 1, about: { from: 0, to: 4 } });
    expect(contest([said(0, 4, 'a')], [said(0, 8, 'a')]).score).toBe(1);
  });
});

describe('blind texts', () => {
  it('are their share, the same for the same text, and never among the first', () => {
    const texts = Array.from({ length: 4000 }, (_, i) => `Text number ${i}, about something.`);
    const share = texts.filter((one) => isBlind(one, 100, 0.1)).length / texts.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
    expect(texts.some((one) => isBlind(one, 19, 1))).toBe(false);
    expect(texts.every((one) => isBlind(one, 20, 1))).toBe(true);
    expect(texts.some((one) => isBlind(one, 20, 0))).toBe(false);
    const turns = texts.filter((one) => isTurnOfBlind(one, 0.1)).length / texts.length;
    expect(turns).toBeGreaterThan(0.08);
    expect(turns).toBeLessThan(0.12);
  });
});

import { describe, expect, it } from 'vitest';
import type { Recommendation } from '#core/project';
import {
  Dictionary,
  mergeRecommendations,
  PairDictionary,
  recommendFromDictionary,
  recommendNounPhrases,
} from '#core/recommend';

const text = 'We had lunch at Rumble Fish in New York.';
const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;
const item = (from: number, to: number, labelId: string | undefined, confidence: number): Recommendation => ({
  target: span(from, to),
  ...(labelId === undefined ? {} : { labelId }),
  confidence,
  provenance: [labelId === undefined ? { kind: 'noun-phrase' } : { kind: 'model', version: 1 }],
});

describe('sources without training', () => {
  it('propose noun phrases as bare targets', () => {
    const found = recommendNounPhrases({ id: 'd', text });
    expect(found.map(({ target }) => target)).toEqual([span(7, 12), span(16, 27), span(31, 39)]);
    expect(found.every(({ labelId }) => labelId === undefined)).toBe(true);
  });

  it('propose terms of the dictionary with how often they were labelled', () => {
    const dictionary = new Dictionary();
    dictionary.add({ text: 'Rumble Fish', labelId: 'restaurant', count: 2 });
    expect(recommendFromDictionary({ id: 'd', text }, dictionary)).toEqual([
      {
        target: span(16, 27),
        labelId: 'restaurant',
        confidence: 2.5 / 3,
        provenance: [{ kind: 'dictionary', term: 'Rumble Fish', count: 2 }],
      },
    ]);
  });

  it('never propose a part of a token that the document came with', () => {
    const dictionary = new Dictionary();
    dictionary.add({ text: 'aspirin', labelId: 'drug' });
    const one = { id: 'd', text: 'aspirin-induced', tokens: [{ from: 0, to: 15 }] };
    expect(recommendFromDictionary(one, dictionary)).toEqual([]);
  });

  it('remember related pairs in their order', () => {
    const pairs = new PairDictionary();
    pairs.add('Ann', 'Paris', 'born-in');
    const found = pairs.recommend('ANN in Paris', [
      { from: 7, to: 12 },
      { from: 0, to: 3 },
    ]);
    expect(found.map(({ target, labelId }) => [target, labelId])).toEqual([
      [{ kind: 'relation', head: { from: 0, to: 3 }, tail: { from: 7, to: 12 } }, 'born-in'],
    ]);
  });
});

describe('merging', () => {
  const dictionary: Recommendation = {
    ...item(16, 27, 'a', 0.6),
    provenance: [{ kind: 'dictionary', term: 'x', count: 1 }],
  };

  it('joins equal proposals, keeps all reasons once, and the highest confidence', () => {
    const merged = mergeRecommendations([[item(16, 27, 'a', 0.9)], [dictionary], [dictionary]]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      confidence: 0.9,
      provenance: [{ kind: 'model' }, { kind: 'dictionary' }],
    });
  });

  it('leaves out what is annotated, rejected, or rejected with this label', () => {
    const lists = [
      [item(0, 2, 'a', 0.9), item(3, 6, 'a', 0.9), item(7, 12, 'a', 0.9), item(7, 12, 'b', 0.8)],
    ];
    const merged = mergeRecommendations(lists, {
      annotated: [span(0, 2)],
      rejected: [{ target: span(3, 6) }, { target: span(7, 12), labelId: 'a' }],
    });
    expect(merged).toEqual([item(7, 12, 'b', 0.8)]);
  });

  it('leaves out bare targets that overlap a label, proposed or given', () => {
    const lists = [[item(16, 30, undefined, 0.1), item(31, 39, undefined, 0.1), item(0, 2, undefined, 0.1)]];
    const merged = mergeRecommendations([...lists, [item(16, 27, 'a', 0.5)]], { annotated: [span(1, 5)] });
    expect(merged.map(({ target }) => target)).toEqual([span(16, 27), span(31, 39)]);
  });

  it('is the same whatever the order of the sources', () => {
    const lists = [
      [item(0, 2, 'a', 0.5)],
      [item(0, 2, 'b', 0.5), item(3, 6, 'a', 0.5)],
      [item(7, 12, undefined, 0.1)],
    ];
    expect(mergeRecommendations(lists)).toEqual(mergeRecommendations(lists.toReversed()));
  });

  it('shows of a pair in both directions the one first that goes with the text', () => {
    const pair = (head: [number, number], tail: [number, number]): Recommendation => ({
      ...item(0, 1, 'a', 0.75),
      target: { kind: 'relation', head: span0(head), tail: span0(tail) },
    });
    const [forward, backward] = [pair([3, 13], [19, 26]), pair([19, 26], [3, 13])];
    expect(mergeRecommendations([[backward, forward]])).toEqual([forward, backward]);
  });
});

const span0 = ([from, to]: [number, number]) => ({ from, to });

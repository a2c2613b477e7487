import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import {
  entitiesOfTags,
  type NamedSpan,
  scoreClasses,
  scoreEntities,
  scoreRelations,
  undirected,
} from '#core/train';

const shown = (tags: string): string =>
  entitiesOfTags(tags.split(' '))
    .map(({ from, to, label }) => `${label}${from}-${to}`)
    .join(' ');

describe('entities of tags, as conlleval reads them', () => {
  it.each([
    ['BIO', 'B-P I-P O B-L B-L I-L', 'P0-2 L3-4 L4-6'],
    ['an I that begins', 'O I-P I-P O', 'P1-3'],
    ['an I of another label', 'B-P I-L I-L', 'P0-1 L1-3'],
    ['IOB1: B only where two touch', 'I-P I-P B-P O I-L', 'P0-2 P2-3 L4-5'],
    ['IOBES', 'S-P B-L E-L B-L I-L E-L', 'P0-1 L1-3 L3-6'],
    ['BILOU', 'U-P B-L L-L', 'P0-1 L1-3'],
    ['an E that begins', 'O E-P E-P', 'P1-2 P2-3'],
    ['an end without an end', 'B-P I-P', 'P0-2'],
    ['labels with hyphens', 'B-a-b I-a-b', 'a-b0-2'],
    ['no label', 'B I O', '0-2'],
    ['nothing', 'O O', ''],
  ])('%s', (_, tags, expected) => {
    expect(shown(tags)).toBe(expected);
  });
});

describe('entity scores', () => {
  it('follow from counts made by hand', () => {
    const gold = [entitiesOfTags('B-P I-P O B-L'.split(' ')), entitiesOfTags('B-P O'.split(' '))];
    const predicted = [entitiesOfTags('B-P I-P O B-P'.split(' ')), entitiesOfTags('O B-P'.split(' '))];
    // 3 gold (P, L, P), 3 predicted (P, P, P), 1 correct.
    const { overall, byLabel } = scoreEntities(gold, predicted);
    expect(overall).toMatchObject({ correct: 1, predicted: 3, gold: 3 });
    expect(overall.f1).toBeCloseTo(1 / 3, 10);
    expect(byLabel.get('P')).toMatchObject({ correct: 1, predicted: 3, gold: 2, f1: 2 / 5 });
    expect(byLabel.get('L')).toMatchObject({ correct: 0, predicted: 0, gold: 1, f1: 0 });
  });

  it('are 0, not NaN, where there is nothing', () => {
    expect(scoreEntities([[]], [[]]).overall.f1).toBe(0);
  });

  it('equal those of a second, tag-by-tag implementation on random tags (seed 7)', () => {
    const rng = createRng(7);
    const alphabet = ['O', 'O', 'B-P', 'I-P', 'B-L', 'I-L'];
    const draw = (): string[] => Array.from({ length: 1 + rng.int(9) }, () => alphabet[rng.int(6)]!);
    for (let round = 0; round < 200; round++) {
      const gold = [draw(), draw()];
      const predicted = gold.map((tags) =>
        tags.map((tag) => (rng.next() < 0.7 ? tag : alphabet[rng.int(6)]!)),
      );
      const expected = conllevalCounts(gold, predicted);
      const entities = (tags: string[][]): NamedSpan[][] => tags.map((sentence) => entitiesOfTags(sentence));
      const { overall } = scoreEntities(entities(gold), entities(predicted));
      expect([overall.correct, overall.predicted, overall.gold]).toEqual(expected);
    }
  });
});

/**
 * The counting loop of the original: walks both sequences at once and calls a chunk correct when both begin and end
 * together with equal labels all the way. Sentences are joined by an O, as conlleval's boundary does.
 */
function conllevalCounts(gold: string[][], predicted: string[][]): [number, number, number] {
  const g = gold.flatMap((s) => [...s, 'O']);
  const p = predicted.flatMap((s) => [...s, 'O']);
  const part = (tag: string): [string, string] => (tag === 'O' ? ['O', ''] : [tag[0]!, tag.slice(2)]);
  const ends = (a: string, b: string): boolean => {
    const [ta, la] = part(a);
    const [tb, lb] = part(b);
    return ta !== 'O' && (tb === 'O' || tb === 'B' || la !== lb);
  };
  const begins = (a: string, b: string): boolean => {
    const [ta, la] = part(a);
    const [tb, lb] = part(b);
    return tb !== 'O' && (tb === 'B' || ta === 'O' || la !== lb);
  };
  let [correct, found, wanted] = [0, 0, 0];
  let together = false;
  for (let i = 0; i < g.length; i++) {
    const [bg, bp] = [g[i - 1] ?? 'O', p[i - 1] ?? 'O'];
    if (together) {
      const [eg, ep] = [ends(bg, g[i]!), ends(bp, p[i]!)];
      if (eg && ep) {
        correct++;
        together = false;
      } else if (eg !== ep || part(g[i]!)[1] !== part(p[i]!)[1]) together = false;
    }
    const [sg, sp] = [begins(bg, g[i]!), begins(bp, p[i]!)];
    if (sg && sp && part(g[i]!)[1] === part(p[i]!)[1]) together = true;
    if (sg) wanted++;
    if (sp) found++;
  }
  return [correct, found, wanted];
}

describe('class scores', () => {
  it('count what was not predicted as missed, and nobody\u2019s false alarm', () => {
    const scores = scoreClasses(['a', 'a', 'b', 'b'], ['a', 'b', 'b', undefined]);
    expect(scores.coverage).toBe(0.75);
    expect(scores.accuracy).toBe(0.5);
    expect(scores.accuracyOfPredicted).toBeCloseTo(2 / 3, 10);
    // a: 1 of 1 predicted, 1 of 2 gold → 2/3; b: 1 of 2 predicted, 1 of 2 gold → 1/2.
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 1 / 2) / 2, 10);
    expect(scores.confusion.labels).toEqual(['a', 'b']);
    expect([...scores.confusion.counts]).toEqual([1, 1, 0, 1]);
  });

  it('take labels with any name, and an empty list', () => {
    expect(scoreClasses(['__proto__', 'constructor'], ['__proto__', '__proto__']).accuracy).toBe(0.5);
    expect(scoreClasses([], []).accuracy).toBe(0);
  });
});

describe('the SemEval-2010 score', () => {
  it('follows from counts made by hand', () => {
    const gold = ['A(e1,e2)', 'A(e1,e2)', 'A(e2,e1)', 'B(e1,e2)', 'Other', 'Other'];
    const found = ['A(e1,e2)', 'A(e2,e1)', 'A(e2,e1)', 'Other', 'B(e1,e2)', 'Other'];
    const { macroF1, byRelation } = scoreRelations(gold, found);
    // A: gold 3, predicted 3, of which one in the wrong direction → 2/3. B: gold 1, predicted 1 (an Other) → 0.
    expect(byRelation.get('A')).toMatchObject({ correct: 2, predicted: 3, gold: 3 });
    expect(byRelation.get('B')).toMatchObject({ correct: 0, predicted: 1, gold: 1 });
    expect(byRelation.has('Other')).toBe(false);
    expect(macroF1).toBeCloseTo((2 / 3 + 0) / 2, 10);
  });

  it('divides by the relations asked for, present or not', () => {
    expect(scoreRelations(['A(e1,e2)'], ['A(e1,e2)'], { relations: ['A', 'B'] }).macroF1).toBe(0.5);
    expect(undirected('Cause-Effect(e2,e1)')).toBe('Cause-Effect');
  });
});

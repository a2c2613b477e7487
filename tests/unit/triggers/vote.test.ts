import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { type PredictedSpan, spansOfTags } from '#core/train';
import {
  type Ballot,
  corpusTerms,
  cosines,
  nearestTriggers,
  propagate,
  similarityOf,
  type TriggerReading,
  triggerOf,
  VectorTable,
  voteOnSequences,
  weakExample,
} from '#core/triggers';

/** A sequence that is certain of its tags: posterior 1 for its own spans, 0 for others. Labels: 0 and 1. */
function ballot(...tags: number[]): Ballot {
  const spans = spansOfTags(tags).map((span): PredictedSpan => ({ ...span, confidence: 1 }));
  const marginals = new Float32Array(tags.length * 5);
  tags.forEach((tag, t) => {
    marginals[t * 5 + tag] = 1;
  });
  return {
    tags: Int32Array.from(tags),
    spans,
    marginals,
    logProbability: 0,
    posterior: (span) =>
      spans.some((s) => s.from === span.from && s.to === span.to && s.label === span.label) ? 1 : 0,
  };
}

describe('the vote over label sequences', () => {
  it('takes a span that two of three hold, with its share and its voters', () => {
    const { spans, outside } = voteOnSequences([ballot(0, 1, 2), ballot(0, 1, 2), ballot(0, 0, 3)]);
    expect(spans).toEqual([{ from: 1, to: 3, label: 0, share: 2 / 3, confidence: 2 / 3, voters: [0, 1] }]);
    // Token 0 is O in all three, token 1 in one, token 2 in none.
    expect([...outside].map((p) => p.toFixed(3))).toEqual(['1.000', '0.333', '0.000']);
  });

  it('takes nothing without a majority: one of two is none', () => {
    expect(voteOnSequences([ballot(1, 0), ballot(3, 0)]).spans).toEqual([]);
    expect(voteOnSequences([ballot(1, 2), ballot(1, 0), ballot(0, 0), ballot(0, 1)]).spans).toEqual([]);
  });

  it('says nothing without ballots', () => {
    expect(voteOnSequences([])).toEqual({ spans: [], outside: new Float32Array(0) });
  });

  it('never gives two spans that overlap (seed 71)', () => {
    const rng = createRng(71);
    for (let run = 0; run < 300; run++) {
      const ballots = Array.from({ length: 1 + rng.int(6) }, () =>
        ballot(...Array.from({ length: 6 }, () => rng.int(5))),
      );
      const { spans } = voteOnSequences(ballots);
      for (let i = 1; i < spans.length; i++) expect(spans[i]!.from).toBeGreaterThanOrEqual(spans[i - 1]!.to);
    }
  });
});

const reading = (words: string, ...ballots: Ballot[]): TriggerReading => ({
  words: words.split(' '),
  ballots,
  verdict: voteOnSequences(ballots),
});

/** Allowed tags per token as a string of digits. */
const shown = (allowed: Uint8Array) =>
  Array.from({ length: allowed.length / 5 }, (_, t) =>
    [0, 1, 2, 3, 4].filter((k) => allowed[t * 5 + k] === 1).join(''),
  );

describe('weak examples', () => {
  const voted = reading('a b c d', ballot(0, 1, 2, 0), ballot(0, 1, 2, 0), ballot(3, 1, 2, 0));

  it('teach sure spans and sure O, and leave the rest unknown', () => {
    const example = weakExample(voted, 5, { span: 0.9, outside: 0.9 })!;
    expect(shown(example.allowed)).toEqual(['01234', '1', '2', '0']);
    expect(example.weak).toBe(true);
    expect(example.weight).toBe(1);
  });

  it('do not let an unknown token go on with the span before it', () => {
    const example = weakExample(voted, 5, { span: 0.9, outside: 1.1 })!;
    expect(shown(example.allowed)).toEqual(['01234', '1', '2', '0134']);
  });

  it('teach O for all the rest where that is asked for', () => {
    const example = weakExample(voted, 5, { span: 0.9, outside: 0.9, partial: false })!;
    expect(shown(example.allowed)).toEqual(['0', '1', '2', '0']);
  });

  it('are none where nothing is sure or nobody voted', () => {
    const split = reading('a b', ballot(1, 0), ballot(0, 1));
    expect(weakExample(split, 5, { span: 0.5, outside: 0.9 })).toBeUndefined();
    expect(weakExample(reading('a b'), 5, { span: 0, outside: 0 })).toBeUndefined();
  });
});

describe('terms across sentences', () => {
  const corpus = [
    reading('took aspirin', ballot(0, 1)),
    reading('gave aspirin', ballot(0, 1)),
    reading('no aspirin here', ballot(0, 0, 0)),
    reading('see rats', ballot(0, 1)),
    reading('many rats', ballot(0, 0)),
    reading('fat rats', ballot(0, 0)),
    reading('lone thing', ballot(0, 3)),
  ];

  it('hold where the mean over all occurrences is high enough', () => {
    // aspirin: 2 of 3; rats: 1 of 3; thing: once only.
    const terms = corpusTerms(corpus, { confidence: 0.6, minCount: 2 });
    expect([...terms]).toEqual([['aspirin', { label: 0, confidence: 2 / 3, count: 3 }]]);
    const spread = propagate(corpus, terms);
    expect(spread[2]!.verdict.spans).toMatchObject([{ from: 1, to: 2, label: 0, confidence: 2 / 3 }]);
    expect(spread[4]!.verdict.spans).toEqual([]);
  });

  it('do not cut a longer span that is as sure', () => {
    const terms = new Map([['aspirin', { label: 0, confidence: 0.7, count: 3 }]]);
    const longer = reading('took aspirin poisoning', ballot(0, 3, 4));
    expect(propagate([longer], terms)[0]!.verdict.spans).toMatchObject([{ from: 1, to: 3, label: 1 }]);
  });
});

describe('vectors', () => {
  it('cosines are the plain products, for any number of rows (seed 72)', () => {
    const rng = createRng(72);
    for (const m of [0, 1, 2, 3, 4, 5, 9]) {
      const a = Float32Array.from({ length: 3 * 7 }, () => rng.normal());
      const b = Float32Array.from({ length: m * 7 }, () => rng.normal());
      const found = cosines(a, b, 7);
      expect(found.length).toBe(3 * m);
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < m; j++) {
          let sum = 0;
          for (let d = 0; d < 7; d++) sum += a[i * 7 + d]! * b[j * 7 + d]!;
          expect(found[i * m + j]).toBeCloseTo(sum, 4);
        }
      }
    }
  });

  it('a table keeps what is left after removals (seed 73)', () => {
    const rng = createRng(73);
    const table = new VectorTable(3);
    const truth = new Map<string, number>();
    for (let step = 0; step < 2000; step++) {
      const id = `v${rng.int(150)}`;
      if (rng.next() < 0.4) {
        table.delete(id);
        truth.delete(id);
      } else {
        table.set(id, [step, step + 1, step + 2]);
        truth.set(id, step);
      }
    }
    expect(table.size).toBe(truth.size);
    for (const [id, step] of truth) expect([...table.get(id)!]).toEqual([step, step + 1, step + 2]);
    expect(table.matrix().length).toBe(3 * table.size);
    expect(() => table.set('short', [1])).toThrow('vector of 1');
  });

  it('nearest triggers come in order, above the threshold and without the excluded', () => {
    const unit = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
    // Distances from the first: 1.13, 0.10, 0, 0.40.
    const found = nearestTriggers([unit(0)], [unit(1.2), unit(0.1), unit(0), unit(0.4)], {
      count: 3,
      threshold: 0.5,
      excluded: (_, trigger) => trigger === 2,
    });
    expect(found[0]!.map((n) => n.trigger)).toEqual([1, 3]);
    expect(found[0]![0]!.similarity).toBeCloseTo(0.9, 2);
    expect(similarityOf(Math.cos(1.2))).toBe(0);
  });
});

describe('a trigger as tokens', () => {
  const text = 'We had lunch at Oak Tree, where the food is cheap. It rained.';
  const at = (part: string) => ({ from: text.indexOf(part), to: text.indexOf(part) + part.length });

  it('of several spans, with its phrase and what it explains', () => {
    const found = triggerOf(
      { id: 'd', text },
      { id: 'x', spans: [at('had lunch at'), at('where the food')] },
      'place',
      at('Oak Tree'),
    )!;
    expect(found.positions.map((t) => found.words[t])).toEqual([
      'had',
      'lunch',
      'at',
      'where',
      'the',
      'food',
    ]);
    expect(found.phrase).toBe('had lunch at … where the food');
    expect(found.words.slice(found.target!.from, found.target!.to)).toEqual(['Oak', 'Tree']);
    expect(found.words).not.toContain('rained');
  });

  it('is none where it touches no token', () => {
    expect(
      triggerOf({ id: 'd', text: '   ' }, { id: 'x', spans: [{ from: 0, to: 2 }] }, 'place'),
    ).toBeUndefined();
  });
});

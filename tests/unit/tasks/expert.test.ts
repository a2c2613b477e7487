import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { withStates } from '#core/encoder';
import {
  countedTransitions,
  fitLinear,
  type LabelWords,
  labelText,
  linearLogProbabilities,
  type NerExample,
  namePrior,
  productOfClasses,
  textPools,
  textRows,
} from '#core/train';
import { addToRecord, bestPowers, recordOf, recordTensor } from '../../../src/core/tasks/expert.ts';

describe('the product of two experts', () => {
  const scores = [Math.log(0.7), Math.log(0.2), Math.log(0.1)];

  it('is one expert alone where the other has no power', () => {
    expect(productOfClasses({ linear: 1, network: 0 }, scores, 0, [0, 0, 1], 3)[0]).toBeCloseTo(0.7, 5);
    expect(productOfClasses({ linear: 0, network: 1 }, scores, 0, [0.1, 0.1, 0.8], 3)[2]).toBeCloseTo(0.8, 5);
  });

  it('is surer where both agree, and less sure with less power', () => {
    const both = productOfClasses({ linear: 1, network: 1 }, scores, 0, [0.7, 0.2, 0.1], 3)[0]!;
    const weak = productOfClasses({ linear: 0.3, network: 0.3 }, scores, 0, [0.7, 0.2, 0.1], 3)[0]!;
    expect(both).toBeGreaterThan(0.85);
    expect(weak).toBeLessThan(0.7);
  });

  it('survives a network that is certain and wrong', () => {
    const mixed = productOfClasses({ linear: 1, network: 1 }, scores, 0, [0, 0, 1], 3);
    expect(mixed.every((p) => p > 0 && Number.isFinite(p))).toBe(true);
  });
});

describe('powers learned from held-out texts', () => {
  const candidates = [0, 0.5, 1].map((network) => ({ linear: 1, network }));
  const usual = { linear: 1, network: 0.5 };

  it('stay as usual until a few texts have spoken', () => {
    const record = recordOf({}, 3);
    addToRecord(record, [0, 5, 5]);
    expect(bestPowers(record, candidates, usual)).toEqual(usual);
  });

  it('go where the losses are least, and back when later texts say so', () => {
    let record = recordOf({}, 3);
    for (let i = 0; i < 20; i++) addToRecord(record, [0.5, 1, 2]);
    expect(bestPowers(record, candidates, usual).network).toBe(0);
    record = recordOf(recordTensor(record), 3);
    for (let i = 0; i < 80; i++) addToRecord(record, [2, 1, 0.5]);
    expect(bestPowers(record, candidates, usual).network).toBe(1);
  });
});

describe('what follows what', () => {
  it('is counted where both tags are known', () => {
    // O B I O, then a sentence of which nothing is known.
    const known = (tags: readonly number[]): NerExample => {
      const allowed = new Uint8Array(tags.length * 3);
      tags.forEach((tag, t) => {
        if (tag < 0) allowed.fill(1, t * 3, t * 3 + 3);
        else allowed[t * 3 + tag] = 1;
      });
      return { words: tags.map(String), allowed };
    };
    const taught = Array.from({ length: 30 }, () => known([0, 1, 2, 0]));
    const { data, dims } = countedTransitions([...taught, known([-1, -1])], 3);
    expect(dims).toEqual([4, 4]);
    const at = (from: number, to: number): number => data[from * 4 + to]!;
    expect(at(1, 2)).toBeGreaterThan(at(1, 0));
    expect(at(3, 0)).toBeGreaterThan(at(3, 2));
  });
});

describe('the names of labels', () => {
  const rng = createRng(3);
  const table = new Map(['good', 'bad'].map((word) => [word, [rng.normal(), rng.normal(), rng.normal()]]));
  const encoder = {
    dim: 3,
    knows: (word: string) => table.has(word),
    encode: (words: readonly string[], into: Float32Array, offset: number) => {
      words.forEach((word, i) => {
        into.set(table.get(word) ?? [0, 0, 0], offset + 3 * i);
      });
    },
  };

  it('point in opposite directions for two labels, and "none" in none', () => {
    const weights = namePrior([{ name: 'Good' }, undefined, { name: 'bad_' }], 1, encoder)!;
    expect(weights).toHaveLength(9);
    for (let d = 0; d < 3; d++) {
      expect(weights[3 * d]).toBeCloseTo(-weights[3 * d + 2]!, 5);
      expect(weights[3 * d + 1]).toBe(0);
    }
    expect(Math.hypot(weights[0]!, weights[3]!, weights[6]!)).toBeCloseTo(0.3, 5);
  });

  it('say nothing where fewer than two are known', () => {
    expect(namePrior([{ name: 'Good' }, { name: 'K27' }], 1, encoder)).toBeUndefined();
  });

  const kind: LabelWords = { name: 'K27', guideline: 'We were glad of it.' };
  const unkind: LabelWords = { name: 'K28', guideline: 'A sad evening.' };

  /** States of whole texts: along the first axis for what is glad, against it for what is sad, and a part that all share. */
  function reading(texts: Readonly<Record<string, 'glad' | 'sad'>>) {
    return withStates(encoder, { name: 'e', dim: 2 }, (id) => {
      const mood = texts[id];
      if (mood === undefined) return undefined;
      const codes = new Int8Array(20).map((_, i) => (i % 2 === 1 ? 90 : mood === 'glad' ? 40 : -40));
      return { dim: 2, codes, scales: new Float32Array(10).fill(0.01) };
    });
  }
  const read = { [labelText(kind)!.id]: 'glad', [labelText(unkind)!.id]: 'sad' } as const;

  it('and guidelines say by the encoder’s states what is meant, before anything is labelled', () => {
    const both = reading({ ...read, nice: 'glad', bleak: 'sad' });
    const inputs = ['nice', 'bleak'].map((documentId) => ({
      ...{ words: ['so', 'it', 'was'], place: { documentId, token: 0 }, aspect: { from: 1, to: 2 } },
    }));
    const rows = textRows(inputs, both);
    const initial = namePrior([kind, unkind], textPools, both)!;
    const lesson = { rows, outputs: 2, targets: new Float32Array(4), weights: new Float32Array(2) };
    const said = linearLogProbabilities(fitLinear({ ...lesson, initial }, { rng: createRng(1) }), rows);
    const [nice = 0, , , bleak = 0] = [...said].map(Math.exp);
    expect(nice).toBeGreaterThan(0.7);
    expect(bleak).toBeGreaterThan(0.7);
  });

  it('are of the same length in words and in states, each of which may say something alone', () => {
    const good: LabelWords = { ...kind, name: 'Good' };
    const bad: LabelWords = { ...unkind, name: 'bad' };
    const lengths = (weights: Float32Array | undefined) =>
      [
        [0, 3],
        [3, 5],
      ].map(([from, to]) => Math.hypot(...(weights ?? []).filter((_, i) => i % 2 === 0).slice(from, to)));
    const of = (labels: LabelWords[], states: Parameters<typeof reading>[0]) =>
      lengths(namePrior(labels, 1, reading(states))).map((x) => Number(x.toFixed(4)));
    expect(of([good, bad], read)).toEqual([0.3, 0.3]);
    expect(of([kind, unkind], read)).toEqual([0, 0.3]);
    // Not read yet, or but one of them: words alone, as without an encoder.
    expect(of([good, bad], {})).toEqual([0.3, 0]);
    expect(of([good, bad], { [labelText(good)!.id]: 'glad' })).toEqual([0.3, 0]);
    expect(namePrior([kind, unkind], 1, reading({}))).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { createRng, StopSource } from '#core/base';
import {
  createNerPredictor,
  createTextPredictor,
  initialParameters,
  nerCollator,
  trainToEnd,
} from '#core/train';
import { compileNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { arbitraryNer, arbitraryTexts, small, spellingEncoder } from '../models/planted.ts';

const ner = compileNetwork(small.ner);
const sa = compileNetwork(small.sa);
const nerParameters = initialParameters(ner.manifest, { labels: 5, wordDim: 10 }, createRng(1));
const nerPredictor = createNerPredictor({
  manifest: ner.manifest,
  graph: await runtime.load(ner.predict),
  parameters: nerParameters,
  encoder: spellingEncoder,
  batchSize: 4,
});
const saOptions = {
  manifest: sa.manifest,
  graph: await runtime.load(sa.predict),
  parameters: initialParameters(sa.manifest, { labels: 3, wordDim: 10 }, createRng(1)),
  encoder: spellingEncoder,
};

describe('prediction', () => {
  it('answers in the order of the inputs, whatever the batches (seed 81)', async () => {
    const inputs = arbitraryNer(15, 81);
    const together = await nerPredictor.predict(inputs);
    for (const [i, input] of inputs.entries()) {
      const [alone] = await nerPredictor.predict([input]);
      expect([...together[i]!.tags]).toEqual([...alone!.tags]);
      expect(together[i]!.logProbability).toBeCloseTo(alone!.logProbability, 4);
      expect(together[i]!.marginals).toHaveLength(input.words.length * 5);
    }
  });

  it('gives probabilities: tags sum to 1, spans and sequences stay within 0 and 1', async () => {
    for (const { marginals, logProbability, spans } of await nerPredictor.predict(arbitraryNer(10, 82))) {
      for (let t = 0; t < marginals.length; t += 5) {
        expect(marginals.slice(t, t + 5).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      }
      expect(logProbability).toBeLessThanOrEqual(0);
      for (const { confidence } of spans) expect(confidence).toBeGreaterThan(0);
      for (const { confidence } of spans) expect(confidence).toBeLessThanOrEqual(1);
    }
    for (const p of await createTextPredictor(saOptions).predict(arbitraryTexts(10, 83))) {
      expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
  });

  it('has an answer to nothing, and to no words', async () => {
    expect(await nerPredictor.predict([])).toEqual([]);
    const [empty, some] = await nerPredictor.predict([{ words: [] }, { words: ['word1'] }]);
    expect(empty).toMatchObject({ spans: [], logProbability: 0 });
    expect(some!.tags).toHaveLength(1);
    const [none] = await createTextPredictor(saOptions).predict([{ words: [] }]);
    expect(none!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  it('stops between two batches', async () => {
    const source = new StopSource();
    source.stop();
    const answers = await nerPredictor.predict(arbitraryNer(3, 84), source);
    expect(answers.filter((answer) => answer !== undefined)).toEqual([]);
  });

  it('names the parameter that is missing', () => {
    const { transitions: _, ...rest } = nerParameters;
    expect(() => createNerPredictor({ ...saOptions, manifest: ner.manifest, parameters: rest })).toThrow(
      'transitions',
    );
  });
});

describe('training', () => {
  it('passes over examples without words', async () => {
    const examples = [{ words: [], allowed: new Uint8Array(0) }, ...arbitraryNer(3, 85)];
    const seen: number[] = [];
    await trainToEnd(
      {
        manifest: ner.manifest,
        graph: await runtime.load(ner.train),
        collator: nerCollator(ner.manifest, spellingEncoder),
        examples,
        symbols: { labels: 5, wordDim: 10 },
        rng: createRng(1),
        batchSize: 1,
        epochs: 1,
      },
      ({ loss }) => seen.push(loss),
    );
    expect(seen).toHaveLength(3);
    expect(seen.every((loss) => loss > 0)).toBe(true);
  });
});

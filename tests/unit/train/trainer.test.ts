import { describe, expect, it } from 'vitest';
import { createRng, StopSource } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  type NerExample,
  nerCollator,
  type TrainingOptions,
  type TrainingProgress,
  train,
  trainToEnd,
} from '#core/train';
import { compileNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { arbitraryNer, small, spellingEncoder } from '../models/planted.ts';

const compiled = compileNetwork(small.ner);
const graph = await runtime.load(compiled.train);

const none = { spellings: 0, words: 0, output: 0 };

function options(more: Partial<TrainingOptions<NerExample>> = {}): TrainingOptions<NerExample> {
  return {
    manifest: compiled.manifest,
    graph,
    collator: nerCollator(compiled.manifest, spellingEncoder),
    examples: arbitraryNer(40, 1),
    symbols: { labels: 5, wordDim: spellingEncoder.dim },
    rng: createRng(9),
    batchSize: 8,
    epochs: 3,
    ...more,
  };
}

async function collect(more: Partial<TrainingOptions<NerExample>>): Promise<TrainingProgress[]> {
  const seen: TrainingProgress[] = [];
  await trainToEnd(options(more), (progress) => seen.push(progress));
  return seen;
}

function numbers(parameters: FloatTensors): Record<string, number[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, [...data]]));
}

describe('training', () => {
  it('gives the same weights for the same seed, others for another', async () => {
    const [a, b, c] = [
      await trainToEnd(options()),
      await trainToEnd(options()),
      await trainToEnd(options({ rng: createRng(10) })),
    ];
    expect(numbers(a.parameters)).toEqual(numbers(b.parameters));
    expect(numbers(c.parameters)).not.toEqual(numbers(a.parameters));
  });

  it('lowers the loss and counts steps and epochs', async () => {
    const seen = await collect({
      epochs: 8,
      dropout: none,
      hyperParameters: { learningRate: 0.02 },
    });
    expect(seen).toHaveLength(8 * 5);
    expect(seen.map((p) => p.step)).toEqual(seen.map((_, i) => i + 1));
    expect(seen.at(-1)).toMatchObject({ epoch: 7, stepsPerEpoch: 5 });
    expect(seen.at(-1)!.loss).toBeLessThan(seen[0]!.loss / 2);
  });

  it('resumed from any checkpoint, ends where the uninterrupted run ends', async () => {
    const whole = await trainToEnd(options());
    const checkpoints = (await collect({ checkpointEvery: 3 })).flatMap((p) => p.checkpoint ?? []);
    // Steps 3, 5 (epoch), 6, 9, 10 (epoch), 12, 15.
    expect(checkpoints.map((c) => c.step)).toEqual([3, 5, 6, 9, 10, 12, 15]);
    for (const checkpoint of checkpoints) {
      const resumed = await trainToEnd(options({ rng: createRng(77), resume: structuredClone(checkpoint) }));
      expect(numbers(resumed.parameters)).toEqual(numbers(whole.parameters));
      expect(resumed.checkpoint.step).toBe(15);
    }
  });

  it('returns the running mean of the weights where it is asked to, also when resumed', async () => {
    const plain = (await collect({ checkpointEvery: 1, epochs: 1 })).map((p) => p.checkpoint!.parameters);
    const name = 'emissions.weight';
    const [first, second] = plain.map((parameters) => parameters[name]!.data);
    // After two steps the mean remembers the first by 2 / (2 + 10): the start is short of memory.
    const mean = first!.map((x, i) => (2 / 12) * x + (10 / 12) * second![i]!);
    const averaged = await collect({ averaging: 0.9, checkpointEvery: 1, epochs: 1 });
    const found = averaged[1]!.checkpoint!.average![name]!.data;
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(mean[i]!, 6);
    });
    const whole = await trainToEnd(options({ averaging: 0.9 }));
    const resume = averaged[1]!.checkpoint!;
    const resumed = await trainToEnd(options({ averaging: 0.9, rng: createRng(77), resume }));
    expect(numbers(resumed.parameters)).toEqual(numbers(whole.parameters));
    const memoryless = await trainToEnd(options({ averaging: 0 }));
    expect(numbers(memoryless.parameters)).toEqual(numbers((await trainToEnd(options())).parameters));
  });

  it('stops between two steps and goes on from there', async () => {
    const source = new StopSource();
    const stopped = await trainToEnd(options({ signal: source }), ({ step }) => {
      if (step === 7) source.stop();
    });
    expect(stopped.reason).toBe('stopped');
    expect(stopped.checkpoint.step).toBe(7);
    const resumed = await trainToEnd(options({ resume: stopped.checkpoint }));
    expect(numbers(resumed.parameters)).toEqual(numbers((await trainToEnd(options())).parameters));
  });

  it('can be left by its caller', async () => {
    let steps = 0;
    for await (const _ of train(options())) if (++steps === 2) break;
    expect(steps).toBe(2);
  });

  it('returns the best weights and stops when patience ends', async () => {
    const scores = [0.1, 0.5, 0.3, 0.2, 0.9];
    const tried: FloatTensors[] = [];
    const evaluate = async (parameters: FloatTensors, epoch: number): Promise<number> => {
      tried.push(parameters);
      return scores[epoch]!;
    };
    const result = await trainToEnd(options({ epochs: 5, patience: 2, evaluate }));
    expect(result).toMatchObject({ reason: 'patience', score: 0.5 });
    expect(tried).toHaveLength(4);
    expect(result.parameters).toBe(tried[1]);
  });

  it('starts warm from given weights', async () => {
    const first = await trainToEnd(options());
    const [cold] = await collect({ epochs: 1, batchSize: 40, dropout: none });
    const [warm] = await collect({
      epochs: 1,
      batchSize: 40,
      initial: first.parameters,
      dropout: none,
    });
    expect(warm!.loss).toBeLessThan(cold!.loss);
  });

  it('clips: a step never moves farther than the learning rate allows', async () => {
    const { parameters: before } = await trainToEnd(options({ epochs: 0 }));
    const rate = 1e-3;
    const training = train(options({ initial: before, hyperParameters: { learningRate: rate } }));
    const { value } = await training.next();
    const after = (
      await train(
        options({ initial: before, epochs: 1, batchSize: 40, hyperParameters: { learningRate: rate } }),
      ).next()
    ).value;
    expect((value as TrainingProgress).gradientNorm).toBeGreaterThan(0);
    const moved = (after as TrainingProgress).checkpoint!.parameters['emissions.weight']!.data.map((x, i) =>
      Math.abs(x - before['emissions.weight']!.data[i]!),
    );
    // Adam's first step is the learning rate at most, in every direction.
    expect(Math.max(...moved)).toBeLessThanOrEqual(rate * 1.001);
    expect(Math.max(...moved)).toBeGreaterThan(rate * 0.9);
  });

  it('refuses a checkpoint of another network', async () => {
    const { checkpoint } = await trainToEnd(options({ epochs: 0 }));
    const other = { ...checkpoint, network: 're' };
    await expect(trainToEnd(options({ resume: other }))).rejects.toThrow('checkpoint of re for ner');
  });
});

describe('gold and weak examples', () => {
  const gold = arbitraryNer(6, 2);
  const weak = arbitraryNer(40, 3).map((example) => ({ ...example, weak: true, weight: 0.8 }));

  it('are drawn side by side: as many steps as the larger part needs', async () => {
    const seen = await collect({ examples: [...gold, ...weak], epochs: 1 });
    expect(seen).toHaveLength(5);
  });

  it('with γ = 0 the weak ones teach nothing', async () => {
    const base = {
      epochs: 1,
      batchSize: 40,
      dropout: none,
      hyperParameters: { gamma: 0 },
    };
    const [alone] = await collect({ ...base, examples: gold });
    const [both] = await collect({ ...base, examples: [...gold, ...weak] });
    expect(both!.loss).toBeCloseTo(alone!.loss, 4);
  });

  it('with γ = 1 the loss is gold plus the confidence-weighted weak losses', async () => {
    const base = {
      epochs: 1,
      batchSize: 40,
      dropout: none,
      hyperParameters: { gamma: 1 },
    };
    const lossOf = async (examples: readonly NerExample[]): Promise<number> =>
      (await collect({ ...base, examples }))[0]!.loss;
    const [w1, w2] = [
      { ...weak[0]!, weight: 2 },
      { ...weak[1]!, weight: 0 },
    ];
    const single = await Promise.all([w1, w2].map((w) => lossOf([{ ...w, weak: false, weight: 1 }])));
    // softmax(2, 0) = (e² / (e² + 1), 1 / (e² + 1))
    const share = Math.exp(2) / (Math.exp(2) + 1);
    const expected = (await lossOf(gold)) + share * single[0]! + (1 - share) * single[1]!;
    expect(await lossOf([...gold, w1, w2])).toBeCloseTo(expected, 3);
  });
});

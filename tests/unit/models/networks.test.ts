import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  type Collator,
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  nerCollator,
  relationCollator,
  spansOfTags,
  textCollator,
  trainToEnd,
} from '#core/train';
import { type CompiledNetwork, compileNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { bothWays, largestDifference } from './agreement.ts';
import {
  arbitraryNer,
  arbitraryRelations,
  arbitraryTexts,
  known,
  oneHot,
  randomWords,
  small,
  spellingEncoder,
  vocabulary,
} from './planted.ts';

describe('the prediction graph agrees with the training graph, in full size, within 1e-4', () => {
  for (const name of ['ner', 're', 'sa'] as const) {
    it(`${name} (seed 31)`, async () => {
      const { trained, predicted } = await bothWays(runtime, name, 31);
      expect(trained.length).toBeGreaterThan(20);
      expect(largestDifference(trained, predicted)).toBeLessThan(1e-4);
    });
  }
});

interface Learned {
  readonly compiled: CompiledNetwork;
  readonly parameters: FloatTensors;
}

async function learn<Example>(
  compiled: CompiledNetwork,
  collator: Collator<Example>,
  examples: readonly Example[],
  labels: number,
  epochs: number,
  dropout: number,
): Promise<Learned> {
  const { parameters } = await trainToEnd({
    manifest: compiled.manifest,
    graph: await runtime.load(compiled.train),
    collator,
    examples,
    symbols: { labels, wordDim: spellingEncoder.dim },
    rng: createRng(3),
    batchSize: 16,
    epochs,
    hyperParameters: { learningRate: 0.02 },
    dropout: Object.fromEntries(
      compiled.manifest.dropouts.map(({ name }) => [name.slice('dropout/'.length), dropout]),
    ),
  });
  return { compiled, parameters };
}

const predictorOptions = async ({ compiled, parameters }: Learned) => ({
  manifest: compiled.manifest,
  graph: await runtime.load(compiled.predict),
  parameters,
  encoder: spellingEncoder,
});

function argMax(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, i, all) => (value > all[best]! ? i : best), 0);
}

async function sentenceErrors(learned: Learned, examples: ReturnType<typeof arbitraryNer>): Promise<number> {
  const predictions = await createNerPredictor(await predictorOptions(learned)).predict(examples);
  return predictions.filter((prediction, i) => {
    const gold = examples[i]!.words.map((_, t) => argMax(examples[i]!.allowed.slice(t * 5, t * 5 + 5)));
    const spans = prediction.spans.map(({ from, to, label }) => ({ from, to, label }));
    return JSON.stringify(spans) !== JSON.stringify(spansOfTags(gold));
  }).length;
}

function classErrors(
  predicted: readonly Float32Array[],
  examples: readonly { target: Float32Array }[],
): number {
  return predicted.filter((p, i) => argMax(p) !== argMax(examples[i]!.target)).length;
}

describe('each network learns 32 arbitrary examples by heart', () => {
  it('ner (seed 41)', async () => {
    const compiled = compileNetwork(small.ner);
    const examples = arbitraryNer(32, 41);
    const learned = await learn(
      compiled,
      nerCollator(compiled.manifest, spellingEncoder),
      examples,
      5,
      60,
      0,
    );
    expect(await sentenceErrors(learned, examples)).toBe(0);
  });

  it('re (seed 42)', async () => {
    const compiled = compileNetwork(small.re);
    const examples = arbitraryRelations(32, 42);
    const learned = await learn(
      compiled,
      relationCollator(compiled.manifest, spellingEncoder),
      examples,
      3,
      50,
      0,
    );
    const predictor = createRelationPredictor(await predictorOptions(learned));
    expect(classErrors(await predictor.predict(examples), examples)).toBe(0);
  });

  it('sa (seed 43)', async () => {
    const compiled = compileNetwork(small.sa);
    const examples = arbitraryTexts(32, 43);
    const learned = await learn(
      compiled,
      textCollator(compiled.manifest, spellingEncoder),
      examples,
      3,
      50,
      0,
    );
    const predictor = createTextPredictor(await predictorOptions(learned));
    expect(classErrors(await predictor.predict(examples), examples)).toBe(0);
  });
});

describe('each network finds a planted pattern in noisy data', () => {
  const noise = 0.1;

  it('ner: the word after word0 is a name, from partly annotated sentences (seed 51)', async () => {
    const rng = createRng(51);
    const make = (noisy: boolean) => {
      const words = randomWords(rng, 5);
      words[1 + rng.int(words.length - 2)] = 'word0';
      const tags = words.map((_, t) => (words[t - 1] === 'word0' ? 1 : 0));
      const example = known(words, noisy && rng.next() < noise ? tags.map((tag) => 1 - tag) : tags, 5);
      // A third of the tokens is unknown.
      if (noisy)
        words.forEach((_, t) => void (rng.next() < 1 / 3 && example.allowed.fill(1, t * 5, t * 5 + 5)));
      return example;
    };
    const compiled = compileNetwork(small.ner);
    const examples = Array.from({ length: 200 }, () => make(true));
    const learned = await learn(
      compiled,
      nerCollator(compiled.manifest, spellingEncoder),
      examples,
      5,
      12,
      0.1,
    );
    const test = Array.from({ length: 100 }, () => make(false));
    expect(await sentenceErrors(learned, test)).toBeLessThan(10);
  });

  it('re: the label is decided by the word between the arguments (seed 52)', async () => {
    const rng = createRng(52);
    const make = (noisy: boolean) => {
      const words = randomWords(rng, 6);
      const label = rng.int(2);
      words[2] = vocabulary[label]!;
      // The same words elsewhere decide nothing.
      words[4] = vocabulary[rng.int(2)]!;
      const told = noisy && rng.next() < noise ? 1 - label : label;
      return { words, x: { from: 1, to: 2 }, y: { from: 3, to: 4 }, target: oneHot(told, 2) };
    };
    const compiled = compileNetwork(small.re);
    const examples = Array.from({ length: 300 }, () => make(true));
    const learned = await learn(
      compiled,
      relationCollator(compiled.manifest, spellingEncoder),
      examples,
      2,
      12,
      0.1,
    );
    const test = Array.from({ length: 100 }, () => make(false));
    const predictor = createRelationPredictor(await predictorOptions(learned));
    expect(classErrors(await predictor.predict(test), test)).toBeLessThan(10);
  });

  it('sa: the word before the aspect decides, another one does not (seed 53)', async () => {
    const rng = createRng(53);
    const make = (noisy: boolean) => {
      const words = randomWords(rng, 8);
      const [first, second] = [rng.int(2), rng.int(2)];
      words[0] = vocabulary[first]!;
      words[5] = vocabulary[second]!;
      const early = rng.next() < 0.5;
      const label = early ? first : second;
      const told = noisy && rng.next() < noise ? 1 - label : label;
      return { words, aspect: early ? { from: 1, to: 2 } : { from: 6, to: 7 }, target: oneHot(told, 2) };
    };
    const compiled = compileNetwork(small.sa);
    const examples = Array.from({ length: 400 }, () => make(true));
    const learned = await learn(
      compiled,
      textCollator(compiled.manifest, spellingEncoder),
      examples,
      2,
      12,
      0.1,
    );
    const test = Array.from({ length: 100 }, () => make(false));
    const predictor = createTextPredictor(await predictorOptions(learned));
    expect(classErrors(await predictor.predict(test), test)).toBeLessThan(10);
  });
});

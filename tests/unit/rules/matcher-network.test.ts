import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { Corpus, EmbeddingMatcher, NgramTable } from '#core/execute';
import type { FloatTensors } from '#core/graph';
import {
  encodePending,
  FindCollator,
  type FindEncoder,
  findCalibration,
  findExamples,
  findStepsDue,
  trainFind,
} from '#core/rules';
import { tokenize } from '#core/text';
import { compileNetwork, findNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';

const compiled = compileNetwork(findNetwork({ hidden: 8, dim: 12 }));

/** Words of one group have nearly the same vector; groups have nothing to do with each other. */
const groups = [
  ['caused', 'produced', 'triggered'],
  ['contains', 'holds', 'houses'],
  ['storm', 'rain'],
  ['box', 'bag'],
  ['the', 'a'],
];
const encoder = {
  dim: 10,
  encode: (words: readonly string[], out: Float32Array, offset: number) => {
    words.forEach((word, k) => {
      const group = groups.findIndex((members) => members.includes(word));
      const at = offset + k * 10;
      if (group >= 0) out[at + group] = 1;
      out[at + 5 + (word.length % 5)] = 0.3;
    });
  },
};
const sentences = [
  'the storm caused a rain',
  'a box contains the bag',
  'the rain triggered a storm',
  'the bag holds a box',
].map((text) => text.split(' '));
const keywords = [
  { words: ['caused'], label: 0 },
  { words: ['produced'], label: 0 },
  { words: ['contains'], label: 1 },
  { words: ['holds', 'the'], label: 1 },
];

async function pretrained(steps: number): Promise<{ losses: number[]; network: FindEncoder }> {
  const training = trainFind({
    manifest: compiled.manifest,
    graph: await runtime.load(compiled.train),
    encoder,
    sentences,
    keywords,
    rng: createRng(4),
    steps,
    batchSize: 4,
    learningRate: 0.01,
  });
  const losses: number[] = [];
  for (;;) {
    const step = await training.next();
    if (step.done === true) return { losses, network: await encoderOf(step.value) };
    losses.push(step.value.loss);
  }
}

async function encoderOf(parameters: FloatTensors): Promise<FindEncoder> {
  const graph = await runtime.load(compiled.predict);
  return { manifest: compiled.manifest, graph, parameters, encoder };
}

describe('the find network', () => {
  it('learns to find queries, and to tell the keywords of two labels apart', async () => {
    const { losses, network } = await pretrained(60);
    const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)) * 0.5);

    const corpus = new Corpus();
    const text = 'a storm triggered the box';
    corpus.addInstance(corpus.addSentence({ text, tokens: tokenize(text) }), {});
    const ngrams = new NgramTable(corpus);
    const matcher = new EmbeddingMatcher('find', ngrams, (keyword) => keyword.split(' '), findCalibration);
    for (const keyword of ['caused', 'contains']) matcher.want(keyword);
    for await (const _ of encodePending(matcher, network));
    expect(matcher.pending(1)).toEqual([]);
    const unigrams = ngrams.windows[0]!;
    const scores = (keyword: string): number[] =>
      [0, 1, 2, 3, 4].map((token) => matcher.scorer(keyword).score(unigrams.at(token)));
    const caused = scores('caused');
    expect(caused.indexOf(Math.max(...caused))).toBe(2);
    expect(caused[2]!).toBeGreaterThan(scores('contains')[2]! + 0.3);
  }, 60_000);

  it('draws the same examples from the same generator, none beyond its sentence', () => {
    const long = Array.from({ length: 60 }, (_, k) => `w${k}`);
    const draw = () => findExamples([long, ['one', 'two'], ['alone']], 50, createRng(8));
    expect(draw()).toEqual(draw());
    for (const { words, from, to } of draw()) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(words.length);
      expect(words.length).toBeLessThanOrEqual(24);
    }
  });

  it('weighs a query and all that is not it alike, and judges no half of it', () => {
    const collator = new FindCollator(encoder, keywords);
    const { target, weight } = collator.collate([
      { words: ['the', 'storm', 'caused', 'rain'], from: 1, to: 3 },
    ]);
    // Windows of one token first: the, storm, caused, rain; then pairs; then triples, each row of the longest sentence.
    expect([...target!.data]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...weight!.data]).toEqual([0.5, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 0, 0]);
  });
});

describe('when find is taught', () => {
  it('once there is a keyword and something to read, and again when either has grown', () => {
    expect(findStepsDue(undefined, { keywords: 0, sentences: 5000 })).toBe(0);
    expect(findStepsDue(undefined, { keywords: 3, sentences: 5 })).toBe(0);
    const first = findStepsDue(undefined, { keywords: 4, sentences: 100 });
    expect(first).toBeGreaterThan(0);
    const last = { keywords: 4, sentences: 100 };
    expect(findStepsDue(last, { keywords: 5, sentences: 150 })).toBe(0);
    for (const now of [
      { keywords: 6, sentences: 100 },
      { keywords: 4, sentences: 200 },
    ]) {
      const again = findStepsDue(last, now);
      expect(again).toBeGreaterThan(0);
      expect(again).toBeLessThan(first);
    }
  });
});

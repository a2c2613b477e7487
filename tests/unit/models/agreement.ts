/** The same weights and inputs through a network's training graph and its prediction graph, on any runtime. */
import { createRng } from '#core/base';
import { evaluateShape, type FloatTensor, floatTensor, scalarTensor, type Tensors } from '#core/graph';
import { initialParameters, nerCollator, type Runtime, relationCollator, textCollator } from '#core/train';
import { type CompiledNetwork, compileNetwork, ner, re, sa } from '#models';
import { initialOptimiser } from '../../../src/core/train/manifest.ts';
import { arbitraryNer, arbitraryRelations, arbitraryTexts, spellingEncoder } from './planted.ts';

export type TaskName = 'ner' | 're' | 'sa';

export interface BothWays {
  /** What the training graph computes on its way forward, at real tokens. */
  readonly trained: number[];
  /** The same from the prediction graph. */
  readonly predicted: number[];
}

function networkOf(task: TaskName): CompiledNetwork {
  return compileNetwork({ ner, re, sa }[task]);
}

function batchOf(task: TaskName, { manifest }: CompiledNetwork, seed: number): Tensors {
  switch (task) {
    case 'ner':
      return nerCollator(manifest, spellingEncoder).collate(arbitraryNer(8, seed));
    case 're':
      return relationCollator(manifest, spellingEncoder).collate(arbitraryRelations(8, seed));
    case 'sa':
      return textCollator(manifest, spellingEncoder).collate(arbitraryTexts(8, seed));
    default:
      task satisfies never;
      throw new RangeError(task);
  }
}

/** Dropout masks of ones. */
function noDropout({ manifest }: CompiledNetwork, inputs: Tensors, symbols: Record<string, number>): Tensors {
  const [batch = 0, time = 0] = inputs['mask']!.dims;
  const masks: Record<string, FloatTensor> = {};
  for (const { name, shape } of manifest.dropouts) {
    const mask = floatTensor(evaluateShape(shape, { ...symbols, batch, time }));
    mask.data.fill(1);
    masks[name] = mask;
  }
  return masks;
}

export async function bothWays(runtime: Runtime, task: TaskName, seed: number): Promise<BothWays> {
  const compiled = networkOf(task);
  const { manifest } = compiled;
  const symbols = { labels: task === 'ner' ? 5 : 3, wordDim: spellingEncoder.dim };
  const output = task === 'ner' ? 'emissions' : 'probabilities';
  const parameters = initialParameters(manifest, symbols, createRng(seed));
  const inputs = batchOf(task, compiled, seed);
  const scalars = Object.entries({ ...manifest.hyperParameters, step: 1 });
  const train = await runtime.load(compiled.train);
  const forward = await train.run(
    {
      ...parameters,
      ...initialOptimiser(manifest, symbols),
      ...inputs,
      ...noDropout(compiled, inputs, symbols),
      ...Object.fromEntries(scalars.map(([name, value]) => [name, scalarTensor(value)])),
    },
    [output],
  );
  const predict = await runtime.load(compiled.predict);
  const feeds: Record<string, Tensors[string]> = {};
  for (const { name } of manifest.predict.inputs) feeds[name] = inputs[name]!;
  for (const name of manifest.predictParameters) feeds[name] = parameters[name]!;
  const prediction = await predict.run(feeds);
  await Promise.all([train.dispose(), predict.dispose()]);
  const mask = inputs['mask']!.data;
  const atTokens = (x: Tensors[string]): number[] =>
    [...x.data].filter((_, i) => output !== 'emissions' || mask[Math.floor(i / symbols.labels)] === 1);
  return { trained: atTokens(forward[output]!), predicted: atTokens(prediction[output]!) };
}

export function largestDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i]!)), 0);
}

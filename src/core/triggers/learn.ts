/**
 * The three lessons of the trigger networks, each a run of the one trainer: what stands in a gap (no labels), which label
 * a trigger votes for and where it belongs (stage 1), and how a sentence reads in the light of a trigger (stage 2).
 * Each starts from the weights of the one before: they share the token encoder by name.
 */
import { must, type Rng, type StopSignal, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TaskNetwork } from '#core/tasks';
import {
  type Checkpoint,
  type NerExample,
  type NerInput,
  startFrom,
  type TokenEncoder,
  type TrainingProgress,
  type TrainingResult,
  train,
} from '#core/train';
import {
  contextCollator,
  rarityWeights,
  type TriggerExample,
  type TriggeredExample,
  triggerCollator,
  triggeredCollator,
} from './collators.ts';

export interface LessonOptions {
  readonly network: Pick<TaskNetwork, 'manifest' | 'train'>;
  readonly encoder: TokenEncoder;
  readonly rng: Rng;
  readonly batchSize: number;
  readonly epochs: number;
  /** Weights of an earlier lesson; what fits by name and shape is taken over. */
  readonly from?: FloatTensors;
  readonly learningRate?: number;
  /** The learning rate is multiplied by `1 / (1 + decay · epoch)`. */
  readonly decay?: number;
  /** Memory of the running mean of the weights, per step (see the trainer). */
  readonly averaging?: number;
  readonly signal?: StopSignal;
  /** Go on exactly where this checkpoint was made; one comes by every so many steps. */
  readonly resume?: Checkpoint;
  readonly checkpointEvery?: number;
}

export interface MeasuredOptions extends LessonOptions {
  readonly evaluate?: (parameters: FloatTensors, epoch: number) => Promise<number>;
  readonly patience?: number;
  /** Weight of the weak examples' loss. */
  readonly gamma?: number;
}

type Lesson = AsyncGenerator<TrainingProgress, TrainingResult, void>;

function shared(options: LessonOptions, symbols: Readonly<Record<string, number>>) {
  const { network, rng, batchSize, epochs, from, learningRate, decay, averaging, signal } = options;
  const { resume, checkpointEvery } = options;
  return {
    manifest: network.manifest,
    graph: network.train,
    symbols,
    rng,
    batchSize,
    epochs,
    initial: startFrom(network.manifest, symbols, rng, from),
    ...(signal === undefined ? {} : { signal }),
    ...(resume === undefined ? {} : { resume }),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    ...(averaging === undefined ? {} : { averaging }),
    ...(decay === undefined ? {} : { learningRateDecay: decay }),
    ...(learningRate === undefined ? {} : { hyperParameters: { learningRate } }),
  };
}

export interface ContextOptions extends LessonOptions {
  /** Share of the tokens from which on a word counts less than others (default: all count alike). */
  readonly often?: number;
}

/** Lesson without labels, on bare sentences. */
export function learnContext(options: ContextOptions, sentences: readonly NerInput[]): Lesson {
  const { network, encoder, often } = options;
  const weightOf = often === undefined ? undefined : rarityWeights(sentences, often);
  return train({
    ...shared(options, { wordDim: encoder.dim }),
    collator: contextCollator(network.manifest, encoder, weightOf),
    examples: sentences,
  });
}

/** Stage 1. `labels`: how many labels there are. */
export function learnTriggers(
  options: LessonOptions,
  examples: readonly TriggerExample[],
  labels: number,
): Lesson {
  const { network, encoder } = options;
  return train({
    ...shared(options, { wordDim: encoder.dim, labels }),
    collator: triggerCollator(network.manifest, encoder, labels),
    examples,
  });
}

/** Stage 2, on gold and weak examples. `tags`: how many tags there are. */
export function learnTagging(
  options: MeasuredOptions,
  examples: readonly TriggeredExample[],
  tags: number,
): Lesson {
  const { network, encoder, learningRate, gamma, evaluate, patience } = options;
  return train({
    ...shared(options, { wordDim: encoder.dim, labels: tags }),
    collator: triggeredCollator(network.manifest, encoder),
    examples,
    hyperParameters: {
      ...(learningRate === undefined ? {} : { learningRate }),
      ...(gamma === undefined ? {} : { gamma }),
    },
    ...(evaluate === undefined ? {} : { evaluate }),
    ...(patience === undefined ? {} : { patience }),
  });
}

/** A labelled sentence with the vectors of the triggers that may stand beside it, its own first. */
export interface SentenceWithTriggers {
  readonly example: NerExample;
  readonly own: readonly Float32Array[];
  /** Of other sentences, nearest first: what it would be read with if it were not labelled. */
  readonly foreign: readonly Float32Array[];
}

/**
 * Stage 2's examples of some sentences: each once without a trigger, with up to `ownPerSentence` of its own triggers and
 * with up to `foreignPerSentence` of the nearest others. The last two make training look like inference, where a
 * sentence is read with the triggers that it lies near to and none of them is its own.
 */
export function triggeredExamples(
  sentences: readonly SentenceWithTriggers[],
  dim: number,
  rng: Rng,
  counts: { readonly own: number; readonly foreign: number } = { own: 2, foreign: 2 },
): TriggeredExample[] {
  const none = new Float32Array(dim);
  return sentences.flatMap(({ example, own, foreign }) =>
    [none, ...shuffled(own, rng).slice(0, counts.own), ...foreign.slice(0, counts.foreign)].map(
      (trigger) => ({
        ...example,
        trigger: must(trigger, 'trigger'),
      }),
    ),
  );
}

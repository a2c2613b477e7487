/** The trainer's contract; see the functions below. */
import type { Rng, RngState, StopSignal } from '#core/base';
import type { FloatTensors, NetworkManifest, Tensors } from '#core/graph';
import type { LoadedGraph } from './runtime.ts';

/** Makes the training graph's inputs of some examples (everything but parameters, dropout and hyper-parameters). */
export interface Collator<Example> {
  /** Number of tokens: batches are made of examples of like length. */
  lengthOf(example: Example): number;
  collate(examples: readonly Example[]): Tensors;
}

export interface TrainingOptions<Example> {
  readonly manifest: NetworkManifest;
  /** The loaded training graph (`manifest.train`). */
  readonly graph: LoadedGraph;
  readonly collator: Collator<Example>;
  readonly examples: readonly Example[];
  /** Values of `manifest.symbols`, e.g. `{ labels: 5, wordDim: 100 }`. */
  readonly symbols: Readonly<Record<string, number>>;
  /** Decides initial parameters, order and dropout. */
  readonly rng: Rng;
  readonly batchSize: number;
  readonly epochs: number;
  /** Overrides of `manifest.hyperParameters`. */
  readonly hyperParameters?: Readonly<Record<string, number>>;
  /** Overrides of the dropouts' rates, by name. */
  readonly dropout?: Readonly<Record<string, number>>;
  /** Learning rate is multiplied by `1 / (1 + decay · epoch)`. */
  readonly learningRateDecay?: number;
  /** Called after each epoch with the weights; the score is to be as high as possible. */
  readonly evaluate?: (parameters: FloatTensors, epoch: number) => Promise<number>;
  /** Stop after this many epochs without a better score (needs `evaluate`); the best weights are returned. */
  readonly patience?: number;
  /** Warm start: parameters of an earlier training (fresh optimiser). */
  readonly initial?: FloatTensors;
  /** Continue exactly where this checkpoint was made: same result as if it had never been interrupted. */
  readonly resume?: Checkpoint;
  readonly signal?: StopSignal;
  /** A checkpoint accompanies progress every so many steps (and at each epoch's end). 0: only at epochs' ends. */
  readonly checkpointEvery?: number;
}

export interface TrainingProgress {
  readonly step: number;
  readonly epoch: number;
  /** Steps of one epoch. */
  readonly stepsPerEpoch: number;
  readonly loss: number;
  readonly gradientNorm: number;
  /** Present on the last step of an epoch when `evaluate` is given. */
  readonly score?: number;
  readonly checkpoint?: Checkpoint;
}

/** All that is needed to go on; plain data. */
export interface Checkpoint {
  readonly network: string;
  readonly parameters: FloatTensors;
  readonly optimiser: FloatTensors;
  readonly step: number;
  readonly epoch: number;
  /** Batches of the current epoch that are already done. */
  readonly batch: number;
  /** The generator's state at the start of the current epoch, and now. */
  readonly epochRng: RngState;
  readonly rng: RngState;
  readonly best?: { readonly parameters: FloatTensors; readonly score: number; readonly epoch: number };
}

export interface TrainingResult {
  readonly parameters: FloatTensors;
  /** Of the returned parameters, when `evaluate` is given. */
  readonly score?: number;
  readonly reason: 'finished' | 'patience' | 'stopped';
  readonly checkpoint: Checkpoint;
}

/** Stops between two steps: by `signal`, or by the caller not asking for the next value. */
export type Train = <Example>(
  options: TrainingOptions<Example>,
) => AsyncGenerator<TrainingProgress, TrainingResult, void>;

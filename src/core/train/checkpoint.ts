/** Checkpoints: all that a training needs to go on exactly where it was, as plain data. */
import type { RngState } from '#core/base';
import type { FloatTensors } from '#core/graph';

export interface Checkpoint {
  readonly network: string;
  readonly parameters: FloatTensors;
  readonly optimiser: FloatTensors;
  /** Steps done. */
  readonly step: number;
  /** The running epoch, counted from 0. */
  readonly epoch: number;
  /** Batches of the running epoch that are done. */
  readonly batch: number;
  /** Decides each epoch's batches. */
  readonly orderSeed: number;
  /** The generator now: dropout. */
  readonly rng: RngState;
  /** The best weights so far, where the training is evaluated. */
  readonly best?: BestWeights;
  /** Where weights are averaged. */
  readonly average?: FloatTensors;
}

export interface BestWeights {
  readonly parameters: FloatTensors;
  readonly score: number;
  readonly epoch: number;
}

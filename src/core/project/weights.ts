import type { RngState } from '#core/base';

/** A trained model or a checkpoint of one: parameters by name, row-major float32. */
export interface TensorRecord {
  readonly dims: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export interface Weights {
  readonly projectId: string;
  /** Name of the network in the manifest: `'ner'`, `'re'`, `'sa'`, `'find'`, `'trigger'`. */
  readonly model: string;
  /** Counts up with each finished training. */
  readonly version: number;
  readonly tensors: Readonly<Record<string, TensorRecord>>;
  readonly optimiser?: Readonly<Record<string, TensorRecord>>;
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Label ids in the order of the network's outputs. */
  readonly labels: readonly string[];
  readonly trainedAt: number;
  readonly seed: number;
  readonly rng?: RngState;
}

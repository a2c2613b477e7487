import type { RngState } from '#core/base';

/** A trained model or a checkpoint of one: parameters by name, row-major float32. */
export interface TensorRecord {
  readonly dims: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** What people and a model say of one span, pair or whole text of a text that measures. */
export interface JudgedItem {
  readonly documentId: string;
  /** Label id that people gave; `''`: none. */
  readonly gold: string;
  /** Label id that the model gives; `''`: none. */
  readonly predicted: string;
  /** Of the prediction, in [0, 1]; 0 where there is none. */
  readonly confidence: number;
  /** Of spans: where in the text. */
  readonly from?: number;
  readonly to?: number;
}

export interface Measured {
  /** All texts that were measured on, also those with nothing in them. */
  readonly documentIds: readonly string[];
  readonly items: readonly JudgedItem[];
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
  /** On the texts that measure; stays on this device. */
  readonly measured?: Measured;
  /** Label ids in the order of the network's outputs. */
  readonly labels: readonly string[];
  readonly trainedAt: number;
  readonly seed: number;
  readonly rng?: RngState;
}

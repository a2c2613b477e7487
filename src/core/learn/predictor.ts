/** The predictors' contract. */
import type { FloatTensors, NetworkManifest } from '#core/graph';
import type { NerInput, RelationInput, TextInput, TokenEncoder, TokenSpan } from './examples.ts';
import type { LoadedGraph } from './runtime.ts';

export interface PredictorOptions {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph (`manifest.predict`). */
  readonly graph: LoadedGraph;
  readonly parameters: FloatTensors;
  readonly encoder: TokenEncoder;
}

export interface PredictedSpan extends TokenSpan {
  /** Index of the span label (not of the tag). */
  readonly label: number;
  /** Posterior probability of exactly this span with this label. */
  readonly confidence: number;
}

export interface NerPrediction {
  readonly spans: readonly PredictedSpan[];
  /** Log-probability of the best tag sequence; divided by the length it is MNLP. */
  readonly logProbability: number;
  /** words × tags. */
  readonly marginals: Float32Array;
}

export interface NerPredictor {
  /** Any number of sentences; batches by length itself; results in the order of `inputs`. */
  predict(inputs: readonly NerInput[]): Promise<NerPrediction[]>;
}

/** RE and SA: one probability per label, summing to 1. */
export interface ClassPredictor<Input extends RelationInput | TextInput> {
  predict(inputs: readonly Input[]): Promise<Float32Array[]>;
}

/**
 * What a generated network says about itself, so that one generic trainer and one generic predictor can drive it:
 * its parameters with their shapes and initialisers, and the inputs and outputs of each of its graphs.
 * Written by `models/build.ts` as `public/models/manifest.json`; plain JSON.
 */

/**
 * A dimension: a number, or an expression over symbols in canonical form (`'batch'`, `'wordDim+50'`, `'2*batch'`).
 * `batch`, `time`, `words` (distinct words of a batch), `characters` (of the longest word) vary by batch;
 * a network's `symbols` (`labels`, `wordDim`) are fixed when its parameters are first made.
 */
export type Dim = number | string;
export type Shape = readonly Dim[];

export interface TensorSpec {
  readonly name: string;
  readonly type: 'float32' | 'int32';
  readonly shape: Shape;
}

/** How a parameter starts. `lstm`: Glorot for input weights, orthogonal blocks for recurrent ones. */
export type Initialiser =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly limit: number }
  /** Uniform in ±sqrt(6 / (fanIn + fanOut)), the fans being the last two dimensions divided by `columns` gates. */
  | { readonly kind: 'glorot'; readonly gates?: number }
  /** Each square block of the last two dimensions orthogonal. */
  | { readonly kind: 'orthogonal' }
  /** LSTM bias in ONNX's gate order (i, o, f, c): forget gate at 1, the rest at 0. */
  | { readonly kind: 'forget-bias' };

export interface ParameterSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly init: Initialiser;
}

/** A dropout mask is an input of the training graph; its elements are 0 or 1 / (1 − rate). */
export interface DropoutSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly rate: number;
}

export interface GraphSpec {
  /** File name beside the manifest. */
  readonly file: string;
  /** Without parameters, optimiser state, dropout masks and hyper-parameters. */
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/**
 * Names by convention: a training graph takes each parameter `p` and its optimiser state `p/m`, `p/v`, the
 * hyper-parameters, dropout masks and a batch; it returns `loss`, `gradientNorm`, `next/p`, `next/p/m`, `next/p/v`.
 * A prediction graph takes the parameters and a batch.
 */
export interface NetworkManifest {
  readonly name: string;
  /** Symbols that occur in parameter shapes, to be fixed before the first training (`labels`, `wordDim`). */
  readonly symbols: readonly string[];
  readonly parameters: readonly ParameterSpec[];
  readonly dropouts: readonly DropoutSpec[];
  /** Suffixes of each parameter's optimiser state: `['m', 'v']` for Adam, `[]` for SGD. */
  readonly optimiserState: readonly string[];
  /** Scalars of the training graph with their usual values: `learningRate`, `clipNorm`, `weightDecay`, `gamma`, … */
  readonly hyperParameters: Readonly<Record<string, number>>;
  /** Names of the parameters that the prediction graph reads. */
  readonly predictParameters: readonly string[];
  readonly train: GraphSpec;
  readonly predict: GraphSpec;
}

export interface ModelsManifest {
  readonly format: 1;
  readonly networks: Readonly<Record<string, NetworkManifest>>;
}

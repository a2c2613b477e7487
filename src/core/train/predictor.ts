/**
 * Prediction: any number of inputs, batched by length, through a loaded prediction graph.
 * Results come in the order of the inputs; an input without words is read as one blank word.
 */
import { InternalError, must, neverStop, type StopSignal } from '#core/base';
import type { FloatTensor, FloatTensors, NetworkManifest, Tensors } from '#core/graph';
import { nerInputs, relationInputs, textInputs } from './batches.ts';
import type { NerInput, RelationInput, TextInput, TokenEncoder } from './examples.ts';
import type { LoadedGraph } from './runtime.ts';
import { spansOfTags, type TokenLabel } from './tags.ts';
import { Chain } from './viterbi.ts';

export interface PredictorOptions {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph (`manifest.predict`). */
  readonly graph: LoadedGraph;
  readonly parameters: FloatTensors;
  readonly encoder: TokenEncoder;
  readonly batchSize?: number;
}

export interface PredictedSpan extends TokenLabel {
  /** Posterior probability of exactly this span with this label. */
  readonly confidence: number;
}

export interface NerPrediction {
  readonly spans: readonly PredictedSpan[];
  /** One tag per token. */
  readonly tags: Int32Array<ArrayBuffer>;
  /** Log-probability of that tag sequence; divided by the length it is MNLP (Shen et al. 2017). */
  readonly logProbability: number;
  /** words × tags. */
  readonly marginals: Float32Array<ArrayBuffer>;
}

export interface Predictor<Input, Prediction> {
  /** Stopped between two batches, it returns what it has so far, `undefined` for the rest. */
  predict(inputs: readonly Input[], signal?: StopSignal): Promise<Prediction[]>;
}
export type NerPredictor = Predictor<NerInput, NerPrediction>;
/** One probability per label, summing to 1. */
export type ClassPredictor<Input extends RelationInput | TextInput> = Predictor<
  Input,
  Float32Array<ArrayBuffer>
>;

const usualBatchSize = 32;

interface Scheme<Input, Prediction> {
  readonly inputs: (inputs: readonly Input[]) => Tensors;
  readonly output: string;
  readonly read: (output: FloatTensor, inputs: readonly Input[]) => Prediction[];
}

function predictor<Input extends { readonly words: readonly string[] }, Prediction>(
  options: PredictorOptions,
  scheme: Scheme<Input, Prediction>,
): Predictor<Input, Prediction> {
  const { manifest, graph, parameters, batchSize = usualBatchSize } = options;
  const used = Object.fromEntries(
    manifest.predictParameters.map((name) => [name, must(parameters[name], `parameter ${name}`)]),
  );
  return {
    async predict(inputs, signal = neverStop) {
      const order = inputs.map((_, i) => i);
      order.sort((a, b) => must(inputs[a], 'input').words.length - must(inputs[b], 'input').words.length);
      const results: Prediction[] = new Array(inputs.length);
      for (let start = 0; start < order.length && !signal.stopped; start += batchSize) {
        const chosen = order.slice(start, start + batchSize);
        const batch = chosen.map((i) => must(inputs[i], 'input'));
        const fed = batch.map((input) => (input.words.length === 0 ? { ...input, words: [''] } : input));
        const outputs = await graph.run({ ...used, ...scheme.inputs(fed) }, [scheme.output]);
        const { dims, data } = must(outputs[scheme.output], scheme.output);
        if (!(data instanceof Float32Array)) throw new InternalError('a float32 output expected');
        const predictions = scheme.read({ dims, data }, batch);
        chosen.forEach((i, k) => {
          results[i] = must(predictions[k], 'prediction');
        });
      }
      return results;
    },
  };
}

export function createNerPredictor(options: PredictorOptions): NerPredictor {
  const transitions = must(options.parameters['transitions'], 'transitions');
  return predictor(options, {
    inputs: (inputs: readonly NerInput[]) => nerInputs(options.manifest, options.encoder, inputs),
    output: 'emissions',
    read: ({ dims, data }, inputs) => {
      const [, time = 1, tags = 1] = dims;
      return inputs.map((input, b) =>
        readChain(new Chain(data, b * time * tags, input.words.length, transitions)),
      );
    },
  });
}

function readChain(chain: Chain): NerPrediction {
  const { tags, score } = chain.best();
  const spans = spansOfTags(tags).map((span) => ({ ...span, confidence: chain.spanProbability(span) }));
  return { spans, tags, logProbability: score - chain.logPartition(), marginals: chain.marginals() };
}

export function createRelationPredictor(options: PredictorOptions): ClassPredictor<RelationInput> {
  return predictor(options, {
    inputs: (inputs: readonly RelationInput[]) => relationInputs(options.manifest, options.encoder, inputs),
    output: 'probabilities',
    read: readRows,
  });
}

export function createTextPredictor(options: PredictorOptions): ClassPredictor<TextInput> {
  return predictor(options, {
    inputs: (inputs: readonly TextInput[]) => textInputs(options.manifest, options.encoder, inputs),
    output: 'probabilities',
    read: readRows,
  });
}

function readRows({ dims, data }: FloatTensor): Float32Array<ArrayBuffer>[] {
  const [rows = 0, labels = 0] = dims;
  return Array.from({ length: rows }, (_, b) => data.slice(b * labels, (b + 1) * labels));
}

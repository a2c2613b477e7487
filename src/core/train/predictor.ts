/**
 * Prediction: any number of inputs, batched by length, through a loaded prediction graph.
 * Where the parameters hold a linear expert, it has its say in every prediction (`expert.ts`).
 * Results come in the order of the inputs; an input without words is read as one blank word.
 */
import { InternalError, must, neverStop, type StopSignal } from '#core/base';
import type { FloatTensor, FloatTensors, NetworkManifest, Tensors } from '#core/graph';
import { nerInputs, relationInputs, textInputs } from './batches.ts';
import type { NerInput, RelationInput, TextInput, TokenEncoder } from './examples.ts';
import { blended, expertOf, expertScores, productOfClasses } from './expert.ts';
import { tokenRows } from './expert-features-ner.ts';
import { relationRows, textRows } from './expert-features-pairs.ts';
import type { FeatureRows } from './linear-softmax.ts';
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
  /** Posterior of exactly this span, whether or not it is in the best sequence. */
  posterior(span: TokenLabel): number;
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
  /** Without the network, where the linear expert judges alone. */
  readonly alone: (inputs: readonly Input[]) => Prediction[];
  readonly inputs: (inputs: readonly Input[]) => Tensors;
  readonly output: string;
  readonly read: (output: FloatTensor, inputs: readonly Input[]) => Prediction[];
}

function predictor<Input extends { readonly words: readonly string[] }, Prediction>(
  options: PredictorOptions,
  scheme: Scheme<Input, Prediction>,
): Predictor<Input, Prediction> {
  const { manifest, graph, parameters, batchSize = usualBatchSize } = options;
  const silent = expertOf(parameters)?.powers.network === 0;
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
        if (silent) {
          scheme.alone(batch).forEach((prediction, k) => {
            results[must(chosen[k], 'input')] = prediction;
          });
          continue;
        }
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
  const own = must(options.parameters['transitions'], 'transitions');
  const expert = expertOf(options.parameters);
  const { encoder } = options;
  if (expert === undefined) {
    return predictor(options, {
      inputs: (inputs: readonly NerInput[]) => nerInputs(options.manifest, encoder, inputs),
      output: 'emissions',
      read: ({ dims, data }, inputs) => {
        const [, time = 1, tags = 1] = dims;
        return inputs.map((input, b) => readChain(new Chain(data, b * time * tags, input.words.length, own)));
      },
      alone: () => [],
    });
  }
  const { linear, network } = expert.powers;
  const transitions = blended(must(expert.transitions, 'transitions'), linear, own, network);
  const { outputs } = expert.model;
  const judge = (inputs: readonly NerInput[], emissions?: FloatTensor): NerPrediction[] => {
    const scores = expertScores(expert, tokenRows(inputs, encoder));
    const time = emissions?.dims[1] ?? 0;
    let from = 0;
    return inputs.map(({ words }, b) => {
      const mixed = new Float32Array(words.length * outputs);
      for (let i = 0; i < mixed.length; i++) {
        const says = emissions?.data[b * time * outputs + i] ?? 0;
        mixed[i] = linear * (scores[from + i] ?? 0) + network * says;
      }
      from += mixed.length;
      return readChain(new Chain(mixed, 0, words.length, transitions));
    });
  };
  return predictor(options, {
    inputs: (inputs: readonly NerInput[]) => nerInputs(options.manifest, encoder, inputs),
    output: 'emissions',
    read: (emissions, inputs) => judge(inputs, emissions),
    alone: (inputs) => judge(inputs),
  });
}

/** What a chain of tags says, in the best way to read it. */
export function readChain(chain: Chain): NerPrediction {
  const { tags, score } = chain.best();
  const spans = spansOfTags(tags).map((span) => ({ ...span, confidence: chain.spanProbability(span) }));
  return {
    spans,
    tags,
    logProbability: score - chain.logPartition(),
    marginals: chain.marginals(),
    posterior: (span) => chain.spanProbability(span),
  };
}

export function createRelationPredictor(options: PredictorOptions): ClassPredictor<RelationInput> {
  return classPredictor(options, relationInputs, relationRows);
}

export function createTextPredictor(options: PredictorOptions): ClassPredictor<TextInput> {
  return classPredictor(options, textInputs, textRows);
}

function classPredictor<Input extends RelationInput | TextInput>(
  options: PredictorOptions,
  inputsOf: (manifest: NetworkManifest, encoder: TokenEncoder, inputs: readonly Input[]) => Tensors,
  rowsOf: (inputs: readonly Input[], encoder: TokenEncoder) => FeatureRows,
): ClassPredictor<Input> {
  const { manifest, encoder } = options;
  const expert = expertOf(options.parameters);
  const judge = (inputs: readonly Input[], rows: readonly Float32Array<ArrayBuffer>[]) => {
    if (expert === undefined) return [...rows];
    const { outputs } = expert.model;
    const scores = expertScores(expert, rowsOf(inputs, encoder));
    return inputs.map((_, i) => productOfClasses(expert.powers, scores, i * outputs, rows[i], outputs));
  };
  return predictor(options, {
    inputs: (inputs: readonly Input[]) => inputsOf(manifest, encoder, inputs),
    output: 'probabilities',
    read: (output, inputs) => judge(inputs, readRows(output)),
    alone: (inputs) => judge(inputs, []),
  });
}

function readRows({ dims, data }: FloatTensor): Float32Array<ArrayBuffer>[] {
  const [rows = 0, labels = 0] = dims;
  return Array.from({ length: rows }, (_, b) => data.slice(b * labels, (b + 1) * labels));
}

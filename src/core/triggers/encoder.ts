/**
 * Sentences and triggers to vectors of length 1 (stage 1 of the network). Every trigger and every sentence goes through
 * once; whoever asks keeps the vectors.
 */
import { InternalError, must, neverStop, type StopSignal } from '#core/base';
import type { FloatTensors, NetworkManifest } from '#core/graph';
import type { LoadedGraph, TokenEncoder } from '#core/train';
import { type TriggerInput, triggerInputs } from './collators.ts';

export interface TriggerEncoderOptions {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph of `trigger`. */
  readonly graph: LoadedGraph;
  readonly parameters: FloatTensors;
  readonly encoder: TokenEncoder;
  readonly batchSize?: number;
}

export interface TriggerEncoder {
  /** Length of the vectors. */
  readonly dim: number;
  /** In the order of the input. Stopped between two batches, it returns zero vectors for the rest. */
  sentences(
    inputs: readonly { readonly words: readonly string[] }[],
    signal?: StopSignal,
  ): Promise<Float32Array[]>;
  triggers(inputs: readonly TriggerInput[], signal?: StopSignal): Promise<Float32Array[]>;
}

const usualBatchSize = 32;

export function createTriggerEncoder(options: TriggerEncoderOptions): TriggerEncoder {
  const { manifest, graph, parameters, encoder, batchSize = usualBatchSize } = options;
  const used = Object.fromEntries(
    manifest.predictParameters.map((name) => [name, must(parameters[name], `parameter ${name}`)]),
  );
  const dim = must(must(parameters['attention.inner.weight'], 'attention').dims[0], 'width of the attention');
  const run = async (
    inputs: readonly TriggerInput[],
    output: 'sentence' | 'triggerVector',
    signal: StopSignal,
  ): Promise<Float32Array[]> => {
    const results = inputs.map(() => new Float32Array(dim));
    const order = inputs.flatMap(({ words }, i) => (words.length === 0 ? [] : [i]));
    order.sort((a, b) => must(inputs[a], 'input').words.length - must(inputs[b], 'input').words.length);
    for (let start = 0; start < order.length && !signal.stopped; start += batchSize) {
      const chosen = order.slice(start, start + batchSize);
      const batch = chosen.map((i) => must(inputs[i], 'input'));
      const outputs = await graph.run({ ...used, ...triggerInputs(manifest, encoder, batch) }, [output]);
      const { data } = must(outputs[output], output);
      if (!(data instanceof Float32Array)) throw new InternalError('a float32 output expected');
      chosen.forEach((i, k) => {
        must(results[i], 'result').set(data.subarray(k * dim, (k + 1) * dim));
      });
    }
    return results;
  };
  return {
    dim,
    sentences: (inputs, signal = neverStop) =>
      run(
        inputs.map(({ words }) => ({ words, positions: [] })),
        'sentence',
        signal,
      ),
    triggers: (inputs, signal = neverStop) => run(inputs, 'triggerVector', signal),
  };
}

/** The trigger-aware tagger (stage 2): a sentence and some triggers' vectors to one label sequence per trigger. */
import { InternalError, must, neverStop, type StopSignal } from '#core/base';
import { type FloatTensors, floatTensor, type NetworkManifest } from '#core/graph';
import { Chain, type LoadedGraph, nerInputs, readChain, type TokenEncoder } from '#core/train';
import type { Ballot } from './vote.ts';

export interface TriggerTaggerOptions {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph of `trigger-tagger`. */
  readonly graph: LoadedGraph;
  readonly parameters: FloatTensors;
  readonly encoder: TokenEncoder;
  readonly batchSize?: number;
}

export interface TaggingInput {
  readonly words: readonly string[];
  /** At least one; all zero is "no trigger". */
  readonly triggers: readonly Float32Array[];
}

export interface TriggerTagger {
  /** Length of a trigger's vector. */
  readonly triggerDim: number;
  /** Per input one ballot per trigger, in their order. Stopped between two batches, the rest has none. */
  tag(inputs: readonly TaggingInput[], signal?: StopSignal): Promise<Ballot[][]>;
}

const usualBatchSize = 32;

export function createTriggerTagger(options: TriggerTaggerOptions): TriggerTagger {
  const { manifest, graph, parameters, encoder, batchSize = usualBatchSize } = options;
  const used = Object.fromEntries(
    manifest.predictParameters.map((name) => [name, must(parameters[name], `parameter ${name}`)]),
  );
  const transitions = must(parameters['transitions'], 'transitions');
  const dim = must(must(parameters['match.trigger.weight'], 'match.trigger').dims[0], 'width of a trigger');
  return {
    triggerDim: dim,
    async tag(inputs, signal = neverStop) {
      const results: Ballot[][] = inputs.map(() => []);
      const order = inputs.flatMap(({ words }, i) => (words.length === 0 ? [] : [i]));
      order.sort((a, b) => must(inputs[a], 'input').words.length - must(inputs[b], 'input').words.length);
      for (let start = 0; start < order.length && !signal.stopped; start += batchSize) {
        const chosen = order.slice(start, start + batchSize);
        const batch = chosen.map((i) => must(inputs[i], 'input'));
        const votes = Math.max(1, ...batch.map(({ triggers }) => triggers.length));
        const triggers = floatTensor([batch.length, votes, dim]);
        batch.forEach((input, b) => {
          input.triggers.forEach((vector, k) => {
            triggers.data.set(vector, (b * votes + k) * dim);
          });
        });
        const feeds = { ...used, ...nerInputs(manifest, encoder, batch), triggers };
        const { emissions } = await graph.run(feeds, ['emissions']);
        const { dims, data } = must(emissions, 'emissions');
        if (!(data instanceof Float32Array)) throw new InternalError('a float32 output expected');
        const time = must(dims[2], 'time');
        const tags = must(dims[3], 'tags');
        chosen.forEach((i, b) => {
          const { words, triggers: asked } = must(inputs[i], 'input');
          results[i] = asked.map((_, k) =>
            readChain(new Chain(data, (b * votes + k) * time * tags, words.length, transitions)),
          );
        });
      }
      return results;
    },
  };
}

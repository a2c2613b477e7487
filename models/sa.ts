/**
 * Sentiment of a text or of an aspect in it: ATAE-LSTM (Wang et al. 2016). The aspect's vector is appended to every
 * token and enters the attention. Without an aspect it is zero and the network an attention BLSTM.
 *
 * Two additions to the paper: both directions are read, and tokens carry their distance from the aspect, for
 * sentences in which several aspects differ.
 */
import { add, finalStates, mul, softmax, tanh, unsqueeze } from '#core/graph';
import { textProduct } from './expert.ts';
import { attentionWeights, embedding, join, linear, maskedMean, recurrent, weightedSum } from './layers.ts';
import { crossEntropy, goldAndWeak } from './losses.ts';
import type { NetworkDefinition } from './network.ts';
import { positionRows } from './positions.ts';

export interface SentimentSizes {
  readonly positionDim: number;
  readonly aspectDim: number;
  /** Per direction. */
  readonly hidden: number;
}

export const sentimentSizes: SentimentSizes = { positionDim: 10, aspectDim: 50, hidden: 100 };

export function sentimentNetwork(sizes: SentimentSizes = sentimentSizes, name = 'sa'): NetworkDefinition {
  return {
    name,
    build(net) {
      const vectors = net.input('vectors', 'float32', ['batch', 'time', 'wordDim']);
      const mask = net.input('mask', 'float32', ['batch', 'time']);
      /** 1 at the aspect's tokens; all 0 where there is no aspect. */
      const aspect = net.input('aspect', 'float32', ['batch', 'time']);
      const fromAspect = net.input('fromAspect', 'int32', ['batch', 'time']);

      const position = embedding(net, 'position', fromAspect, positionRows, sizes.positionDim);
      const about = tanh(linear(net, 'aspect', maskedMean(vectors, aspect), sizes.aspectDim));
      const everywhere = mul(unsqueeze(about, [1]), unsqueeze(mask, [2]));
      const around = join(position, everywhere);
      const width = sizes.positionDim + sizes.aspectDim;
      const place = net.dropout(around, 'positions', 0.4, ['batch', 1, width]);
      const words = net.dropout(vectors, 'words', 0.4, ['batch', 1, 'wordDim']);
      const states = recurrent(net, 'tokens', [place, words], mask, sizes.hidden);
      const kept = net.dropout(states, 'states', 0.3, ['batch', 1, 2 * sizes.hidden]);
      const weights = attentionWeights(
        net,
        'attention',
        join(linear(net, 'attention.states', kept, 2 * sizes.hidden, false), everywhere),
        mask,
      );
      const attended = linear(net, 'attended', weightedSum(kept, weights), 2 * sizes.hidden, false);
      const final = linear(net, 'final', finalStates(kept, mask, 2), 2 * sizes.hidden, false);
      const summary = net.dropout(tanh(add(attended, final)), 'summary', 0.5);
      const scores = linear(net, 'scores', summary, 'labels');
      const own = softmax(scores);
      const inputs = { vectors, mask, aspect, fromAspect };
      net.output('probabilities', net.withExpert ? textProduct(net, inputs, own) : own);
      return net.trains ? goldAndWeak(net, crossEntropy(net, scores)) : undefined;
    },
  };
}

export const sa: NetworkDefinition = sentimentNetwork();

/**
 * Relation classification: BLSTM with attention (Zhou et al. 2016), each token carrying where it stands relative to
 * both arguments (Zeng et al. 2014). Beside the attended sentence the classifier sees the mean state of each
 * argument, which says which entities these are.
 */
import { softmax, tanh } from '#core/graph';
import { relationProduct } from './expert.ts';
import { attention, embedding, join, linear, maskedMean, recurrent } from './layers.ts';
import { crossEntropy, goldAndWeak } from './losses.ts';
import type { NetworkDefinition } from './network.ts';
import { positionRows } from './positions.ts';

export interface RelationSizes {
  readonly positionDim: number;
  /** Per direction. */
  readonly hidden: number;
}

export const relationSizes: RelationSizes = { positionDim: 10, hidden: 100 };

export function relationNetwork(sizes: RelationSizes = relationSizes, name = 're'): NetworkDefinition {
  return {
    name,
    build(net) {
      const vectors = net.input('vectors', 'float32', ['batch', 'time', 'wordDim']);
      const mask = net.input('mask', 'float32', ['batch', 'time']);
      const x = net.input('x', 'float32', ['batch', 'time']);
      const y = net.input('y', 'float32', ['batch', 'time']);
      const fromX = net.input('fromX', 'int32', ['batch', 'time']);
      const fromY = net.input('fromY', 'int32', ['batch', 'time']);

      const near = embedding(net, 'position.x', fromX, positionRows, sizes.positionDim);
      const far = embedding(net, 'position.y', fromY, positionRows, sizes.positionDim);
      const place = net.dropout(join(near, far), 'positions', 0.4, ['batch', 1, 2 * sizes.positionDim]);
      const words = net.dropout(vectors, 'words', 0.4, ['batch', 1, 'wordDim']);
      const states = recurrent(net, 'tokens', [place, words], mask, sizes.hidden);
      const kept = net.dropout(states, 'states', 0.3, ['batch', 1, 2 * sizes.hidden]);
      const sentence = tanh(attention(net, 'attention', kept, mask));
      const summary = join(sentence, maskedMean(kept, x), maskedMean(kept, y));
      const last = net.dropout(summary, 'summary', 0.5);
      const scores = linear(net, 'scores', last, 'labels');
      const own = softmax(scores);
      const inputs = { vectors, mask, x, fromX, fromY };
      net.output('probabilities', net.withExpert ? relationProduct(net, inputs, own) : own);
      return net.trains ? goldAndWeak(net, crossEntropy(net, scores)) : undefined;
    },
  };
}

export const re: NetworkDefinition = relationNetwork();

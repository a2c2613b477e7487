/**
 * Stage 1 of the Trigger Matching Network (TriggerNER, Lin et al. 2020): one attention turns a trigger's tokens into a
 * vector and, over all tokens, the sentence into another. Learned jointly and with equal weight: which label a trigger
 * votes for (log-likelihood), and that a sentence lies near its own triggers and far from others' (contrastive loss with
 * margin 1: ½·d² for a pair that belongs together, ½·max(0, 1 − d)² for one that does not).
 *
 * Vectors have length 1 (a deviation from the paper, which leaves them free): distances then lie in [0, 2] whatever the
 * training did, so that one threshold means the same in every project.
 */
import {
  add,
  div,
  matMul,
  maximum,
  mul,
  neg,
  reduceSum,
  relu,
  sqrt,
  square,
  sub,
  sumAll,
  transposeLast,
  type Value,
} from '#core/graph';
import { attentionWeights, linear, weightedSum } from './layers.ts';
import { crossEntropy, goldAndWeak } from './losses.ts';
import { type NerSizes, nerSizes } from './ner.ts';
import type { NetworkDefinition } from './network.ts';
import { tokenStates } from './trigger-states.ts';

/** Length of trigger and sentence vectors: the two directions of the token encoder. */
export const triggerDim = (sizes: NerSizes = nerSizes): number => 2 * sizes.hidden;

/** Scales rows to length 1; zero stays zero. */
function normalised(x: Value): Value {
  return div(x, sqrt(add(reduceSum(square(x), [-1], true), 1e-9)));
}

/** Mean of `losses` (batch, batch) over the pairs that `pairs` marks with 1. */
function meanOver(pairs: Value, losses: Value): Value {
  return div(sumAll(mul(pairs, losses)), maximum(sumAll(pairs), 1));
}

export function triggerNetwork(sizes: NerSizes = nerSizes, name = 'trigger'): NetworkDefinition {
  return {
    name,
    build(net) {
      const { mask, states } = tokenStates(net, sizes);
      const trigger = net.input('trigger', 'float32', ['batch', 'time']);
      const kept = net.dropout(states, 'output', 0.5, ['batch', 1, 2 * sizes.hidden]);
      // One attention for both: what tells in a trigger is looked for in a sentence.
      const inner = linear(net, 'attention.inner', kept, sizes.hidden);
      const scores = (positions: Value): Value => attentionWeights(net, 'attention', inner, positions);
      const shared = scores(mask);
      const sentences = normalised(weightedSum(kept, shared));
      const within = mul(shared, trigger);
      const share = div(within, maximum(reduceSum(within, [1], true), 1e-9));
      const triggers = normalised(weightedSum(kept, share));
      net.output('sentence', sentences);
      net.output('triggerVector', triggers);
      if (!net.trains) return undefined;

      const classified = goldAndWeak(
        net,
        crossEntropy(net, linear(net, 'label', mul(triggers, 4), 'labels')),
      );
      const own = net.input('own', 'float32', ['batch', 'batch']);
      const foreign = net.input('foreign', 'float32', ['batch', 'batch']);
      const cosines = matMul(sentences, transposeLast(triggers));
      const distances = sqrt(add(relu(add(mul(neg(cosines), 2), 2)), 1e-6));
      const together = meanOver(own, mul(square(distances), 0.5));
      const apart = meanOver(foreign, mul(square(relu(sub(1, distances))), 0.5));
      return add(classified, add(together, apart));
    },
  };
}

export const trigger: NetworkDefinition = triggerNetwork();

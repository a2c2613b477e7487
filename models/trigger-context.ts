/**
 * What the encoder learns before any label is there: which word of the batch stands in a gap, from the states on its left
 * and on its right. A trigger is a context that calls for a kind of word, so this is its lesson without labels; NExT
 * (Wang et al. 2020) teaches its matcher on the bare corpus likewise. The loss is the softmax over the distinct words of
 * the batch, of cosines divided by a temperature (van den Oord et al. 2018). A token counts by `weights`: most gaps are
 * filled by the same few words, which say little about kinds of words.
 */
import {
  add,
  concat,
  div,
  gather,
  logSumExp,
  matMul,
  maximum,
  mul,
  reduceSum,
  shift,
  splitEqually,
  sqrt,
  square,
  sub,
  sumAll,
  transposeLast,
  type Value,
} from '#core/graph';
import { join, linear } from './layers.ts';
import { type NerSizes, nerSizes } from './ner.ts';
import type { NetworkDefinition } from './network.ts';
import { tokenStates } from './trigger-states.ts';

const keyWidth = 100;
const temperature = 0.1;

function normalised(x: Value): Value {
  return div(x, sqrt(add(reduceSum(square(x), [-1], true), 1e-9)));
}

export function triggerContextNetwork(
  sizes: NerSizes = nerSizes,
  name = 'trigger-context',
): NetworkDefinition {
  return {
    name,
    build(net) {
      const { mask, wordIndex, spellings, states } = tokenStates(net, sizes);
      const known = net.input('wordVectors', 'float32', ['words', 'wordDim']);
      const [forward, backward] = splitEqually(states, 2);
      if (forward === undefined || backward === undefined) throw new RangeError('split');
      // The token itself is in neither: the state before it going right, the one after it going left.
      const around = concat([shift(forward, 1, 1), shift(backward, 1, -1)]);
      const kept = net.dropout(around, 'output', 0.5, ['batch', 1, 2 * sizes.hidden]);
      const gaps = normalised(linear(net, 'gap', kept, keyWidth));
      const words = normalised(linear(net, 'word', join(spellings, known), keyWidth));
      const scores = div(matMul(gaps, transposeLast(words)), temperature);
      net.output('scores', scores);
      if (!net.trains) return undefined;
      const right = div(reduceSum(mul(gaps, gather(words, wordIndex)), [-1]), temperature);
      const weights = mul(net.input('weights', 'float32', ['batch', 'time']), mask);
      const losses = mul(sub(logSumExp(scores), right), weights);
      return div(sumAll(losses), maximum(sumAll(weights), 1));
    },
  };
}

export const triggerContext: NetworkDefinition = triggerContextNetwork();

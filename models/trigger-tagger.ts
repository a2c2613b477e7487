/**
 * Stage 2 of the Trigger Matching Network (TriggerNER, Lin et al. 2020): a tagger that is told a trigger's vector. Token
 * states are attended with it (v · tanh(W1 h + W2 g) → softmax), and the state and its attended copy go to the CRF.
 * A zero vector is "no trigger": trained on now and then, so that the same weights tag a sentence nothing matches.
 *
 * The attended copy is a token's state times its share of the attention times the sentence's length, so that it has the
 * size of the state however long the sentence is. Prediction reads a sentence once for all its triggers.
 */
import {
  add,
  concat,
  crfLogPartition,
  maskedSoftmax,
  matMul,
  mul,
  reduceSum,
  splitEqually,
  squeeze,
  sub,
  tanh,
  unsqueeze,
  type Value,
} from '#core/graph';
import { linear } from './layers.ts';
import { goldAndWeak } from './losses.ts';
import { type NerSizes, nerSizes } from './ner.ts';
import type { NetworkDefinition } from './network.ts';
import { triggerDim } from './trigger.ts';
import { tokenStates } from './trigger-states.ts';

/** Width of the attention's hidden layer. */
const attentionWidth = 50;

export function triggerTaggerNetwork(sizes: NerSizes = nerSizes, name = 'trigger-tagger'): NetworkDefinition {
  return {
    name,
    build(net) {
      const { mask, states } = tokenStates(net, sizes);
      const kept = net.dropout(states, 'output', 0.5, ['batch', 1, 2 * sizes.hidden]);
      // In prediction there are several triggers to a sentence: an axis between batch and time for them.
      const lead = net.trains ? ['batch'] : ['batch', 'votes'];
      const triggers = net.input('triggers', 'float32', [...lead, triggerDim(sizes)]);
      const perTrigger = (x: Value): Value => (net.trains ? x : unsqueeze(x, [1]));

      const ofToken = perTrigger(linear(net, 'match.token', kept, attentionWidth));
      const ofTrigger = unsqueeze(linear(net, 'match.trigger', triggers, attentionWidth, false), [-2]);
      const vector = net.parameter('match.vector', [attentionWidth, 1], { kind: 'glorot' });
      const scores = squeeze(matMul(tanh(add(ofToken, ofTrigger)), vector), [net.trains ? 2 : 3]);
      const length = reduceSum(mask, [1], true);
      const shares = mul(maskedSoftmax(scores, perTrigger(mask)), perTrigger(length));

      const plain = perTrigger(linear(net, 'emissions', kept, 'labels'));
      const attended = perTrigger(linear(net, 'attended', kept, 'labels', false));
      const emissions = add(plain, mul(attended, unsqueeze(shares, [-1])));
      net.output('emissions', emissions);
      const transitions = net.parameter('transitions', ['labels+1', 'labels+1'], { kind: 'zeros' }, false);
      if (!net.trains) return undefined;

      const allowed = net.input('allowed', 'float32', ['batch', 'time', 'labels']);
      const free = sub(add(allowed, 1), allowed);
      const [permitted, all] = splitEqually(
        crfLogPartition(
          concat([emissions, emissions], 0),
          transitions,
          concat([allowed, free], 0),
          concat([mask, mask], 0),
        ),
        2,
        0,
      );
      if (permitted === undefined || all === undefined) throw new RangeError('split');
      return goldAndWeak(net, sub(all, permitted));
    },
  };
}

export const triggerTagger: NetworkDefinition = triggerTaggerNetwork();

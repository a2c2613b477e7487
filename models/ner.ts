/**
 * Sequence labelling: word vectors and a character BLSTM into a BLSTM, a CRF on top (Ma & Hovy 2016, with the
 * character encoder of Lample et al. 2016). The loss is that of a partial CRF: logZ(all) − logZ(allowed).
 *
 * Characters are encoded once per distinct word of the batch, then spread over its tokens.
 */
import {
  add,
  cast,
  concat,
  crfBest,
  crfLogPartition,
  gather,
  type Initialiser,
  splitEqually,
  sub,
} from '#core/graph';
import { entityProduct } from './expert.ts';
import { linear, recurrent, spelling } from './layers.ts';
import { goldAndWeak } from './losses.ts';
import type { NetworkDefinition } from './network.ts';

/** Rows of the table of characters; `characterId` in core/train maps code points to them. */
export const characterRows = 512;

export interface NerSizes {
  readonly characterDim: number;
  /** Per direction. */
  readonly characterHidden: number;
  /** Per direction. */
  readonly hidden: number;
}

export const nerSizes: NerSizes = { characterDim: 25, characterHidden: 25, hidden: 100 };

const zeros: Initialiser = { kind: 'zeros' };

export function nerNetwork(sizes: NerSizes = nerSizes, name = 'ner'): NetworkDefinition {
  return {
    name,
    build(net) {
      const vectors = net.input('vectors', 'float32', ['batch', 'time', 'wordDim']);
      const mask = net.input('mask', 'float32', ['batch', 'time']);
      const characters = net.input('characters', 'int32', ['words', 'characters']);
      const characterMask = net.input('characterMask', 'float32', ['words', 'characters']);
      const wordIndex = net.input('wordIndex', 'int32', ['batch', 'time']);

      const spelled = spelling(net, 'characters', characters, characterMask, {
        rows: characterRows,
        dim: sizes.characterDim,
        hidden: sizes.characterHidden,
      });
      const spellings = gather(spelled, wordIndex);
      const letters = net.dropout(spellings, 'spellings', 0.5, ['batch', 1, 2 * sizes.characterHidden]);
      const words = net.dropout(vectors, 'words', 0.5, ['batch', 1, 'wordDim']);
      const states = recurrent(net, 'tokens', [letters, words], mask, sizes.hidden);
      const kept = net.dropout(states, 'output', 0.5, ['batch', 1, 2 * sizes.hidden]);
      const emissions = linear(net, 'emissions', kept, 'labels');
      net.output('emissions', emissions);
      const transitions = net.parameter('transitions', ['labels+1', 'labels+1'], zeros, false);
      if (net.exports) {
        const chain = net.withExpert
          ? entityProduct(
              net,
              { vectors, words: net.input('words', 'int32', ['batch', 'time']) },
              emissions,
              transitions,
            )
          : { emissions, transitions };
        net.output('tags', cast(crfBest(chain.emissions, chain.transitions, mask), 'int32'));
      }
      if (!net.trains) return undefined;

      const allowed = net.input('allowed', 'float32', ['batch', 'time', 'labels']);
      // Both partitions in one run of the recursion: the second half of the doubled batch is free.
      const free = sub(add(allowed, 1), allowed);
      const logZ = crfLogPartition(
        concat([emissions, emissions], 0),
        transitions,
        concat([allowed, free], 0),
        concat([mask, mask], 0),
      );
      const [permitted, all] = splitEqually(logZ, 2, 0);
      return goldAndWeak(net, sub(all, permitted));
    },
  };
}

export const ner: NetworkDefinition = nerNetwork();

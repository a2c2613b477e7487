/**
 * The token encoder that the trigger networks share, with the names and sizes of the tagger's (ner.ts): weights learned
 * by one of them are a start for the others and for the tagger itself.
 */
import { gather, type Value } from '#core/graph';
import { recurrent, spelling } from './layers.ts';
import { characterRows, type NerSizes } from './ner.ts';
import type { Network } from './network.ts';

export interface TokenStates {
  readonly mask: Value;
  /** Row of each token in `spellings`: (batch, time). */
  readonly wordIndex: Value;
  /** The distinct words of the batch, spelled: (words, 2 · characterHidden). */
  readonly spellings: Value;
  /** (batch, time, 2 · hidden), zero at padding. */
  readonly states: Value;
}

/** Declares the inputs of a batch of sentences and reads them. */
export function tokenStates(net: Network, sizes: NerSizes): TokenStates {
  const vectors = net.input('vectors', 'float32', ['batch', 'time', 'wordDim']);
  const mask = net.input('mask', 'float32', ['batch', 'time']);
  const characters = net.input('characters', 'int32', ['words', 'characters']);
  const characterMask = net.input('characterMask', 'float32', ['words', 'characters']);
  const wordIndex = net.input('wordIndex', 'int32', ['batch', 'time']);

  const spellings = spelling(net, 'characters', characters, characterMask, {
    rows: characterRows,
    dim: sizes.characterDim,
    hidden: sizes.characterHidden,
  });
  const letters = net.dropout(gather(spellings, wordIndex), 'spellings', 0.5, [
    'batch',
    1,
    2 * sizes.characterHidden,
  ]);
  const words = net.dropout(vectors, 'words', 0.5, ['batch', 1, 'wordDim']);
  // As a list: no gradient is computed for the vectors.
  const states = recurrent(net, 'tokens', [letters, words], mask, sizes.hidden);
  return { mask, wordIndex, spellings, states };
}

/**
 * What the networks learn from, one type per task. An example holds words, not vectors: a `TokenEncoder` turns
 * words into vectors when a batch is put together, so that a corpus costs its text and no more, and another
 * encoder can take the place of the word vectors.
 */

/** Half-open range of token indices. */
export interface TokenSpan {
  readonly from: number;
  readonly to: number;
}

/** Where the words of a sentence stand: the first of them is a document's token of this index. */
export interface Place {
  readonly documentId: string;
  readonly token: number;
}

/** Turns the words of one sentence into vectors of `dim` numbers each, written row by row from `offset` on. */
export interface TokenEncoder {
  /** A model that was trained on it says its name; absent: word vectors. */
  readonly name?: string;
  readonly dim: number;
  /** Widths of the parts that a vector is made of, where there are several: each is brought to length 1 by itself. */
  readonly parts?: readonly number[];
  /** `place`: where the words stand, for an encoder that knows states of words in their context. */
  encode(words: readonly string[], into: Float32Array, offset: number, place?: Place): void;
  /** Whether the word means something to it, so that its vector is more than its spelling's; absent: nothing is said of any. */
  knows?(word: string): boolean;
}

interface Teaching {
  /** Gold examples: weight in the gold loss (1 where absent). Weak ones: confidence of the weak label. */
  readonly weight?: number;
  /** A weak label (methods.md §5): counts in the loss with γ and a softmax over the batch's confidences. */
  readonly weak?: boolean;
}

/** `allowed[t · tags + k]` is 1 where tag k is possible for token t: one 1 = known, all 1 = unknown. */
export interface NerExample extends Teaching {
  readonly words: readonly string[];
  readonly place?: Place;
  readonly allowed: Uint8Array;
}

export interface RelationExample extends Teaching {
  readonly words: readonly string[];
  readonly place?: Place;
  readonly x: TokenSpan;
  readonly y: TokenSpan;
  /** Probability of each label; one-hot for a gold label. */
  readonly target: Float32Array;
}

/** SA: with `aspect` the aspect's sentiment, without it the sentence's. */
export interface TextExample extends Teaching {
  readonly words: readonly string[];
  readonly place?: Place;
  readonly aspect?: TokenSpan;
  readonly target: Float32Array;
}

/** What a predictor needs of an example. */
export type NerInput = Pick<NerExample, 'words' | 'place'>;
export type RelationInput = Pick<RelationExample, 'words' | 'place' | 'x' | 'y'>;
export type TextInput = Pick<TextExample, 'words' | 'place' | 'aspect'>;

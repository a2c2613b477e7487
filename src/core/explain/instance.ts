/**
 * What a logical form is true or false of: one sentence, its tokens, and the arguments the label is about.
 * Plain data; the rooms below build it from a document and an annotation (for a long document, from the sentence
 * around the arguments: `sentence` in a logical form is this `text`, no more).
 */
import type { Span } from '#core/text';
import type { ArgName, PartOfSpeech } from './logical-form.ts';

export interface Argument extends Span {
  /** Entity type where the schema or the file declares one (`PERSON`); compared in upper case. */
  readonly type?: string;
  /** Identity in a knowledge base, for word lists of pairs. */
  readonly id?: string;
}

export interface TypedSpan extends Span {
  /** Upper case: `PERSON`. */
  readonly type: string;
}

/** A user's dictionary. Entries of a list of pairs are `first<TAB>second`. */
export interface WordList {
  readonly name: string;
  readonly words: readonly string[];
}

export interface Instance {
  readonly text: string;
  /** Sorted, not overlapping, none of white space alone. */
  readonly tokens: readonly Span[];
  /** RE: `x` and `y`; SA: `aspect`, or none; NER: `entity`. */
  readonly args: { readonly [name in ArgName]?: Argument };
  /** Other mentions of typed things, for "there is a person between X and Y". */
  readonly entities?: readonly TypedSpan[];
  /** One tag per token (`undefined` where unknown), for "a noun before X". */
  readonly pos?: readonly (PartOfSpeech | undefined)[];
  readonly lists?: readonly WordList[];
  /** The label that the explanation votes for; no form looks at it. */
  readonly label?: string;
}

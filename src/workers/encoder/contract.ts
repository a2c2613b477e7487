/** What the encoder worker is asked, by the learner beside whose training it reads texts. */
import type { EncodableDocument, StateSource, TokenStates } from '#core/encoder';

/** On what the encoder runs. `off`: not at all, word vectors alone. */
export const encoderChoices = ['auto', 'off'] as const;
export type EncoderChoice = (typeof encoderChoices)[number];
export type EncoderRunner = 'wasm';

export interface EncoderReady {
  readonly source: StateSource;
  readonly runner: EncoderRunner;
  /** Sentences of 20 words a second, as measured at the start. */
  readonly perSecond: number;
}

export type EncoderMethods = {
  /** Fetches what is needed and measures; the same answer when asked again. */
  readonly prepare: {
    readonly request: { readonly choice: Exclude<EncoderChoice, 'off'> };
    readonly answer: EncoderReady;
    readonly progress: never;
  };
  /** States of each document, in their order: kept ones, or made now and kept. After `prepare` only. */
  readonly encode: {
    readonly request: { readonly projectId: string; readonly documents: readonly EncodableDocument[] };
    readonly answer: readonly TokenStates[];
    readonly progress: never;
  };
};

/** Bytes of states that are kept on the device at most: half a million words. */
export const keptBound = 200_000_000;

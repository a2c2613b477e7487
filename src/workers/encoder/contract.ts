/** What the encoder worker is asked, by the learner beside whose training it reads texts. */
import type { EncodableDocument, Like, StateSource, TokenStates } from '#core/encoder';
import type { Progress } from '../rpc/job.ts';

/** On what the encoder runs. `auto`: on what proves faster here. `off`: not at all, word vectors alone. */
export const encoderChoices = ['auto', 'wasm', 'webgpu', 'off'] as const;
export type EncoderChoice = (typeof encoderChoices)[number];
export type EncoderRunner = 'wasm' | 'webgpu';

/**
 * Why the graphics processor is not used although it was to be. `missing`: there is none for pages here. `software`: it is an
 * imitation on the processor. `slower`: it was measured. `failed`: it could not be started, was lost, or ran out of memory.
 * `differs`: what it makes is not what the processor makes. `unreachable`: its program could not be fetched.
 */
export type GraphicsRefusal = 'missing' | 'software' | 'slower' | 'failed' | 'differs' | 'unreachable';

/** An encoder that a person brought, as a file of this device. */
export interface OwnFile {
  readonly name: string;
  readonly label: string;
  readonly bytes: number;
}

/** Whether what a model reads by, or a project names, is one that a person brought. */
export const isOwn = (encoder: string): boolean => encoder.startsWith('own-');

export interface EncoderReady {
  readonly source: StateSource;
  readonly runner: EncoderRunner;
  /** Sentences of 20 words a second, as measured at the start. */
  readonly perSecond: number;
  readonly refused?: GraphicsRefusal;
}

export type EncoderMethods = {
  /** Fetches what is needed and measures; the same answer when asked again. `auto` begins on the processor. */
  readonly prepare: {
    readonly request: {
      readonly choice: Exclude<EncoderChoice, 'off'>;
      /** The name of one that a person brought; absent: the app's. */
      readonly own?: string;
    };
    readonly answer: EncoderReady;
    readonly progress: never;
  };
  /**
   * Tries the graphics processor beside what runs, and goes over to it where it is faster. After `prepare` only. Fetches its
   * program (27 MB) where there is an adapter.
   */
  readonly compare: {
    readonly request: undefined;
    readonly answer: EncoderReady;
    readonly progress: never;
  };
  /** Takes an encoder that a person brings, once it was tried, and keeps it on this device. */
  readonly adopt: {
    readonly request: { readonly files: readonly File[] };
    readonly answer: OwnFile;
    readonly progress: never;
  };
  /** Those that are on this device. */
  readonly owned: {
    readonly request: undefined;
    readonly answer: readonly OwnFile[];
    readonly progress: never;
  };
  readonly forget: {
    readonly request: { readonly name: string };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** States of each document, in their order: kept ones, or made now and kept with the project, if one is named. After `prepare` only. */
  readonly encode: {
    readonly request: { readonly projectId?: string; readonly documents: readonly EncodableDocument[] };
    readonly answer: readonly TokenStates[];
    /** How it runs from now on, where it had to change. */
    readonly progress: EncoderReady;
  };
  /** Texts of the project by how like one of them, or some words, they are in meaning. Reads them all. After `prepare` only. */
  readonly like: {
    readonly request: LikeRequest;
    /** By their ids, the most like first. */
    readonly answer: readonly Like<string>[];
    /** Texts that have been read. */
    readonly progress: Progress;
  };
};

export interface LikeRequest {
  readonly projectId: string;
  readonly wanted: { readonly documentId: string } | { readonly words: string };
  readonly most: number;
}

/** Bytes of states that are kept on the device at most: half a million words. */
export const keptBound = 200_000_000;

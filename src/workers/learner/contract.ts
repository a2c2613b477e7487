/** What the learner worker is told and tells. One learner works for one project at a time. */
import type { EncoderChoice, EncoderReady } from '../encoder/contract.ts';
import type { JobProblem } from '../rpc/job.ts';

export type LearnerPhase =
  /** No project. */
  | 'off'
  /** Fetching the runtime, the networks and the vectors. */
  | 'loading'
  /** Waiting for new annotations. */
  | 'idle'
  | 'training'
  | 'recommending'
  | 'paused'
  /** Another tab of this project trains; what it learns is shown here too. */
  | 'elsewhere'
  /** The model cannot run here (no WASM, out of memory); noun phrases and dictionary still work. */
  | 'failed';

/** What has become of the last "Train now". */
export type OrderState =
  | 'none'
  /** Heard, and carried out as soon as it can be: a pause, a download or a training under way comes before it. */
  | 'waiting'
  | 'training'
  | 'done'
  /** There is no label, or no text that a label or an explanation says something of. */
  | 'nothing-to-learn'
  /** The numbers left all bounds. */
  | 'failed';

/** What has become of the last "Train thoroughly". */
export type ThoroughStatus =
  | { readonly phase: 'none' | 'waiting' | 'nothing-to-learn' }
  | { readonly phase: 'training'; readonly step: number; readonly steps: number; readonly leftMs: number }
  | {
      /** The model is replaced, or stays as it was; F1 of both on texts that neither has learned. */
      readonly phase: 'better' | 'not-better';
      readonly before: number;
      readonly after: number;
      readonly judgedOn: number;
    };

export interface LearnerStatus {
  readonly projectId: string;
  readonly phase: LearnerPhase;
  /** Version of the model that recommends now; 0 before the first. */
  readonly version: number;
  /** Steps and planned steps of the running training. */
  readonly step: number;
  readonly steps: number;
  /** Milliseconds that the running training still takes, at the pace so far. */
  readonly leftMs: number;
  readonly order: OrderState;
  readonly loss?: number;
  /** On the held-out part, where there is one. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Annotations since the last training, and after how many it trains again. */
  readonly pending: number;
  readonly trainEvery: number;
  readonly thorough: ThoroughStatus;
  /** Threads of the runtime: 1 without cross-origin isolation. */
  readonly threads: number;
  readonly problem?: JobProblem;
  /** The check of the labels that runs; absent where none does. */
  readonly check?: { readonly step: number; readonly steps: number; readonly leftMs: number };
  /** What reads words in their context, once it is there. */
  readonly encoder?: EncoderReady;
  /** Why it does not; word vectors serve. */
  readonly encoderProblem?: JobProblem;
}

export const learnerOff: LearnerStatus = {
  projectId: '',
  phase: 'off',
  version: 0,
  step: 0,
  steps: 0,
  leftMs: 0,
  order: 'none',
  pending: 0,
  trainEvery: 0,
  thorough: { phase: 'none' },
  threads: 1,
};

export type LearnerMethods = {
  /** Works on a project until it is cancelled; progress is its status. */
  readonly work: {
    readonly request: {
      readonly projectId: string;
      readonly documentId?: string;
      readonly paused: boolean;
      /** On what the encoder runs here; absent: not at all. */
      readonly encoder?: EncoderChoice;
      /** An order that was given before there was a worker to take it. */
      readonly train?: boolean;
    };
    readonly answer: undefined;
    readonly progress: LearnerStatus;
  };
  /** The document on the screen: its recommendations, and those of the next ones, are made first. */
  readonly focus: {
    readonly request: { readonly projectId: string; readonly documentId: string };
    readonly answer: undefined;
    readonly progress: never;
  };
  readonly pause: {
    readonly request: { readonly projectId: string; readonly paused: boolean };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Trains now, without waiting for more annotations. */
  readonly train: {
    readonly request: { readonly projectId: string };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Goes back to the model as it was; what is labelled from now on is learned from there. */
  readonly restore: {
    readonly request: { readonly projectId: string; readonly version: number };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Checks the project's own labels in the background, or stops doing so. */
  readonly check: {
    readonly request: { readonly projectId: string; readonly stop: boolean };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Trains for minutes, with what the unlabelled texts teach; or gives it up. */
  readonly thoroughly: {
    readonly request: { readonly projectId: string; readonly stop: boolean };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Forgets the model and all it recommended, and starts anew. */
  readonly reset: {
    readonly request: { readonly projectId: string };
    readonly answer: undefined;
    readonly progress: never;
  };
};

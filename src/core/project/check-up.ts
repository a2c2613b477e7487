import type { JudgedItem } from './weights.ts';

/** F1 in [0, 1] after so many minutes of labelling: without reasons, and with fewer labels and their reasons. */
export interface PayOffPoint {
  readonly minutes: number;
  readonly plain: number;
  readonly explained: number;
  /** Texts that the minutes were enough for, each way. */
  readonly plainTexts: number;
  readonly explainedTexts: number;
}

/** What labels with reasons bring against labels alone, in equal time, on a project's own texts. */
export interface PayOff {
  /** Seconds per label that it was counted with; `measured`: as this person worked, and not what is usual. */
  readonly plainSeconds: number;
  readonly explainedSeconds: number;
  readonly measured: boolean;
  /** Mean over several orders of the texts. */
  readonly points: readonly PayOffPoint[];
  /** Sentences that the labels carry. */
  readonly reasons: number;
}

/** What a check of a project's own labels found. It stays on this device. */
export interface CheckUp {
  readonly projectId: string;
  readonly at: number;
  /** Labelled texts that were checked. */
  readonly texts: number;
  /** Each label beside what a model says of it that did not learn from its text. */
  readonly items: readonly JudgedItem[];
  readonly payOff?: PayOff;
}

/** What is asked of a probe and what it answers. */
import type { Instance, LogicalForm } from '#core/explain';
import type { RepairKind } from './repairs.ts';

export interface ProbeQuestion {
  readonly form: LogicalForm;
  /** What it was given for, and its number in the corpus if it has one. */
  readonly here: Instance;
  readonly instance?: number;
  /** Was the rule's label right there? `undefined` where nobody has said. */
  readonly isRight: (instance: number) => boolean | undefined;
  /** Held-out texts are not seen: they are neither asked about nor counted. */
  readonly isSeen: (instance: number) => boolean;
  /** Matches as they count now, soft ones included, with their scores; the exact ones where absent. */
  readonly counted?: { readonly instances: Int32Array; readonly scores: ArrayLike<number> };
  /** From this score on a match counts. */
  readonly threshold?: number;
  /** Another rule says another label there. */
  readonly rulesDisagree?: (instance: number) => boolean;
  /** Does the model say this label there? `undefined` where it has not been asked. */
  readonly modelAgrees?: (instance: number) => boolean | undefined;
  /** `doubtful`: the text that tells most. `varied`: the match least like those answered. */
  readonly order?: 'doubtful' | 'varied';
  /** Not asked about now: put off by the person. */
  readonly isPutOff?: (instance: number) => boolean;
}

/** Why a text is asked about. */
export type ProbeReason =
  | { readonly kind: 'clause'; readonly repair: RepairKind; readonly sentence: string }
  | { readonly kind: 'threshold'; readonly score: number }
  | { readonly kind: 'rules' }
  | { readonly kind: 'model' }
  | { readonly kind: 'varied' }
  | { readonly kind: 'next' };

export interface Probe {
  readonly instance: number;
  /** The rule matches it; otherwise it lies just outside. */
  readonly isMatch: boolean;
  readonly why: ProbeReason;
}

/** How a form fares on seen texts but its own. */
export interface FormFigures {
  readonly matches: number;
  readonly right: number;
  readonly wrong: number;
}

export interface OfferedRepair {
  readonly kind: RepairKind;
  readonly form: LogicalForm;
  /** Canonical English. */
  readonly sentence: string;
  readonly before: FormFigures;
  readonly after: FormFigures;
}

export interface ProbeAnswer {
  /** Absent where there is nothing left to ask. */
  readonly probe?: Probe;
  readonly repair?: OfferedRepair;
  readonly figures: FormFigures;
  /** Matches that nobody has judged. */
  readonly open: number;
}

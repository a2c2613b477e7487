/** What the loop knows when it looks up: the project as it was last read, and what a person wants of the learner. */
import type { Label, LabelledDocument, Project } from '#core/project';

export interface Moment {
  readonly project: Project;
  readonly labels: readonly Label[];
  /** Another list whenever anything was labelled, explained or taken back. */
  readonly labelled: readonly LabelledDocument[];
  /** The text on the screen. */
  readonly focus: string | undefined;
  /** Nothing is trained: a person paused it, or another tab of this project trains. */
  readonly rests: boolean;
  /** How many times "Train now" was asked for so far. */
  readonly orders: number;
  /** How many times a check of the labels was asked for so far. */
  readonly checks: number;
}

/** What the review worker is asked and answers: all that needs the labels of all people at once. */
import type { AgreementReport } from '#core/agreement';
import type { Decision } from '#core/project';
import type { Progress } from '../rpc/job.ts';

/** A text that at least two people are done with. */
export interface SharedDocument {
  readonly id: string;
  readonly position: number;
  readonly people: readonly string[];
  /** Share of the labels that not everybody gave. */
  readonly disagreement: number;
  readonly decided?: Decision;
}

export interface PersonProgress {
  /** `''`: labels without a name. */
  readonly name: string;
  readonly done: number;
  readonly labels: number;
}

export interface ReviewRecords {
  readonly people: readonly PersonProgress[];
  /** Those on which people differ most first. */
  readonly shared: readonly SharedDocument[];
  /** The same as long as people's own labels are, whatever is decided. */
  readonly stamp: string;
}

export interface ReportRequest {
  readonly projectId: string;
  /** Two of them; absent: all that share a text. */
  readonly people?: readonly string[];
  /** What a label is called that is deleted by now. */
  readonly goneLabel: string;
}

export interface FillRequest {
  readonly projectId: string;
  /** Texts on which all agree, or the others: by majority, or by a vote in which who is right more often counts for more. */
  readonly how: Exclude<Decision['how'], 'person'>;
  /** Who asked for it. */
  readonly by: string;
}

/** What a vote made of the texts that nobody had decided. */
export interface Filled {
  readonly texts: number;
  /** How often each person is right, in [0, 1], as a weighted vote takes it to be. */
  readonly people: readonly { readonly name: string; readonly accuracy: number }[];
}

export type ReviewMethods = {
  readonly read: {
    readonly request: { readonly projectId: string };
    readonly answer: ReviewRecords;
    readonly progress: never;
  };
  readonly report: {
    readonly request: ReportRequest;
    readonly answer: AgreementReport;
    readonly progress: Progress;
  };
  /** Decides texts in one act, which undo takes back. */
  readonly fill: {
    readonly request: FillRequest;
    readonly answer: Filled;
    readonly progress: never;
  };
};

/** What the rules worker is asked and answers: the live answer of the explanation pop-up, and rules at work. */
import type { LogicalForm } from '#core/explain';
import type { Target } from '#core/project';
import type { Span } from '#core/text';

/** The instance that an explanation is about. For a relation the spans of X (head) and Y (tail) are given. */
export interface ExplainRequest {
  readonly projectId: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
  readonly head?: Span;
  readonly tail?: Span;
  readonly sentence: string;
  /** Where the cursor is in `sentence`, for completions. */
  readonly cursor: number;
}

export interface ExplainAnswer {
  /** Absent where nothing was understood; then `reason` says why. */
  readonly logicalForm?: LogicalForm;
  /** The form printed back as canonical English. */
  readonly understood?: string;
  readonly reason?: { readonly code: string; readonly message: string; readonly span?: Span };
  /** Whether it is true of the very instance it explains. */
  readonly trueHere?: boolean;
  readonly completions: readonly Completion[];
}

export interface Completion {
  /** What is put in place of `sentence.slice(from, to)`. */
  readonly insert: string;
  readonly from: number;
  readonly to: number;
  readonly description?: string;
}

/** Slower part of the live answer: how the form fares on the other documents. */
export interface CorpusAnswer {
  readonly matches: number;
  readonly documents: number;
  readonly examples: readonly {
    readonly documentId: string;
    readonly text: string;
    readonly spans: readonly Span[];
  }[];
  /** Labels that exist and contradict the rule, with one example each. */
  readonly contradictions: readonly {
    readonly labelId: string;
    readonly count: number;
    readonly documentId: string;
  }[];
}

export type RulesMethods = {
  readonly explain: {
    readonly request: ExplainRequest;
    readonly answer: ExplainAnswer;
    readonly progress: never;
  };
  readonly corpus: {
    readonly request: ExplainRequest & { readonly logicalForm: LogicalForm };
    readonly answer: CorpusAnswer;
    readonly progress: never;
  };
};

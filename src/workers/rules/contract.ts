/** What the rules worker is asked and answers: the live answer of the explanation pop-up, and rules at work. */
import type { LogicalForm, NoticeCode } from '#core/explain';
import type { FormFigures, OfferedRepair, ProbeReason } from '#core/probing';
import type { RecommendedTarget, Target } from '#core/project';
import type { Span } from '#core/text';
import type { Progress } from '../rpc/job.ts';

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
  /** What else to know of it: words that were passed over, another reading, a word list that does not exist. */
  readonly notices?: readonly { readonly code: NoticeCode; readonly message: string }[];
  /** Words that the form passes over: it becomes a rule only if the writer takes it so. */
  readonly leftOut?: readonly string[];
  /** Where words were left out or nothing was understood: sentences that say something near, are taken as they are and true here. */
  readonly nearest?: readonly string[];
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

/** An explanation that is proposed for a label. */
export interface ProposedExplanation {
  readonly logicalForm: LogicalForm;
  /** Canonical English. */
  readonly sentence: string;
  /** Places it is true of beside its own; of those that carry a label, how many have this one and another. */
  readonly matches: number;
  readonly agreements: number;
  readonly contradictions: number;
  readonly examples: CorpusAnswer['examples'];
  /** The words it stands on, in the document. */
  readonly words: Span;
}

export interface ProposalsAnswer {
  /** Best first, five at most. */
  readonly proposals: readonly ProposedExplanation[];
}

/** Where a rule came from: a sentence that was understood, one that was not (kept, flagged), or a trigger. */
export type RuleKind = 'nl' | 'trigger';

/**
 * Figures of a rule at its threshold. Fractions are of all instances; `correct` and `incorrect` count labelled ones.
 * A trigger votes for documents: its fractions are of those looked at (2 000 at most), `strictMatches` is 0, and its
 * `weight` and `learnedAccuracy` come from `correct` and `incorrect`, since no label model weighs it.
 */
export interface RuleFigures {
  readonly matches: number;
  /** Of those, exact ones. */
  readonly strictMatches: number;
  readonly coverage: number;
  readonly overlaps: number;
  readonly conflicts: number;
  readonly correct: number;
  readonly incorrect: number;
  readonly accuracy?: number;
  /** Evidence of one vote, as the label model learned it without gold, in nats. */
  readonly weight: number;
  /** Share of true votes, as the label model learned it. */
  readonly learnedAccuracy: number;
}

/** One row of the Explanations screen. */
export interface RuleRow {
  readonly explanationId: string;
  readonly annotationId: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly kind: RuleKind;
  readonly enabled: boolean;
  /** The sentence, or the trigger's words joined by an ellipsis. */
  readonly text: string;
  /** Canonical English of what was understood; `nl` only. */
  readonly understood?: string;
  /** Why it is no rule: it was not understood. */
  readonly reason?: string;
  /** Absent where it is no rule. */
  readonly figures?: RuleFigures;
}

/** All rules together at one threshold. */
export interface ThresholdFigures {
  readonly threshold: number;
  readonly coverage: number;
  readonly correct: number;
  readonly incorrect: number;
}

/**
 * Whether soft matches count: `'preparing'`, exact ones (and older soft ones) only until `settle` has been asked for;
 * `'unavailable'`, exact ones only, because the word vectors cannot be had.
 */
export type SoftState = 'ready' | 'preparing' | 'unavailable';

/** Another program whose predictions came with the texts: it votes beside the rules. */
export interface VoterRow {
  /** Its name, as the file has it. */
  readonly by: string;
  readonly labelIds: readonly string[];
  readonly figures: Omit<RuleFigures, 'strictMatches'>;
}

export interface RulesReport {
  readonly rows: readonly RuleRow[];
  readonly voters: readonly VoterRow[];
  readonly documents: number;
  readonly instances: number;
  /** Fractions of the instances that at least one, two, or two disagreeing rules vote on. */
  readonly coverage: number;
  readonly overlaps: number;
  readonly conflicts: number;
  /** Ascending thresholds from 0.3 to 1, for the plot; of the best rule per instance. */
  readonly curve: readonly ThresholdFigures[];
  readonly soft: SoftState;
  /** `false`: soft matches or the learned columns are still of before the last change; `settle`, then ask again. */
  readonly settled: boolean;
  /** Documents looked at and reached by any trigger, at its threshold and at others; absent before triggers were learned. */
  readonly triggers?: {
    readonly documents: number;
    readonly matched: number;
    readonly curve: readonly { readonly threshold: number; readonly matched: number }[];
  };
}

export interface ReportRequest {
  readonly projectId: string;
  /** Soft matches of sentences count from this score on, similarities of triggers from that one. */
  readonly ruleThreshold: number;
  readonly triggerThreshold: number;
}

/** One place where a rule matches: why did this sentence get this label? */
export interface RuleMatch {
  readonly documentId: string;
  readonly position: number;
  /** A window of the document around the instance; all spans below refer to it. */
  readonly text: string;
  /** The argument(s): X then Y of a relation, the aspect, the entity; none for a whole text. */
  readonly arguments: readonly Span[];
  readonly keywords: readonly {
    readonly span: Span;
    readonly keyword: string;
    readonly score: number;
    readonly negated: boolean;
  }[];
  readonly score: number;
  readonly verdict: 'correct' | 'incorrect' | 'unknown';
  /** Its gold label, or labels that other rules vote for there. */
  readonly goldLabelId?: string;
  readonly otherLabelIds: readonly string[];
}

export interface MatchesRequest extends ReportRequest {
  readonly explanationId: string;
  readonly limit: number;
}

export interface MatchesAnswer {
  readonly total: number;
  /** Best first. */
  readonly matches: readonly RuleMatch[];
}

/** Which place of a rule to ask about: the one whose answer tells most, or the one least like those answered. */
export type ProbeOrder = 'doubtful' | 'varied';

export interface ProbeRequest extends ReportRequest {
  readonly explanationId: string;
  readonly order: ProbeOrder;
  /** Keys of places that are not to be asked about now. */
  readonly putOff: readonly string[];
}

/** A place whose label is asked for. */
export interface ProbePlace {
  readonly key: string;
  readonly target: RecommendedTarget;
  /** The rule matches it; otherwise it lies just outside. */
  readonly isMatch: boolean;
  readonly why: ProbeReason;
  readonly match: RuleMatch;
}

export interface ProbeReply {
  readonly labelId: string;
  /** Canonical English of the rule. */
  readonly understood: string;
  /** Absent where nothing is left to ask. */
  readonly place?: ProbePlace;
  /** From three answers on, where they support another form. */
  readonly repair?: Omit<OfferedRepair, 'form'> & { readonly logicalForm: LogicalForm };
  readonly figures: FormFigures;
  /** Matches that nobody has judged. */
  readonly open: number;
}

/** A sentence for a label that is written without a text before one. */
export interface ComposeRequest {
  readonly projectId: string;
  readonly labelId: string;
  readonly sentence: string;
  readonly cursor: number;
}

/** A place that a composed rule is true of, by its own window of the text. */
export interface ComposedPlace
  extends Pick<RuleMatch, 'documentId' | 'position' | 'text' | 'arguments' | 'keywords'> {
  /** In the document's own offsets. */
  readonly target: RecommendedTarget;
}

export interface ComposeAnswer
  extends Pick<ExplainAnswer, 'logicalForm' | 'understood' | 'leftOut' | 'completions'> {
  /** Why nothing was understood. */
  readonly reason?: string;
  readonly notices: readonly string[];
  /** At most five, of as many texts that teach. */
  readonly places: readonly ComposedPlace[];
  /** Places it is true of; of those that carry a label, how many have this one and another. */
  readonly figures?: Readonly<{
    matches: number;
    documents: number;
    agreements: number;
    contradictions: number;
  }>;
}

export type RulesMethods = {
  readonly compose: {
    readonly request: ComposeRequest;
    readonly answer: ComposeAnswer;
    readonly progress: never;
  };
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
  /** This text is on the page, and will be asked about: reads what is new. */
  readonly prepare: {
    readonly request: { readonly projectId: string; readonly documentId: string };
    readonly answer: undefined;
    readonly progress: never;
  };
  /** Explanations that the tool proposes, those with the words of `sentence` only; or those whose words can be triggers. */
  readonly propose: {
    readonly request: ExplainRequest & { readonly onlyTriggers?: boolean };
    readonly answer: ProposalsAnswer;
    readonly progress: never;
  };
  readonly report: {
    readonly request: ReportRequest;
    readonly answer: RulesReport;
    readonly progress: Progress;
  };
  /** What a report leaves for later: soft matches, and the label model. Other questions are answered meanwhile. */
  readonly settle: {
    readonly request: { readonly projectId: string };
    readonly answer: SoftState;
    readonly progress: Progress;
  };
  /** A place of one rule to ask about, and what the answers so far make of it. */
  readonly probe: {
    readonly request: ProbeRequest;
    readonly answer: ProbeReply;
    readonly progress: never;
  };
  readonly matches: {
    readonly request: MatchesRequest;
    readonly answer: MatchesAnswer;
    readonly progress: never;
  };
};

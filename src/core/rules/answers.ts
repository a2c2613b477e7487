/** What the rule engine is told and what it answers: plain data, except for the matcher's factory. */
import type { EmbeddingMatcher, NgramTable } from '#core/execute';
import type { LogicalForm, WordList } from '#core/explain';
import type { Label, RecommendedTarget } from '#core/project';
import type { Span } from '#core/text';
import type { Resolution, RuleDiagnostics } from '#core/weak';

/** An explanation at work. */
export interface RuleSpec {
  /** The explanation's id. */
  readonly id: string;
  readonly labelId: string;
  readonly form: LogicalForm;
  readonly enabled: boolean;
  /** Soft matches count from this score on; the engine's threshold where absent. */
  readonly threshold?: number;
  /** The instance that it explains: not counted for or against it. */
  readonly explains?: { readonly documentId: string; readonly target: RecommendedTarget };
}

export interface RuleEngineOptions {
  readonly labels: readonly Pick<Label, 'id' | 'headTypes' | 'tailTypes'>[];
  readonly lists?: readonly WordList[];
  /** Soft matches count from this score on, in (0, 1]. 1 is strict execution. */
  readonly threshold: number;
  /** Scores below it are not kept: the lowest position of a threshold slider. */
  readonly keepFrom?: number;
  readonly resolution?: Resolution;
  /** How many tokens a keyword reaches to its aspect; as far as the form says where absent. */
  readonly reach?: number;
  /** Decides what the context model is trained on in which order; 1 by default. */
  readonly seed?: number;
}

/** Makes a matcher for an n-gram table: who encodes stays outside. */
export type MatcherFactory = (ngrams: NgramTable) => EmbeddingMatcher;

/** One row of the table of explanations. */
export interface RuleReport extends Omit<RuleDiagnostics, 'rule' | 'polarity'> {
  readonly ruleId: string;
  readonly labelId: string;
  readonly enabled: boolean;
  readonly threshold: number;
  readonly strictMatches: number;
  /** Evidence of one vote in nats and share of true votes, as the label model learned them without gold. */
  readonly weight: number;
  readonly learnedAccuracy: number;
}

export interface RuleVote {
  /** Absent where another program votes, whose name is `by`. */
  readonly ruleId?: string;
  readonly by?: string;
  readonly labelId: string;
  readonly score: number;
  readonly strict: boolean;
}

/** A label that rules gave. */
export interface WeakLabel {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly labelId: string;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly votes: readonly RuleVote[];
}

export interface MatchedInstance {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly score: number;
}

/** A match to be shown. */
export interface MatchExample extends MatchedInstance {
  /** The sentence that the rule is about; the whole text where that is labelled. */
  readonly text: string;
}

/** A form that is still being typed, on the corpus. */
export interface FormPreview {
  readonly matches: number;
  readonly instances: number;
  readonly examples: readonly MatchExample[];
  /** Gold labels that contradict it, most frequent first, with an example; `null` is "no label". */
  readonly contradictions: readonly {
    readonly labelId: string | null;
    readonly count: number;
    readonly example: MatchedInstance;
  }[];
  readonly agreements: number;
}

/** A form that is proposed as the explanation of a label, on the seen instances that it matches beside its own. */
export interface ProposedForm {
  readonly form: LogicalForm;
  /** Canonical English. */
  readonly sentence: string;
  readonly matches: number;
  readonly agreements: number;
  readonly contradictions: number;
  readonly examples: readonly MatchExample[];
  /** The words it stands on, in the instance's text. */
  readonly words: Span;
}

/** Which proposals are wanted. */
export interface ProposalWish {
  /** Only forms with these words. */
  readonly typed?: string;
  /** Only forms on words outside the labelled thing, and each of them once. */
  readonly onlyTriggers?: boolean;
}

/** How a rule, or all of them, would fare at a threshold. */
export interface ThresholdPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly correct: number;
  readonly incorrect: number;
}

export interface UpdateProgress {
  readonly done: number;
  readonly total: number;
}

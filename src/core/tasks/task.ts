/**
 * What training needs to know of a task: how documents become examples, how predictions are scored and how
 * they become recommendations. One scheme per task; training itself knows none of them.
 */
import type { StopSignal } from '#core/base';
import type { NetworkManifest } from '#core/graph';
import type { Document, JudgedItem, Recommendation, TaughtDocument } from '#core/project';
import type { Span } from '#core/text';
import type { Collator, PredictorOptions, ReadableDocument, TokenEncoder } from '#core/train';
import type { ExpertTask } from './expert.ts';
import type { RuleExpert, VotedCase, VotesOf } from './rule-votes.ts';

/** What rules or triggers say of a document that nobody has labelled (methods.md §4 and §5). `strict`: an exact match says so. */
export type WeakInstance =
  /** With `complete`, what no span covers is O; without, it is unknown. */
  | {
      readonly kind: 'sequence';
      readonly document: ReadableDocument;
      readonly spans: readonly (Span & { readonly labelId: string })[];
      readonly complete: boolean;
      readonly confidence: number;
      readonly strict?: boolean;
    }
  | {
      readonly kind: 'relation';
      readonly document: ReadableDocument;
      readonly head: Span;
      readonly tail: Span;
      /** Probability by label id; what is missing from 1 is nobody's. */
      readonly labels: Readonly<Record<string, number>>;
      readonly confidence: number;
      readonly strict?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly document: ReadableDocument;
      readonly aspect?: Span;
      readonly labels: Readonly<Record<string, number>>;
      readonly confidence: number;
      readonly strict?: boolean;
    };

/** What the model has to say about one document. */
export interface ModelOpinion {
  readonly documentId: string;
  readonly items: readonly Recommendation[];
  /** MNLP for sequences, entropy otherwise. */
  readonly uncertainty: number;
  /** Larger is shown earlier: MNLP for sequences, the wanted margin otherwise. */
  readonly priority: number;
  /** 1 − the probability of the likeliest label, or of the likeliest sequence. */
  readonly leastConfidence: number;
}

export interface Evaluation {
  /** What early stopping and the Model screen's curve look at, in [0, 1]. */
  readonly score: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** What the scores were counted from. */
  readonly items: readonly JudgedItem[];
}

export interface TaskScheme<Example> {
  /** Ids by index of the network's outputs (NER: of span labels). `''` is "none of them", where the task has it. */
  readonly labels: readonly string[];
  /** Value of the network's symbol `labels`. */
  readonly outputs: number;
  /** For each output of a network that knew `known`, its index here, or −1 (for carrying weights over). */
  outputOf(known: readonly string[]): number[];
  collator(manifest: NetworkManifest, encoder: TokenEncoder): Collator<Example>;
  teach(documents: readonly TaughtDocument[]): Example[];
  teachWeak(instances: readonly WeakInstance[]): Example[];
  /** The linear expert beside the network. */
  readonly expert: ExpertTask<Example>;
  /** For each of these examples its loss under each of the expert's candidate powers, as the weights are. */
  heldOut(examples: readonly Example[], predictor: PredictorOptions): Promise<Float64Array[]>;
  /** What people labelled and rules vote on, too, in these documents: what it is to the model as it is. */
  voted(
    documents: readonly TaughtDocument[],
    predictor: PredictorOptions,
    votes: VotesOf,
  ): Promise<VotedCase[]>;
  /** Facts about the gold data that recommending needs later; stored with the weights' metrics. */
  facts(documents: readonly TaughtDocument[]): Readonly<Record<string, number>>;
  /** With `rules`, as recommendations are made: what they vote has its say. */
  evaluate(
    documents: readonly TaughtDocument[],
    predictor: PredictorOptions,
    rules?: RuleExpert,
  ): Promise<Evaluation>;
  recommend(
    documents: readonly TaughtDocument[],
    predictor: PredictorOptions,
    context: RecommendContext,
  ): Promise<ModelOpinion[]>;
  /**
   * What the model makes of all that nobody has labelled in these documents, as lessons: each with its whole distribution, and
   * with the likeliest label's probability as its confidence. Sequences are read by teachers of their own (core/triggers).
   */
  readings?(
    documents: readonly TaughtDocument[],
    predictor: PredictorOptions,
    context: ReadingContext,
  ): Promise<WeakInstance[]>;
}

export interface ReadingContext {
  readonly facts: Readonly<Record<string, number>>;
  readonly signal: StopSignal;
  /** SA: aspects that a document may have, beside those it is known to have. */
  readonly aspects?: (document: Document) => readonly Span[];
}

export interface RecommendContext extends ReadingContext {
  readonly version: number;
  /** What rules say, and what a vote of theirs is worth in nats. */
  readonly votes?: VotesOf;
  readonly votePower: number;
}

/** Index of each id. */
export function indexOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, i) => [id, i]));
}

/** Distribution over the scheme's outputs; ids that it does not know are passed over. */
export function distribution(
  labels: Readonly<Record<string, number>>,
  index: ReadonlyMap<string, number>,
): Float32Array<ArrayBuffer> {
  const target = new Float32Array(index.size);
  for (const [id, probability] of Object.entries(labels)) {
    const at = index.get(id);
    if (at !== undefined) target[at] = probability;
  }
  return target;
}

/** Probability by label id, of a distribution over the scheme's outputs: what `distribution` reads back. */
export function namedShares(
  labels: readonly string[],
  probabilities: ArrayLike<number>,
): Readonly<Record<string, number>> {
  // A null prototype, so that a label called `__proto__` is a key like any other.
  return Object.assign(
    Object.create(null),
    Object.fromEntries(labels.map((id, i) => [id, probabilities[i] ?? 0])),
  );
}

/** Index and value of the highest number; −1 for none. */
export function highest(probabilities: ArrayLike<number>): {
  readonly index: number;
  readonly value: number;
} {
  let index = -1;
  let value = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    if (p > value) {
      value = p;
      index = i;
    }
  }
  return { index, value };
}

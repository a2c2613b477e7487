/**
 * What the votes in a label matrix come to: the fitted label model, the context model, and a decision per instance. It keeps
 * each as long as it is good: rows until a vote changes, the label model until rules or thresholds do or the corpus has grown
 * by a few per cent, the context model until there is a tenth more to learn from.
 */
import { InternalError, neverStop, type StopSignal } from '#core/base';
import type { ContextLearner, Lesson } from './context-learner.ts';
import type { ContextModel } from './context-model.ts';
import type { LabelMatrix, VoteRows } from './label-matrix.ts';
import { type LabelModel, type LabelModelOptions, labelModelFitting } from './label-model.ts';
import { type Resolution, Resolver } from './resolver.ts';
import { ABSTAIN, type Vote } from './vote-column.ts';

/** What the fit has to know of the engine at that moment. */
export interface Situation {
  readonly labelCount: number;
  readonly ruleCount: number;
  /** Per rule: correct and judged votes on gold labels. */
  readonly record: { readonly correct: Float64Array; readonly judged: Float64Array };
}

/** What there is to learn of votes. Rules and labels are numbered as they were where it was learned. */
export interface LearnedWeights {
  readonly model: LabelModel;
  /** Absent where soft matches were not weighed by their context. */
  readonly context?: ContextModel;
}

export class WeakLabeller {
  readonly #matrix: LabelMatrix;
  readonly #gold: ArrayLike<number>;
  readonly #resolution: Resolution;
  readonly #situation: () => Situation;
  #context: ContextLearner | undefined;
  /** A lesson of the context model that is under way. */
  #learning: Generator<void, boolean, void> | undefined;
  /** Changes with every edit of rules, thresholds and restrictions. */
  #edits = 0;
  #model: LabelModel | undefined;
  #modelOf = '';
  /** The model was learned elsewhere. */
  #taken = false;
  /** A fit that is under way. */
  #fitting: { readonly of: string; readonly steps: Generator<void, LabelModel, void> } | undefined;
  #rows: VoteRows | undefined;
  #resolver: Resolver | undefined;

  constructor(
    matrix: LabelMatrix,
    gold: ArrayLike<number>,
    resolution: Resolution,
    situation: () => Situation,
  ) {
    this.#matrix = matrix;
    this.#gold = gold;
    this.#resolution = resolution;
    this.#situation = situation;
  }

  /** A vote changed, or might have. */
  forget(): void {
    this.#rows = undefined;
    this.#resolver = undefined;
  }

  /** A threshold changed: a lesson of the context model, made of exact matches, goes on. */
  moved(): void {
    this.#edits++;
    this.forget();
  }

  /** A rule or a restriction changed. */
  edited(): void {
    this.#edits++;
    this.#learning = undefined;
    this.forget();
  }

  useContext(context: ContextLearner | undefined): void {
    this.#context = context;
    this.#learning = undefined;
    this.forget();
  }

  /** Weighs votes by what was learned elsewhere, from now on, and learns nothing of its own. */
  take({ model, context }: LearnedWeights): void {
    this.#taken = true;
    this.#model = model;
    this.#fitting = undefined;
    if (context !== undefined) this.#context?.take(context);
    this.forget();
  }

  /** All that it has learned: enough to weigh the same rules' votes on other instances. */
  learned(): LearnedWeights {
    const context = this.#context?.model;
    return { model: this.model(), ...(context === undefined ? {} : { context }) };
  }

  /** The label model, however old it is; fitted if there is none. */
  lastModel(): LabelModel {
    return this.#model ?? this.model();
  }

  model(): LabelModel {
    for (const _ of this.fit(neverStop));
    return this.#model ?? this.#never();
  }

  #never(): never {
    throw new InternalError('a fit that is not stopped has a model');
  }

  /** The model is that of the rules, thresholds and (about) the documents as they are now. */
  get isFitted(): boolean {
    return this.#model !== undefined && (this.#taken || this.#modelOf === this.#occasion);
  }

  get #occasion(): string {
    const size = Math.round(Math.log(this.#matrix.instanceCount + 1) / Math.log(1.05));
    return `${this.#edits} ${size}`;
  }

  /** Fits the model, if it is not; stopped, it goes on from there next time, unless something was edited in between. */
  *fit(signal: StopSignal): Generator<void, void, void> {
    if (this.isFitted) return;
    const of = this.#occasion;
    if (this.#fitting?.of !== of)
      this.#fitting = { of, steps: labelModelFitting(this.#voteRows(), this.#fit()) };
    for (;;) {
      const step = this.#fitting.steps.next();
      if (step.done === true) {
        this.#model = step.value;
        this.#modelOf = of;
        this.#fitting = undefined;
        this.#resolver = undefined;
        return;
      }
      if (signal.stopped) return;
      yield;
    }
  }

  #fit(): LabelModelOptions {
    // Silence ignored: its confidences rank real votes better so; see docs/experiments/rules.md. Near enough is soon enough.
    return { ...this.#situation(), silence: 'ignored', maxIterations: 30, tolerance: 1e-3 };
  }

  resolver(): Resolver {
    this.#resolver ??= new Resolver(this.#resolution, this.model(), this.#context?.plausibility());
    return this.#resolver;
  }

  /** Reads the votes of any instance, as they are now. */
  voteReader(): (instance: number) => Vote[] {
    const { starts, rules, labels, scores } = this.#voteRows();
    return (instance) => {
      const votes: Vote[] = [];
      for (let at = starts[instance] ?? 0; at < (starts[instance + 1] ?? 0); at++) {
        votes.push({ rule: rules[at] ?? -1, label: labels[at] ?? ABSTAIN, score: scores[at] ?? 0 });
      }
      return votes;
    };
  }

  /**
   * Learns which contexts go with which label, from strict votes and gold labels. `rules` names what votes. Stopped, it goes
   * on from there next time, unless something was edited in between.
   */
  *learnContext(rules: string, signal: StopSignal): Generator<void, void, void> {
    if (this.#taken || this.#context === undefined || this.#resolution !== 'evidence') return;
    const { labelCount } = this.model();
    this.#learning ??= this.#context.learn(this.#lesson(labelCount), labelCount, rules);
    for (;;) {
      const step = this.#learning.next();
      if (step.done === true) {
        this.#learning = undefined;
        if (step.value) this.#resolver = undefined;
        return;
      }
      yield;
      if (signal.stopped) return;
    }
  }

  /** What strict votes and people say of each instance. */
  #lesson(labelCount: number): Lesson {
    const resolver = new Resolver('evidence', this.model());
    const votesOf = this.voteReader();
    const instances: number[] = [];
    const labels: number[] = [];
    for (let instance = 0; instance < this.#matrix.instanceCount; instance++) {
      const gold = this.#gold[instance] ?? ABSTAIN;
      const strict = gold === ABSTAIN ? votesOf(instance).filter((vote) => vote.score === 1) : [];
      const label = gold === ABSTAIN ? resolver.decide(instance, strict).label : gold;
      // A label that came with a gold annotation since the model was fitted has to wait for the next one.
      if (label < 0 || label >= labelCount) continue;
      instances.push(instance);
      labels.push(label);
    }
    return { instances, labels };
  }

  #voteRows(): VoteRows {
    this.#rows ??= this.#matrix.rows();
    return this.#rows;
  }
}

/**
 * Rules at work on a project: documents and rules come and go, votes follow. Pure and single-threaded; a worker owns one,
 * feeds it from the store, drives `update` in slices and answers the page from it.
 *
 * Order of use: `upsertDocument`, `upsertRule`, …; then, if matches are soft, encode what `pendingTexts` asks for; then run
 * `update` to its end; then ask. Answers are those of the last `update`.
 *
 * Cost: a new rule, one look-up of its keywords (strict) or one pass over the instances (soft); a new document, every rule
 * on its instances; a threshold, a filter over kept scores; an edit of gold labels, nothing.
 *
 * It is long because it is the one place where an edit reaches documents, matches, matrix and settlement in the right order;
 * each of those is a file of its own.
 *
 * Over 400 lines because the engine is one state machine: rules, documents, votes and weak labels are only right together; what could be told apart stands in files of its own beside it.
 */
import { neverStop, type StopSignal } from '#core/base';
import {
  type EmbeddingMatcher,
  type Encodings,
  exponentialDecay,
  type KeywordMatch,
  type SoftOptions,
  softKeywords,
  type WordTable,
} from '#core/execute';
import type { Instance, LogicalForm } from '#core/explain';
import type { RecommendedTarget } from '#core/project';
import { Proposer } from '#core/proposals';
import { spanText, tokenize } from '#core/text';
import type { LabelModel } from '#core/weak';
import {
  ABSTAIN,
  ContextLearner,
  diagnoseRule,
  emptyColumn,
  LabelMatrix,
  type MatrixSummary,
  NO_LABEL,
  type RuleDiagnostics,
  type Situation,
  summariseMatrix,
  type Vote,
  WeakLabeller,
} from '#core/weak';
import type {
  FormPreview,
  MatchedInstance,
  MatcherFactory,
  ProposedForm,
  RuleEngineOptions,
  RuleReport,
  RuleSpec,
  RuleVote,
  ThresholdPoint,
  UpdateProgress,
  WeakLabel,
} from './answers.ts';
import { RuleCorpus, type RuleDocument } from './corpus.ts';
import { type RuleLabel, RuleLabels } from './labels.ts';
import type { LabelledKeyword } from './matcher-examples.ts';
import { type BestMatches, compareWithGold, thresholdCurve } from './reports.ts';
import { RuleRunner, type RunningRule } from './runner.ts';
import { bestMatches, countedMatches, type MatchedRule } from './votes.ts';

interface RuleState {
  spec: RuleSpec;
  readonly column: number;
  readonly running: RunningRule;
  strictMatches: number;
  /** As of which state of the documents its votes are in the matrix. */
  refreshed: number;
  /** Its first pass over everything was stopped in the middle. */
  isUnfinished: boolean;
}

export class RuleEngine {
  readonly #labels = new RuleLabels();
  readonly #documents: RuleCorpus;
  readonly #runner: RuleRunner;
  readonly #rules = new Map<string, RuleState>();
  /** Rules by their column. */
  readonly #specs = new Map<number, RuleState>();
  readonly #freeColumns: number[] = [];
  readonly #matrix = new LabelMatrix();
  readonly #settlement: WeakLabeller;
  readonly #seed: number;
  /** Counts up when matches, gold labels or who may vote change: with anything but a threshold. */
  #matchEdits = 0;
  #best: (BestMatches & { readonly of: number }) | undefined;
  /** As of which of those edits the context was learned. */
  #contextOf = -1;
  /** The last soft update came to its end, context and all. */
  #isSettled = false;
  /** Counts up when an instance may have gone. */
  #documentEdits = 0;
  #columns = 0;
  #threshold: number;
  #proposer: Proposer | undefined;

  constructor(options: RuleEngineOptions) {
    this.#threshold = options.threshold;
    this.#seed = options.seed ?? 1;
    this.#documents = new RuleCorpus((id) => this.#labels.numberOf(id), options.lists);
    this.#runner = new RuleRunner(
      this.#documents.corpus,
      options.keepFrom ?? 0.3,
      { decay: exponentialDecay(4) },
      options.reach,
    );
    this.#settlement = new WeakLabeller(
      this.#matrix,
      this.#documents.gold,
      options.resolution ?? 'evidence',
      () => this.#situation(),
    );
    this.setLabels(options.labels);
  }

  /** Labels may come, and their type restrictions may change; one that is gone keeps its number. */
  setLabels(labels: readonly RuleLabel[]): void {
    if (!this.#labels.set(labels)) return;
    this.#matchEdits++;
    this.#settlement.edited();
    for (const rule of this.#rules.values()) this.#refresh(rule);
  }

  upsertDocument(document: RuleDocument): void {
    this.#documents.upsert(document);
    this.#matchEdits++;
    this.#documentEdits++;
    this.#settlement.forget();
  }

  removeDocument(documentId: string): void {
    this.#documents.remove(documentId);
    this.#matchEdits++;
    this.#documentEdits++;
    this.#settlement.forget();
  }

  /** Adds a rule or changes it; its votes come with the next `update`, a new threshold or switch at once. */
  upsertRule(spec: RuleSpec): void {
    this.#matchEdits++;
    const known = this.#rules.get(spec.id);
    if (known !== undefined && sameForm(known.spec.form, spec.form)) {
      known.spec = spec;
      this.#settlement.edited();
      this.#refresh(known);
      return;
    }
    const column = known?.column ?? this.#freeColumns.pop() ?? this.#columns++;
    const state = {
      spec,
      column,
      running: this.#runner.start(spec.form),
      strictMatches: 0,
      refreshed: -1,
      isUnfinished: false,
    };
    this.#rules.set(spec.id, state);
    this.#specs.set(column, state);
    this.#settlement.edited();
  }

  removeRule(ruleId: string): void {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) return;
    this.#matchEdits++;
    this.#matrix.clearColumn(rule.column);
    this.#freeColumns.push(rule.column);
    this.#specs.delete(rule.column);
    this.#rules.delete(ruleId);
    this.#settlement.edited();
  }

  /** The threshold of rules without one of their own. */
  setThreshold(threshold: number): void {
    if (threshold === this.#threshold) return;
    this.#threshold = threshold;
    this.#settlement.moved();
    for (const rule of this.#rules.values()) if (rule.spec.threshold === undefined) this.#refresh(rule);
  }

  /** Matches softly from now on, or strictly again without a matcher. */
  useMatcher(
    make: MatcherFactory | undefined,
    options: Omit<SoftOptions, 'matcher'> = { decay: exponentialDecay(4) },
  ): void {
    this.#runner.useMatcher(
      make,
      options,
      [...this.#rules.values()].map((rule) => rule.running),
    );
  }

  /** What `find` is pre-trained on (`trainFind` of core/execute): an even sample of the sentences, and the rules' keywords. */
  findLesson(maxSentences = 20_000): { sentences: string[][]; keywords: LabelledKeyword[] } {
    const keywords = new Map<string, LabelledKeyword>();
    for (const { spec } of this.#rules.values()) {
      const label = this.#labels.numberOf(spec.labelId);
      for (const keyword of softKeywords(spec.form)) {
        const words = tokenize(keyword).map((token) => spanText(keyword, token).toLowerCase());
        keywords.set(`${label} ${words.join(' ')}`, { words, label });
      }
    }
    return { sentences: this.#documents.sentences(maxSentences), keywords: [...keywords.values()] };
  }

  /** The matcher, for `encodePending`. */
  get matcher(): Pick<EmbeddingMatcher, 'pending' | 'supply' | 'progress'> | undefined {
    return this.#runner.matcher;
  }

  /** Weighs soft matches by their context from the next `update` on; the table gives the arguments' words. */
  useContext(table: WordTable | undefined): void {
    this.#contextOf = -1;
    this.#settlement.useContext(
      table === undefined ? undefined : new ContextLearner(this.#documents.corpus, table, this.#seed),
    );
  }

  /** Texts that the matcher's encoder has to see before `update` can match softly; empty when none. */
  pendingTexts(limit: number): string[][] {
    return this.#runner.matcher?.pending(limit) ?? [];
  }

  /** The encodings of what `pendingTexts(limit)` gave. */
  supplyEncodings(limit: number, encodings: Encodings): void {
    this.#runner.matcher?.supply(limit, encodings);
  }

  /** Every rule has been matched softly with everything there is: `update` has nothing left to do. */
  get isSoft(): boolean {
    const size = this.#documents.corpus.instanceCount;
    if (!this.#isSettled || !this.#runner.isSoft) return false;
    return [...this.#rules.values()].every(({ running }) => running.softTo >= size);
  }

  /**
   * Brings every rule's votes up to date, yielding often. Stopped, it keeps what it has found and goes on from there next
   * time. Soft matches wait until nothing is pending; until then, and with `strictly`, the strict ones stand.
   */
  *update(
    signal: StopSignal = neverStop,
    how: 'softly' | 'strictly' = 'softly',
  ): Generator<UpdateProgress, void, void> {
    const { corpus } = this.#documents;
    const total = this.#rules.size;
    const size = corpus.instanceCount;
    this.#matrix.growTo(size);
    const soft = how === 'softly' && this.#runner.isSoft;
    if (soft) this.#isSettled = false;
    let done = 0;
    for (const rule of this.#rules.values()) {
      if (signal.stopped) return;
      const { running } = rule;
      const [strictTo, softTo] = [running.strictTo, running.softTo];
      if (running.strictTo < size || running.strictTo === 0) this.#runner.runStrict(running, size);
      if (soft && running.softTo < size) {
        for (const _ of this.#runner.runSoft(running, size, signal)) yield { done, total };
      }
      // In short slices, most rules are as they were.
      const isNew = strictTo !== running.strictTo || softTo !== running.softTo;
      const isFirst = strictTo === 0 || (soft && (softTo === 0 || rule.isUnfinished));
      if (isNew) this.#matchEdits++;
      if (isNew && isFirst) this.#settlement.edited();
      rule.isUnfinished = isFirst && soft && running.softTo < size;
      if (isNew || rule.refreshed !== this.#documentEdits) this.#refresh(rule);
      done++;
      yield { done, total };
    }
    if (soft && !signal.stopped && this.#contextOf !== this.#matchEdits) {
      const of = this.#matchEdits;
      const rules = [...this.#rules.keys()].join(' ');
      for (const _ of this.#settlement.learnContext(rules, signal)) yield { done, total };
      if (!signal.stopped) this.#contextOf = of;
    }
    if (soft) this.#isSettled = !signal.stopped;
  }

  /** Fits the label model anew after an edit, yielding often; stopped, it goes on from there next time. */
  fit(signal: StopSignal = neverStop): Generator<void, void, void> {
    return this.#settlement.fit(signal);
  }

  /** The learned columns of the table are those of the rules and thresholds as they are. */
  get isFitted(): boolean {
    return this.#settlement.isFitted;
  }

  /**
   * The table of explanations, in order of first appearance. With `'last'` its learned columns may be those of before the
   * last edit: while a threshold is dragged, they follow when `fit` has been run.
   */
  rows(learned: 'anew' | 'last' = 'anew'): RuleReport[] {
    const model = learned === 'anew' ? this.#settlement.model() : this.#settlement.lastModel();
    return [...this.#rules.values()].map((rule) => this.#row(rule, model));
  }

  /** One row, at once: while a threshold is dragged its learned columns are those of the last `rows`. */
  row(ruleId: string): RuleReport | undefined {
    const rule = this.#rules.get(ruleId);
    return rule === undefined ? undefined : this.#row(rule, this.#settlement.lastModel());
  }

  summary(): MatrixSummary & { readonly instances: number; readonly documents: number } {
    const instances = this.#documents.corpus.liveInstances;
    return {
      ...summariseMatrix(this.#matrix, instances),
      instances,
      documents: this.#documents.documentCount,
    };
  }

  /** Labels that the rules give to instances without a gold label; of one document, or of all. */
  *weakLabels(documentId?: string): Generator<WeakLabel, void, void> {
    const resolver = this.#settlement.resolver();
    const votesOf = this.#settlement.voteReader();
    const instances =
      documentId === undefined ? undefined : this.#documents.instancesOf(documentId).sort((a, b) => a - b);
    const count = instances?.length ?? this.#matrix.instanceCount;
    for (let k = 0; k < count; k++) {
      const instance = instances === undefined ? k : (instances[k] ?? 0);
      if (this.#documents.gold[instance] !== ABSTAIN) continue;
      const votes = votesOf(instance);
      const { label, confidence } = resolver.decide(instance, votes);
      const ref = this.#documents.ref(instance);
      const labelId = this.#labels.idOf(label);
      if (labelId === undefined || ref === undefined) continue;
      const { documentId: id, target } = ref;
      yield {
        documentId: id,
        target,
        labelId,
        confidence,
        votes: votes.flatMap((vote) => this.#named(vote)),
      };
    }
  }

  /** Where a rule matches, best first, at its threshold. */
  matches(ruleId: string, limit: number): MatchedInstance[] {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) return [];
    const { instances, scores } = this.#matrix.column(rule.column);
    const order = Array.from(instances, (_, k) => k);
    if (scores !== undefined) order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    return order.slice(0, limit).flatMap((k) => this.#matched(instances[k] ?? -1, scores?.[k] ?? 1));
  }

  /** The rule's keywords in this instance with their scores, in the document's offsets. */
  explainMatch(ruleId: string, documentId: string, target: RecommendedTarget): KeywordMatch[] {
    const rule = this.#rules.get(ruleId);
    const instance = this.#documents.instanceOf(documentId, target);
    if (rule === undefined || instance === undefined) return [];
    const offset = this.#documents.ref(instance)?.offset ?? 0;
    return this.#runner
      .trace(rule.spec.form, instance)
      .map((match) =>
        match.span === undefined
          ? match
          : { ...match, span: { from: match.span.from + offset, to: match.span.to + offset } },
      );
  }

  /** What a form that is still being typed would do, strictly, everywhere but on the instance it explains. */
  preview(
    form: LogicalForm,
    labelId: string,
    examples: number,
    explains?: RuleSpec['explains'],
  ): FormPreview {
    const own = explains && this.#documents.instanceOf(explains.documentId, explains.target);
    const found = this.#runner.tryOut(form).filter((instance) => instance !== own);
    const { agreements, contradictions } = compareWithGold(
      found,
      this.#documents.gold,
      this.#labels.numberOf(labelId),
    );
    return {
      matches: found.length,
      instances: this.#documents.corpus.liveInstances,
      examples: [...found.subarray(0, examples)].flatMap((instance) => this.#matched(instance, 1)),
      contradictions: contradictions.flatMap(({ truth, count, example }) =>
        this.#matched(example, 1).map((matched) => ({
          labelId: truth === NO_LABEL ? null : (this.#labels.idOf(truth) ?? null),
          count,
          example: matched,
        })),
      ),
      agreements,
    };
  }

  /**
   * What could explain this label here: forms true of `here`, the instance as its rules will see it. Texts held out for
   * measuring do not enter. `typed`: only forms with these words.
   */
  propose(
    here: Instance,
    explains: NonNullable<RuleSpec['explains']>,
    labelId: string,
    examples: number,
    typed = '',
  ): ProposedForm[] {
    const { corpus, gold } = this.#documents;
    this.#proposer ??= new Proposer(corpus);
    const own = this.#documents.instanceOf(explains.documentId, explains.target);
    const ofLabel = [...this.#rules.values()].filter(
      ({ spec }) => spec.labelId === labelId && spec.explains?.documentId !== explains.documentId,
    );
    const covered = new Set(ofLabel.flatMap(({ running }) => [...running.matches.instances]));
    const found = this.#proposer.propose({
      here,
      ...(own === undefined ? {} : { instance: own }),
      label: this.#labels.numberOf(labelId),
      goldOf: (instance) => {
        const known = gold[instance] ?? ABSTAIN;
        return known === ABSTAIN ? undefined : known;
      },
      isSeen: (instance) => {
        const ref = this.#documents.ref(instance);
        return ref !== undefined && !this.#documents.isHeldOut(ref.documentId);
      },
      isCovered: (instance) => covered.has(instance),
      known: ofLabel.map(({ spec }) => spec.form),
      typed,
    });
    return found.map(({ matches, ...rest }) => ({
      ...rest,
      matches: matches.length,
      examples: [...matches.subarray(0, examples)].flatMap((instance) => this.#matched(instance, 1)),
    }));
  }

  /** Coverage and correctness by threshold: of one rule, or of the best rule per instance. Ascending thresholds. */
  curve(thresholds: readonly number[], ruleId?: string): ThresholdPoint[] {
    const rules = [...this.#rules.values()].filter((rule) =>
      ruleId === undefined ? rule.spec.enabled : rule.spec.id === ruleId,
    );
    return thresholdCurve(
      ruleId === undefined ? this.#bestOfAll(rules) : this.#bestOf(rules),
      this.#documents.gold,
      thresholds,
      this.#documents.corpus.liveInstances,
    );
  }

  /** Moving a threshold changes none of it: it is kept until matches do. */
  #bestOfAll(rules: readonly RuleState[]): BestMatches {
    if (this.#best?.of !== this.#matchEdits) this.#best = { of: this.#matchEdits, ...this.#bestOf(rules) };
    return this.#best;
  }

  #bestOf(rules: readonly RuleState[]): BestMatches {
    const ballots = rules.map((rule) => ({ ...this.#ballot(rule), own: this.#ownInstance(rule) }));
    return bestMatches(ballots, this.#documents.corpus);
  }

  /** Puts a rule's matches into the matrix: those it may vote on, from its threshold on. */
  #refresh(rule: RuleState): void {
    const threshold = rule.spec.threshold ?? this.#threshold;
    const ballot = this.#ballot(rule);
    const counted = countedMatches(ballot, this.#documents.corpus, threshold);
    rule.refreshed = this.#documentEdits;
    rule.strictMatches = counted.strictMatches;
    const { instances, scores } = counted;
    this.#matrix.setColumn(
      rule.column,
      rule.spec.enabled ? { instances, labels: ballot.label, scores } : emptyColumn,
    );
    this.#settlement.forget();
  }

  #ballot({ spec, running }: RuleState): MatchedRule {
    const restriction = this.#labels.restrictionOf(spec.labelId);
    return {
      matches: running.matches,
      label: this.#labels.numberOf(spec.labelId),
      allows:
        restriction === undefined
          ? undefined
          : (instance) => restriction(this.#documents.ref(instance)?.types ?? {}),
    };
  }

  #ownInstance(rule: RuleState): number | undefined {
    const { explains } = rule.spec;
    return explains && this.#documents.instanceOf(explains.documentId, explains.target);
  }

  #diagnose(rule: RuleState): RuleDiagnostics {
    const exceptInstance = this.#ownInstance(rule);
    return diagnoseRule(this.#matrix, rule.column, this.#documents.gold, {
      instanceCount: this.#documents.corpus.liveInstances,
      ...(exceptInstance === undefined ? {} : { exceptInstance }),
    });
  }

  #row(rule: RuleState, model: LabelModel): RuleReport {
    const { rule: _, polarity: __, ...numbers } = this.#diagnose(rule);
    return {
      ...numbers,
      ruleId: rule.spec.id,
      labelId: rule.spec.labelId,
      enabled: rule.spec.enabled,
      threshold: rule.spec.threshold ?? this.#threshold,
      strictMatches: rule.strictMatches,
      weight: model.weights[rule.column] ?? 0,
      learnedAccuracy: model.accuracies[rule.column] ?? 0,
    };
  }

  #situation(): Situation {
    const correct = new Float64Array(this.#columns);
    const judged = new Float64Array(this.#columns);
    for (const rule of this.#rules.values()) {
      const record = this.#diagnose(rule);
      correct[rule.column] = record.correct;
      judged[rule.column] = record.correct + record.incorrect;
    }
    return {
      labelCount: Math.max(this.#labels.count, 1),
      ruleCount: Math.max(this.#columns, 1),
      record: { correct, judged },
    };
  }

  #named({ rule, score }: Vote): RuleVote[] {
    const spec = this.#specs.get(rule)?.spec;
    return spec === undefined ? [] : [{ ruleId: spec.id, labelId: spec.labelId, score, strict: score === 1 }];
  }

  #matched(instance: number, score: number): MatchedInstance[] {
    const ref = this.#documents.ref(instance);
    return ref === undefined ? [] : [{ documentId: ref.documentId, target: ref.target, score }];
  }
}

function sameForm(a: LogicalForm, b: LogicalForm): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

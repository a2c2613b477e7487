/**
 * Rules at work on a project: documents and rules come and go, votes follow. Pure and single-threaded; a worker owns one,
 * feeds it from the store, drives `update` in slices and answers the page from it.
 *
 * Order of use: `upsertDocument`, `upsertRule`, …; then, if matches are soft, encode what `matcher` has pending; then run
 * `update` to its end; then ask. Answers are those of the last `update`.
 *
 * Cost: a new rule, one look-up of its keywords (strict) or one pass over the instances (soft); a new document, every rule
 * on its instances; a threshold, a filter over kept scores; an edit of gold labels, nothing.
 */
import { neverStop, type StopSignal } from '#core/base';
import {
  type EmbeddingMatcher,
  type KeywordMatch,
  type SoftOptions,
  usualDecay,
  type WordTable,
} from '#core/execute';
import type { Instance, LogicalForm } from '#core/explain';
import { Prober } from '#core/probing';
import type { Prediction, RecommendedTarget } from '#core/project';
import { Proposer } from '#core/proposals';
import type { TargetVotes } from '#core/tasks';
import { ContextLearner, emptyColumn, LabelMatrix, WeakLabeller } from '#core/weak';
import type {
  FormPreview,
  MatchedInstance,
  MatcherFactory,
  ProposalWish,
  ProposedForm,
  RuleEngineOptions,
  RuleReport,
  RuleSpec,
  ThresholdPoint,
  UpdateProgress,
  WeakLabel,
} from './answers.ts';
import { type Rejection, RuleCorpus, type RuleDocument } from './corpus.ts';
import { ownInstance, type RulesSummary, reportOf, situationOf, summaryOf } from './diagnoses.ts';
import { findLesson } from './find-lesson.ts';
import { type RuleLabel, RuleLabels } from './labels.ts';
import { type LearnedVotes, numberingOf, requireSameNumbering } from './learned-votes.ts';
import type { LabelledKeyword } from './matcher-examples.ts';
import type { EngineParts } from './parts.ts';
import { type ProbeRequest, probe, type RuleProbe } from './probing.ts';
import { explainMatch, matchesOf, preview, targetsOf } from './questions.ts';
import { type ExpectedLabel, expectProposals, propose } from './reasons.ts';
import { type BestMatches, thresholdCurve } from './reports.ts';
import { RuleBook, type RuleState, sameForm } from './rule-book.ts';
import { RuleRunner } from './runner.ts';
import { targetVotesOf } from './target-votes.ts';
import { type VoterReport, Voters } from './voters.ts';
import { bestMatches, countedMatches, matchedRule } from './votes.ts';
import { weakLabelsOf } from './weak-labels.ts';

export class RuleEngine {
  readonly #labels = new RuleLabels();
  readonly #documents: RuleCorpus;
  readonly #runner: RuleRunner;
  readonly #rules = new RuleBook();
  readonly voters = new Voters();
  readonly #parts: EngineParts;
  readonly #matrix = new LabelMatrix();
  readonly #labeller: WeakLabeller;
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
  #threshold: number;

  constructor(options: RuleEngineOptions) {
    this.#threshold = options.threshold;
    this.#seed = options.seed ?? 1;
    this.#documents = new RuleCorpus((id) => this.#labels.numberOf(id), options.lists);
    this.#runner = new RuleRunner(
      this.#documents.corpus,
      options.keepFrom ?? 0.3,
      { decay: usualDecay },
      options.reach,
    );
    this.#parts = {
      labels: this.#labels,
      documents: this.#documents,
      runner: this.#runner,
      matrix: this.#matrix,
      rules: this.#rules,
      voters: this.voters,
      proposer: new Proposer(this.#documents.corpus),
      prober: new Prober(this.#documents.corpus),
    };
    this.#labeller = new WeakLabeller(
      this.#matrix,
      this.#documents.gold,
      options.resolution ?? 'evidence',
      () => situationOf(this.#parts),
    );
    this.setLabels(options.labels);
  }

  /** Labels may come, and their type restrictions may change; one that is gone keeps its number. */
  setLabels(labels: readonly RuleLabel[]): void {
    if (!this.#labels.set(labels)) return;
    this.#matchEdits++;
    this.#labeller.edited();
    for (const rule of this.#rules.all) this.#refresh(rule);
  }

  upsertDocument(document: RuleDocument): void {
    this.#documents.upsert(document);
    this.#matchEdits++;
    this.#documentEdits++;
    this.#labeller.forget();
  }

  /** What other programs predict of a document that is there: they vote from the next `update` on. */
  setPredictions(documentId: string, predictions: readonly Prediction[]): void {
    this.voters.setPredictions(documentId, predictions, () => this.#rules.takeColumn());
  }

  /** Other programs, as `rows` are of rules. */
  voterRows(learned: 'anew' | 'last' = 'anew'): VoterReport[] {
    const model = learned === 'anew' ? this.#labeller.model() : this.#labeller.lastModel();
    return this.voters.reports(this.#parts, model);
  }

  removeDocument(documentId: string): void {
    this.setPredictions(documentId, []);
    this.#documents.remove(documentId);
    this.#matchEdits++;
    this.#documentEdits++;
    this.#labeller.forget();
  }

  /** Labels that people said are wrong where rules may vote for them, in place of those given before. */
  setRejections(rejections: readonly Rejection[]): void {
    this.#documents.setRejections(rejections);
    this.#labeller.forget();
  }

  /** Adds a rule or changes it; its votes come with the next `update`, a new threshold or switch at once. */
  upsertRule(spec: RuleSpec): void {
    this.#matchEdits++;
    const known = this.#rules.get(spec.id);
    if (known !== undefined && sameForm(known.spec.form, spec.form)) {
      known.spec = spec;
      this.#labeller.edited();
      this.#refresh(known);
      return;
    }
    this.#rules.put(spec, this.#runner.start(spec.form));
    this.#labeller.edited();
  }

  removeRule(ruleId: string): void {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) return;
    this.#matchEdits++;
    this.#matrix.clearColumn(rule.column);
    this.#rules.remove(rule);
    this.#labeller.edited();
  }

  /** The threshold of rules without one of their own. */
  setThreshold(threshold: number): void {
    if (threshold === this.#threshold) return;
    this.#threshold = threshold;
    this.#labeller.moved();
    for (const rule of this.#rules.all) if (rule.spec.threshold === undefined) this.#refresh(rule);
  }

  /** Matches softly from now on, or strictly again without a matcher. */
  useMatcher(
    make: MatcherFactory | undefined,
    options: Omit<SoftOptions, 'matcher'> = { decay: usualDecay },
  ): void {
    this.#runner.useMatcher(
      make,
      options,
      this.#rules.all.map((rule) => rule.running),
    );
  }

  /** What `find` is pre-trained on (`trainFind` of core/execute): an even sample of the sentences, and the rules' keywords. */
  findLesson(maxSentences = 20_000): { sentences: string[][]; keywords: LabelledKeyword[] } {
    return findLesson(this.#parts, maxSentences);
  }

  /** The matcher, for `encodePending`. */
  get matcher(): Pick<EmbeddingMatcher, 'pending' | 'supply' | 'progress'> | undefined {
    return this.#runner.matcher;
  }

  /** Weighs soft matches by their context from the next `update` on; the table gives the arguments' words. */
  useContext(table: WordTable | undefined): void {
    this.#contextOf = -1;
    this.#labeller.useContext(
      table === undefined ? undefined : new ContextLearner(this.#documents.corpus, table, this.#seed),
    );
  }

  /** Every rule has been matched softly with everything there is: `update` has nothing left to do. */
  get isSoft(): boolean {
    const size = this.#documents.corpus.instanceCount;
    if (!this.#isSettled || !this.#runner.isSoft) return false;
    return this.#rules.all.every(({ running }) => running.softTo >= size);
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
    for (const rule of this.#rules.all) {
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
      if (isNew && isFirst) this.#labeller.edited();
      rule.isUnfinished = isFirst && soft && running.softTo < size;
      if (isNew || rule.refreshed !== this.#documentEdits) this.#refresh(rule);
      done++;
      yield { done, total };
    }
    if (this.voters.refresh(this.#parts, this.#documentEdits)) this.#labeller.edited();
    if (soft && !signal.stopped && this.#contextOf !== this.#matchEdits) {
      const of = this.#matchEdits;
      const rules = this.#rules.ids.join(' ');
      for (const _ of this.#labeller.learnContext(rules, signal)) yield { done, total };
      if (!signal.stopped) this.#contextOf = of;
    }
    if (soft) this.#isSettled = !signal.stopped;
  }

  /** Fits the label model anew after an edit, yielding often; stopped, it goes on from there next time. */
  fit(signal: StopSignal = neverStop): Generator<void, void, void> {
    return this.#labeller.fit(signal);
  }

  /** What was learned of the rules' votes: enough for `take` to weigh them on other documents. */
  learned(): LearnedVotes {
    return { ...numberingOf(this.#parts), ...this.#labeller.learned() };
  }

  /**
   * Weighs votes as an engine of the same rules has learned it, and learns nothing more. To be called on an engine that was made
   * with `learned.labels` and was given the rules in the order of `learned.rules`, after `useContext`.
   */
  take(learned: LearnedVotes): void {
    requireSameNumbering(this.#parts, learned);
    this.#labeller.take(learned);
  }

  /** The learned columns of the table are those of the rules and thresholds as they are. */
  get isFitted(): boolean {
    return this.#labeller.isFitted;
  }

  /**
   * The table of explanations, in order of first appearance. With `'last'` its learned columns may be those of before the
   * last edit: while a threshold is dragged, they follow when `fit` has been run.
   */
  rows(learned: 'anew' | 'last' = 'anew'): RuleReport[] {
    const model = learned === 'anew' ? this.#labeller.model() : this.#labeller.lastModel();
    return this.#rules.all.map((rule) => reportOf(this.#parts, rule, model, this.#threshold));
  }

  /** One row, at once: while a threshold is dragged its learned columns are those of the last `rows`. */
  row(ruleId: string): RuleReport | undefined {
    const rule = this.#rules.get(ruleId);
    return rule && reportOf(this.#parts, rule, this.#labeller.lastModel(), this.#threshold);
  }

  summary(): RulesSummary {
    return summaryOf(this.#parts);
  }

  /** Labels that the rules give to instances without a gold label; of one document, or of all. */
  weakLabels(documentId?: string): Generator<WeakLabel, void, void> {
    return weakLabelsOf(this.#parts, this.#labeller, documentId);
  }

  /** What the rules (all, or those that count) say of each instance of a document, judged ones too; no rule votes on what it explains. */
  votes(documentId: string, counts?: (ruleId: string) => boolean): TargetVotes[] {
    return targetVotesOf(this.#parts, this.#labeller, documentId, counts);
  }

  /** Where a rule matches, best first, at its threshold. */
  matches(ruleId: string, limit: number): MatchedInstance[] {
    return matchesOf(this.#parts, ruleId, limit);
  }

  /** The rule's keywords in this instance with their scores, in the document's offsets. */
  explainMatch(ruleId: string, documentId: string, target: RecommendedTarget): KeywordMatch[] {
    return explainMatch(this.#parts, ruleId, documentId, target);
  }

  /** What a form that is still being typed would do, strictly, everywhere but on the instance it explains. */
  preview(
    form: LogicalForm,
    labelId: string,
    examples: number,
    explains?: RuleSpec['explains'],
  ): FormPreview {
    return preview(this.#parts, form, labelId, examples, explains);
  }

  /** What could explain this label here: forms true of `here`, the instance as its rules will see it. */
  propose(
    here: Instance,
    explains: NonNullable<RuleSpec['explains']>,
    labelId: string,
    examples: number,
    wish?: ProposalWish,
  ): ProposedForm[] {
    return propose(this.#parts, here, explains, labelId, examples, wish);
  }

  /** Looks up, in moments, what `propose` will ask for about such an instance; for a label, reads back what it would say. */
  expect(here: Instance, label?: ExpectedLabel): Generator<void, void, void> {
    return expectProposals(this.#parts, here, label);
  }

  /** What rules may say something of in a document. */
  targetsOf(documentId: string): RecommendedTarget[] {
    return targetsOf(this.#parts, documentId);
  }

  /** The place whose answer would tell most about a rule, and the form that the answers so far support. */
  probe(ruleId: string, request: ProbeRequest): RuleProbe | undefined {
    return probe(this.#parts, ruleId, this.#threshold, request);
  }

  /** Coverage and correctness by threshold: of one rule, or of the best rule per instance. Ascending thresholds. */
  curve(thresholds: readonly number[], ruleId?: string): ThresholdPoint[] {
    const rules = this.#rules.all.filter((rule) =>
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
    const matched = rules.map((rule) => ({
      ...matchedRule(this.#parts, rule),
      own: ownInstance(this.#parts, rule),
    }));
    return bestMatches(matched, this.#documents.corpus);
  }

  /** Puts a rule's matches into the matrix: those it may vote on, from its threshold on. */
  #refresh(rule: RuleState): void {
    const threshold = rule.spec.threshold ?? this.#threshold;
    const matched = matchedRule(this.#parts, rule);
    const counted = countedMatches(matched, this.#documents.corpus, threshold);
    rule.refreshed = this.#documentEdits;
    rule.strictMatches = counted.strictMatches;
    const { instances, scores } = counted;
    this.#matrix.setColumn(
      rule.column,
      rule.spec.enabled ? { instances, labels: matched.label, scores } : emptyColumn,
    );
    this.#labeller.forget();
  }
}

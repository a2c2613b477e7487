/**
 * Rules at work on a project: documents and rules come and go, votes follow. Pure and single-threaded; a worker owns one,
 * feeds it from the store, drives `update` in slices and answers the page from it.
 *
 * Order of use: `upsertDocument`, `upsertRule`, …; then, if matches are soft, encode what `pendingTexts` asks for; then run
 * `update` to its end; then ask. Answers are those of the last `update`.
 *
 * Cost: a new rule, one look-up of its keywords (strict) or one pass over the instances (soft); a new document, every rule
 * on its instances; a threshold, a filter over kept scores; an edit of gold labels, nothing.
 */
import { neverStop, type StopSignal } from '#core/base';
import {
  type EmbeddingMatcher,
  type Encodings,
  exactMatcher,
  type KeywordMatch,
  NgramTable,
  type SoftMatches,
  type SoftOptions,
  SoftPass,
  StrictPass,
  type StrictRule,
  softKeywords,
  stepDecay,
  traceMatch,
} from '#core/execute';
import type { LogicalForm } from '#core/explain';
import type { Label, RecommendedTarget } from '#core/project';
import { diagnoseRule, type MatrixSummary, summariseMatrix } from './diagnostics.ts';
import { LabelMatrix, type VoteRows } from './label-matrix.ts';
import { fitLabelModel, type LabelModel, predictLabels } from './label-model.ts';
import { ABSTAIN, NO_LABEL, type VoteColumn } from './rule.ts';
import type {
  FormPreview,
  MatchedInstance,
  MatcherFactory,
  Resolution,
  RuleEngineOptions,
  RuleRow,
  RuleSpec,
  RuleVote,
  ThresholdPoint,
  UpdateProgress,
  WeakLabel,
} from './rule-answers.ts';
import { RuleCorpus, type RuleDocument } from './rule-corpus.ts';
import { joined, noMatches, upTo } from './rule-matches.ts';
import { labelAllowsTypes } from './type-restriction.ts';
import { bestRule, type Decisions, majorityVote } from './vote.ts';

interface RuleState {
  spec: RuleSpec;
  readonly column: number;
  strict: StrictRule;
  matches: SoftMatches;
  strictMatches: number;
  /** Instances below these numbers have been looked at. */
  strictTo: number;
  softTo: number;
}

/** Instances between two yields of a soft pass. */
const sliceSize = 20_000;

export class RuleEngine {
  readonly #labels = new Map<string, number>();
  readonly #labelIds: string[] = [];
  readonly #restrictions = new Map<string, Pick<Label, 'headTypes' | 'tailTypes'>>();
  readonly #documents: RuleCorpus;
  readonly #strictPass: StrictPass;
  readonly #rules = new Map<string, RuleState>();
  readonly #freeColumns: number[] = [];
  readonly #matrix = new LabelMatrix();
  readonly #keepFrom: number;
  readonly #resolution: Resolution;
  #columns = 0;
  #threshold: number;
  #ngrams: NgramTable | undefined;
  #matcher: EmbeddingMatcher | undefined;
  #softOptions: Omit<SoftOptions, 'matcher'> = { decay: stepDecay };
  #voteRows: VoteRows | undefined;
  #model: LabelModel | undefined;
  #decisions: Decisions | undefined;

  constructor(options: RuleEngineOptions) {
    this.#threshold = options.threshold;
    this.#keepFrom = options.keepFrom ?? 0.3;
    this.#resolution = options.resolution ?? 'label-model';
    this.#documents = new RuleCorpus((id) => this.#labelNumber(id), options.lists);
    this.#strictPass = new StrictPass(this.#documents.corpus);
    this.setLabels(options.labels);
  }

  /** Labels may come, and their type restrictions may change; one that is gone keeps its number. */
  setLabels(labels: readonly Pick<Label, 'id' | 'headTypes' | 'tailTypes'>[]): void {
    this.#restrictions.clear();
    for (const label of labels) {
      this.#labelNumber(label.id);
      if (label.headTypes !== undefined || label.tailTypes !== undefined)
        this.#restrictions.set(label.id, label);
    }
    for (const rule of this.#rules.values()) this.#refresh(rule);
  }

  upsertDocument(document: RuleDocument): void {
    this.#documents.upsert(document);
    this.#forget();
  }

  removeDocument(documentId: string): void {
    this.#documents.remove(documentId);
    this.#forget();
  }

  /** Adds a rule or changes it; its votes come with the next `update`, a new threshold or switch at once. */
  upsertRule(spec: RuleSpec): void {
    const known = this.#rules.get(spec.id);
    if (known !== undefined && sameForm(known.spec.form, spec.form)) {
      known.spec = spec;
      this.#refresh(known);
      return;
    }
    for (const keyword of softKeywords(spec.form)) this.#matcher?.want(keyword);
    this.#rules.set(spec.id, {
      spec,
      column: known?.column ?? this.#freeColumns.pop() ?? this.#columns++,
      strict: this.#strictPass.compile(spec.form),
      matches: noMatches,
      strictMatches: 0,
      strictTo: 0,
      softTo: 0,
    });
    this.#forget();
  }

  removeRule(ruleId: string): void {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) return;
    this.#matrix.clearColumn(rule.column);
    this.#freeColumns.push(rule.column);
    this.#rules.delete(ruleId);
    this.#forget();
  }

  /** The threshold of rules without one of their own. */
  setThreshold(threshold: number): void {
    this.#threshold = threshold;
    for (const rule of this.#rules.values()) if (rule.spec.threshold === undefined) this.#refresh(rule);
  }

  /** Matches softly from now on, or strictly again without a matcher. */
  useMatcher(
    make: MatcherFactory | undefined,
    options: Omit<SoftOptions, 'matcher'> = { decay: stepDecay },
  ): void {
    this.#softOptions = options;
    for (const rule of this.#rules.values()) rule.softTo = 0;
    if (make === undefined) {
      this.#matcher = undefined;
      for (const rule of this.#rules.values()) rule.strictTo = 0;
      return;
    }
    this.#ngrams ??= new NgramTable(this.#documents.corpus);
    this.#matcher = make(this.#ngrams);
    for (const rule of this.#rules.values()) {
      for (const keyword of softKeywords(rule.spec.form)) this.#matcher.want(keyword);
    }
  }

  /** Texts that the matcher's encoder has to see before `update` can match softly; empty when none. */
  pendingTexts(limit: number): string[][] {
    this.#ngrams?.extend();
    return this.#matcher?.pending(limit) ?? [];
  }

  /** The encodings of what `pendingTexts(limit)` gave. */
  supplyEncodings(limit: number, encodings: Encodings): void {
    this.#matcher?.supply(limit, encodings);
  }

  /**
   * Brings every rule's votes up to date, yielding often. Stopped, it leaves the rules that were done up to date and goes
   * on with the others next time. Soft matches wait until nothing is pending; until then the strict ones stand.
   */
  *update(signal: StopSignal = neverStop): Generator<UpdateProgress, void, void> {
    const { corpus } = this.#documents;
    const total = this.#rules.size;
    const size = corpus.instanceCount;
    this.#matrix.growTo(size);
    const soft = this.#matcher !== undefined && this.pendingTexts(1).length === 0;
    let done = 0;
    for (const rule of this.#rules.values()) {
      if (signal.stopped) return;
      if (rule.strictTo < size || rule.strictTo === 0) this.#runStrict(rule, size);
      if (soft && rule.softTo < size) yield* this.#runSoft(rule, size, signal, { done, total });
      this.#refresh(rule);
      done++;
      yield { done, total };
    }
  }

  /** The table of explanations, in order of first appearance. */
  rows(): RuleRow[] {
    return [...this.#rules.values()].map((rule) => this.#row(rule));
  }

  row(ruleId: string): RuleRow | undefined {
    const rule = this.#rules.get(ruleId);
    return rule === undefined ? undefined : this.#row(rule);
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
    const { labels, confidences } = this.#decide();
    const votesOf = this.#voteReader();
    const instances =
      documentId === undefined ? undefined : this.#documents.instancesOf(documentId).sort((a, b) => a - b);
    const count = instances?.length ?? labels.length;
    for (let k = 0; k < count; k++) {
      const instance = instances === undefined ? k : (instances[k] ?? 0);
      const label = labels[instance] ?? ABSTAIN;
      const ref = this.#documents.ref(instance);
      const labelId = this.#labelIds[label];
      if (labelId === undefined || ref === undefined || this.#documents.gold[instance] !== ABSTAIN) continue;
      yield {
        documentId: ref.documentId,
        target: ref.target,
        labelId,
        confidence: confidences[instance] ?? 0,
        votes: votesOf(instance),
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
    this.#ngrams ??= new NgramTable(this.#documents.corpus);
    this.#ngrams.extend();
    const ready = this.#matcher !== undefined && this.#matcher.pending(1).length === 0;
    const options = {
      ...this.#softOptions,
      matcher: ready && this.#matcher !== undefined ? this.#matcher : exactMatcher,
    };
    const offset = this.#documents.ref(instance)?.offset ?? 0;
    return traceMatch(rule.spec.form, instance, this.#ngrams, options).map((match) =>
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
    const found = this.#strictPass.run(this.#strictPass.compile(form)).filter((instance) => instance !== own);
    const label = this.#labels.get(labelId);
    const against = new Map<number, { count: number; example: number }>();
    let agreements = 0;
    for (const instance of found) {
      const truth = this.#documents.gold[instance] ?? ABSTAIN;
      if (truth === label) agreements++;
      if (truth === label || truth === ABSTAIN) continue;
      const entry = against.get(truth);
      if (entry === undefined) against.set(truth, { count: 1, example: instance });
      else entry.count++;
    }
    return {
      matches: found.length,
      instances: this.#documents.corpus.liveInstances,
      examples: [...found.subarray(0, examples)].flatMap((instance) => this.#matched(instance, 1)),
      contradictions: [...against]
        .sort(([, a], [, b]) => b.count - a.count)
        .flatMap(([truth, { count, example }]) =>
          this.#matched(example, 1).map((matched) => ({
            labelId: truth === NO_LABEL ? null : (this.#labelIds[truth] ?? null),
            count,
            example: matched,
          })),
        ),
      agreements,
    };
  }

  /** Coverage and correctness by threshold: of one rule, or of the best rule per instance. Ascending thresholds. */
  curve(thresholds: readonly number[], ruleId?: string): ThresholdPoint[] {
    const rules = [...this.#rules.values()].filter((rule) =>
      ruleId === undefined ? rule.spec.enabled : rule.spec.id === ruleId,
    );
    const best = new Map<number, { score: number; label: number }>();
    for (const rule of rules) {
      const label = this.#labelNumber(rule.spec.labelId);
      const own = this.#ownInstance(rule);
      for (let k = 0; k < rule.matches.instances.length; k++) {
        const instance = rule.matches.instances[k] ?? -1;
        const score = rule.matches.scores[k] ?? 0;
        if (instance === own || score <= (best.get(instance)?.score ?? 0)) continue;
        if (this.#allows(rule, instance)) best.set(instance, { score, label });
      }
    }
    return thresholds.map((threshold) => {
      let covered = 0;
      let correct = 0;
      let incorrect = 0;
      for (const [instance, { score, label }] of best) {
        if (score < threshold) continue;
        covered++;
        const truth = this.#documents.gold[instance] ?? ABSTAIN;
        if (truth === label) correct++;
        else if (truth !== ABSTAIN) incorrect++;
      }
      const size = Math.max(this.#documents.corpus.liveInstances, 1);
      return { threshold, coverage: covered / size, correct, incorrect };
    });
  }

  #labelNumber(id: string): number {
    let label = this.#labels.get(id);
    if (label === undefined) {
      label = this.#labelIds.length;
      this.#labels.set(id, label);
      this.#labelIds.push(id);
    }
    return label;
  }

  #forget(): void {
    this.#voteRows = undefined;
    this.#model = undefined;
    this.#decisions = undefined;
  }

  #runStrict(rule: RuleState, size: number): void {
    const { corpus } = this.#documents;
    const from = rule.strictTo;
    const before = upTo(rule.matches, from);
    // A handful of new instances is quicker to try than to look up.
    const found =
      size - from > size / 8
        ? this.#strictPass.run(rule.strict).filter((instance) => instance >= from)
        : range(from, size).filter(
            (instance) => corpus.isLive(instance) && this.#strictPass.holds(rule.strict, instance),
          );
    rule.matches = joined(before, { instances: found, scores: new Float32Array(found.length).fill(1) });
    rule.strictTo = size;
  }

  *#runSoft(
    rule: RuleState,
    size: number,
    signal: StopSignal,
    progress: UpdateProgress,
  ): Generator<UpdateProgress, void, void> {
    if (this.#ngrams === undefined || this.#matcher === undefined) return;
    const pass = new SoftPass(this.#ngrams, { ...this.#softOptions, matcher: this.#matcher });
    const score = pass.compile(rule.spec.form);
    let found = upTo(rule.matches, rule.softTo);
    for (let from = rule.softTo; from < size; from += sliceSize) {
      if (signal.stopped) return;
      found = joined(found, pass.run(score, this.#keepFrom, from, Math.min(from + sliceSize, size)));
      yield progress;
    }
    rule.matches = found;
    rule.softTo = size;
  }

  /** Puts a rule's matches into the matrix: those it may vote on, from its threshold on. */
  #refresh(rule: RuleState): void {
    const { corpus } = this.#documents;
    const { instances, scores } = rule.matches;
    const threshold = rule.spec.threshold ?? this.#threshold;
    const kept: number[] = [];
    rule.strictMatches = 0;
    for (let k = 0; k < instances.length; k++) {
      const instance = instances[k] ?? -1;
      const score = scores[k] ?? 0;
      if (!corpus.isLive(instance)) continue;
      if (score === 1) rule.strictMatches++;
      if (rule.spec.enabled && score >= threshold && this.#allows(rule, instance)) kept.push(k);
    }
    const column: VoteColumn = {
      instances: Int32Array.from(kept, (k) => instances[k] ?? -1),
      labels: this.#labelNumber(rule.spec.labelId),
      scores: Float32Array.from(kept, (k) => scores[k] ?? 0),
    };
    this.#matrix.setColumn(rule.column, column);
    this.#forget();
  }

  #allows(rule: RuleState, instance: number): boolean {
    const restriction = this.#restrictions.get(rule.spec.labelId);
    if (restriction === undefined) return true;
    const { head, tail } = this.#documents.ref(instance)?.types ?? {};
    return labelAllowsTypes(restriction, {
      ...(head === undefined ? {} : { headType: head }),
      ...(tail === undefined ? {} : { tailType: tail }),
    });
  }

  #ownInstance(rule: RuleState): number | undefined {
    const { explains } = rule.spec;
    return explains && this.#documents.instanceOf(explains.documentId, explains.target);
  }

  #row(rule: RuleState): RuleRow {
    const exceptInstance = this.#ownInstance(rule);
    const {
      rule: _,
      polarity: __,
      ...numbers
    } = diagnoseRule(this.#matrix, rule.column, this.#documents.gold, {
      instanceCount: this.#documents.corpus.liveInstances,
      ...(exceptInstance === undefined ? {} : { exceptInstance }),
    });
    const model = this.#fitted();
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

  #fitted(): LabelModel {
    this.#model ??= fitLabelModel(this.#rows(), {
      labelCount: Math.max(this.#labelIds.length, 1),
      ruleCount: Math.max(this.#columns, 1),
    });
    return this.#model;
  }

  #decide(): Decisions {
    if (this.#decisions !== undefined) return this.#decisions;
    const rows = this.#rows();
    if (this.#resolution === 'label-model') this.#decisions = predictLabels(this.#fitted(), rows);
    else this.#decisions = this.#resolution === 'majority' ? majorityVote(rows) : bestRule(rows);
    return this.#decisions;
  }

  #voteReader(): (instance: number) => RuleVote[] {
    const specs = new Map([...this.#rules.values()].map((rule) => [rule.column, rule.spec]));
    const { starts, rules, scores } = this.#rows();
    return (instance) => {
      const votes: RuleVote[] = [];
      for (let at = starts[instance] ?? 0; at < (starts[instance + 1] ?? 0); at++) {
        const spec = specs.get(rules[at] ?? -1);
        const score = scores[at] ?? 0;
        if (spec !== undefined)
          votes.push({ ruleId: spec.id, labelId: spec.labelId, score, strict: score === 1 });
      }
      return votes;
    };
  }

  #rows(): VoteRows {
    this.#voteRows ??= this.#matrix.rows();
    return this.#voteRows;
  }

  #matched(instance: number, score: number): MatchedInstance[] {
    const ref = this.#documents.ref(instance);
    return ref === undefined ? [] : [{ documentId: ref.documentId, target: ref.target, score }];
  }
}

function sameForm(a: LogicalForm, b: LogicalForm): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, k) => from + k);
}

/** The project's explanations as teachers and recommenders of the learner: a rule house of its own, of bounded size. */
import { createRng, type StopSignal, shuffled } from '#core/base';
import { type Document, type Recommendation, taskTraits } from '#core/project';
import { isTaught, ruleRecommendation, softTeaching, type WeakLabel } from '#core/rules';
import { type TargetVotes, type WeakInstance, weakInstancesOf } from '#core/tasks';
import type { Store } from '#store';
import { RuleIndex } from '../project/rule-index.ts';
import { slice } from '../rpc/slice.ts';
import type { FindLesson } from './matcher-training.ts';
import type { Moment } from './moment.ts';
import type { Report } from './schedule.ts';

/** Documents whose instances are kept in the learner's memory. */
const maxDocuments = 20_000;
/** Milliseconds between two looks around. */
const sliceMs = 150;
/** Sentences that the string-matching network learns from at most. */
const maxLesson = 20_000;
/** Weak instances that trainings are given, the surest of all; and how many of them one training draws. */
const maxWeak = 2000;
const drawnWeak = 400;

export class LearnerRules {
  readonly #store: Store;
  readonly #index: RuleIndex;
  /** How far bringing exact matches up to date has come. */
  #next: 'read' | 'match' | 'fit' = 'read';
  #hasRules = false;
  /** Counts up whenever rules came to say something else. */
  #revision = 0;

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.#index = new RuleIndex(store, projectId, maxDocuments);
  }

  get revision(): number {
    return this.#revision;
  }

  get hasAny(): boolean {
    return this.#hasRules;
  }

  /** Exact matches, brought up to date: reads what is new, looks for it, and weighs the rules; a slice of one of them. */
  async exactly({ project }: Moment, stop: StopSignal): Promise<Report> {
    if (!project.settings.sources.explanations || !project.explanationKinds.includes('nl')) return 'idle';
    const share = slice(stop, sliceMs);
    switch (this.#next) {
      case 'read': {
        const synced = await this.#index.sync(share);
        if (!synced.ok) return synced.error.code === 'cancelled' ? 'more' : 'idle';
        const had = this.#hasRules;
        this.#hasRules =
          this.#index.engine.voters.size > 0 || this.#index.rules.some((rule) => rule.form !== undefined);
        if (had && !this.#hasRules) this.#revision++;
        if (!this.#hasRules) return had ? 'done' : 'idle';
        this.#next = 'match';
        return 'more';
      }
      case 'match':
        this.#index.engine.setThreshold(project.settings.ruleThreshold);
        await this.#index.update(share, () => undefined);
        if (!share.stopped) this.#next = 'fit';
        return 'more';
      case 'fit':
        if (!(await this.#index.fit(share))) return 'more';
        this.#next = 'read';
        this.#revision++;
        return 'done';
      default:
        return this.#next satisfies never;
    }
  }

  /** Soft matches, a slice of them; `missing` where the word vectors cannot be had now. */
  async softly({ rests }: Moment, stop: StopSignal, missing: () => void): Promise<Report> {
    if (!this.#hasRules || rests) return 'idle';
    const share = slice(stop, sliceMs);
    const state = await this.#index.soften(share);
    if (state === 'more' || share.stopped) return 'more';
    if (state === 'unavailable') {
      missing();
      return 'idle';
    }
    if (!(await this.#index.fit(share))) return 'more';
    this.#revision++;
    return 'done';
  }

  /** What `find` is to learn from; `undefined` without a rule. */
  findLesson(): FindLesson | undefined {
    return this.#hasRules ? this.#index.engine.findLesson(maxLesson) : undefined;
  }

  /** A newly trained `find` network was stored, or what was stored is gone. */
  lookAgain(): void {
    this.#index.lookAgain();
  }

  recommend(documentId: string): readonly Recommendation[] {
    if (!this.#hasRules) return [];
    return [...this.#index.engine.weakLabels(documentId)].map((weak) =>
      ruleRecommendation(weak, (ruleId) => this.#index.rule(ruleId)?.text),
    );
  }

  /** What rules say of a document, judged or not: an expert beside the model. */
  votesOf(documentId: string): readonly TargetVotes[] {
    return this.#hasRules ? this.#index.engine.votes(documentId) : [];
  }

  /** What these sentences alone say of a document, judged or not. */
  votesBy(explanationIds: ReadonlySet<string>, documentId: string): readonly TargetVotes[] {
    return this.#hasRules ? this.#index.engine.votes(documentId, (id) => explanationIds.has(id)) : [];
  }

  /** What rules say of documents that nobody has labelled, for a training: of the surest some by chance, others for each `draw`. */
  async weakInstances(draw: number): Promise<WeakInstance[]> {
    return this.#hasRules ? this.#weak(() => true, draw) : [];
  }

  async #weak(counts: (weak: WeakLabel) => boolean, draw: number): Promise<WeakInstance[]> {
    // Most noun phrases are no entity, which the context does not learn from rules: of NER only exact matches teach.
    const task = this.#index.project?.task;
    const isSequence = task !== undefined && taskTraits[task].isSequence;
    const softFrom = isSequence ? Number.POSITIVE_INFINITY : softTeaching;
    const surest = [...this.#index.engine.weakLabels()]
      .filter((weak) => isTaught(weak, softFrom) && counts(weak))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, maxWeak);
    const labels = shuffled(surest, createRng(draw)).slice(0, drawnWeak);
    const ids = [...new Set(labels.map(({ documentId }) => documentId))];
    const read = await Promise.all(ids.map((id) => this.#store.documents.get(id)));
    const documents = new Map<string, Document>();
    for (const document of read) {
      // What measures must not teach, neither by hand nor by rule.
      if (document !== undefined && document.split !== 'holdout') documents.set(document.id, document);
    }
    return weakInstancesOf(
      labels.map((weak) => ({ ...weak, strict: isTaught(weak, Number.POSITIVE_INFINITY) })),
      documents,
    );
  }

  /** What these sentences alone teach: labels that at least one of them votes for. */
  async taughtBy(explanationIds: ReadonlySet<string>): Promise<WeakInstance[]> {
    if (!this.#hasRules) return [];
    return this.#weak(
      (weak) =>
        weak.votes.some(
          (vote) =>
            vote.labelId === weak.labelId && vote.ruleId !== undefined && explanationIds.has(vote.ruleId),
        ),
      0,
    );
  }
}

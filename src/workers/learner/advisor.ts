/**
 * Which documents have recommendations, and of what date: those on the screen and next to come first, from the quick
 * sources before the slow ones; after a training a sample of all documents, so that there are priorities everywhere.
 * Remembers from what each document's sets were made, and makes them anew only when that has changed.
 */
import type { Problem, StopSignal } from '#core/base';
import type { Label, LabelledDocument, Project, Weights } from '#core/project';
import { recommendFromDictionary, recommendNounPhrases } from '#core/recommend';
import { recommendSession, type SessionProgress, type WeakInstance } from '#core/tasks';
import type { RecommendationSet, Store } from '#store';
import type { Assets } from '../platform/assets.ts';
import { LearnerFind } from './matcher-training.ts';
import { type Memory, spansOf } from './mirror.ts';
import { LearnerRules } from './rules.ts';
import { LearnerTriggers } from './trigger-training.ts';

/** Documents after the one on the screen that have recommendations in advance. */
const ahead = 12;
/** Documents that are judged after a training, drawn from all over the project. */
const surveyed = 160;

export interface AdvisorNeeds {
  /** `undefined` where they cannot be had now. */
  readonly assets: (project: Project) => Promise<Assets | undefined>;
  readonly failed: (found: Problem) => void;
}

export class LearnerAdvisor {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: AdvisorNeeds;
  readonly #rules: LearnerRules;
  readonly #find: LearnerFind;
  readonly #triggers: LearnerTriggers;
  #triggersVersion = 0;
  #focus: string | undefined;
  #memory: Memory | undefined;
  #memoryVersion = 0;
  /** Of the memory that rules are up to date with, and how often they came to say something else. */
  #rulesVersion = 0;
  #rulesRevision = 0;
  #hasRules = false;
  /** Exact matches are known, soft ones not all. */
  #isSoftDue = false;
  /** As of which revision there was no need to train `find`. */
  #findIdle = -1;
  #labelled: readonly LabelledDocument[] = [];
  #weights: Weights | undefined;
  readonly #untrained = new Map<string, number>();
  readonly #trained = new Map<string, string>();
  readonly #ruled = new Map<string, string>();

  constructor(store: Store, projectId: string, needs: AdvisorNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
    this.#rules = new LearnerRules(store, projectId);
    this.#find = new LearnerFind(store, projectId, needs.failed);
    this.#triggers = new LearnerTriggers(store, projectId, needs.failed);
  }

  focus(documentId: string | undefined): void {
    this.#focus = documentId;
  }

  /** People have labelled something: the dictionaries are new, and rules have to look again. */
  learnFrom(memory: Memory, labelled: readonly LabelledDocument[]): void {
    this.#memory = memory;
    this.#labelled = labelled;
    this.#memoryVersion++;
  }

  useWeights(weights: Weights | undefined): void {
    this.#weights = weights;
  }

  /** The model could not be asked before and can be now. */
  judgeAgain(): void {
    this.#trained.clear();
  }

  /** The document on the screen by itself, then those after it; `true` if there was something to do. */
  async lookAhead(project: Project, labels: readonly Label[]): Promise<boolean> {
    const from = await this.#start();
    for (const [start, size] of [
      [from, 1],
      [from + 1, ahead],
    ] as const) {
      const near = await this.#store.documents.chunk(this.#projectId, start, size);
      const forgotten = near.filter(
        ({ document }) => this.#untrained.get(document.id) !== this.#memoryVersion,
      );
      const stale = near.filter((one) => this.#trained.get(one.document.id) !== this.#basisOf(project, one));
      if (forgotten.length > 0) await this.#recommendUntrained(project, forgotten);
      if (stale.length > 0) await this.#recommendTrained(project, labels, stale);
      if (forgotten.length + stale.length > 0) return true;
    }
    return false;
  }

  /** What explanations say; after the quick sources, since rules look at everything. */
  async askRules(project: Project, labels: readonly Label[], stop: StopSignal): Promise<boolean> {
    if (await this.askTriggers(project, labels)) return true;
    const { sources } = project.settings;
    if (!sources.explanations || !project.explanationKinds.includes('nl')) return false;
    if (this.#rulesVersion === this.#memoryVersion) return false;
    const version = this.#memoryVersion;
    const state = await this.#rules.refresh(stop);
    if (state === 'more') return true;
    this.#rulesVersion = version;
    this.#rulesRevision++;
    this.#hasRules = state !== 'none';
    this.#isSoftDue = state === 'exactly';
    return true;
  }

  /** Soft matches, a slice of them; less urgent than training the model. `false` where there is nothing to do. */
  async softenRules(stop: StopSignal): Promise<boolean> {
    if (!this.#isSoftDue || !this.#hasRules) return false;
    const state = await this.#rules.refresh(stop);
    if (state === 'more' || state === 'exactly') return true;
    this.#isSoftDue = false;
    this.#rulesRevision++;
    return true;
  }

  /** The quick part: hears new triggers, and recommends with the rules as they are; `true` if there was something to do. */
  async askTriggers(project: Project, labels: readonly Label[]): Promise<boolean> {
    if (!project.settings.sources.explanations) return false;
    if (this.#triggersVersion !== this.#memoryVersion) {
      this.#triggersVersion = this.#memoryVersion;
      await this.#triggers.follow(project, labels, this.#labelled);
    }
    if (!this.#hasRules && !this.#triggers.speaks) return false;
    const basis = `${this.#rulesRevision} ${this.#triggers.revision}`;
    const near = await this.#store.documents.chunk(this.#projectId, await this.#start(), ahead + 1);
    const stale = near.filter((one) => this.#ruled.get(one.document.id) !== basisOf(basis, project, one));
    if (stale.length === 0) return false;
    // The one on the screen does not wait for the others.
    for (const some of stale[0] === near[0] ? [stale.slice(0, 1), stale.slice(1)] : [stale]) {
      const said = await this.#triggers.recommend(project, some);
      const ruled = this.#hasRules ? this.#rules.recommend(some, this.#rulesRevision) : [];
      const sets = some.map(
        ({ document }, i): RecommendationSet => ({
          projectId: this.#projectId,
          documentId: document.id,
          source: 'explanations',
          version: this.#rulesRevision,
          items: [...(ruled[i]?.items ?? []), ...(said.get(document.id) ?? [])],
        }),
      );
      await this.#put(sets);
      for (const one of some) this.#ruled.set(one.document.id, basisOf(basis, project, one));
    }
    return true;
  }

  /** Trains the networks of triggers for a moment; `false` where there is nothing to train. */
  async trainTriggers(
    project: Project,
    labels: readonly Label[],
    wanted: boolean,
    progress: (state: SessionProgress) => void,
  ): Promise<boolean> {
    if (!project.settings.sources.explanations) return false;
    return this.#triggers.trainSome(project, labels, this.#labelled, wanted, progress);
  }

  /** Trains the string-matching network of rules for a moment; `false` where there is nothing to train. */
  async trainFind(
    project: Project,
    wanted: boolean,
    progress: (state: SessionProgress) => void,
  ): Promise<boolean> {
    const { sources, trainEvery } = project.settings;
    if (!sources.explanations || !this.#hasRules || (trainEvery === 0 && !wanted)) return false;
    if (this.#findIdle === this.#rulesRevision) return false;
    const revision = this.#rulesRevision;
    const state = await this.#find.trainSome(() => this.#rules.findLesson(), progress);
    if (state === 'idle') this.#findIdle = revision;
    if (state !== 'learned') return state === 'training';
    // Rules look at everything again, with what was learned.
    this.#rules.lookAgain();
    this.#isSoftDue = true;
    return true;
  }

  /** Everything trained is gone. */
  forget(): void {
    this.#find.forget();
    this.#rules.lookAgain();
    this.#isSoftDue = true;
    this.#triggers.forget();
  }

  /** What rules say of documents that nobody has labelled, for the next training. */
  weakInstances(): Promise<WeakInstance[]> {
    return this.#hasRules ? this.#rules.weakInstances() : Promise.resolve([]);
  }

  /** Judges a sample of the open documents, another one after each training; ends early when `interrupted`. */
  async survey(project: Project, labels: readonly Label[], interrupted: () => boolean): Promise<void> {
    const { total } = await this.#store.documents.counts(this.#projectId);
    const windows = Math.min(10, Math.max(1, Math.ceil(total / 16)));
    const offset = (this.#weights?.version ?? 0) * 7919;
    for (let i = 0; i < windows; i++) {
      const from = Math.floor(((i / windows) * total + offset) % Math.max(1, total));
      const some = await this.#store.documents.chunk(this.#projectId, from, Math.ceil(surveyed / windows));
      const open = some.filter(({ document }) => document.status === 'open');
      await this.#recommendTrained(project, labels, open);
      if (interrupted()) return;
      await this.lookAhead(project, labels);
    }
  }

  /** Position of the document on the screen. */
  async #start(): Promise<number> {
    const focused = this.#focus === undefined ? undefined : await this.#store.documents.get(this.#focus);
    return focused?.projectId === this.#projectId ? focused.position : 0;
  }

  /** What the model's opinion of a document depends on: its version and, but for NER, what is marked in the text. */
  #basisOf(project: Project, one: LabelledDocument): string {
    return basisOf(`${this.#weights?.version ?? 0}`, project, one);
  }

  async #recommendUntrained(project: Project, documents: readonly LabelledDocument[]): Promise<void> {
    const memory = this.#memory;
    if (memory === undefined) return;
    const kind = project.task === 'sa' ? 'aspect' : 'span';
    const version = this.#memoryVersion;
    const sets = documents.flatMap(({ document, annotations }): RecommendationSet[] => {
      const phrases = project.task === 'sa' && !memory.hasAspects ? [] : recommendNounPhrases(document, kind);
      const known = recommendFromDictionary(document, memory.dictionary, kind);
      if (project.task === 're') known.push(...memory.pairs.recommend(document.text, spansOf(annotations)));
      const common = { projectId: this.#projectId, documentId: document.id, version };
      return [
        { ...common, source: 'noun-phrases', items: phrases },
        { ...common, source: 'dictionary', items: known },
      ];
    });
    await this.#put(sets);
    for (const { document } of documents) this.#untrained.set(document.id, version);
  }

  async #recommendTrained(
    project: Project,
    labels: readonly Label[],
    documents: readonly LabelledDocument[],
  ): Promise<void> {
    for (const one of documents) this.#trained.set(one.document.id, this.#basisOf(project, one));
    const weights = this.#weights;
    if (weights === undefined || !project.settings.sources.model || documents.length === 0) return;
    const assets = await this.#needs.assets(project);
    if (assets === undefined) return;
    const memory = this.#memory;
    const opinions = recommendSession({
      task: project.task,
      labels,
      network: assets.network,
      encoder: assets.encoder,
      weights,
      documents,
      batchSize: 16,
      ...(memory?.hasAspects === true
        ? { aspects: ({ text }) => memory.dictionary.find(text).map(({ from, to }) => ({ from, to })) }
        : {}),
    });
    const projectId = this.#projectId;
    const { version } = weights;
    for await (const some of opinions) {
      await this.#put(
        some.map(({ documentId, items }) => ({ projectId, documentId, source: 'model', version, items })),
      );
      await this.#store.recommendations.putPriorities(
        some.map(({ documentId, uncertainty }) => ({ projectId, documentId, uncertainty, disagreement: 0 })),
      );
    }
  }

  async #put(sets: readonly RecommendationSet[]): Promise<void> {
    const written = await this.#store.recommendations.put(sets);
    if (!written.ok) this.#needs.failed(written.error);
  }
}

/** A version and, but for NER, what is marked in the text: only there the candidates depend on it. */
function basisOf(version: string, project: Project, { annotations }: LabelledDocument): string {
  if (project.task === 'ner') return version;
  const latest = annotations.reduce((time, one) => Math.max(time, one.updatedAt), 0);
  return `${version} ${annotations.length} ${latest}`;
}

/**
 * The learner at work on one project: watches the database, keeps the untrained recommenders fresh, trains in short
 * warm sessions after each few annotations, and recommends for the document on the screen first, then for those that
 * come next. Everything it finds goes into the database; the page sees it through its live queries.
 *
 * It never holds more than a few documents that are not labelled, and looks up between any two steps, so that a
 * document that comes on the screen has its recommendations soon even while a session runs. Finished sessions are the
 * checkpoints: after a reload or a crash it goes on from the last one.
 */
import { ok, type Problem, type Result, StopSource } from '#core/base';
import {
  type ModelOpinion,
  recommendFromDictionary,
  recommendNounPhrases,
  recommendSession,
  trainSession,
} from '#core/learn';
import type { Label, Project, Recommendation, Weights } from '#core/project';
import type { LabelledDocument, RecommendationSet, Store, StoreProblem, TrainingPoint } from '#store';
import { createBreath } from './breathe.ts';
import { type Assets, loadAssets } from './learner-assets.ts';
import { type LearnerStatus, learnerOff } from './learner-contract.ts';
import { type Memory, remember, spansOf } from './learner-memory.ts';
import { LearnerRules } from './learner-rules.ts';
import type { JobContext } from './serve.ts';

/** Documents after the one on the screen that have recommendations in advance. */
const ahead = 12;
/** Documents read after a training, drawn from all over the project, so that priorities exist for some everywhere. */
const surveyed = 160;
/** A new point of the loss curve at most every so often. */
const pointEveryMs = 500;
/** After a failure of the network or the runtime it is tried again when so much time has passed. */
const retryAfterMs = 20_000;
/** Acts that teach something. */
const teaching = new Set<string>([
  'annotate',
  'accept',
  'remove',
  'relabel',
  'retarget',
  'mark',
  'label-remove',
]);

interface Change {
  readonly project: Project | undefined;
  readonly labels: readonly Label[];
  readonly annotations: number;
  readonly at: number;
  readonly kinds: readonly string[];
}

export class LearnerSession {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #job: JobContext<LearnerStatus>;
  #status: LearnerStatus;
  #focus: string | undefined;
  #paused: boolean;
  #wanted = false;
  #restart = false;
  #change: Change | undefined;
  #seen: Change | undefined;
  #labelled: readonly LabelledDocument[] = [];
  #memory: Memory | undefined;
  #memoryVersion = 0;
  #pending = 0;
  #weights: Weights | undefined;
  #assets: Assets | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #training: StopSource | undefined;
  #wake: (() => void) | undefined;
  /** Something came up since the last turn began. */
  #stirred = false;
  /** From what each document's sets were made, for those made in this session. */
  readonly #untrained = new Map<string, number>();
  readonly #trained = new Map<string, string>();
  readonly #ruled = new Map<string, number>();
  readonly #rules: LearnerRules;
  #rulesVersion = 0;
  #hasRules = false;

  constructor(
    store: Store,
    projectId: string,
    job: JobContext<LearnerStatus>,
    options: { readonly documentId: string | undefined; readonly paused: boolean },
  ) {
    this.#store = store;
    this.#projectId = projectId;
    this.#rules = new LearnerRules(store, projectId);
    this.#job = job;
    this.#focus = options.documentId;
    this.#paused = options.paused;
    this.#status = { ...learnerOff, projectId, phase: 'loading' };
  }

  focus(documentId: string): void {
    this.#focus = documentId;
    this.#wakeUp();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#training?.stop();
    this.#wakeUp();
  }

  train(): void {
    this.#wanted = true;
    this.#failedAt = Number.NEGATIVE_INFINITY;
    this.#wakeUp();
  }

  reset(): void {
    this.#restart = true;
    this.#training?.stop();
    this.#wakeUp();
  }

  /** Works until the job is stopped or the project is gone. */
  async run(): Promise<Result<undefined, Problem>> {
    this.#tell({ phase: 'loading' });
    let broken: StoreProblem | undefined;
    const watching = this.#store
      .live(() => this.#read())
      .subscribe(
        (change) => {
          this.#change = change;
          this.#wakeUp();
        },
        (found) => {
          broken = found;
          this.#wakeUp();
        },
      );
    // A stop signal has no listeners: look at it now and then.
    const looking = setInterval(() => this.#job.stop.stopped && this.#wakeUp(), 200);
    try {
      this.#weights = await this.#latestWeights();
      for (;;) {
        if (this.#job.stop.stopped) return ok(undefined);
        if (broken !== undefined) return { ok: false, error: broken };
        if (this.#change !== undefined && this.#change.project === undefined) return ok(undefined);
        this.#stirred = false;
        const busy = await this.#turn();
        if (!busy && !this.#stirred) await this.#sleep();
      }
    } finally {
      clearInterval(looking);
      watching.unsubscribe();
    }
  }

  async #read(): Promise<Change> {
    const [project, labels, annotations, history] = await Promise.all([
      this.#store.projects.get(this.#projectId),
      this.#store.labels.list(this.#projectId),
      this.#store.annotations.count(this.#projectId),
      this.#store.history.state(this.#projectId),
    ]);
    const step = history.undo;
    return { project, labels, annotations, at: step?.at ?? 0, kinds: step?.kinds ?? [] };
  }

  /** One piece of work, the most urgent; `false` when there is none. */
  async #turn(): Promise<boolean> {
    const change = this.#change;
    const project = change?.project;
    if (change === undefined || project === undefined) return false;
    if (this.#restart) {
      await this.#forget();
      return true;
    }
    if (change !== this.#seen) {
      await this.#takeIn(change, project);
      return true;
    }
    if (await this.#lookAhead(project, change.labels)) return true;
    if (await this.#askRules(project)) return true;
    if (this.#paused) {
      this.#tell({ phase: 'paused' });
      return false;
    }
    if (this.#isDue(project)) {
      await this.#trainOnce(project, change.labels);
      return true;
    }
    if (this.#status.phase !== 'failed') this.#tell({ phase: 'idle' });
    return false;
  }

  #isDue(project: Project): boolean {
    if (!project.settings.sources.model && !this.#wanted) return false;
    if (performance.now() - this.#failedAt < retryAfterMs) return false;
    if (this.#wanted) return true;
    const { trainEvery } = project.settings;
    return trainEvery > 0 && this.#pending >= trainEvery;
  }

  /** What people did since the last look. */
  async #takeIn(change: Change, project: Project): Promise<void> {
    const before = this.#seen;
    this.#seen = change;
    const labelled = await this.#store.documents.labelled(this.#projectId);
    this.#labelled = labelled;
    this.#memory = remember(project.task, labelled);
    this.#memoryVersion++;
    if (before === undefined) {
      const since = this.#weights?.trainedAt ?? 0;
      this.#pending = labelled
        .filter(({ document }) => document.split !== 'holdout')
        .reduce((sum, { annotations }) => sum + annotations.filter((one) => one.updatedAt > since).length, 0);
    } else if (change.annotations !== before.annotations) {
      this.#pending += Math.abs(change.annotations - before.annotations);
    } else if (change.at !== before.at && change.kinds.some((kind) => teaching.has(kind))) this.#pending++;
    this.#tell({ pending: this.#pending, trainEvery: project.settings.trainEvery, version: this.#version });
  }

  get #version(): number {
    return this.#weights?.version ?? 0;
  }

  /** Recommendations for the document on the screen and those after it, where they are not of the newest. */
  async #lookAhead(project: Project, labels: readonly Label[]): Promise<boolean> {
    const focused = this.#focus === undefined ? undefined : await this.#store.documents.get(this.#focus);
    const from = focused?.projectId === this.#projectId ? focused.position : 0;
    // The one on the screen by itself, so that it need not wait for the others.
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

  /** What explanations say about the documents ahead; after the quick recommendations, since rules look at everything. */
  async #askRules(project: Project): Promise<boolean> {
    if (!project.settings.sources.explanations || !project.explanationKinds.includes('nl')) return false;
    if (this.#rulesVersion !== this.#memoryVersion) {
      this.#rulesVersion = this.#memoryVersion;
      this.#hasRules = await this.#rules.refresh(this.#job.stop);
      return true;
    }
    if (!this.#hasRules) return false;
    const focused = this.#focus === undefined ? undefined : await this.#store.documents.get(this.#focus);
    const from = focused?.projectId === this.#projectId ? focused.position : 0;
    const near = await this.#store.documents.chunk(this.#projectId, from, ahead + 1);
    const stale = near.filter(({ document }) => this.#ruled.get(document.id) !== this.#rulesVersion);
    if (stale.length === 0) return false;
    await this.#put(this.#rules.recommend(stale, this.#rulesVersion));
    for (const { document } of stale) this.#ruled.set(document.id, this.#rulesVersion);
    return true;
  }

  /** What the model's opinion of a document depends on: its version and, but for NER, what is marked in the text. */
  #basisOf(project: Project, { annotations }: LabelledDocument): string {
    if (project.task === 'ner') return `${this.#version}`;
    const latest = annotations.reduce((time, one) => Math.max(time, one.updatedAt), 0);
    return `${this.#version} ${annotations.length} ${latest}`;
  }

  async #recommendUntrained(project: Project, documents: readonly LabelledDocument[]): Promise<void> {
    const memory = this.#memory;
    if (memory === undefined) return;
    const kind = project.task === 'sa' ? 'aspect' : 'span';
    const projectId = this.#projectId;
    const version = this.#memoryVersion;
    const sets = documents.flatMap(({ document, annotations }): RecommendationSet[] => {
      const phrases = project.task === 'sa' && !memory.hasAspects ? [] : recommendNounPhrases(document, kind);
      const known: Recommendation[] = recommendFromDictionary(document, memory.dictionary, kind);
      if (project.task === 're') known.push(...memory.pairs.recommend(document.text, spansOf(annotations)));
      const common = { projectId, documentId: document.id, version };
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
    const assets = await this.#ready(project);
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
        ? {
            aspects: (document) =>
              memory.dictionary.find(document.text).map(({ from, to }) => ({ from, to })),
          }
        : {}),
    });
    for await (const some of opinions) await this.#keep(some, weights.version);
  }

  async #keep(opinions: readonly ModelOpinion[], version: number): Promise<void> {
    const projectId = this.#projectId;
    await this.#put(
      opinions.map(({ documentId, items }) => ({ projectId, documentId, source: 'model', version, items })),
    );
    const rows = opinions.map(({ documentId, uncertainty }) => ({
      projectId,
      documentId,
      uncertainty,
      disagreement: 0,
    }));
    await this.#store.recommendations.putPriorities(rows);
  }

  async #trainOnce(project: Project, labels: readonly Label[]): Promise<void> {
    const assets = await this.#ready(project);
    if (assets === undefined) return;
    this.#wanted = false;
    const pending = this.#pending;
    this.#pending = 0;
    const stop = new StopSource();
    this.#training = stop;
    this.#tell({ phase: 'training', step: 0, steps: 0, pending: 0 });
    const breathe = createBreath();
    const log = this.#createLog(assets.network.manifest.name);
    const seed = this.#weights?.seed ?? seedOf(this.#projectId);
    const weak = this.#hasRules ? await this.#rules.weakInstances() : [];
    const session = trainSession({
      task: project.task,
      projectId: this.#projectId,
      labels,
      network: assets.network,
      encoder: assets.encoder,
      documents: this.#labelled,
      weak,
      ...(this.#weights === undefined ? {} : { previous: this.#weights }),
      seed,
      clock: Date.now,
      signal: stop,
    });
    for (;;) {
      const step = await session.next();
      if (step.done !== true) {
        const { step: done, steps, loss } = step.value;
        this.#tell({ step: done, steps, loss, phase: 'training' });
        log.add(done, { loss });
        if (this.#job.stop.stopped) stop.stop();
        await breathe();
        // Whoever turns the page meanwhile does not wait for the end of the session.
        const current = this.#change?.project;
        if (current !== undefined && !stop.stopped) await this.#lookAhead(current, labels);
        continue;
      }
      this.#training = undefined;
      if (!step.value.ok) {
        const found = step.value.error;
        if (found.code === 'stopped') this.#pending += pending;
        else if (found.code === 'diverged') this.#fail(found);
        return;
      }
      if (this.#restart) return;
      const { weights, reason } = step.value.value;
      if (reason === 'stopped') this.#pending += pending;
      await log.end(weights);
      const written = await this.#store.weights.put(weights);
      if (!written.ok) this.#fail(written.error);
      this.#weights = weights;
      const metrics = Object.fromEntries(
        Object.entries(weights.metrics).filter(([name]) => !name.startsWith('facts.')),
      );
      this.#tell({ version: weights.version, metrics, phase: 'recommending' });
      if (!this.#job.stop.stopped) {
        await this.#lookAhead(project, labels);
        await this.#survey(project, labels);
      }
      return;
    }
  }

  /** Priorities for documents all over the project; stops for anything more urgent. */
  async #survey(project: Project, labels: readonly Label[]): Promise<void> {
    const { total } = await this.#store.documents.counts(this.#projectId);
    const windows = Math.min(10, Math.max(1, Math.ceil(total / 16)));
    const offset = this.#version * 7919; // other documents after each training
    for (let i = 0; i < windows; i++) {
      const from = Math.floor(((i / windows) * total + offset) % Math.max(1, total));
      const some = await this.#store.documents.chunk(this.#projectId, from, Math.ceil(surveyed / windows));
      const open = some.filter(({ document }) => document.status === 'open');
      await this.#recommendTrained(project, labels, open);
      if (this.#job.stop.stopped || this.#change !== this.#seen || this.#paused) return;
      await this.#lookAhead(project, labels);
    }
  }

  #createLog(model: string) {
    const version = this.#version + 1;
    const projectId = this.#projectId;
    const before = this.#weights?.step ?? 0;
    const points: TrainingPoint[] = [];
    let last = Number.NEGATIVE_INFINITY;
    const write = async (): Promise<void> => {
      const batch = points.splice(0);
      if (batch.length > 0) await this.#store.trainingLog.append(batch);
    };
    return {
      add: (step: number, values: Readonly<Record<string, number>>): void => {
        if (performance.now() - last < pointEveryMs) return;
        last = performance.now();
        points.push({ projectId, model, version, step: before + step, at: Date.now(), values });
      },
      end: async ({ step, metrics }: Weights): Promise<void> => {
        const values = Object.fromEntries(
          Object.entries(metrics).filter(([name]) => !name.startsWith('facts.')),
        );
        if (Object.keys(values).length > 0) {
          points.push({ projectId, model, version, step, at: Date.now(), values });
        }
        await write();
      },
    };
  }

  /** The networks and vectors; `undefined` where they cannot be had, which the status then says. */
  async #ready(project: Project): Promise<Assets | undefined> {
    if (this.#assets !== undefined) return this.#assets;
    if (performance.now() - this.#failedAt < retryAfterMs) return undefined;
    this.#tell({ phase: 'loading' });
    const loaded = await loadAssets(project.task);
    if (!loaded.ok) {
      this.#fail(loaded.error);
      return undefined;
    }
    this.#assets = loaded.value;
    this.#tell({ threads: loaded.value.runtime.threads });
    return loaded.value;
  }

  #fail(found: Problem): void {
    this.#failedAt = performance.now();
    this.#tell({ phase: 'failed', problem: found });
  }

  async #latestWeights(): Promise<Weights | undefined> {
    const project = await this.#store.projects.get(this.#projectId);
    return project === undefined ? undefined : this.#store.weights.get(this.#projectId, project.task);
  }

  async #forget(): Promise<void> {
    this.#restart = false;
    await this.#store.weights.remove(this.#projectId);
    await this.#store.trainingLog.clear(this.#projectId);
    await this.#store.recommendations.clear(this.#projectId, 'model');
    this.#weights = undefined;
    this.#seen = undefined;
    this.#untrained.clear();
    this.#trained.clear();
    this.#failedAt = Number.NEGATIVE_INFINITY;
    const { metrics: _metrics, loss: _loss, problem: _problem, ...status } = this.#status;
    this.#status = status;
    this.#tell({ phase: 'idle', version: 0, step: 0, steps: 0 });
  }

  async #put(sets: readonly RecommendationSet[]): Promise<void> {
    const written = await this.#store.recommendations.put(sets);
    if (!written.ok) this.#fail(written.error);
  }

  #tell(change: Partial<LearnerStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#job.progress(this.#status);
  }

  #wakeUp(): void {
    this.#stirred = true;
    this.#wake?.();
  }

  /** Until something happens; after a failure at most until it may be tried again. */
  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), retryAfterMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

/** A seed of its own for each project, the same on every device. */
function seedOf(projectId: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < projectId.length; i++) h = Math.imul(h ^ projectId.charCodeAt(i), 0x01000193);
  return h >>> 1;
}

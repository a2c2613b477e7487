/**
 * The learner at work on one project: watches the database, keeps the untrained recommenders fresh, trains in short
 * warm sessions after each few annotations, and recommends for the document on the screen first, then for those that
 * come next. Everything it finds goes into the database; the page sees it through its live queries.
 *
 * It never holds more than a few documents that are not labelled (of 2 000 the words and vectors, where there are
 * triggers), and looks up between any two steps, so that a document that comes on the screen has its recommendations soon
 * even while a session runs. Finished sessions are the checkpoints: after a reload or a crash it goes on from the last one.
 */
import { ok, type Problem, type Result, StopSource } from '#core/base';
import type { Label, Project, Weights } from '#core/project';
import { type SessionProgress, trainSession } from '#core/tasks';
import type { LabelledDocument, Store, StoreProblem } from '#store';
import { type Assets, loadAssets } from '../platform/assets.ts';
import type { JobContext } from '../rpc/serve.ts';
import { createBreath } from '../rpc/yield-turn.ts';
import { LearnerAdvisor } from './advisor.ts';
import { type LearnerStatus, learnerOff } from './contract.ts';
import { remember } from './mirror.ts';
import { createTrainingLog, shownMetrics } from './training-log.ts';

/** After a failure of the network or the runtime it is tried again when so much time has passed. */
const retryAfterMs = 20_000;
/** So many new labels between two looks come from an import, not from a person: it is read when it has been quiet for a while. */
const pouredAtOnce = 200;
const quietMs = 1200;
/** While the model trains, what people did is read so often at most: each time reads all labels. */
const hearEveryMs = 1500;
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
  #paused: boolean;
  #wanted = false;
  #triggersWanted = false;
  #findWanted = false;
  #restart = false;
  #change: Change | undefined;
  #seen: Change | undefined;
  #labelled: readonly LabelledDocument[] = [];
  #pending = 0;
  #weights: Weights | undefined;
  #assets: Assets | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #training: StopSource | undefined;
  #wake: (() => void) | undefined;
  #changedAt = Number.NEGATIVE_INFINITY;
  #heardAt = Number.NEGATIVE_INFINITY;
  /** Something came up since the last turn began. */
  #stirred = false;
  readonly #advisor: LearnerAdvisor;

  constructor(
    store: Store,
    projectId: string,
    job: JobContext<LearnerStatus>,
    options: { readonly documentId: string | undefined; readonly paused: boolean },
  ) {
    this.#store = store;
    this.#projectId = projectId;
    this.#job = job;
    this.#advisor = new LearnerAdvisor(store, projectId, {
      assets: (project) => this.#ready(project),
      failed: (found) => this.#fail(found),
    });
    this.#advisor.focus(options.documentId);
    this.#paused = options.paused;
    this.#status = { ...learnerOff, projectId, phase: 'loading' };
  }

  focus(documentId: string): void {
    this.#advisor.focus(documentId);
    this.#wakeUp();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#training?.stop();
    this.#wakeUp();
  }

  train(): void {
    this.#wanted = true;
    this.#triggersWanted = true;
    this.#findWanted = true;
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
          this.#changedAt = performance.now();
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
      this.#useWeights(await this.#latestWeights());
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
      if (this.#isPouring(change)) return false;
      await this.#takeIn(change, project);
      return true;
    }
    if (await this.#advisor.lookAhead(project, change.labels)) return true;
    if (await this.#advisor.askRules(project, change.labels, this.#job.stop)) return true;
    if (this.#paused) {
      this.#tell({ phase: 'paused' });
      return false;
    }
    if (this.#isDue(project)) {
      await this.#trainOnce(project, change.labels);
      return true;
    }
    if (await this.#advisor.softenRules(this.#job.stop)) return true;
    if (await this.#trainTriggers(project, change.labels)) return true;
    if (await this.#trainFind(project)) return true;
    if (this.#status.phase !== 'failed') this.#tell({ phase: 'idle' });
    return false;
  }

  /** An import is under way: reading everything after each of its batches would slow it down tenfold. */
  #isPouring(change: Change): boolean {
    const grown = this.#seen === undefined ? 0 : Math.abs(change.annotations - this.#seen.annotations);
    const left = quietMs - (performance.now() - this.#changedAt);
    if (grown < pouredAtOnce || left <= 0) return false;
    setTimeout(() => this.#wakeUp(), left);
    return true;
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
    this.#advisor.learnFrom(remember(project.task, labelled), labelled);
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

  #useWeights(weights: Weights | undefined): void {
    this.#weights = weights;
    this.#advisor.useWeights(weights);
  }

  /** Something more urgent than looking around has come up. */
  #isInterrupted(): boolean {
    return this.#job.stop.stopped || this.#change !== this.#seen || this.#paused;
  }

  get #version(): number {
    return this.#weights?.version ?? 0;
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
    const log = createTrainingLog(this.#store, {
      projectId: this.#projectId,
      model: assets.network.manifest.name,
      version: this.#version + 1,
      before: this.#weights?.step ?? 0,
    });
    const seed = this.#weights?.seed ?? seedOf(this.#projectId);
    const weak = await this.#advisor.weakInstances();
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
        this.#tell({ step: done, steps, phase: 'training', ...(loss === undefined ? {} : { loss }) });
        if (loss !== undefined) log.add(done, { loss });
        if (this.#job.stop.stopped) stop.stop();
        await breathe();
        // Whoever turns the page meanwhile does not wait for the end of the session.
        const current = this.#change?.project;
        if (current !== undefined && !stop.stopped) {
          const turned = await this.#advisor.lookAhead(current, labels);
          await this.#hearMeanwhile(current, turned);
        }
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
      this.#useWeights(weights);
      this.#tell({ version: weights.version, metrics: shownMetrics(weights), phase: 'recommending' });
      if (!this.#job.stop.stopped) {
        await this.#advisor.lookAhead(project, labels);
        await this.#advisor.survey(project, labels, () => this.#isInterrupted());
      }
      return;
    }
  }

  /** A new trigger speaks soon, also while the model trains. */
  async #hearMeanwhile(project: Project, turned: boolean): Promise<void> {
    const change = this.#change;
    if (change === undefined || !project.explanationKinds.includes('trigger')) return;
    const isNew = change !== this.#seen && performance.now() - this.#heardAt > hearEveryMs;
    if (!isNew && !turned) return;
    if (isNew) {
      this.#heardAt = performance.now();
      if (this.#isPouring(change)) return;
      await this.#takeIn(change, project);
    }
    await this.#advisor.askTriggers(project, change.labels);
  }

  /** After the model, whose recommendations come first; ends when there is nothing more urgent than going on. */
  async #trainTriggers(project: Project, labels: readonly Label[]): Promise<boolean> {
    const wanted = this.#triggersWanted;
    const busy = await this.#advisor.trainTriggers(project, labels, wanted, ({ step, steps }) =>
      this.#tell({ phase: 'training', step, steps }),
    );
    if (!busy) this.#triggersWanted = false;
    return busy;
  }

  async #trainFind(project: Project): Promise<boolean> {
    const tell = ({ step, steps }: SessionProgress): void => this.#tell({ phase: 'training', step, steps });
    const busy = await this.#advisor.trainFind(project, this.#findWanted, tell);
    if (!busy) this.#findWanted = false;
    return busy;
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
    this.#advisor.judgeAgain();
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
    await this.#store.recommendations.clear(this.#projectId, 'explanations');
    this.#advisor.forget();
    this.#useWeights(undefined);
    this.#seen = undefined;
    this.#failedAt = Number.NEGATIVE_INFINITY;
    const { metrics: _metrics, loss: _loss, problem: _problem, ...status } = this.#status;
    this.#status = status;
    this.#tell({ phase: 'idle', version: 0, step: 0, steps: 0 });
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

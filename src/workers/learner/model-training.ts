/**
 * The model that recommends: trained on, warm, after so many labels or when a person asks for it. Every order is carried out or
 * answered. Its linear expert learns after each label, which takes a part of a second; also where the network is due, which
 * comes after it. A training that begins takes the orders there are; one that comes later gets a training of its own.
 */

import type { Problem, Result } from '#core/base';
import { fnv1a } from '#core/base';
import type { Project, Weights } from '#core/project';
import {
  labelTexts,
  type ModelTrainingOutcome,
  type ModelTrainingProblem,
  networkAtFact,
  type Schedule,
  trainModel,
} from '#core/tasks';
import type { Store } from '#store';
import type { Assets } from '../platform/assets.ts';
import { BackgroundTraining } from './background-training.ts';
import type { ContextStates } from './context-states.ts';
import type { LearnerStatus, OrderState } from './contract.ts';
import type { Moment } from './moment.ts';
import type { LearnerRules } from './rules.ts';
import type { Report, Urgency } from './schedule.ts';
import { createTrainingLog, shownMetrics } from './training-log.ts';

export interface ModelNeeds {
  /** `undefined` where they cannot be had now. */
  readonly assets: (project: Project) => Promise<Assets | undefined>;
  readonly canLoad: () => boolean;
  readonly context: ContextStates;
  readonly rules: Pick<LearnerRules, 'weakInstances' | 'votesOf'>;
  readonly tell: (change: Partial<LearnerStatus>) => void;
  readonly failed: (found: Problem) => void;
  readonly schedule?: Partial<Schedule>;
}

interface Lesson {
  /** Only the linear expert learns. */
  readonly quick: boolean;
  readonly orders: number;
  readonly pending: number;
  /** When its labels were read: what comes later is still to be learned. */
  readonly begunAt: number;
  readonly log: ReturnType<typeof createTrainingLog>;
}

export class ModelTraining {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: ModelNeeds;
  readonly #training = new BackgroundTraining<Result<ModelTrainingOutcome, ModelTrainingProblem>>();
  #lesson: Lesson | undefined;
  #weights: Weights | undefined;
  /** Things taught since the last training began. */
  #pending = 0;
  /** Something was taught that the linear expert has not learned. */
  #isNew = false;
  /** What labels were said to mean when the last training began; not known after a start. */
  #said: string | undefined;
  /** What they are said to mean by these records: asked before each slice, so it is not read anew each time. */
  #says: { readonly from: readonly [Project, Moment['labels']]; readonly said: string } | undefined;
  /** Orders that were carried out or answered. */
  #answered = 0;

  constructor(store: Store, projectId: string, needs: ModelNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
  }

  get weights(): Weights | undefined {
    return this.#weights;
  }

  /** When the labels were read that the network has learned; 0 before its first training. */
  get networkAt(): number {
    return this.#weights?.metrics[networkAtFact] ?? this.#weights?.trainedAt ?? 0;
  }

  get pending(): number {
    return this.#pending;
  }

  /** The last checkpoint, or what another tab has trained meanwhile. */
  async read(project: Project): Promise<boolean> {
    const stored = await this.#store.weights.get(this.#projectId, project.task);
    const isNewer = stored !== undefined && stored.version > (this.#weights?.version ?? 0);
    if (isNewer) this.#weights = stored;
    return isNewer;
  }

  /** What is shown of the model as it is. */
  shown(): Pick<LearnerStatus, 'metrics' | 'pending'> {
    const metrics = this.#weights === undefined ? {} : { metrics: shownMetrics(this.#weights) };
    return { ...metrics, pending: this.#pending };
  }

  /** Takes a version that was kept as the newest; a training under way is dropped. `false` where it is not kept any more. */
  async goBack(project: Project, version: number): Promise<boolean> {
    const old = await this.#store.weights.version(this.#projectId, project.task, version);
    if (old === undefined) return false;
    this.#training.drop();
    this.#lesson = undefined;
    // What was taught is known to the version that is left, and is not learned anew before a person goes on.
    this.#isNew = false;
    this.#pending = 0;
    const newest = Math.max(this.#weights?.version ?? 0, old.version);
    const weights: Weights = {
      ...old,
      version: newest + 1,
      trainedAt: Date.now(),
      metrics: { ...old.metrics, [restoredFact]: old.version },
    };
    const written = await this.#store.weights.put(weights);
    if (!written.ok) this.#needs.failed(written.error);
    this.#weights = weights;
    return true;
  }

  taught(count: number): void {
    this.#pending += count;
    if (count > 0) this.#isNew = true;
  }

  urgency(now: Moment): Urgency {
    if (now.rests || !this.#needs.canLoad()) return 'usual';
    if (now.orders > this.#answered) return 'ordered';
    return this.#training.isRunning || this.#isTime(now) ? 'due' : 'usual';
  }

  async work(now: Moment): Promise<Report> {
    if (now.rests) {
      this.#training.stop();
      if (!this.#training.isRunning) return 'idle';
    } else if (!this.#training.isRunning) {
      if (now.orders === this.#answered && !this.#isTime(now)) return 'idle';
      if (!(await this.#start(now))) return 'idle';
    }
    const ended = await this.#training.slice(({ step, steps, loss, leftMs }) => {
      this.#needs.tell({ phase: 'training', step, steps, leftMs, ...(loss === undefined ? {} : { loss }) });
      if (loss !== undefined) this.#lesson?.log.add(step, { loss });
    });
    if (ended === undefined) return this.#training.isRunning ? 'more' : 'idle';
    return this.#end(now, ended.outcome);
  }

  /** Tensors of the network that are better than its own; `false` while it trains. It learns on from them. */
  async take(tensors: Weights['tensors']): Promise<boolean> {
    const before = this.#weights;
    if (this.#training.isRunning || before === undefined) return false;
    const weights: Weights = {
      ...before,
      version: before.version + 1,
      step: before.step + 1,
      tensors: { ...before.tensors, ...tensors },
    };
    const written = await this.#store.weights.put(weights);
    if (!written.ok) this.#needs.failed(written.error);
    await this.#store.weights.keep(weights);
    this.#weights = weights;
    this.#isNew = true;
    this.#needs.tell({ version: weights.version });
    return true;
  }

  /** The next training starts from nothing; what is stored is the caller's. */
  forget(): void {
    this.#training.drop();
    this.#weights = undefined;
    this.#lesson = undefined;
  }

  #isTime(now: Moment): boolean {
    const { sources, trainEvery } = now.project.settings;
    if (!sources.model || trainEvery === 0) return false;
    this.#needs.context.prepare(now);
    const isDue = this.#pending >= trainEvery && !this.#awaitsStates(now);
    return this.#isNew || isDue || this.#isOutdated(now) || this.#isReworded(now);
  }

  /** The network has learned nothing yet, and what it will read by is on its way. */
  #awaitsStates(now: Moment): boolean {
    return (this.#weights?.step ?? 0) === 0 && this.#needs.context.isComing(now);
  }

  /** There is a model, and its linear expert began from other names or guidelines of labels. */
  #isReworded(now: Moment): boolean {
    const said = this.#saidOf(now);
    this.#said ??= said;
    return this.#weights !== undefined && said !== this.#said;
  }

  #saidOf({ project, labels }: Moment): string {
    if (this.#says?.from[0] !== project || this.#says.from[1] !== labels) {
      const { task, guidelines } = project;
      const said = JSON.stringify(labelTexts(task, { labels, guidelines }));
      this.#says = { from: [project, labels], said };
    }
    return this.#says.said;
  }

  /** There is a model, and it reads words otherwise than the next one would. */
  #isOutdated(now: Moment): boolean {
    const weights = this.#weights;
    return weights !== undefined && this.#needs.context.isOtherThan(weights.encoder, now);
  }

  /**
   * Too early for the network, or what is new can be said at once and the network trained then; nobody asked for it. Where
   * labels come faster than that, the network has its turn all the same. A network that has learned nothing yet waits for states,
   * and the linear expert says what it can by word vectors, then by these.
   */
  #isQuick(now: Moment): boolean {
    const { trainEvery } = now.project.settings;
    if (now.orders !== this.#answered) return false;
    if (this.#awaitsStates(now)) return true;
    if (this.#isOutdated(now)) return this.#weights?.step === 0;
    const isBeside = this.#weights !== undefined && this.#isNew && this.#pending < 2 * trainEvery;
    return this.#pending < trainEvery || isBeside;
  }

  async #start(now: Moment): Promise<boolean> {
    const assets = await this.#needs.assets(now.project);
    if (assets === undefined) return false;
    const previous = this.#weights;
    const { rules } = this.#needs;
    // Other ones for each version of the model.
    const weak = await rules.weakInstances((previous?.version ?? 0) + 1);
    const quick = this.#isQuick(now);
    // The first word by states waits for no other texts to be read.
    const isFirst = quick && this.#isOutdated(now);
    const { encoder, knows } = await this.#needs.context.forTraining(
      assets.encoder,
      now,
      isFirst ? [] : weak.map(({ document }) => document),
      previous?.encoder,
    );
    this.#isNew = false;
    this.#said = this.#saidOf(now);
    this.#lesson = {
      quick,
      orders: now.orders,
      pending: this.#pending,
      begunAt: Date.now(),
      log: createTrainingLog(this.#store, {
        projectId: this.#projectId,
        model: assets.network.manifest.name,
        version: (previous?.version ?? 0) + 1,
        before: previous?.step ?? 0,
      }),
    };
    if (!quick) this.#pending = 0;
    const pending = this.#pending;
    this.#needs.tell({ phase: 'training', step: 0, steps: 0, pending, ...this.order(now.orders) });
    this.#training.start((signal) =>
      trainModel({
        task: now.project.task,
        projectId: this.#projectId,
        labels: now.labels,
        guidelines: now.project.guidelines,
        network: assets.network,
        encoder,
        documents: now.labelled.filter(({ document }) => knows(document.id)),
        weak: weak.filter(({ document }) => knows(document.id)),
        ...(now.project.settings.sources.explanations ? { votes: (id: string) => rules.votesOf(id) } : {}),
        ...(previous === undefined ? {} : { previous }),
        seed: previous?.seed ?? seedOf(this.#projectId),
        clock: Date.now,
        signal,
        quick,
        ...(this.#needs.schedule === undefined ? {} : { schedule: this.#needs.schedule }),
      }),
    );
    return true;
  }

  async #end(now: Moment, ended: Result<ModelTrainingOutcome, ModelTrainingProblem>): Promise<Report> {
    const lesson = this.#lesson;
    this.#lesson = undefined;
    if (lesson === undefined) return 'idle';
    if (!ended.ok) {
      const found = ended.error;
      if (found.code === 'stopped') {
        this.#takeBack(lesson);
        return 'idle';
      }
      const isAnswer = lesson.orders > this.#answered;
      this.#answered = lesson.orders;
      if (found.code === 'diverged') this.#needs.failed(found);
      else this.#needs.tell({ phase: 'idle' });
      if (isAnswer) this.#needs.tell({ order: found.code === 'diverged' ? 'failed' : 'nothing-to-learn' });
      return 'idle';
    }
    const isWhole = ended.value.reason === 'finished';
    const { metrics } = ended.value.weights;
    const networkAt = lesson.quick ? this.networkAt : lesson.begunAt;
    const weights: Weights = {
      ...ended.value.weights,
      trainedAt: lesson.begunAt,
      metrics: { ...metrics, [networkAtFact]: networkAt },
    };
    if (isWhole) this.#answered = lesson.orders;
    else this.#takeBack(lesson);
    if (!lesson.quick) await lesson.log.end(weights);
    const written = await this.#store.weights.put(weights);
    if (!written.ok) this.#needs.failed(written.error);
    if (!lesson.quick) await this.#store.weights.keep(weights);
    this.#weights = weights;
    const { version } = weights;
    this.#needs.tell({
      ...{ version, metrics: shownMetrics(weights), phase: 'recommending', leftMs: 0 },
      pending: this.#pending,
      ...this.order(now.orders),
    });
    // The network's turn, after what the linear expert could say at once.
    return isWhole && lesson.quick && this.#isTime(now) ? 'part' : 'done';
  }

  /** What a training that was stopped was to learn is still to be learned. */
  #takeBack({ quick, pending }: Lesson): void {
    this.#isNew = true;
    if (!quick) this.#pending += pending;
  }

  /** What has become of the last order, where there was one. */
  order(orders: number): { readonly order?: OrderState } {
    if (orders === 0) return {};
    if (this.#lesson?.orders === orders && this.#answered < orders) return { order: 'training' };
    return { order: this.#answered < orders ? 'waiting' : 'done' };
  }
}

/** Among a model's metrics: the version that it was taken back to. */
const restoredFact = 'facts.restored';

/** A seed of its own for each project, the same on every device. */
const seedOf = (projectId: string): number => fnv1a(projectId) >>> 1;

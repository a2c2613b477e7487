/**
 * The learner at work on one project: a change is read into the mirror, the stages that are made from it come due, the most
 * urgent has a slice (`stages.ts`), and the loop looks up again; with nothing due it sleeps. All it finds goes into the database.
 * It never holds more than a few documents that are not labelled (a hundred, where there are triggers). Finished trainings
 * are the checkpoints: after a reload or a crash it goes on from the last one.
 * Laws: an order to train is carried out or answered, whatever else there is to do; a training waits for one slice of each stage above.
 * Over 400 lines because all parts of the learner are put together here, and nowhere else.
 */
import { ok, type Problem, type Result } from '#core/base';
import type { Project } from '#core/project';
import type { SelfTrainingPlan, Schedule as TrainingSchedule } from '#core/tasks';
import type { ThoroughPlan } from '#core/triggers';
import type { Store } from '#store';
import { type Assets, loadAssets } from '../platform/assets.ts';
import type { JobContext } from '../rpc/serve.ts';
import { nextTurn } from '../rpc/yield-turn.ts';
import type { TrainingProgress } from './background-training.ts';
import { type ContextOptions, ContextStates } from './context-states.ts';
import { type LearnerStatus, learnerOff } from './contract.ts';
import { LabelCheck } from './label-check.ts';
import { type Lead, takeLead } from './lead.ts';
import { MatcherTraining } from './matcher-training.ts';
import { Mirror } from './mirror.ts';
import { ModelTraining } from './model-training.ts';
import type { Moment } from './moment.ts';
import { Advisor } from './recommend.ts';
import { LearnerRules } from './rules.ts';
import { Schedule } from './schedule.ts';
import { type Name, stagesOf } from './stages.ts';
import { ThoroughTraining } from './thorough-training.ts';
import { TriggerTraining } from './trigger-training.ts';
import { TriggerVotes } from './trigger-votes.ts';

/** After a failure of the network or the runtime it is tried again when so much time has passed. */
const retryAfterMs = 20_000;
/** So often a tab that does not lead looks for what the leading one has trained. */
const followEveryMs = 3000;

export interface LoopOptions {
  readonly documentId: string | undefined;
  readonly paused: boolean;
  readonly encoder?: ContextOptions;
  /** Of the model's trainings, where it is not the task's usual one. */
  readonly schedule?: Partial<TrainingSchedule>;
  /** Of the thorough training, likewise. */
  readonly plan?: Partial<ThoroughPlan & SelfTrainingPlan>;
}

export class LearnerLoop {
  readonly #store: Store;
  readonly projectId: string;
  readonly #job: JobContext<LearnerStatus>;
  #status: LearnerStatus;
  #paused: boolean;
  #focus: string | undefined;
  #orders = 0;
  #isReset = false;
  #checks = 0;
  /** Version of the model that a person wants back. */
  #wanted: number | undefined;
  #assets: Assets | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | undefined;
  /** Something came up since the loop last looked. */
  #stirred = false;
  #lead: Lead | undefined;
  readonly #mirror: Mirror;
  readonly #context: ContextStates;
  readonly #model: ModelTraining;
  readonly #rules: LearnerRules;
  readonly #votes = new TriggerVotes();
  readonly #triggers: TriggerTraining;
  readonly #matcher: MatcherTraining;
  readonly #advisor: Advisor;
  readonly #check: LabelCheck;
  readonly #thorough: ThoroughTraining;
  readonly #schedule: Schedule<Name, Moment>;
  /** As of which labelled documents and settings triggers were taken in. */
  #votedFor: { readonly labelled: Moment['labelled']; readonly settings: number } | undefined;

  constructor(
    store: Store,
    projectId: string,
    job: JobContext<LearnerStatus>,
    { documentId, paused, schedule, plan, encoder }: LoopOptions,
  ) {
    this.#store = store;
    this.projectId = projectId;
    this.#job = job;
    this.#focus = documentId;
    this.#paused = paused;
    this.#status = { ...learnerOff, projectId, phase: 'loading' };
    this.#mirror = new Mirror(store, projectId, () => this.#wakeUp());
    const failed = (found: Problem): void => this.#fail(found);
    const missing = (): void => this.#tryAgainLater();
    const progress = ({ step, steps, leftMs }: TrainingProgress): void =>
      this.#tell({ phase: 'training', step, steps, leftMs });
    const assets = (project: Project): Promise<Assets | undefined> => this.#ready(project);
    this.#context = new ContextStates(projectId, encoder, (change) => {
      this.#tell(change);
      this.#changed('states');
    });
    const speaking = { assets, failed, context: this.#context };
    const background = { failed, missing, progress };
    this.#rules = new LearnerRules(store, projectId);
    this.#model = new ModelTraining(store, projectId, {
      ...speaking,
      canLoad: () => this.#canLoad(),
      rules: this.#rules,
      tell: (change) => this.#tell(change),
      ...(schedule === undefined ? {} : { schedule }),
    });
    this.#triggers = new TriggerTraining(store, projectId, {
      ...background,
      triggers: () => this.#votes.triggers,
      use: (model) => this.#votes.use(model),
    });
    const lesson = () => this.#rules.findLesson();
    this.#matcher = new MatcherTraining(store, projectId, { ...background, lesson });
    this.#advisor = new Advisor(store, projectId, this.#rules, this.#votes, {
      ...speaking,
      weights: () => this.#model.weights,
    });
    this.#check = new LabelCheck(store, projectId, {
      assets,
      context: this.#context,
      weights: () => this.#model.weights,
      weak: (explanationIds) => this.#rules.taughtBy(explanationIds),
      votes: (explanationIds, documentId) => this.#rules.votesBy(explanationIds, documentId),
      tell: (check) => this.#tellCheck(check),
    });
    this.#thorough = new ThoroughTraining(store, projectId, {
      ...speaking,
      missing,
      tell: (thorough) => this.#tell({ thorough }),
      weights: () => this.#model.weights,
      take: (tensors) => this.#model.take(tensors),
      ...(plan === undefined ? {} : { plan }),
      ...(schedule === undefined ? {} : { schedule }),
    });
    this.#schedule = this.#plan(missing);
  }

  focus(documentId: string): void {
    this.#focus = documentId;
    this.#changed('focus');
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    // Stopped as well as begun again: the training that runs is told by its stage.
    this.#changed('resumed');
  }

  train(): void {
    this.#orders++;
    this.#failedAt = Number.NEGATIVE_INFINITY;
    this.#mirror.hurry();
    this.#tell({ order: 'waiting' });
    if (this.#lead?.isMine === false) this.#lead.order({ kind: 'train' });
    this.#changed('order', 'assets');
  }

  restore(version: number): void {
    if (this.#lead?.isMine === false) this.#lead.order({ kind: 'restore', version });
    else this.#wanted = version;
    this.#wakeUp();
  }

  check(stop: boolean): void {
    if (this.#lead?.isMine === false) this.#lead.order({ kind: 'check', stop });
    else if (stop) this.#check.stop();
    else this.#checks++;
    this.#changed('check');
  }

  thoroughly(stop: boolean): void {
    if (stop) this.#thorough.cancel();
    else this.#thorough.order();
    this.#changed('thoroughly');
  }

  reset(): void {
    this.#isReset = true;
    this.#wakeUp();
  }

  /** Works until the job is stopped or the project is gone. */
  async run(): Promise<Result<undefined, Problem>> {
    this.#tell({ phase: 'loading' });
    this.#lead = takeLead(this.projectId, {
      taken: () => this.#changed('resumed'),
      orders: this,
    });
    this.#mirror.open();
    // A stop signal has no listeners: look at it now and then.
    const looking = setInterval(() => this.#job.stop.stopped && this.#wakeUp(), 200);
    const following = setInterval(() => this.#lead?.isMine === false && this.#wakeUp(), followEveryMs);
    try {
      const project = await this.#store.projects.get(this.projectId);
      if (project !== undefined) await this.#model.read(project);
      await this.#thorough.remember();
      for (;;) {
        if (this.#job.stop.stopped || this.#mirror.isGone) return ok(undefined);
        if (this.#mirror.broken !== undefined) return { ok: false, error: this.#mirror.broken };
        this.#stirred = false;
        if (!(await this.#turn()) && !this.#stirred) await this.#sleep();
      }
    } finally {
      clearInterval(looking);
      clearInterval(following);
      clearTimeout(this.#retry);
      this.#mirror.close();
      this.#context.close();
      this.#lead.release();
    }
  }

  /** Reads what is new and does one slice; `false` when there was nothing to do. */
  async #turn(): Promise<boolean> {
    if (this.#isReset) await this.#forget();
    if (this.#wanted !== undefined) await this.#goBack(this.#wanted);
    const look = await this.#mirror.look(this.#model.networkAt);
    this.#schedule.changed(...look.changed);
    if (look.taught > 0) this.#model.taught(look.taught);
    const found = this.#now();
    if (found === undefined) return false;
    if (look.changed.length > 0) {
      const { version = 0 } = this.#model.weights ?? {};
      this.#tell({ pending: this.#model.pending, trainEvery: found.project.settings.trainEvery, version });
    }
    if (this.#lead?.isMine === false) await this.#follow(found);
    // Taken anew, as nothing is waited for from here on: a stage marks as seen whatever has changed until its slice begins, a
    // lead or an order that came while this tab followed as well.
    const now = this.#now() ?? found;
    const done = await this.#schedule.step(now, this.#job.stop);
    if (done !== undefined) {
      // A request is taken between two slices.
      await nextTurn();
      return true;
    }
    if (this.#status.phase === 'failed' && !this.#canLoad()) return false;
    this.#tell({ phase: this.#paused ? 'paused' : this.#lead?.isMine === false ? 'elsewhere' : 'idle' });
    return false;
  }

  #now(): Moment | undefined {
    const { project, labels, labelled } = this.#mirror;
    if (project === undefined || labelled === undefined) return undefined;
    return {
      ...{ project, labels, labelled, focus: this.#focus, orders: this.#orders, checks: this.#checks },
      rests: this.#paused || this.#lead?.isMine === false,
    };
  }

  #plan(missing: () => void): Schedule<Name, Moment> {
    const rules = this.#rules;
    const model = this.#model;
    const advisor = this.#advisor;
    return new Schedule<Name, Moment>(
      stagesOf<Moment>({
        dictionaries: { work: async (now) => advisor.remember(now) },
        'near documents': { work: (now) => advisor.lookAhead(now), forget: () => advisor.forget() },
        'trigger votes': {
          work: async (now, stop) => {
            const settings = this.#schedule.version('settings');
            if (this.#votedFor?.labelled !== now.labelled || this.#votedFor.settings !== settings) {
              this.#votedFor = { labelled: now.labelled, settings };
              await this.#votes.follow(now, () => this.#triggers.read(now.project));
            }
            return (await this.#votes.encode(stop)) ? advisor.vote(now) : 'more';
          },
          forget: () => this.#votes.forget(),
        },
        'exact rules': { work: (now, stop) => rules.exactly(now, stop) },
        model: {
          work: (now) => model.work(now),
          urgency: (now) => model.urgency(now),
          forget: () => model.forget(),
        },
        survey: { work: (now) => advisor.survey(now) },
        'soft rules': {
          work: (now, stop) => rules.softly(now, stop, missing),
          forget: () => rules.lookAgain(),
        },
        'trigger networks': {
          work: (now) => this.#triggers.work(now),
          forget: () => this.#triggers.forget(),
        },
        'matcher network': {
          work: async (now) => {
            const report = await this.#matcher.work(now);
            if (report === 'done') rules.lookAgain();
            return report;
          },
          forget: () => this.#matcher.forget(),
        },
        'thorough training': {
          work: (now) => this.#thorough.work(now),
          forget: () => this.#thorough.forget(),
        },
        'check-up': { work: (now) => this.#check.work(now), forget: () => this.#check.stop() },
      }),
    );
  }

  /** What the tab that leads has trained meanwhile. */
  async #follow({ project }: Moment): Promise<void> {
    if (!(await this.#model.read(project))) return;
    this.#schedule.changed('model');
    const { version = 0 } = this.#model.weights ?? {};
    this.#tell({ version, ...(this.#status.order === 'waiting' ? { order: 'done' } : {}) });
  }

  /** Back to the model as it was, as a newer version of it: what older ones recommended gives way. */
  async #goBack(version: number): Promise<void> {
    this.#wanted = undefined;
    const { project } = this.#mirror;
    if (project === undefined || !(await this.#model.goBack(project, version))) return;
    this.#changed('model');
    this.#tell({ version: this.#model.weights?.version ?? 0, ...this.#model.shown() });
  }

  #canLoad(): boolean {
    return performance.now() - this.#failedAt >= retryAfterMs;
  }

  /** The networks and vectors; `undefined` where they cannot be had, which the status then says. */
  async #ready(project: Project): Promise<Assets | undefined> {
    if (this.#assets !== undefined) return this.#assets;
    if (!this.#canLoad()) return undefined;
    this.#tell({ phase: 'loading' });
    const loaded = await loadAssets(project.task);
    if (!loaded.ok) {
      this.#fail(loaded.error);
      return undefined;
    }
    this.#assets = loaded.value;
    this.#changed('assets');
    const { problem: _problem, ...status } = this.#status;
    this.#status = status;
    this.#tell({ threads: loaded.value.runtime.threads });
    return loaded.value;
  }

  #fail(found: Problem): void {
    this.#failedAt = performance.now();
    this.#tell({ phase: 'failed', problem: found });
    this.#tryAgainLater();
  }

  #tryAgainLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#changed('assets'), retryAfterMs);
  }

  async #forget(): Promise<void> {
    this.#isReset = false;
    await this.#store.weights.remove(this.projectId);
    const { project } = this.#mirror;
    if (project !== undefined) await this.#store.trainingLog.clear(this.projectId, project.task);
    await this.#store.recommendations.clear(this.projectId, 'model');
    await this.#store.recommendations.clear(this.projectId, 'explanations');
    this.#schedule.forget();
    this.#mirror.forget();
    this.#votedFor = undefined;
    this.#failedAt = Number.NEGATIVE_INFINITY;
    const { metrics: _metrics, loss: _loss, problem: _problem, ...status } = this.#status;
    this.#status = status;
    this.#tell({ phase: 'idle', version: 0, step: 0, steps: 0, leftMs: 0 });
  }

  #changed(...names: readonly Name[]): void {
    this.#schedule.changed(...names);
    this.#wakeUp();
  }

  #tell(change: Partial<LearnerStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#job.progress(this.#status);
  }

  #tellCheck(check: LearnerStatus['check']): void {
    const { check: _check, ...status } = this.#status;
    this.#status = status;
    this.#tell(check === undefined ? {} : { check });
  }

  #wakeUp(): void {
    this.#stirred = true;
    this.#wake?.();
  }

  /** Until something happens. */
  #sleep(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#wake = resolve;
    }).finally(() => {
      this.#wake = undefined;
    });
  }
}

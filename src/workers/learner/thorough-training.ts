/**
 * *Train thoroughly*: the training of minutes, when a person asks for it. It has the last place in the order, so whatever else is
 * due comes first; between two slices nothing waits for it. That it was asked for is stored at once, and how far it is every
 * so often, so a reload or a crash costs some seconds of it. Its network replaces the model's only where it is better on texts
 * that neither has learned.
 */
import type { Problem, Result } from '#core/base';
import { type Project, taskTraits, type Weights } from '#core/project';
import type { Schedule } from '#core/tasks';
import type { ReadableDocument } from '#core/train';
import {
  runThoroughly,
  stateOf,
  storedState,
  type ThoroughPlan,
  type ThoroughProblem,
  type ThoroughProgress,
  type ThoroughVerdict,
  usualPlan,
} from '#core/triggers';
import type { Store } from '#store';
import { type Assets, loadContextNetwork } from '../platform/assets.ts';
import { BackgroundTraining } from './background-training.ts';
import type { ContextStates } from './context-states.ts';
import type { ThoroughStatus } from './contract.ts';
import type { Moment } from './moment.ts';
import type { Report } from './schedule.ts';

export interface ThoroughNeeds {
  readonly assets: (project: Project) => Promise<Assets | undefined>;
  /** The network cannot be had now. */
  readonly missing: () => void;
  readonly failed: (found: Problem) => void;
  readonly tell: (status: ThoroughStatus) => void;
  /** The model as it is. */
  readonly weights: () => Weights | undefined;
  readonly context: Pick<ContextStates, 'ofLabelled'>;
  /** Takes these tensors into the model; `false` while it trains itself. */
  readonly take: (tensors: Weights['tensors'], project: Project) => Promise<boolean>;
  readonly plan?: Partial<ThoroughPlan>;
  /** Of the model's own trainings. */
  readonly schedule?: Partial<Schedule>;
}

/** Name of the row that holds how far a training is. */
const rowName = 'thorough';
const storeEveryMs = 15_000;
/** Texts read at a time, and so many places they are drawn from in a large project. */
const chunk = 100;
const places = 40;

export class ThoroughTraining {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: ThoroughNeeds;
  readonly #training = new BackgroundTraining<Result<ThoroughVerdict, ThoroughProblem>>();
  #isOrdered = false;
  #isCancelled = false;
  #isRead = false;
  /** The last state that was not stored yet. */
  #state: ThoroughProgress['state'];
  #storedAt = 0;
  #storedDone = 0;
  #writes = 0;
  /** Labelled texts that it learns from. */
  #gold = 0;
  #verdict: ThoroughVerdict | undefined;
  /** What the model that it is judged against reads words by. */
  #reads: string | undefined;

  constructor(store: Store, projectId: string, needs: ThoroughNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
  }

  /** Says at once where a training was asked for before the learner was started: others come first. */
  async remember(): Promise<void> {
    const stored = await this.#store.weights.get(this.#projectId, rowName);
    if (stored !== undefined) this.#needs.tell({ phase: 'waiting' });
  }

  order(): void {
    this.#isOrdered = true;
    this.#isCancelled = false;
    if (!this.#training.isRunning) this.#needs.tell({ phase: 'waiting' });
  }

  cancel(): void {
    this.#isOrdered = false;
    this.#isCancelled = true;
    this.#needs.tell({ phase: 'none' });
  }

  /** The next training starts from nothing; what is stored is the caller's. */
  forget(): void {
    this.#training.drop();
    this.#verdict = undefined;
    this.#state = undefined;
    this.#isOrdered = false;
    this.#needs.tell({ phase: 'none' });
  }

  async work(now: Moment): Promise<Report> {
    if (this.#isCancelled) {
      this.#isCancelled = false;
      this.forget();
      await this.#store.weights.remove(this.#projectId, rowName);
      return 'idle';
    }
    // It keeps its place: when the pause ends it goes on.
    if (now.rests || !taskTraits[now.project.task].hasThoroughTraining) return 'idle';
    if (this.#verdict !== undefined) return this.#end(this.#verdict, now.project);
    if (!this.#training.isRunning && !(await this.#start(now))) return 'idle';
    const ended = await this.#training.slice(({ step, steps, leftMs }) => {
      this.#needs.tell({ phase: 'training', step, steps, leftMs });
    });
    await this.#keep();
    if (ended === undefined) return this.#training.isRunning ? 'more' : 'idle';
    if (ended.outcome.ok) return this.#end(ended.outcome.value, now.project);
    await this.#store.weights.remove(this.#projectId, rowName);
    this.#needs.tell({
      phase: ended.outcome.error.code === 'nothing-to-learn' ? 'nothing-to-learn' : 'none',
    });
    return 'idle';
  }

  async #start(now: Moment): Promise<boolean> {
    const { project, labels, labelled } = now;
    const stored = this.#isRead ? undefined : await this.#store.weights.get(this.#projectId, rowName);
    this.#isRead = true;
    if (!this.#isOrdered && stored === undefined) return false;
    const model = this.#needs.weights();
    if (model === undefined) {
      this.#isOrdered = false;
      this.#needs.tell({ phase: 'nothing-to-learn' });
      return false;
    }
    const assets = await this.#needs.assets(project);
    const context = assets === undefined ? undefined : await loadContextNetwork();
    if (assets === undefined || context?.ok !== true) {
      this.#isRead = stored === undefined;
      this.#needs.missing();
      return false;
    }
    const modelEncoder = this.#needs.context.ofLabelled(assets.encoder, now, model.encoder);
    if (modelEncoder === undefined) {
      this.#isRead = stored === undefined;
      this.#needs.missing();
      return false;
    }
    this.#reads = model.encoder;
    this.#isOrdered = false;
    this.#storedDone = 0;
    const gold = labelled.length;
    const resume = stored && this.#resumed(stored, gold, context.value.manifest.name);
    if (stored === undefined) {
      this.#writes = 0;
      this.#gold = gold;
      await this.#write({ done: [] });
    }
    const { sentences } = { ...usualPlan, ...this.#needs.plan };
    const texts = await this.#unlabelled(sentences);
    this.#training.start((signal) =>
      this.#watched(
        runThoroughly({
          ...{ projectId: this.#projectId, allLabels: labels, model, documents: labelled, texts },
          network: assets.network,
          context: context.value,
          encoder: assets.encoder,
          modelEncoder,
          seed: model.seed,
          clock: Date.now,
          signal,
          ...(this.#needs.plan === undefined ? {} : { plan: this.#needs.plan }),
          ...(this.#needs.schedule === undefined ? {} : { schedule: this.#needs.schedule }),
          ...(resume === undefined ? {} : { resume }),
        }),
      ),
    );
    return true;
  }

  /** Where it was; what learned from labels starts anew where there are more of them now. */
  #resumed(stored: Weights, gold: number, context: string): ReturnType<typeof stateOf> {
    this.#writes = stored.step;
    this.#gold = gold;
    const state = stateOf(stored, [context, 'ner']);
    if (stored.metrics['gold'] === gold || state.done.length === 0) return state;
    return { done: state.done.slice(0, 1) };
  }

  /** Remembers each state that comes by. */
  async *#watched(
    session: ReturnType<typeof runThoroughly>,
  ): AsyncGenerator<ThoroughProgress, Result<ThoroughVerdict, ThoroughProblem>, void> {
    for (;;) {
      const next = await session.next();
      if (next.done === true) return next.value;
      if (next.value.state !== undefined) this.#state = next.value.state;
      yield next.value;
    }
  }

  async #keep(): Promise<void> {
    const now = performance.now();
    const state = this.#state;
    // A training that is done is kept at once.
    if (state === undefined) return;
    if (state.done.length === this.#storedDone && now - this.#storedAt < storeEveryMs) return;
    this.#storedAt = now;
    this.#storedDone = state.done.length;
    this.#state = undefined;
    await this.#write(state);
  }

  async #write(state: NonNullable<ThoroughProgress['state']>): Promise<void> {
    const { metrics, ...stored } = storedState(state);
    const written = await this.#store.weights.put({
      ...{ projectId: this.#projectId, model: rowName, version: 1, step: ++this.#writes },
      ...stored,
      metrics: { ...metrics, gold: this.#gold },
      ...{ labels: [], trainedAt: Date.now(), seed: 0 },
    });
    if (!written.ok) this.#needs.failed(written.error);
  }

  async #end(verdict: ThoroughVerdict, project: Project): Promise<Report> {
    if (this.#needs.weights()?.encoder !== this.#reads) {
      // The model reads otherwise by now, and is judged against as it is; what was trained is stored.
      this.#verdict = undefined;
      this.#isRead = false;
      return 'more';
    }
    this.#verdict = verdict;
    const { isBetter, before, after, judgedOn } = verdict;
    // The model trains at this moment: what it learns comes first.
    if (isBetter && !(await this.#needs.take(verdict.tensors, project))) return 'more';
    this.#verdict = undefined;
    this.#state = undefined;
    await this.#store.weights.remove(this.#projectId, rowName);
    this.#needs.tell({ phase: isBetter ? 'better' : 'not-better', before, after, judgedOn });
    return isBetter ? 'done' : 'idle';
  }

  /** Texts that nobody has labelled: from all over the project where there are many. */
  async #unlabelled(limit: number): Promise<ReadableDocument[]> {
    const { total } = await this.#store.documents.counts(this.#projectId);
    const texts: ReadableDocument[] = [];
    const step = total <= Math.max(limit, chunk * places) ? chunk : Math.floor(total / places);
    for (let from = 0; from < total && texts.length < limit; from += step) {
      const some = await this.#store.documents.chunk(this.#projectId, from, chunk);
      for (const { document } of some) if (document.status === 'open') texts.push(document);
    }
    return texts;
  }
}

/**
 * *Train thoroughly*: the training of minutes, when a person asks for it. It has the last place in the order, so whatever else is
 * due comes first; between two slices nothing waits for it. That it was asked for is stored at once, and how far it is every
 * so often, so a reload or a crash costs some seconds of it. Its network replaces the model's only where it is better on texts
 * that neither has learned.
 */
import { err, type Problem, problem, type Result } from '#core/base';
import { type LabelledDocument, type Project, taskTraits, type Weights } from '#core/project';
import type { Schedule, SelfTrainingPlan } from '#core/tasks';
import type { Span } from '#core/text';
import type { TokenEncoder } from '#core/train';
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
import { remember } from './dictionaries.ts';
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
  /** Takes these tensors into the model; `false` while it trains itself. */
  readonly take: (tensors: Weights['tensors']) => Promise<boolean>;
  readonly context: Pick<ContextStates, 'forReading'>;
  readonly plan?: Partial<ThoroughPlan & SelfTrainingPlan>;
  /** Of the model's own trainings. */
  readonly schedule?: Partial<Schedule>;
}

/** Name of the row that holds how far a training is. */
const rowName = 'thorough';
const storeEveryMs = 15_000;
/** Texts read at a time, and so many places they are drawn from in a large project. */
const chunk = 100;
const places = 40;
/** Texts whose words are read in their context at a time, and letters of those whose states memory holds. */
const atOnce = 16;
const maxLetters = 700_000;
/** Texts that are looked at where each thing in them is classified. */
const classTexts = 1500;

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
  /** Labelled texts that it learns from, and what it must fit: what the model reads words by, and its outputs. */
  #gold = 0;
  #fits: Fit = { labels: [] };
  /** What reads words in their context has gone for now. */
  #isUnread = false;
  #verdict: ThoroughVerdict | undefined;

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
    if (now.rests) return 'idle';
    if (this.#verdict !== undefined) return this.#end(this.#verdict);
    if (!this.#training.isRunning && !(await this.#start(now))) return 'idle';
    const ended = await this.#training.slice(({ step, steps, leftMs }) => {
      this.#needs.tell({ phase: 'training', step, steps, leftMs });
    });
    await this.#keep();
    if (ended === undefined) return this.#training.isRunning ? 'more' : 'idle';
    if (ended.outcome.ok) return this.#end(ended.outcome.value);
    if (this.#isUnread) {
      // What is stored is gone on with as soon as words can be read again.
      this.#isUnread = false;
      this.#isRead = false;
      this.#needs.tell({ phase: 'waiting' });
      this.#needs.missing();
      return 'idle';
    }
    await this.#store.weights.remove(this.#projectId, rowName);
    this.#needs.tell({
      phase: ended.outcome.error.code === 'nothing-to-learn' ? 'nothing-to-learn' : 'none',
    });
    return 'idle';
  }

  async #start({ project, labels, labelled }: Moment): Promise<boolean> {
    const stored = this.#isRead ? undefined : await this.#store.weights.get(this.#projectId, rowName);
    this.#isRead = true;
    if (!this.#isOrdered && stored === undefined) return false;
    const model = this.#needs.weights();
    if (model === undefined) {
      this.#isOrdered = false;
      this.#needs.tell({ phase: 'nothing-to-learn' });
      return false;
    }
    const { isSequence } = taskTraits[project.task];
    const assets = await this.#needs.assets(project);
    const context = assets === undefined || !isSequence ? undefined : await loadContextNetwork();
    if (assets === undefined || context?.ok === false) {
      this.#isRead = stored === undefined;
      this.#needs.missing();
      return false;
    }
    this.#isOrdered = false;
    this.#storedDone = 0;
    const gold = labelled.length;
    const networks = [
      ...(context === undefined ? [] : [context.value.manifest.name]),
      assets.network.manifest.name,
    ];
    const isSame = stored !== undefined && isAlike(stored, model);
    const resume = isSame ? this.#resumed(stored, gold, networks) : undefined;
    this.#fits = model;
    if (resume === undefined) {
      this.#writes = stored?.step ?? 0;
      this.#gold = gold;
      await this.#write({ done: [] });
    }
    const { sentences } = { ...usualPlan, ...this.#needs.plan };
    const texts = await this.#unlabelled(isSequence ? sentences : Math.min(sentences, classTexts), model);
    const { dictionary, hasAspects } = remember(project, labels, labelled);
    this.#training.start((signal) =>
      this.#watched(
        this.#inContext([...labelled, ...texts], model, assets.encoder, (encoder) =>
          runThoroughly({
            ...{ task: project.task, projectId: this.#projectId, allLabels: labels },
            ...{ model, documents: labelled, texts, network: assets.network, encoder },
            ...(context === undefined ? {} : { context: context.value }),
            ...(hasAspects ? { aspects: ({ text }) => dictionary.find(text).map(plainSpan) } : {}),
            seed: model.seed,
            clock: Date.now,
            signal,
            ...(this.#needs.plan === undefined ? {} : { plan: this.#needs.plan }),
            ...(this.#needs.schedule === undefined ? {} : { schedule: this.#needs.schedule }),
            ...(resume === undefined ? {} : { resume }),
          }),
        ),
      ),
    );
    return true;
  }

  /** Where it was; what learned from labels starts anew where there are more of them now. */
  #resumed(
    stored: Weights,
    gold: number,
    networks: readonly string[],
  ): ReturnType<typeof stateOf> | undefined {
    const state = stateOf(stored, networks);
    const isOfThese = stored.metrics['gold'] === gold;
    const hasLesson = networks.length > 1;
    if (!isOfThese && !hasLesson) return undefined;
    this.#writes = stored.step;
    this.#gold = gold;
    if (isOfThese || state.done.length === 0) return state;
    return { done: state.done.slice(0, 1) };
  }

  /** Where the model reads words in their context, these texts are read first, a few at a time. */
  async *#inContext(
    documents: readonly LabelledDocument[],
    { encoder }: Weights,
    words: TokenEncoder,
    run: (encoder: TokenEncoder) => ReturnType<typeof runThoroughly>,
  ): ReturnType<typeof runThoroughly> {
    const all = documents.map(({ document }) => document);
    const { context } = this.#needs;
    const parts = encoder === undefined ? 0 : Math.ceil(all.length / atOnce);
    let isRead = true;
    for (let part = 0; part < parts && isRead; part++) {
      const some = all.slice(part * atOnce, (part + 1) * atOnce);
      isRead = (await context.forReading(words, some, encoder)) !== undefined;
      yield { step: 0, steps: 1, loss: 0 };
    }
    const reader = isRead ? await context.forReading(words, all, encoder) : undefined;
    if (reader !== undefined) return yield* run(reader);
    this.#isUnread = true;
    return err(problem('stopped', 'words cannot be read in their context now'));
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
      ...(this.#fits.encoder === undefined ? {} : { encoder: this.#fits.encoder }),
      metrics: { ...metrics, gold: this.#gold },
      ...{ labels: this.#fits.labels, trainedAt: Date.now(), seed: 0 },
    });
    if (!written.ok) this.#needs.failed(written.error);
  }

  async #end(verdict: ThoroughVerdict): Promise<Report> {
    this.#verdict = verdict;
    const { isBetter, before, after, judgedOn } = verdict;
    const model = this.#needs.weights();
    if (isBetter && model !== undefined && !isAlike(model, this.#fits)) {
      // The model reads words otherwise or has learned other labels by now: what was trained does not fit it, and is trained anew.
      this.forget();
      this.order();
      return 'more';
    }
    // The model trains at this moment: what it learns comes first.
    if (isBetter && !(await this.#needs.take(verdict.tensors))) return 'more';
    this.#verdict = undefined;
    this.#state = undefined;
    await this.#store.weights.remove(this.#projectId, rowName);
    this.#needs.tell({ phase: isBetter ? 'better' : 'not-better', before, after, judgedOn });
    return isBetter ? 'done' : 'idle';
  }

  /** Texts that nobody has labelled: from all over the project where there are many. */
  async #unlabelled(limit: number, { encoder }: Weights): Promise<LabelledDocument[]> {
    const { total } = await this.#store.documents.counts(this.#projectId);
    const texts: LabelledDocument[] = [];
    let letters = 0;
    const step = total <= Math.max(limit, chunk * places) ? chunk : Math.floor(total / places);
    for (let from = 0; from < total && texts.length < limit; from += step) {
      for (const one of await this.#store.documents.chunk(this.#projectId, from, chunk)) {
        if (one.document.status !== 'open') continue;
        letters += one.document.text.length;
        if (encoder !== undefined && letters > maxLetters) return texts;
        texts.push(one);
      }
    }
    return texts;
  }
}

type Fit = Pick<Weights, 'encoder' | 'labels'>;

const isAlike = (one: Fit, other: Fit): boolean =>
  one.encoder === other.encoder && JSON.stringify(one.labels) === JSON.stringify(other.labels);

const plainSpan = ({ from, to }: Span): Span => ({ from, to });

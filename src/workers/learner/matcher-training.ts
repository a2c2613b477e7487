/**
 * The string-matching network of the project's rules (`find`): trained when the first rule is there, and again when there are
 * markedly more of them. What it learned is stored; whoever matches rules softly, here or in the rules worker, looks for it
 * there.
 */
import { createRng, type Problem, type StopSignal } from '#core/base';
import type { Weights } from '#core/project';
import { type FindLessonSize, findStepsDue, type LabelledKeyword, trainFind } from '#core/rules';
import { parametersFit } from '#core/train';
import type { Store } from '#store';
import { loadFindAssets } from '../platform/assets.ts';
import { BackgroundTraining, type TrainingProgress } from './background-training.ts';
import type { Moment } from './moment.ts';
import type { Report } from './schedule.ts';

export interface FindLesson {
  readonly sentences: readonly (readonly string[])[];
  readonly keywords: readonly LabelledKeyword[];
}

export interface MatcherNeeds {
  /** `undefined` where there is no rule. */
  readonly lesson: () => FindLesson | undefined;
  readonly progress: (state: TrainingProgress) => void;
  readonly failed: (found: Problem) => void;
  /** The network cannot be had now. */
  readonly missing: () => void;
}

interface Lesson {
  readonly size: FindLessonSize;
  readonly seed: number;
  readonly version: number;
  readonly steps: number;
}

export class MatcherTraining {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: MatcherNeeds;
  readonly #training = new BackgroundTraining<Weights['tensors']>();
  #lesson: Lesson | undefined;
  #weights: Weights | undefined;
  #isRead = false;

  constructor(store: Store, projectId: string, needs: MatcherNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
  }

  async work(now: Moment): Promise<Report> {
    const { sources, trainEvery } = now.project.settings;
    const isOff = !sources.explanations || (trainEvery === 0 && now.orders === 0);
    if (now.rests || isOff) return 'idle';
    if (!this.#training.isRunning && !(await this.#start())) return 'idle';
    const ended = await this.#training.slice(this.#needs.progress);
    if (ended === undefined) return this.#training.isRunning ? 'more' : 'idle';
    await this.#keep(ended.outcome);
    return 'done';
  }

  /** The next training starts from nothing; what is stored is the caller's. */
  forget(): void {
    this.#training.drop();
    this.#weights = undefined;
  }

  async #start(): Promise<boolean> {
    const lesson = this.#needs.lesson();
    if (lesson === undefined) return false;
    const { sentences, keywords } = lesson;
    if (!this.#isRead) {
      this.#weights = await this.#store.weights.get(this.#projectId, 'find');
      this.#isRead = true;
    }
    const size = { sentences: sentences.length, keywords: keywords.length };
    const steps = findStepsDue(this.#weights && lessonOf(this.#weights), size);
    if (steps === 0) return false;
    const assets = await loadFindAssets();
    if (!assets.ok) {
      this.#needs.missing();
      return false;
    }
    const { network, encoder } = assets.value;
    const before = this.#weights?.tensors;
    const fits = before !== undefined && parametersFit(network.manifest, { wordDim: encoder.dim }, before);
    const version = (this.#weights?.version ?? 0) + 1;
    const seed = this.#weights?.seed ?? 1;
    this.#lesson = { size, seed, version, steps };
    const train = (signal: StopSignal) =>
      trainFind({
        manifest: network.manifest,
        graph: network.train,
        encoder,
        sentences,
        keywords,
        rng: createRng(seed).fork(version),
        steps,
        ...(fits ? { initial: before } : {}),
        signal,
      });
    this.#training.start((signal) => counted(train(signal), steps));
    return true;
  }

  async #keep(tensors: Weights['tensors']): Promise<void> {
    const lesson = this.#lesson;
    if (lesson === undefined) return;
    const weights: Weights = {
      projectId: this.#projectId,
      model: 'find',
      version: lesson.version,
      tensors,
      step: (this.#weights?.step ?? 0) + lesson.steps,
      metrics: { keywords: lesson.size.keywords, sentences: lesson.size.sentences },
      labels: [],
      trainedAt: Date.now(),
      seed: lesson.seed,
    };
    const written = await this.#store.weights.put(weights);
    if (!written.ok) this.#needs.failed(written.error);
    this.#weights = weights;
  }
}

/** A training's steps, numbered. */
async function* counted<Outcome>(
  training: AsyncGenerator<{ readonly loss: number }, Outcome, void>,
  steps: number,
): AsyncGenerator<{ readonly step: number; readonly steps: number; readonly loss: number }, Outcome, void> {
  for (let step = 1; ; step++) {
    const next = await training.next();
    if (next.done === true) return next.value;
    yield { step, steps, loss: next.value.loss };
  }
}

function lessonOf({ metrics }: Weights): FindLessonSize {
  return { keywords: metrics['keywords'] ?? 0, sentences: metrics['sentences'] ?? 0 };
}

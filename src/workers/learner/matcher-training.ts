/**
 * Trains the string-matching network of the project's rules (`find`), a few steps at a time between other work: when the first
 * rule is there, and again when there are markedly more of them. What it learned is stored; whoever matches rules softly, here
 * or in the rules worker, looks for it there.
 */
import { createRng, type Problem, StopSource } from '#core/base';
import type { Weights } from '#core/project';
import { type FindLessonSize, findStepsDue, type LabelledKeyword, trainFind } from '#core/rules';
import type { SessionProgress } from '#core/tasks';
import { parametersFit } from '#core/train';
import type { Store } from '#store';
import { type FindAssets, loadFindAssets } from '../platform/assets.ts';

/** Milliseconds of training between two looks around. */
const sliceMs = 200;
const retryAfterMs = 20_000;

export interface FindLesson {
  readonly sentences: readonly (readonly string[])[];
  readonly keywords: readonly LabelledKeyword[];
}

interface Running {
  readonly training: ReturnType<typeof trainFind>;
  readonly stop: StopSource;
  readonly size: FindLessonSize;
  readonly seed: number;
  readonly steps: number;
  readonly version: number;
  taken: number;
}

export class LearnerFind {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #failed: (found: Problem) => void;
  #running: Running | undefined;
  #weights: Weights | undefined;
  #isRead = false;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(store: Store, projectId: string, failed: (found: Problem) => void) {
    this.#store = store;
    this.#projectId = projectId;
    this.#failed = failed;
  }

  /**
   * Trains for a moment. `'idle'`: there is nothing to train; `'learned'`: newly trained weights are stored. The lesson is only
   * asked for where nothing is running.
   */
  async trainSome(
    lesson: () => FindLesson,
    progress: (state: SessionProgress) => void,
  ): Promise<'idle' | 'training' | 'learned'> {
    if (this.#running === undefined && !(await this.#start(lesson()))) return 'idle';
    const until = performance.now() + sliceMs;
    while (this.#running !== undefined && performance.now() < until) {
      const running = this.#running;
      const step = await running.training.next();
      if (this.#running !== running) return 'training';
      if (step.done !== true) {
        running.taken++;
        progress({ step: running.taken, steps: running.steps, loss: step.value.loss });
        continue;
      }
      this.#running = undefined;
      await this.#keep(running, step.value);
      return 'learned';
    }
    return 'training';
  }

  /** The next training starts from nothing; what is stored is the caller's. */
  forget(): void {
    this.#running?.stop.stop();
    this.#running = undefined;
    this.#weights = undefined;
  }

  async #start({ sentences, keywords }: FindLesson): Promise<boolean> {
    if (performance.now() - this.#failedAt < retryAfterMs) return false;
    if (!this.#isRead) {
      this.#weights = await this.#store.weights.get(this.#projectId, 'find');
      this.#isRead = true;
    }
    const size = { sentences: sentences.length, keywords: keywords.length };
    const steps = findStepsDue(this.#weights && lessonOf(this.#weights), size);
    if (steps === 0) return false;
    const assets = await loadFindAssets();
    if (!assets.ok) {
      this.#failedAt = performance.now();
      return false;
    }
    const { network, encoder }: FindAssets = assets.value;
    const version = (this.#weights?.version ?? 0) + 1;
    const seed = this.#weights?.seed ?? 1;
    const stop = new StopSource();
    const before = this.#weights?.tensors;
    const fits = before !== undefined && parametersFit(network.manifest, { wordDim: encoder.dim }, before);
    this.#running = {
      training: trainFind({
        manifest: network.manifest,
        graph: network.train,
        encoder,
        sentences,
        keywords,
        rng: createRng(seed).fork(version),
        steps,
        ...(fits ? { initial: before } : {}),
        signal: stop,
      }),
      stop,
      size,
      seed,
      steps,
      version,
      taken: 0,
    };
    return true;
  }

  async #keep({ size, seed, version, taken }: Running, tensors: Weights['tensors']): Promise<void> {
    const weights: Weights = {
      projectId: this.#projectId,
      model: 'find',
      version,
      tensors,
      step: (this.#weights?.step ?? 0) + taken,
      metrics: { keywords: size.keywords, sentences: size.sentences },
      labels: [],
      trainedAt: Date.now(),
      seed,
    };
    const written = await this.#store.weights.put(weights);
    if (!written.ok) this.#failed(written.error);
    this.#weights = weights;
  }
}

function lessonOf({ metrics }: Weights): FindLessonSize {
  return { keywords: metrics['keywords'] ?? 0, sentences: metrics['sentences'] ?? 0 };
}

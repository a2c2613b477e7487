/** The context model of a rule engine: when to learn it anew, and how to ask it about an instance. */
import { createRng } from '#core/base';
import type { Corpus, WordTable } from '#core/execute';
import { ContextFeatures } from './context-features.ts';
import {
  type ContextExamples,
  type ContextModel,
  contextFitting,
  contextProbabilities,
  evidenceOf,
} from './context-model.ts';
import type { Plausibility } from './resolver.ts';

/** What the model is taught: instances with the label of their strict votes, or their gold label. */
export interface Lesson {
  readonly instances: readonly number[];
  readonly labels: readonly number[];
}

/** Examples beyond this number add time and little else; an even sample of them is taken. */
const maxExamples = 5000;

export class ContextLearner {
  readonly #features: ContextFeatures;
  readonly #seed: number;
  #model: ContextModel | undefined;
  #taught = '';

  constructor(corpus: Corpus, table: WordTable, seed: number) {
    this.#features = new ContextFeatures(corpus, table);
    this.#seed = seed;
  }

  /**
   * Learns, unless the lesson is about as long as the last one and `rules` are the same. Returns whether it did; abandoned
   * half-way, it leaves the model as it was.
   */
  *learn(lesson: Lesson, labelCount: number, rules: string): Generator<void, boolean, void> {
    const size = lesson.instances.length;
    const taught = `${rules} ${labelCount} ${Math.round(Math.log(size + 1) / Math.log(1.1))}`;
    if (taught === this.#taught) return false;
    const examples = yield* this.#examples(lesson);
    this.#model = yield* contextFitting(examples, { labelCount, rng: createRng(this.#seed) });
    this.#taught = taught;
    return true;
  }

  *#examples(lesson: Lesson): Generator<void, ContextExamples, void> {
    const size = lesson.instances.length;
    const count = Math.min(size, maxExamples);
    const { dims } = this.#features;
    const features = new Float32Array(count * dims);
    const labels = new Int32Array(count);
    for (let k = 0; k < count; k++) {
      const at = Math.floor((k * size) / count);
      this.#features.fill(lesson.instances[at] ?? 0, features, k * dims);
      labels[k] = lesson.labels[at] ?? 0;
      if (k % 500 === 499) yield;
    }
    return { features, dims, labels };
  }

  /** `undefined` before the first lesson. */
  get model(): ContextModel | undefined {
    return this.#model;
  }

  /** Takes what was learned elsewhere. */
  take(model: ContextModel): void {
    this.#model = model;
  }

  /** `undefined` before the first lesson. */
  plausibility(): Plausibility | undefined {
    const model = this.#model;
    if (model === undefined) return undefined;
    const row = new Float32Array(this.#features.dims);
    const probabilities = new Float32Array(model.labelCount);
    let filled = -1;
    return (instance, label) => {
      if (instance !== filled) {
        this.#features.fill(instance, row, 0);
        contextProbabilities(model, row, 0, probabilities);
        filled = instance;
      }
      return evidenceOf(1, probabilities[label] ?? 0, model.prior[label] ?? 1);
    };
  }
}

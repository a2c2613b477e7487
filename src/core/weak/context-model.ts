/**
 * What kind of arguments and surroundings go with which label, learned from what the rules are sure of: a softmax regression
 * from an instance's features to the label of its strict matches (and of gold labels, where there are any). It says how
 * plausible a *soft* match is. "of the" is a little like "of", but "a bottle of milk" is not a part of milk; the words of X and Y
 * know that, and no explanation says it. It is the soft sister of a relation's type restriction.
 *
 * Trained by Adam on batches drawn at random, with weight decay; a few thousand examples suffice.
 */
import { AdamParameter, type Rng } from '#core/base';

export interface ContextExamples {
  /** Row-major, one row of `dims` per example. */
  readonly features: Float32Array;
  readonly dims: number;
  readonly labels: Int32Array;
}

export interface ContextModel {
  readonly labelCount: number;
  readonly dims: number;
  /** (dims + 1) × labelCount, the last row the bias. */
  readonly weights: Float32Array;
  /** Share of each label among the examples, smoothed: what a probability is compared with. */
  readonly prior: Float32Array;
}

export interface ContextOptions {
  readonly labelCount: number;
  readonly rng: Rng;
  readonly steps?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
}

/** Fits the model. Cost: steps × batch × dims × labels. Same examples and generator, same model. */
export function fitContextModel(examples: ContextExamples, options: ContextOptions): ContextModel {
  const fitting = contextFitting(examples, options);
  for (;;) {
    const step = fitting.next();
    if (step.done === true) return step.value;
  }
}

/** As `fitContextModel`, yielding after each step; abandoned half-way, it leaves nothing behind. */
export function* contextFitting(
  examples: ContextExamples,
  options: ContextOptions,
): Generator<void, ContextModel, void> {
  const { features, dims, labels } = examples;
  const { labelCount, rng } = options;
  const steps = options.steps ?? 300;
  const batchSize = options.batchSize ?? 256;
  const learningRate = options.learningRate ?? 0.05;
  const weightDecay = options.weightDecay ?? 1e-4;
  const size = (dims + 1) * labelCount;
  const parameter = new AdamParameter(size);
  const { value: weights, slope: gradient } = parameter;
  const probabilities = new Float32Array(labelCount);
  const model = { labelCount, dims, weights, prior: priorOf(labels, labelCount) };
  if (labels.length === 0) return model;
  for (let step = 1; step <= steps; step++) {
    // Here the decay is part of the gradient.
    for (let k = 0; k < size; k++) gradient[k] = weightDecay * (weights[k] ?? 0);
    for (let n = 0; n < batchSize; n++) {
      const example = rng.int(labels.length);
      const from = example * dims;
      contextProbabilities(model, features, from, probabilities);
      const truth = labels[example] ?? 0;
      probabilities[truth] = (probabilities[truth] ?? 0) - 1;
      for (let d = 0; d <= dims; d++) {
        const x = (d === dims ? 1 : (features[from + d] ?? 0)) / batchSize;
        const row = d * labelCount;
        for (let y = 0; y < labelCount; y++) {
          gradient[row + y] = (gradient[row + y] ?? 0) + x * (probabilities[y] ?? 0);
        }
      }
    }
    parameter.step(learningRate, 0, step);
    yield;
  }
  return model;
}

/** P(label | context) of the features at `features[from …]`, into `out` of length `labelCount`. */
export function contextProbabilities(
  model: ContextModel,
  features: Float32Array,
  from: number,
  out: Float32Array,
): void {
  const { labelCount, dims, weights } = model;
  for (let y = 0; y < labelCount; y++) out[y] = weights[dims * labelCount + y] ?? 0;
  for (let d = 0; d < dims; d++) {
    const x = features[from + d] ?? 0;
    if (x === 0) continue;
    const row = d * labelCount;
    for (let y = 0; y < labelCount; y++) out[y] = (out[y] ?? 0) + x * (weights[row + y] ?? 0);
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (const x of out) highest = Math.max(highest, x);
  let total = 0;
  for (let y = 0; y < labelCount; y++) {
    const weight = Math.exp((out[y] ?? 0) - highest);
    out[y] = weight;
    total += weight;
  }
  for (let y = 0; y < labelCount; y++) out[y] = (out[y] ?? 0) / total;
}

/**
 * How strongly a soft match of this score votes for its label in this context: score · P / √prior. The root is measured, not
 * derived: the whole prior overrates rare labels, none of it frequent ones (docs/experiments/rules.md).
 */
export function evidenceOf(score: number, probability: number, prior: number): number {
  return (score * probability) / Math.sqrt(Math.max(prior, 1e-3));
}

function priorOf(labels: Int32Array, labelCount: number): Float32Array {
  const prior = new Float32Array(labelCount).fill(0.01);
  for (const label of labels) prior[label] = (prior[label] ?? 0) + 1 / labels.length;
  return prior;
}

/**
 * The linear expert in a training (methods.md §8): what each task's examples are to it, its training, and the powers of both
 * experts in their product.
 *
 * The powers are learned forwards (prequential validation, Dawid 1984): a text that was labelled after the last training is
 * predicted by both experts as they were, before either learns it. Nothing is trained twice for it, and every label is
 * validated on once. The powers are the temperature too, so that confidences are those that such texts bore out.
 */
import { must, type Rng, type StopSignal, shuffled } from '#core/base';
import { type FloatTensor, type FloatTensors, floatTensor } from '#core/graph';
import type { NerExample, RelationExample, TextExample, TokenEncoder } from '#core/train';
import {
  countedTransitions,
  expertTensors,
  type FeatureRows,
  type LabelWords,
  type LinearLesson,
  type LinearOptions,
  linearFitting,
  namePrior,
  type Powers,
  productOfClasses,
  relationPools,
  relationRows,
  textPools,
  textRows,
  tokenRows,
  withPowers,
} from '#core/train';

/** Examples of a lesson at most: more take time and teach little that the network does not learn better. */
const maxGold = 800;
const maxWeak = 300;
/** All weak examples together count this much of what all gold ones do. */
const weakShare = 0.5;

export interface ExpertTask<Example> {
  /** Powers until there is something to learn them from, by the number of gold examples. */
  usualPowers(gold: number): Powers;
  readonly candidates: readonly Powers[];
  /** What the linear model learns of these examples, each with its weight. */
  lesson(
    examples: readonly Example[],
    weights: readonly number[],
    labels: readonly (LabelWords | undefined)[],
    encoder: TokenEncoder,
  ): LinearLesson;
  /** Confidence of a weak example. */
  weightOf(example: Example): number;
  readonly options: Partial<LinearOptions>;
  /** Entities: what follows what. */
  transitions?(examples: readonly Example[], outputs: number): FloatTensor;
}

const grid = (linear: readonly number[], network: readonly number[]): Powers[] =>
  linear.flatMap((a) => network.map((b) => ({ linear: a, network: b })));

/** An example of a classification. */
interface Judged {
  readonly target: Float32Array;
  readonly weight?: number;
}

const classGrid = grid([0.3, 0.6, 1, 1.5, 2.2, 3], [0, 0.15, 0.3, 0.5, 0.8, 1.2]);

function classTask<Example extends Judged>(
  pools: number,
  rowsOf: (examples: readonly Example[], encoder: TokenEncoder) => FeatureRows,
): ExpertTask<Example> {
  return {
    // Chosen on training sentences of SemEval-2010: the network has a say from some fifty labels on.
    usualPowers: (gold) => ({ linear: 1, network: (0.8 * gold) / (gold + 150) }),
    candidates: classGrid,
    weightOf: ({ weight }) => weight ?? 1,
    options: {},
    lesson: (examples, weights, labels, encoder) => {
      const outputs = labels.length;
      const targets = new Float32Array(examples.length * outputs);
      examples.forEach(({ target }, i) => {
        targets.set(target, i * outputs);
      });
      const initial = namePrior(labels, pools, encoder);
      return {
        rows: rowsOf(examples, encoder),
        outputs,
        targets,
        weights: Float32Array.from(weights),
        initialBias: biasOfNone(examples, labels),
        ...(initial === undefined ? {} : { initial }),
      };
    },
  };
}

/** "None of them" starts as frequent as it is beside the mean label; it has no name that could tell for it. */
function biasOfNone(
  examples: readonly { readonly target: Float32Array }[],
  labels: readonly (LabelWords | undefined)[],
): Float32Array<ArrayBuffer> {
  const bias = new Float32Array(labels.length);
  labels.forEach((label, output) => {
    if (label !== undefined) return;
    const own = examples.reduce((sum, { target }) => sum + (target[output] ?? 0), 0);
    const usual = (examples.length - own) / Math.max(1, labels.length - 1);
    bias[output] = Math.max(-4, Math.min(4, Math.log((own + 0.05) / (usual + 0.05))));
  });
  return bias;
}

export const relationExpert: ExpertTask<RelationExample> = classTask<RelationExample>(
  relationPools,
  relationRows,
);
export const textExpert: ExpertTask<TextExample> = classTask<TextExample>(textPools, textRows);

export const entityExpert: ExpertTask<NerExample> = {
  usualPowers: () => ({ linear: 0.5, network: 0.5 }),
  candidates: grid([0.25, 0.5, 0.75, 1], [0.25, 0.5, 0.75, 1]),
  weightOf: ({ weight }) => weight ?? 1,
  // Many tokens, few of them entities: a higher rate and more steps. Chosen on BC5CDR's `dev.txt`.
  options: { learningRate: 0.02, steps: 150 },
  lesson: (examples, weights, labels, encoder) => {
    const outputs = 1 + 2 * labels.length;
    const tokens = examples.reduce((sum, { words }) => sum + words.length, 0);
    const targets = new Float32Array(tokens * outputs);
    const each = new Float32Array(tokens);
    let row = 0;
    examples.forEach(({ words, allowed }, i) => {
      targets.set(allowed, row * outputs);
      each.fill(weights[i] ?? 1, row, row + words.length);
      row += words.length;
    });
    return { rows: tokenRows(examples, encoder), outputs, targets, partial: true, weights: each };
  },
  transitions: countedTransitions,
};

export interface ExpertLesson<Example> {
  readonly gold: readonly Example[];
  /** With their confidence as `weight`. */
  readonly weak: readonly Example[];
  /** What the outputs (NER: the labels) are called; `undefined`: none of them. */
  readonly labels: readonly (LabelWords | undefined)[];
  readonly encoder: TokenEncoder;
  readonly rng: Rng;
  readonly powers: Powers;
  readonly signal?: StopSignal;
}

/** Trains the linear expert from nothing, in well under a second; yields between two steps. */
export function* expertTraining<Example>(
  task: ExpertTask<Example>,
  { gold, weak, labels, encoder, rng, powers, signal }: ExpertLesson<Example>,
): Generator<void, FloatTensors, void> {
  const own = gold.length > maxGold ? shuffled(gold, rng).slice(0, maxGold) : gold;
  const others = weak.length > maxWeak ? shuffled(weak, rng).slice(0, maxWeak) : weak;
  const sure = others.reduce((sum, one) => sum + task.weightOf(one), 0);
  const factor = sure === 0 ? 0 : (weakShare * Math.max(1, own.length)) / Math.max(sure, own.length);
  const weights = [...own.map(() => 1), ...others.map((one) => factor * task.weightOf(one))];
  const examples = [...own, ...others];
  const lesson = task.lesson(examples, weights, labels, encoder);
  const model = yield* linearFitting(lesson, {
    ...task.options,
    rng,
    ...(signal === undefined ? {} : { signal }),
  });
  return expertTensors(model, powers, task.transitions?.(own, lesson.outputs));
}

const usualName = 'expert.usual';

/** Powers that a network came with which learned otherwise than by these trainings; they stay the usual ones beside it. */
export function ownPowers(tensors: FloatTensors): Powers | undefined {
  const known = tensors[usualName]?.data;
  return known === undefined ? undefined : { linear: known[0] ?? 1, network: known[1] ?? 1 };
}

export const ownPowersTensor = ({ linear, network }: Powers): FloatTensors => ({
  [usualName]: floatTensor([2], [linear, network]),
});

/** A network that takes the place of the one beside the expert: its parameters, its powers, and nothing known of them yet. */
export function replacingNetwork(parameters: FloatTensors, powers: Powers): FloatTensors {
  return {
    ...parameters,
    ...withPowers({}, powers),
    ...ownPowersTensor(powers),
    [recordName]: floatTensor([1]),
  };
}

const recordName = 'expert.record';
/** What a held-out text counts for is multiplied by this with each later one: models change. */
const memory = 0.98;
/** So many texts' worth of trust in the usual powers. */
const trust = 8;

/** Mean losses of each candidate so far: the count of texts, then the sums. */
export function recordOf(tensors: FloatTensors, candidates: number): Float32Array<ArrayBuffer> {
  const known = tensors[recordName]?.data;
  return known?.length === candidates + 1 ? known.slice() : new Float32Array(candidates + 1);
}

/** Adds the losses that one held-out text had under each candidate. */
export function addToRecord(record: Float32Array, losses: ArrayLike<number>): void {
  record[0] = 1 + memory * (record[0] ?? 0);
  for (let i = 0; i < losses.length; i++)
    record[i + 1] = Math.min(10, losses[i] ?? 0) + memory * (record[i + 1] ?? 0);
}

export const recordTensor = (record: Float32Array<ArrayBuffer>): FloatTensors => ({
  [recordName]: floatTensor([record.length], record),
});

/** The candidate that held-out texts support, the usual powers having the weight of a few of them. */
export function bestPowers(record: Float32Array, candidates: readonly Powers[], usual: Powers): Powers {
  if ((record[0] ?? 0) < 3) return usual;
  let best = usual;
  let least = Number.POSITIVE_INFINITY;
  candidates.forEach((one, i) => {
    const away = (one.linear - usual.linear) ** 2 + (one.network - usual.network) ** 2;
    const loss = must(record[i + 1], 'loss') + trust * 0.5 * away;
    if (loss < least) {
      least = loss;
      best = one;
    }
  });
  return best;
}

/** Losses of a classification under each candidate, of what either expert says alone. */
export async function classLosses<Example extends { readonly target: Float32Array }>(
  examples: readonly Example[],
  candidates: readonly Powers[],
  predict: (parameters: FloatTensors) => Promise<Float32Array<ArrayBuffer>[]>,
  parameters: FloatTensors,
): Promise<Float64Array[]> {
  const linear = await predict(withPowers(parameters, { linear: 1, network: 0 }));
  const network = await predict(withPowers(parameters, { linear: 0, network: 1 }));
  return examples.map(({ target }, i) => {
    const scores = must(linear[i], 'prediction').map((p) => Math.log(Math.max(1e-9, p)));
    return Float64Array.from(candidates, (powers) => {
      const p = productOfClasses(powers, scores, 0, network[i], target.length);
      let right = 0;
      target.forEach((share, label) => {
        right += share * (p[label] ?? 0);
      });
      return -Math.log(Math.max(1e-6, right));
    });
  });
}

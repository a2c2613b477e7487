/**
 * What unlabelled texts teach a network that gives one label to each thing that is asked (relations, texts, aspects): the model
 * as it is, its linear expert above all, reads them, and a network learns from people's labels and from these readings together,
 * each with the model's whole distribution (self-training: Scudder 1965, Yarowsky 1995; soft targets: Hinton et al. 2015). A linear
 * model is good after few labels and knows nothing of the order of words; the network finds that in what the linear one is sure of.
 *
 * One run of the one trainer, so it can be stopped anywhere and goes on from its last checkpoint. Laws: same options → same
 * weights; a run that was resumed gives what the whole one would have given.
 */
import {
  createRng,
  err,
  neverStop,
  ok,
  type Problem,
  problem,
  type Result,
  type StopSignal,
  shuffled,
} from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { Document, Task, TaughtDocument, Weights } from '#core/project';
import type { Span } from '#core/text';
import { type Checkpoint, type PredictorOptions, startFrom, type TokenEncoder, train } from '#core/train';
import { factsOf } from './facts.ts';
import { methodOf } from './methods.ts';
import type { WeakInstance } from './task.ts';
import type { TaskNetwork } from './training.ts';

export interface SelfTrainingOptions {
  readonly task: Task;
  /** What reads. */
  readonly teacher: Weights;
  readonly network: TaskNetwork;
  /** What both read words by. */
  readonly encoder: TokenEncoder;
  /** Labelled texts; held-out ones are passed over. */
  readonly documents: readonly TaughtDocument[];
  /** Texts that nobody has labelled, with the entities that are marked in them. */
  readonly texts: readonly TaughtDocument[];
  /** SA: spans that may be aspects of a document. */
  readonly aspects?: (document: Document) => readonly Span[];
  readonly seed: number;
  readonly signal?: StopSignal;
  readonly resume?: Checkpoint;
  readonly plan?: Partial<SelfTrainingPlan>;
}

/** Chosen on training sentences of SemEval-2010 and on `val.xml` of MAMS (docs/label-efficiency.md). */
export interface SelfTrainingPlan {
  /** Readings that teach, at most. */
  readonly taught: number;
  readonly steps: number;
  /** Steps between two checkpoints. */
  readonly checkpointEvery: number;
}

export const usualSelfTraining: SelfTrainingPlan = { taught: 1500, steps: 300, checkpointEvery: 50 };

export interface SelfTrainingProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly checkpoint?: Checkpoint;
}

export interface SelfTrainingOutcome {
  readonly parameters: FloatTensors;
  /** Readings that taught. */
  readonly taught: number;
}

const batchSize = 16;
const learningRate = 0.003;
const averaging = 0.98;
const readingBatch = 32;

/** Yields after each batch that is read and each step. */
export async function* selfTraining(
  options: SelfTrainingOptions,
): AsyncGenerator<
  SelfTrainingProgress,
  Result<SelfTrainingOutcome, Problem<'nothing-to-learn' | 'stopped'>>,
  void
> {
  const { task, teacher, network, encoder, texts, seed } = options;
  const { manifest } = network;
  const plan: SelfTrainingPlan = { ...usualSelfTraining, ...options.plan };
  const signal = options.signal ?? neverStop;
  const method = methodOf(task);
  const scheme = method.scheme(method.labelsOf(teacher.labels));
  const stopped = err(problem('stopped', 'stopped before the training was done'));
  const gold = scheme.teach(options.documents.filter(({ document }) => document.split !== 'holdout'));
  const reader: PredictorOptions = { manifest, graph: network.predict, parameters: teacher.tensors, encoder };
  const context = {
    facts: factsOf(teacher.metrics),
    signal,
    ...(options.aspects === undefined ? {} : { aspects: options.aspects }),
  };
  const rng = createRng(seed);
  const readings: WeakInstance[] = [];
  const order = shuffled(texts, rng.fork(1));
  for (let from = 0; from < order.length && readings.length < plan.taught; from += readingBatch) {
    const some = await scheme.readings?.(order.slice(from, from + readingBatch), reader, context);
    if (signal.stopped) return stopped;
    readings.push(...(some ?? []));
    yield { step: 0, steps: plan.steps, loss: 0 };
  }
  const weak = scheme.teachWeak(readings.slice(0, plan.taught));
  if (gold.length === 0 || weak.length === 0)
    return err(problem('nothing-to-learn', 'there are no labelled or no unlabelled texts to learn from'));
  const own = rng.fork(2);
  const symbols = { labels: scheme.outputs, wordDim: encoder.dim };
  const perEpoch = Math.ceil(Math.max(gold.length, weak.length) / batchSize);
  const epochs = Math.max(1, Math.round(plan.steps / perEpoch));
  const training = train({
    ...{ manifest, graph: network.train, collator: scheme.collator(manifest, encoder) },
    ...{ examples: [...gold, ...weak], symbols, rng: own, batchSize, epochs },
    ...{ initial: startFrom(manifest, symbols, own), averaging, hyperParameters: { learningRate } },
    ...{ signal, checkpointEvery: plan.checkpointEvery },
    ...(options.resume === undefined ? {} : { resume: options.resume }),
  });
  for (;;) {
    const next = await training.next();
    if (next.done === true) {
      if (next.value.reason === 'stopped') return stopped;
      return ok({ parameters: next.value.parameters, taught: weak.length });
    }
    const { step, loss, checkpoint } = next.value;
    yield { step, steps: epochs * perEpoch, loss, ...(checkpoint === undefined ? {} : { checkpoint }) };
  }
}

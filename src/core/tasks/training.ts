/**
 * Training as labels come (methods.md §5): after each few annotations the current weights are trained on, warm, with
 * everything that is known by then, and recommend for the documents that come next. Pure: it reads plain records and
 * returns plain records; the worker around it owns the database, the clock and the pace.
 *
 * A training is short (seconds), stops between two steps, and starts from the last finished weights: a tab that is
 * killed loses the running training and nothing else.
 */
import {
  createRng,
  err,
  ok,
  type Problem,
  problem,
  type Result,
  type Rng,
  type StopSignal,
  shuffled,
} from '#core/base';
import type { FloatTensors, NetworkManifest } from '#core/graph';
import {
  alive,
  type JudgedItem,
  type Label,
  type Task,
  type TaughtDocument,
  taskTraits,
  type Weights,
} from '#core/project';
import type { LoadedGraph, TokenEncoder } from '#core/train';
import { DivergedError, initialParameters, type TrainingResult, train, withPowers } from '#core/train';
import { carryOver } from './carry-over.ts';
import { bestPowers, expertTraining, ownPowers, ownPowersTensor, recordTensor } from './expert.ts';
import { factPrefix, lessonsFact, offsetFact, readyFact, slopeFact } from './facts.ts';
import { heldOutRecord, heldOutVotes } from './held-out.ts';
import { labelWords } from './label-words.ts';
import { confidenceMapOf, measuredOn, readByOthers } from './measured.ts';
import { methodOf } from './methods.ts';
import { paced, progressEveryMs, teaching } from './pace.ts';
import { readiness } from './readiness.ts';
import type { VotesOf } from './rule-votes.ts';
import type { Schedule } from './schedule.ts';
import type { TaskScheme, WeakInstance } from './task.ts';
import { chosenWeak } from './weak-teaching.ts';

/** A network and its two loaded graphs. */
export interface TaskNetwork {
  readonly manifest: NetworkManifest;
  readonly train: LoadedGraph;
  readonly predict: LoadedGraph;
}

export interface ModelTrainingOptions {
  readonly task: Task;
  readonly projectId: string;
  /** All labels of the project; those of the task's kind are learned. */
  readonly labels: readonly Label[];
  /** The project's: what they say of a label is where the linear expert begins. */
  readonly guidelines?: string;
  readonly network: TaskNetwork;
  readonly encoder: TokenEncoder;
  /** Documents that carry annotations or are done. Those of the held-out part are only measured by. */
  readonly documents: readonly TaughtDocument[];
  readonly weak?: readonly WeakInstance[];
  /** What rules say, also of texts that are labelled: how far to believe them is learned from that. */
  readonly votes?: VotesOf;
  readonly previous?: Weights;
  readonly seed: number;
  /** Milliseconds since the epoch; for `trainedAt` and to keep progress under ten a second. */
  readonly clock: () => number;
  readonly schedule?: Partial<Schedule>;
  readonly signal?: StopSignal;
  /** Only the linear expert learns, from all that is labelled: what a single new label is worth at once. */
  readonly quick?: boolean;
}

export interface ModelTrainingProgress {
  /** Steps done and planned in this training. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the network's steps since the last report; absent while the linear expert learns. */
  readonly loss?: number;
}

export interface ModelTrainingOutcome {
  readonly weights: Weights;
  readonly examples: number;
  readonly weakExamples: number;
  readonly reason: 'finished' | 'stopped';
}

export type ModelTrainingProblem = Problem<
  /** No label of the task's kind, or no document to learn from. */
  | 'nothing-to-learn'
  /** Stopped before the first step. */
  | 'stopped'
  /** The numbers left all bounds, also from fresh weights. */
  | 'diverged'
>;

/** Documents that the linear expert learns from at most; of more, those that the network sees. */
const maxExpertDocuments = 2000;

/** Texts that are measured on between two looks around. */
const evaluatedAtOnce = 16;

/** Ids of the labels to learn: those the model knew keep their order, new ones follow by position. */
export function learnedLabels(task: Task, labels: readonly Label[], previous?: Weights): string[] {
  const ids = labels
    .filter((label) => label.kind === taskTraits[task].learned)
    .toSorted((a, b) => a.position - b.position)
    .map((label) => label.id);
  const known = (previous?.labels ?? []).filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

/** Trains until the schedule is done or the signal stops it; yields at most ten times a second. */
export async function* trainModel(
  options: ModelTrainingOptions,
): AsyncGenerator<ModelTrainingProgress, Result<ModelTrainingOutcome, ModelTrainingProblem>, void> {
  const ids = learnedLabels(options.task, options.labels, options.previous);
  return yield* runTraining(options, methodOf(options.task).scheme(ids));
}

async function* runTraining<Example>(
  options: ModelTrainingOptions,
  scheme: TaskScheme<Example>,
): AsyncGenerator<ModelTrainingProgress, Result<ModelTrainingOutcome, ModelTrainingProblem>, void> {
  const { network, encoder, seed } = options;
  // What was learned of another encoder's numbers means nothing here: only the count of versions goes on.
  const previous = options.previous?.encoder === encoder.name ? options.previous : undefined;
  const { manifest } = network;
  const schedule: Schedule = { ...methodOf(options.task).schedule, ...options.schedule };
  const taught = options.documents.filter(({ document }) => document.split !== 'holdout');
  const version = (options.previous?.version ?? 0) + 1;
  const rng = createRng(seed).fork(version);
  const chosen =
    previous === undefined ? taught : recentAndSome(taught, previous, schedule.warmDocuments, rng);
  let at: ModelTrainingProgress = { step: 0, steps: 0 };
  const gold = yield* paced(teaching(scheme, chosen), options.clock, at);
  const own = new Set(scheme.labels);
  const lessons = taught.reduce(
    (sum, { annotations }) => sum + annotations.filter((one) => alive(one) && own.has(one.labelId)).length,
    0,
  );
  const symbols = { labels: scheme.outputs, wordDim: encoder.dim };
  let made: FloatTensors | undefined;
  const fresh = () => {
    made ??= initialParameters(manifest, symbols, createRng(seed));
    return made;
  };
  const choice = yield* paced(chosenWeak(options, scheme, taught, lessons, fresh), options.clock, at);
  // Of more weak instances than a training has time for, each training draws others.
  const weakInstances = shuffled(choice.weak, rng).slice(0, schedule.warmDocuments);
  const weak = scheme.teachWeak(weakInstances);
  if (scheme.labels.length === 0 || gold.length + weak.length === 0) {
    return err(problem('nothing-to-learn', 'there is no labelled document to learn from'));
  }
  const heldOut = previous === undefined ? { network, encoder } : { network, encoder, previous };
  const record = await heldOutRecord(heldOut, scheme, taught);
  const voteRecord = await heldOutVotes(heldOut, scheme, taught, options.votes);
  const cameWith = previous && ownPowers(previous.tensors);
  const usual = cameWith ?? scheme.expert.usualPowers(gold.length);
  const powers = bestPowers(record, scheme.expert.candidates, usual);
  const known =
    taught.length > maxExpertDocuments || chosen === taught
      ? gold
      : yield* paced(teaching(scheme, taught), options.clock, at);
  const fitting = expertTraining(scheme.expert, {
    gold: known,
    weak,
    labels: labelWords(options, scheme.labels),
    encoder,
    rng: createRng(seed).fork(version + 1_000_000),
    powers,
  });
  const carried =
    previous === undefined
      ? undefined
      : carryOver(manifest, previous, fresh, scheme.outputOf(previous.labels), symbols);
  const cold: Attempt<Example> = {
    examples: [...gold, ...weak],
    larger: Math.max(gold.length, weak.length),
    symbols,
    rng,
    initial: fresh,
    steps: schedule.coldSteps,
    slower: 1,
  };

  let learned: NetworkLesson;
  if (options.quick === true) {
    // The expert works alone until the network has learned anything.
    const untrained = previous === undefined || previous.step === 0 || carried === undefined;
    learned = { parameters: carried ?? fresh(), steps: 0, stopped: options.signal?.stopped === true };
    if (untrained) learned = { ...learned, alone: true };
  } else {
    const warm = { ...cold, initial: () => carried ?? fresh(), steps: schedule.warmSteps };
    const attempt = carried === undefined || previous?.step === 0 ? cold : warm;
    const training = trainNetwork(options, schedule, scheme, attempt, cold);
    for (;;) {
      const next = await training.next();
      if (next.done !== true) {
        at = next.value;
        yield at;
        continue;
      }
      if (!next.value.ok) return next.value;
      learned = next.value.value;
      // The loss has been told: it is the network's, and what comes now is not.
      at = { step: at.step, steps: at.steps };
      break;
    }
  }
  // Not to be stopped: it is over in half a second, and the weights need it.
  const linear = yield* paced(fitting, options.clock, at);
  const expert = learned.alone === true ? withPowers(linear, { ...powers, network: 0 }) : linear;
  const parameters = {
    ...{ ...learned.parameters, ...expert, ...recordTensor(record), ...voteRecord.tensors },
    // A network that learned anew from nothing is not the one that came with them.
    ...(cameWith === undefined || carried === undefined ? {} : ownPowersTensor(cameWith)),
  };

  const holdout = options.documents.filter(
    ({ document }) => document.split === 'holdout' && document.status === 'done',
  );
  const predictor = { manifest, graph: network.predict, parameters, encoder };
  const items: JudgedItem[] = [];
  for (let from = 0; from < holdout.length; from += evaluatedAtOnce) {
    items.push(...(await scheme.evaluate(holdout.slice(from, from + evaluatedAtOnce), predictor)).items);
    yield at;
  }
  // Of relations and classes it made confidences worse as often as better: see docs/methods.md.
  const isRead = taskTraits[options.task].isSequence;
  const shown = isRead ? readByOthers(items) : items;
  const measured = holdout.length === 0 ? undefined : measuredOn(holdout, shown, options.task);
  const map = isRead ? confidenceMapOf(items) : undefined;
  const ready = yield* paced(readiness(options, scheme, taught, lessons, fresh), options.clock, at);
  const told = {
    ...{ ...scheme.facts(taught), ...choice.facts, [lessonsFact]: lessons, [readyFact]: ready },
    ...(map === undefined ? {} : { [slopeFact]: map.slope, [offsetFact]: map.offset }),
  };
  const facts = Object.entries(told).map(([name, value]) => [factPrefix + name, value]);
  return ok({
    weights: {
      projectId: options.projectId,
      model: manifest.name,
      version,
      ...(encoder.name === undefined ? {} : { encoder: encoder.name }),
      tensors: parameters,
      step: (previous?.step ?? 0) + learned.steps,
      metrics: { ...measured?.metrics, labelled: lessons, ...Object.fromEntries(facts) },
      ...(measured === undefined ? {} : { measured: measured.measured }),
      labels: scheme.labels,
      trainedAt: options.clock(),
      seed,
    },
    examples: gold.length,
    weakExamples: weak.length,
    reason: learned.stopped ? 'stopped' : 'finished',
  });
}

interface NetworkLesson {
  readonly parameters: FloatTensors;
  readonly steps: number;
  readonly stopped: boolean;
  /** The network has learned nothing yet. */
  readonly alone?: true;
}

/** Trains the network; where its numbers leave all bounds, once more from fresh weights and more slowly. */
async function* trainNetwork<Example>(
  options: ModelTrainingOptions,
  schedule: Schedule,
  scheme: TaskScheme<Example>,
  attempt: Attempt<Example>,
  cold: Attempt<Example>,
): AsyncGenerator<ModelTrainingProgress, Result<NetworkLesson, ModelTrainingProblem>, void> {
  let result: TrainingResult;
  try {
    result = yield* trainSlice(options, schedule, scheme, attempt);
  } catch (failure) {
    if (!(failure instanceof DivergedError)) throw failure;
    try {
      const slow = { ...cold, rng: createRng(options.seed).fork(-1), slower: 0.3 };
      result = yield* trainSlice(options, schedule, scheme, slow);
    } catch (again) {
      if (!(again instanceof DivergedError)) throw again;
      return err(problem('diverged', again.message));
    }
  }
  const { parameters, reason, checkpoint } = result;
  if (reason === 'stopped' && checkpoint.step === 0)
    return err(problem('stopped', 'stopped before the first step'));
  return ok({ parameters, steps: checkpoint.step, stopped: reason === 'stopped' });
}

/** Among a model's metrics: when the labels were read that its network has learned; its linear expert learns more often. */
export const networkAtFact = 'facts.networkAt';

/** Documents touched since the last training, and as many of the others, by chance, as there is room for. */
function recentAndSome(
  documents: readonly TaughtDocument[],
  previous: Weights,
  limit: number,
  rng: Rng,
): readonly TaughtDocument[] {
  if (documents.length <= limit) return documents;
  const since = previous.metrics[networkAtFact] ?? previous.trainedAt;
  const touched = ({ document, annotations }: TaughtDocument): boolean =>
    document.updatedAt > since || annotations.some((a) => a.updatedAt > since);
  // An import may have touched them all: then these, too, are a part by chance.
  const fresh = documents.filter(touched);
  const recent = fresh.length <= limit ? fresh : shuffled(fresh, rng).slice(0, limit);
  const others = documents.filter((one) => !touched(one));
  return [...recent, ...shuffled(others, rng).slice(0, Math.max(limit - recent.length, limit >> 1))];
}

interface Attempt<Example> {
  readonly examples: readonly Example[];
  /** Number of gold or of weak examples, whichever is larger: an epoch goes through these once. */
  readonly larger: number;
  readonly symbols: Readonly<Record<string, number>>;
  readonly rng: Rng;
  readonly initial: () => FloatTensors;
  readonly steps: number;
  /** Factor of the learning rate. */
  readonly slower: number;
}

async function* trainSlice<Example>(
  { network, encoder, clock, signal }: ModelTrainingOptions,
  schedule: Schedule,
  scheme: TaskScheme<Example>,
  attempt: Attempt<Example>,
): AsyncGenerator<ModelTrainingProgress, TrainingResult, void> {
  const { manifest } = network;
  const grown = Math.min(schedule.maxBatchSize, Math.floor(attempt.larger / 100));
  const batchSize = Math.max(schedule.batchSize, grown);
  const perEpoch = Math.max(1, Math.ceil(attempt.larger / batchSize));
  const wanted = Math.round(attempt.steps / perEpoch);
  const epochs = Math.min(schedule.maxEpochs, Math.max(schedule.minEpochs, wanted));
  const usualRate =
    schedule.hyperParameters['learningRate'] ?? manifest.hyperParameters['learningRate'] ?? 0.001;
  const training = train<Example>({
    manifest,
    graph: network.train,
    collator: scheme.collator(manifest, encoder),
    examples: attempt.examples,
    symbols: attempt.symbols,
    rng: attempt.rng,
    batchSize,
    epochs,
    hyperParameters: { ...schedule.hyperParameters, learningRate: usualRate * attempt.slower },
    dropout: schedule.dropout,
    initial: attempt.initial(),
    ...(signal === undefined ? {} : { signal }),
  });
  let reported = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (;;) {
    const { done, value } = await training.next();
    if (done === true) return value;
    sum += value.loss;
    count += 1;
    const now = clock();
    if (now - reported < progressEveryMs) continue;
    yield { step: value.step, steps: epochs * value.stepsPerEpoch, loss: sum / count };
    reported = now;
    sum = 0;
    count = 0;
  }
}

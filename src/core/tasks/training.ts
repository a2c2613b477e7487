/**
 * The online session (methods.md §5): after each few annotations the current weights are trained on, warm, with
 * everything that is known by then, and recommend for the documents that come next. Pure: it reads plain records and
 * returns plain records; the worker around it owns the database, the clock and the pace.
 *
 * A session is short (seconds), stops between two steps, and starts from the last finished weights: a tab that is
 * killed loses the running session and nothing else.
 */
import {
  createRng,
  err,
  neverStop,
  ok,
  type Problem,
  problem,
  type Result,
  type Rng,
  type StopSignal,
  shuffled,
} from '#core/base';
import type { FloatTensors, NetworkManifest } from '#core/graph';
import type { Document, Label, LabelKind, Task, TaughtDocument, Weights } from '#core/project';
import type { Span } from '#core/text';
import type {
  LoadedGraph,
  NerExample,
  PredictorOptions,
  RelationExample,
  TextExample,
  TokenEncoder,
} from '#core/train';
import { DivergedError, initialParameters, type TrainingResult, train } from '#core/train';
import { carryOver } from './carry-over.ts';
import { nerScheme } from './ner.ts';
import { relationScheme } from './relations.ts';
import type { Evaluation, ModelOpinion, SessionScheme, WeakInstance } from './task.ts';
import { textScheme } from './texts.ts';

/** A network and its two loaded graphs. */
export interface SessionNetwork {
  readonly manifest: NetworkManifest;
  readonly train: LoadedGraph;
  readonly predict: LoadedGraph;
}

export interface Schedule {
  /** Examples per step while there are few: small batches mean many steps, and noise that small data needs. */
  readonly batchSize: number;
  /** Where there are more than a hundred times `batchSize`, batches grow up to this size. */
  readonly maxBatchSize: number;
  /** Steps of the first training, and of each warm one; rounded to whole epochs within the bounds below. */
  readonly coldSteps: number;
  readonly warmSteps: number;
  readonly minEpochs: number;
  readonly maxEpochs: number;
  /**
   * Gold documents that a warm session looks at: what changed since the last one, and a random part of the others;
   * and weak instances that any session looks at. So a session takes seconds in a project of any size.
   */
  readonly warmDocuments: number;
  /** Overrides of the network's own. */
  readonly hyperParameters: Readonly<Record<string, number>>;
  readonly dropout: Readonly<Record<string, number>>;
}

const nerSchedule: Schedule = {
  batchSize: 4,
  maxBatchSize: 16,
  coldSteps: 60,
  warmSteps: 30,
  minEpochs: 1,
  maxEpochs: 30,
  warmDocuments: 400,
  hyperParameters: { learningRate: 0.003 },
  dropout: {},
};

/**
 * Chosen on development sentences: NER by replaying BC5CDR's `dev.txt`, RE on 100 labels of SemEval-2010; docs/learning.md
 * has the alternatives that were tried. SA follows RE.
 */
export const usualSchedules: Readonly<Record<Task, Schedule>> = {
  ner: nerSchedule,
  re: { ...nerSchedule, batchSize: 8, coldSteps: 120 },
  sa: { ...nerSchedule, batchSize: 8, coldSteps: 120 },
};

export interface SessionOptions {
  readonly task: Task;
  readonly projectId: string;
  /** All labels of the project; those of the task's kind are learned. */
  readonly labels: readonly Label[];
  readonly network: SessionNetwork;
  readonly encoder: TokenEncoder;
  /** Documents that carry annotations or are done. Those of the held-out part are only measured by. */
  readonly documents: readonly TaughtDocument[];
  readonly weak?: readonly WeakInstance[];
  readonly previous?: Weights;
  readonly seed: number;
  /** Milliseconds since the epoch; for `trainedAt` and to keep progress under ten a second. */
  readonly clock: () => number;
  readonly schedule?: Partial<Schedule>;
  readonly signal?: StopSignal;
}

export interface SessionProgress {
  /** Steps done and planned in this session. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the steps since the last report. */
  readonly loss: number;
}

export interface SessionOutcome {
  readonly weights: Weights;
  readonly examples: number;
  readonly weakExamples: number;
  readonly reason: 'finished' | 'stopped';
}

export type SessionProblem = Problem<
  /** No label of the task's kind, or no document to learn from. */
  | 'nothing-to-learn'
  /** Stopped before the first step. */
  | 'stopped'
  /** The numbers left all bounds, also from fresh weights. */
  | 'diverged'
>;

const kindOf = { ner: 'span', re: 'relation', sa: 'text' } as const satisfies Record<Task, LabelKind>;

/** Prefix of gold facts among a model's metrics. */
const factPrefix = 'facts.';

/** At most ten reports a second. */
const progressEveryMs = 100;

/** Some task's examples: the session hands them back to the scheme that made them and never looks inside. */
type SomeExample = NerExample & RelationExample & TextExample;

function schemeOf(task: Task, ids: readonly string[]): SessionScheme<SomeExample> {
  // Examples only travel between the parts of one scheme, so the type of the other schemes' cannot matter.
  switch (task) {
    case 'ner':
      return nerScheme(ids) as unknown as SessionScheme<SomeExample>;
    case 're':
      return relationScheme(ids) as unknown as SessionScheme<SomeExample>;
    case 'sa':
      return textScheme(ids) as unknown as SessionScheme<SomeExample>;
    default:
      return task satisfies never;
  }
}

/** Ids of the labels to learn: those the model knew keep their order, new ones follow by position. */
export function learnedLabels(task: Task, labels: readonly Label[], previous?: Weights): string[] {
  const ids = labels
    .filter((label) => label.kind === kindOf[task])
    .toSorted((a, b) => a.position - b.position)
    .map((label) => label.id);
  const known = (previous?.labels ?? []).filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

/** Trains until the schedule is done or the signal stops it; yields at most ten times a second. */
export async function* trainSession(
  options: SessionOptions,
): AsyncGenerator<SessionProgress, Result<SessionOutcome, SessionProblem>, void> {
  const ids = learnedLabels(options.task, options.labels, options.previous);
  return yield* runSession(options, schemeOf(options.task, ids));
}

async function* runSession<Example>(
  options: SessionOptions,
  scheme: SessionScheme<Example>,
): AsyncGenerator<SessionProgress, Result<SessionOutcome, SessionProblem>, void> {
  const { network, encoder, previous, seed } = options;
  const { manifest } = network;
  const schedule: Schedule = { ...usualSchedules[options.task], ...options.schedule };
  const taught = options.documents.filter(({ document }) => document.split !== 'holdout');
  const version = (previous?.version ?? 0) + 1;
  const rng = createRng(seed).fork(version);
  const chosen =
    previous === undefined ? taught : recentAndSome(taught, previous, schedule.warmDocuments, rng);
  const gold = scheme.teach(chosen);
  // Of more weak instances than a session has time for, each session draws others.
  const weakInstances = shuffled(options.weak ?? [], rng).slice(0, schedule.warmDocuments);
  const weak = scheme.teachWeak(weakInstances);
  if (scheme.labels.length === 0 || gold.length + weak.length === 0) {
    return err(problem('nothing-to-learn', 'there is no labelled document to learn from'));
  }
  const symbols = { labels: scheme.outputs, wordDim: encoder.dim };
  const fresh = initialParameters(manifest, symbols, createRng(seed));
  const carried =
    previous === undefined
      ? undefined
      : carryOver(manifest, previous, fresh, scheme.outputOf(previous.labels));
  const cold: Attempt<Example> = {
    examples: [...gold, ...weak],
    larger: Math.max(gold.length, weak.length),
    symbols,
    rng,
    initial: fresh,
    steps: schedule.coldSteps,
    slower: 1,
  };

  let result: TrainingResult;
  try {
    const warm = { ...cold, initial: carried ?? fresh, steps: schedule.warmSteps };
    result = yield* trainSlice(options, schedule, scheme, carried === undefined ? cold : warm);
  } catch (failure) {
    if (!(failure instanceof DivergedError)) throw failure;
    try {
      const slow = { ...cold, rng: createRng(seed).fork(-version), slower: 0.3 };
      result = yield* trainSlice(options, schedule, scheme, slow);
    } catch (again) {
      if (!(again instanceof DivergedError)) throw again;
      return err(problem('diverged', again.message));
    }
  }
  const { parameters, reason, checkpoint } = result;
  if (reason === 'stopped' && checkpoint.step === 0)
    return err(problem('stopped', 'stopped before the first step'));

  const holdout = options.documents.filter(
    ({ document }) => document.split === 'holdout' && document.status === 'done',
  );
  const predictor = { manifest, graph: network.predict, parameters, encoder };
  const measured = holdout.length === 0 ? {} : (await scheme.evaluate(holdout, predictor)).metrics;
  const facts = Object.entries(scheme.facts(taught)).map(([name, value]) => [factPrefix + name, value]);
  return ok({
    weights: {
      projectId: options.projectId,
      model: manifest.name,
      version,
      tensors: parameters,
      step: (previous?.step ?? 0) + checkpoint.step,
      metrics: { ...measured, ...Object.fromEntries(facts) },
      labels: scheme.labels,
      trainedAt: options.clock(),
      seed,
    },
    examples: gold.length,
    weakExamples: weak.length,
    reason: reason === 'stopped' ? 'stopped' : 'finished',
  });
}

/** Documents touched since the last training, and as many of the others, by chance, as there is room for. */
function recentAndSome(
  documents: readonly TaughtDocument[],
  previous: Weights,
  limit: number,
  rng: Rng,
): readonly TaughtDocument[] {
  if (documents.length <= limit) return documents;
  const touched = ({ document, annotations }: TaughtDocument): boolean =>
    document.updatedAt > previous.trainedAt || annotations.some((a) => a.updatedAt > previous.trainedAt);
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
  readonly initial: FloatTensors;
  readonly steps: number;
  /** Factor of the learning rate. */
  readonly slower: number;
}

async function* trainSlice<Example>(
  { network, encoder, clock, signal }: SessionOptions,
  schedule: Schedule,
  scheme: SessionScheme<Example>,
  attempt: Attempt<Example>,
): AsyncGenerator<SessionProgress, TrainingResult, void> {
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
    initial: attempt.initial,
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

export interface RecommendOptions {
  readonly task: Task;
  readonly labels: readonly Label[];
  readonly network: Pick<SessionNetwork, 'manifest' | 'predict'>;
  readonly encoder: TokenEncoder;
  readonly weights: Weights;
  /** In the order in which they are wanted. Relations are proposed between the entities that are annotated. */
  readonly documents: readonly TaughtDocument[];
  readonly signal?: StopSignal;
  /** SA: spans that may be aspects of a document; without it only whole texts are judged. */
  readonly aspects?: (document: Document) => readonly Span[];
  /** Documents read at once (default 32). */
  readonly batchSize?: number;
}

/**
 * What the model has to say, in the order of `documents`, a few documents at a time, so that the first are there soon.
 * Labels that have gone since the weights were trained are left out.
 */
export async function* recommendSession(
  options: RecommendOptions,
): AsyncGenerator<readonly ModelOpinion[], void, void> {
  const { task, weights, network, encoder, documents } = options;
  const signal = options.signal ?? neverStop;
  const known = task === 're' ? weights.labels.slice(0, -1) : weights.labels;
  const scheme = schemeOf(task, known);
  const existing = new Set(options.labels.map((label) => label.id));
  const predictor: PredictorOptions = {
    manifest: network.manifest,
    graph: network.predict,
    parameters: weights.tensors,
    encoder,
  };
  const facts = Object.fromEntries(
    Object.entries(weights.metrics)
      .filter(([name]) => name.startsWith(factPrefix))
      .map(([name, value]) => [name.slice(factPrefix.length), value]),
  );
  const context = {
    version: weights.version,
    facts,
    signal,
    ...(options.aspects === undefined ? {} : { aspects: options.aspects }),
  };
  const size = options.batchSize ?? 32;
  for (let from = 0; from < documents.length && !signal.stopped; from += size) {
    const opinions = await scheme.recommend(documents.slice(from, from + size), predictor, context);
    if (signal.stopped) return;
    yield opinions.map((opinion) => ({
      ...opinion,
      items: opinion.items.filter(({ labelId }) => labelId !== undefined && existing.has(labelId)),
    }));
  }
}

/** How good weights are on finished documents: the figures of the Model screen. */
export async function evaluateWeights(
  options: Pick<RecommendOptions, 'task' | 'network' | 'encoder' | 'weights' | 'documents'>,
): Promise<Evaluation> {
  const { task, weights, network, encoder, documents } = options;
  const known = task === 're' ? weights.labels.slice(0, -1) : weights.labels;
  return schemeOf(task, known).evaluate(documents, {
    manifest: network.manifest,
    graph: network.predict,
    parameters: weights.tensors,
    encoder,
  });
}

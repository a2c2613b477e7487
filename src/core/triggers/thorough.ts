/**
 * The training of minutes for entities (methods.md §5; docs/label-efficiency.md says what it is worth): what the project's own
 * texts teach that nobody has labelled. A lesson without labels, two teachers on the labels from there, which read the unlabelled
 * texts; terms, their ends and abbreviations are settled across all of them; a student learns from labels and readings together.
 *
 * Each training is a run of the one trainer, so it can be stopped anywhere and goes on from its last checkpoint: `state` is all
 * that has to be kept. Laws: same options → same weights; a run that was resumed gives what the whole one would have given.
 */
import { createRng, err, must, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TaughtDocument } from '#core/project';
import type { TaskNetwork } from '#core/tasks';
import {
  type Checkpoint,
  createNerPredictor,
  flatten,
  type IndexedSpan,
  type NerExample,
  type NerInput,
  nerCollator,
  nerExamples,
  passagesOf,
  type ReadableDocument,
  startFrom,
  type TokenEncoder,
  type TrainingProgress,
  type TrainingResult,
  tagCount,
  train,
} from '#core/train';
import { corpusAbbreviations, spellOut } from './abbreviations.ts';
import { growSpans } from './grow.ts';
import { learnContext } from './learn.ts';
import { corpusTerms, propagate } from './propagate.ts';
import { voteOnSequences } from './vote.ts';
import { type TriggerReading, weakExample } from './weak.ts';

export interface ThoroughOptions {
  /** Ids of the labels to learn, in the order of the model's outputs. */
  readonly labels: readonly string[];
  /** The model's network, and the one of the lesson without labels. */
  readonly network: TaskNetwork;
  readonly context: Pick<TaskNetwork, 'manifest' | 'train'>;
  readonly encoder: TokenEncoder;
  /** Labelled texts; held-out ones are passed over. */
  readonly documents: readonly TaughtDocument[];
  readonly texts: readonly ReadableDocument[];
  readonly seed: number;
  readonly signal?: StopSignal;
  /** Where an earlier run was stopped. */
  readonly resume?: ThoroughState;
  readonly plan?: Partial<ThoroughPlan>;
}

/** Chosen on BC5CDR's `dev.txt` (docs/experiments/triggers.md; docs/label-efficiency.md). */
export interface ThoroughPlan {
  /** Sentences of the unlabelled texts at most. */
  readonly sentences: number;
  /** Of them, those that teach the student. */
  readonly taught: number;
  readonly lessonEpochs: number;
  readonly teachers: number;
  /** Steps of each teacher, and of the student. */
  readonly teacherSteps: number;
  readonly studentSteps: number;
  /** Steps between two states. */
  readonly checkpointEvery: number;
}

export const usualPlan: ThoroughPlan = {
  sentences: 4000,
  taught: 1600,
  lessonEpochs: 20,
  teachers: 2,
  teacherSteps: 400,
  studentSteps: 900,
  checkpointEvery: 100,
};

/** All that a stopped run needs to go on: plain data. */
export interface ThoroughState {
  /** Parameters of the trainings that are done, in their order: the lesson, then each teacher. */
  readonly done: readonly FloatTensors[];
  readonly running?: Checkpoint;
}

export interface ThoroughProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** To be kept: now and then, and after each training. */
  readonly state?: ThoroughState;
}

export interface ThoroughOutcome {
  readonly parameters: FloatTensors;
  readonly unlabelled: number;
  /** Sentences of the unlabelled texts that taught. */
  readonly taught: number;
}

export type ThoroughProblem = Problem<'nothing-to-learn' | 'stopped'>;

const batchSize = 16;
const learningRate = 0.003;
const averaging = 0.98;
/** In the lesson a word counts less from this share of the tokens on. */
const often = 0.001;
const thresholds = { span: 0.5, outside: 0.5, partial: false };
const terms = { confidence: 0.6, minCount: 2 };
const growth = 0.7;
const abbreviations = 0.7;
const readingBatch = 64;

/** Yields after each step and each batch that is read. */
export async function* trainThoroughly(
  options: ThoroughOptions,
): AsyncGenerator<ThoroughProgress, Result<ThoroughOutcome, ThoroughProblem>, void> {
  const { labels, context, encoder, seed, signal } = options;
  const plan: ThoroughPlan = { ...usualPlan, ...options.plan };
  const gold = goldExamples(options.documents, labels);
  const texts = sentencesOf(options.texts, plan.sentences);
  if (gold.length === 0 || texts.length === 0)
    return err(problem('nothing-to-learn', 'there are no labelled or no unlabelled texts to learn from'));
  const unlabelled = texts.filter(({ words }) => words.length > 2);
  const rng = createRng(seed);
  // Where neighbours are read in their context, they tell the word that the lesson hides: there is none then.
  const hasLesson = encoder.name === undefined;
  const lessonSteps = hasLesson ? plan.lessonEpochs * Math.ceil(unlabelled.length / batchSize) : 0;
  const steps = lessonSteps + plan.teachers * plan.teacherSteps + plan.studentSteps;
  const done: FloatTensors[] = [...(options.resume?.done ?? [])];
  if (!hasLesson && done.length === 0) done.push({});
  let running = options.resume?.running;
  const stopped = err(problem('stopped', 'stopped before the training was done'));

  /** Runs a training unless it is done already; `undefined` where it was stopped. */
  async function* finish(
    place: number,
    before: number,
    planned: number,
    begin: (resume: Checkpoint | undefined) => AsyncGenerator<TrainingProgress, TrainingResult, void>,
  ): AsyncGenerator<ThoroughProgress, FloatTensors | undefined, void> {
    const known = done[place];
    if (known !== undefined) return known;
    const lesson = begin(running);
    running = undefined;
    for (;;) {
      const next = await lesson.next();
      if (next.done === true) {
        if (next.value.reason === 'stopped') return undefined;
        done.push(next.value.parameters);
        yield { step: before + planned, steps, loss: 0, state: { done: [...done] } };
        return next.value.parameters;
      }
      const { step, loss, checkpoint } = next.value;
      yield {
        // Whole epochs: a few steps more or less than planned.
        step: before + Math.min(step, planned),
        steps,
        loss,
        ...(checkpoint === undefined ? {} : { state: { done: [...done], running: checkpoint } }),
      };
    }
  }

  const lesson = yield* finish(0, 0, lessonSteps, (resume) =>
    learnContext(
      {
        network: context,
        encoder,
        rng: rng.fork(1),
        batchSize,
        epochs: plan.lessonEpochs,
        learningRate,
        often,
        checkpointEvery: plan.checkpointEvery,
        ...(resume === undefined ? {} : { resume }),
        ...(signal === undefined ? {} : { signal }),
      },
      unlabelled,
    ),
  );
  if (lesson === undefined) return stopped;
  const tagging = { ...options, from: lesson, checkpointEvery: plan.checkpointEvery };
  const teachers: FloatTensors[] = [];
  for (let k = 0; k < plan.teachers; k++) {
    const before = lessonSteps + k * plan.teacherSteps;
    const parameters = yield* finish(1 + k, before, plan.teacherSteps, (resume) =>
      learnTags(tagging, gold, [], plan.teacherSteps, seed + 100 * k, resume),
    );
    if (parameters === undefined) return stopped;
    teachers.push(parameters);
  }
  const before = lessonSteps + plan.teachers * plan.teacherSteps;
  const readings = yield* read(options, teachers, unlabelled, { step: before, steps });
  if (readings === undefined) return stopped;
  const weak = settled(readings).flatMap((reading, i): NerExample[] => {
    const example = weakExample(reading, tagCount(labels.length), thresholds);
    const { place } = must(unlabelled[i], 'sentence');
    return example === undefined ? [] : [{ ...example, ...(place === undefined ? {} : { place }) }];
  });
  const student = yield* finish(1 + plan.teachers, before, plan.studentSteps, (resume) =>
    learnTags(tagging, gold, weak.slice(0, plan.taught), plan.studentSteps, seed + 7, resume),
  );
  if (student === undefined) return stopped;
  return ok({
    parameters: student,
    unlabelled: unlabelled.length,
    taught: Math.min(weak.length, plan.taught),
  });
}

function goldExamples(documents: readonly TaughtDocument[], labels: readonly string[]): NerExample[] {
  const index = new Map(labels.map((id, i) => [id, i]));
  return documents
    .filter(({ document }) => document.split !== 'holdout')
    .flatMap(({ document, annotations }) => {
      const spans = annotations.flatMap(({ deleted, target, labelId }): IndexedSpan[] => {
        const label = index.get(labelId);
        if (deleted === true || target.kind !== 'span' || label === undefined) return [];
        return [{ from: target.from, to: target.to, label }];
      });
      const complete = document.status === 'done';
      return nerExamples(passagesOf(document), flatten(spans), labels.length, { complete });
    });
}

/** The texts' sentences, each once, `limit` at most. */
function sentencesOf(texts: readonly ReadableDocument[], limit: number): NerInput[] {
  const found = new Map<string, NerInput>();
  for (const text of texts) {
    for (const { words, place } of passagesOf(text)) {
      if (found.size >= limit) return [...found.values()];
      found.set(words.join(' '), { words, place });
    }
  }
  return [...found.values()];
}

interface TaggingOptions extends ThoroughOptions {
  readonly from: FloatTensors;
  readonly checkpointEvery: number;
}

/** A tagger from the lesson on: so many steps on all gold, beside as many of the weak examples. */
function learnTags(
  { labels, network, encoder, signal, from, checkpointEvery }: TaggingOptions,
  gold: readonly NerExample[],
  weak: readonly NerExample[],
  steps: number,
  seed: number,
  resume: Checkpoint | undefined,
): AsyncGenerator<TrainingProgress, TrainingResult, void> {
  const { manifest } = network;
  const rng = createRng(seed);
  const symbols = { labels: tagCount(labels.length), wordDim: encoder.dim };
  const perEpoch = Math.ceil(Math.max(gold.length, weak.length) / batchSize);
  return train<NerExample>({
    manifest,
    graph: network.train,
    collator: nerCollator(manifest, encoder),
    examples: [...gold, ...weak],
    symbols,
    rng,
    batchSize,
    epochs: Math.max(1, Math.round(steps / perEpoch)),
    initial: startFrom(manifest, symbols, rng, from),
    averaging,
    hyperParameters: { learningRate },
    checkpointEvery,
    ...(resume === undefined ? {} : { resume }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** What all teachers together make of the sentences. */
async function* read(
  { network, encoder, signal }: ThoroughOptions,
  teachers: readonly FloatTensors[],
  sentences: readonly NerInput[],
  at: { readonly step: number; readonly steps: number },
): AsyncGenerator<ThoroughProgress, TriggerReading[] | undefined, void> {
  const predictors = teachers.map((parameters) =>
    createNerPredictor({
      manifest: network.manifest,
      graph: network.predict,
      parameters,
      encoder,
      batchSize: readingBatch,
    }),
  );
  const isStopped = (): boolean => signal?.stopped === true;
  const readings: TriggerReading[] = [];
  for (let from = 0; from < sentences.length; from += readingBatch) {
    if (isStopped()) return undefined;
    const some = sentences.slice(from, from + readingBatch);
    const predictions = await Promise.all(predictors.map((predictor) => predictor.predict(some, signal)));
    if (isStopped()) return undefined;
    some.forEach(({ words }, i) => {
      const ballots = predictions.map((own) => must(own[i], 'prediction'));
      readings.push({ words, ballots, verdict: voteOnSequences(ballots) });
    });
    yield { ...at, loss: 0 };
  }
  return readings;
}

/** What the sentences say of each other. */
function settled(readings: readonly TriggerReading[]): TriggerReading[] {
  const named = propagate(readings, corpusTerms(readings, terms));
  const grown = growSpans(named, { share: growth });
  return spellOut(grown, corpusAbbreviations(grown), abbreviations);
}

/** For the benchmark of triggers: stage 2, what teachers read in unlabelled sentences, and what a student is taught of it. */
import { createRng, type Rng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  corpusAbbreviations,
  corpusTerms,
  createTriggerTagger,
  growSpans,
  learnTagging,
  propagate,
  readSentences,
  spellOut,
  type TriggeredExample,
  type TriggerReading,
  type TriggerTagger,
  voteOnSequences,
  weakExample,
} from '#core/triggers';
import type { TaggedSentence } from './train-data.ts';
import {
  type Curve,
  type Laboratory,
  measure,
  readingBatch,
  round,
  type Trained,
  tags,
  toEnd,
} from './triggers-laboratory.ts';
import { answering, type Matching, type Reader, type ReadingOptions, readers } from './triggers-matching.ts';

export interface TriggerArm {
  readonly trained: Trained;
  readonly tagger: TriggerTagger;
}

/** Stage 2 on gold and, where given, weak examples. */
export async function trainTriggered(
  laboratory: Laboratory,
  matching: Matching,
  weak: readonly TriggeredExample[],
  options: { readonly seed: number; readonly blind: boolean; readonly from: FloatTensors },
): Promise<TriggerArm> {
  const { networks, encoder, settings, dev } = laboratory;
  const rng = createRng(options.seed);
  const gold = await matching.examples(rng.fork(1), options.blind);
  const reading = { blind: options.blind, threshold: settings.threshold, votes: settings.votes };
  const devInputs = await answering(matching, dev, reading);
  const taggerOf = (parameters: FloatTensors): TriggerTagger =>
    createTriggerTagger({
      manifest: networks.tagger.manifest,
      graph: networks.tagger.predict,
      parameters,
      encoder,
      batchSize: readingBatch,
    });
  const trained = await measure(laboratory, [...gold, ...weak], (repeated, look) =>
    toEnd(
      learnTagging(
        {
          network: networks.tagger,
          encoder,
          rng,
          batchSize: settings.batchSize,
          epochs: settings.maxLooks,
          patience: settings.patience - 1,
          learningRate: settings.learningRate,
          decay: settings.decay,
          ...(settings.averaging > 0 && { averaging: settings.averaging }),
          gamma: settings.gamma,
          from: options.from,
          evaluate: async (parameters) => {
            const read = await readSentences([taggerOf(parameters)], devInputs);
            return look(
              laboratory.score(
                dev,
                read.map((r) => r.verdict.spans),
              ).f1,
            );
          },
        },
        repeated,
        tags,
      ),
    ),
  );
  return { trained, tagger: taggerOf(trained.parameters) };
}

export interface WeakFigures {
  readonly threshold: number;
  /** Share of the unlabelled sentences that a trigger reaches. */
  readonly coverage: number;
  readonly spans: number;
  readonly precision: number;
  /** Of all entities in the unlabelled sentences. */
  readonly recall: number;
}

export interface ReadRest {
  readonly readings: readonly TriggerReading[];
  /** Per sentence, in the order of each teacher's ballots. */
  readonly readers: readonly (readonly Reader[])[];
}

/** Reads the unlabelled sentences with all teachers; sentences that no trigger reaches have no ballots. */
export async function readRest(
  taggers: readonly TriggerTagger[],
  matching: Matching,
  rest: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<ReadRest> {
  const own = await readers(matching, rest, options);
  const inputs = rest.map(({ words }, i) => ({ words, triggers: (own[i] ?? []).map((r) => r.vector) }));
  return { readings: await readSentences(taggers, inputs), readers: own };
}

/** The same with the ballots of nearer triggers only: what a higher threshold would have given. */
export function nearerOnly({ readings, readers: own }: ReadRest, threshold: number): ReadRest {
  const near = (i: number, k: number): boolean => {
    const list = own[i] ?? [];
    return (list[k % Math.max(1, list.length)]?.similarity ?? -1) >= threshold;
  };
  return {
    readings: readings.map(({ words, ballots: all }, i) => {
      const ballots = all.filter((_, k) => near(i, k));
      return { words, ballots, verdict: voteOnSequences(ballots) };
    }),
    readers: own.map((list) => list.filter((r) => r.similarity >= threshold)),
  };
}

/** What the unlabelled sentences say of each other, as far as the settings ask for it: terms, their ends, abbreviations. */
export function withCorpus({ settings }: Laboratory, read: ReadRest): ReadRest {
  const { termConfidence, growth, abbreviations } = settings;
  let { readings } = read;
  if (termConfidence <= 1) {
    readings = propagate(readings, corpusTerms(readings, { confidence: termConfidence, minCount: 2 }));
  }
  if (growth <= 1) readings = growSpans(readings, { share: growth });
  if (abbreviations <= 1) readings = spellOut(readings, corpusAbbreviations(readings), abbreviations);
  return { ...read, readings };
}

/** How good the spans are that would be taught. */
export function weakFigures(
  laboratory: Laboratory,
  rest: readonly TaggedSentence[],
  readings: readonly TriggerReading[],
  threshold: number,
): WeakFigures {
  const taught = readings.map((r) =>
    r.verdict.spans.filter((s) => s.confidence >= laboratory.settings.thresholds.span),
  );
  const score = laboratory.score(rest, taught);
  return {
    threshold,
    coverage: round(readings.filter((r) => r.ballots.length > 0).length / readings.length),
    spans: score.predicted,
    precision: round(score.precision),
    recall: round(score.recall),
  };
}

/** Weak examples of stage 2: each sentence with one of the triggers that read it. */
export function weakExamples(
  { settings }: Laboratory,
  { readings, readers: own }: ReadRest,
  rng: Rng,
): TriggeredExample[] {
  const examples = readings.flatMap((reading, i): TriggeredExample[] => {
    const example = weakExample(reading, tags, settings.thresholds);
    const near = own[i] ?? [];
    const chosen = near[rng.int(Math.max(1, near.length))];
    return example === undefined || chosen === undefined ? [] : [{ ...example, trigger: chosen.vector }];
  });
  return shuffled(examples, rng).slice(0, settings.weakSentences);
}

/** How a self-training is done: in which light, from which start. */
export interface SelfTraining {
  readonly seed: number;
  /** All trigger vectors zero: plain self-training. */
  readonly blind: boolean;
  readonly from: FloatTensors;
  /** Similarities at which precision and coverage of the first round's weak labels are wanted. */
  readonly thresholds?: readonly number[];
}

export interface SelfTrained {
  readonly taggers: readonly TriggerTagger[];
  readonly dev: number;
  /** Of the last student. */
  readonly curve: readonly Curve[];
  readonly weakRounds: readonly WeakFigures[];
  readonly weakByThreshold: readonly WeakFigures[];
}

/** Teachers read the unlabelled sentences, a student learns from them, reads them again, and so on. */
export async function selfTrained(
  laboratory: Laboratory,
  matching: Matching,
  unlabelled: readonly TaggedSentence[],
  { seed, blind, from, thresholds = [] }: SelfTraining,
): Promise<SelfTrained> {
  const { settings } = laboratory;
  const reading = { blind, threshold: settings.threshold, votes: settings.votes };
  let taggers: TriggerTagger[] = [];
  let dev = 0;
  for (let k = 0; k < settings.teachers; k++) {
    const teacher = await trainTriggered(laboratory, matching, [], { seed: seed + 100 * k, blind, from });
    taggers.push(teacher.tagger);
    dev = teacher.trained.dev;
    console.error(`  teacher ${k + 1}: dev ${(100 * dev).toFixed(2)}`);
  }
  const weakRounds: WeakFigures[] = [];
  const weakByThreshold: WeakFigures[] = [];
  let curve: readonly Curve[] = [];
  for (let turn = 0; turn < settings.rounds; turn++) {
    const bare = await readRest(taggers, matching, unlabelled, reading);
    const read = withCorpus(laboratory, bare);
    const figures = weakFigures(laboratory, unlabelled, read.readings, settings.threshold);
    weakRounds.push(figures);
    for (const threshold of turn === 0 ? thresholds : []) {
      const { readings } = nearerOnly(bare, threshold);
      weakByThreshold.push(weakFigures(laboratory, unlabelled, readings, threshold));
    }
    const weak = weakExamples(laboratory, read, createRng(seed + turn));
    const last = turn + 1 === settings.rounds;
    taggers = [];
    for (let k = 0; k < (last ? 1 : settings.students); k++) {
      const options = { seed: seed + 7 + turn + 100 * k, blind, from };
      const student = await trainTriggered(laboratory, matching, weak, options);
      taggers.push(student.tagger);
      dev = student.trained.dev;
      curve = student.trained.curve;
    }
    const { precision, recall } = figures;
    const shown = [precision, recall, dev].map((x) => (100 * x).toFixed(1));
    console.error(`  round ${turn + 1}: weak labels P ${shown[0]} R ${shown[1]}, student's dev ${shown[2]}`);
  }
  return { taggers, dev, curve, weakRounds, weakByThreshold };
}

/**
 * The arms of `npm run bench:triggers`, made of the same parts: one encoder, one optimiser, one stopping rule. What
 * differs between arms is what they are given, never how they are trained.
 */
import { createRng, must, type Rng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  createNerPredictor,
  type NerExample,
  nerCollator,
  type Runtime,
  type Score,
  type SessionNetwork,
  scoreEntities,
  type TokenEncoder,
  type TokenLabel,
  type TrainingProgress,
  type TrainingResult,
  tagCount,
  trainToEnd,
} from '#core/learn';
import {
  corpusTerms,
  createTriggerEncoder,
  createTriggerTagger,
  learnContext,
  learnTagging,
  learnTriggers,
  nearestTriggers,
  propagate,
  type Reading,
  readSentences,
  startFrom,
  type TaggingInput,
  type TriggeredExample,
  type TriggerTagger,
  triggeredExamples,
  voteOnSequences,
  type WeakThresholds,
  weakExample,
} from '#core/triggers';
import { compileNetwork, type NetworkDefinition, ner, trigger, triggerContext, triggerTagger } from '#models';
import { bc5cdrLabels, nerExample, type TaggedSentence } from './train-data.ts';
import type { ExplainedSentence } from './triggers-data.ts';

const labels = bc5cdrLabels.length;
const tags = tagCount(labels);

/** Sentences read at once: more share the spelling of their common words. */
const readingBatch = 128;

export interface Settings {
  readonly batchSize: number;
  /** Steps between two looks at dev; also where a learning curve has its points. */
  readonly stepsPerLook: number;
  readonly maxLooks: number;
  /** Looks without a better dev F1 before training stops. */
  readonly patience: number;
  readonly learningRate: number;
  readonly contextEpochs: number;
  readonly matcherSteps: number;
  /** Triggers that vote on a sentence. */
  readonly votes: number;
  /** Similarity from which a trigger speaks for a sentence. */
  readonly threshold: number;
  readonly thresholds: WeakThresholds;
  /** Mean posterior over its occurrences from which a term is propagated; above 1: never. */
  readonly termConfidence: number;
  readonly gamma: number;
  /** Taggers of different seeds that read the unlabelled sentences in the first round. */
  readonly teachers: number;
  readonly rounds: number;
  /** Unlabelled sentences that are taught in a round at most. */
  readonly weakSentences: number;
}

export const usualSettings: Settings = {
  batchSize: 16,
  stepsPerLook: 40,
  maxLooks: 8,
  patience: 3,
  learningRate: 0.003,
  contextEpochs: 6,
  matcherSteps: 150,
  votes: 3,
  threshold: 0,
  thresholds: { span: 0.5, outside: 0.5, partial: false },
  termConfidence: 0.6,
  gamma: 1,
  teachers: 2,
  rounds: 2,
  weakSentences: 1600,
};

export interface Networks {
  readonly ner: SessionNetwork;
  readonly trigger: SessionNetwork;
  readonly tagger: SessionNetwork;
  readonly context: SessionNetwork;
}

export async function loadNetworks(runtime: Runtime): Promise<Networks> {
  const load = async (definition: NetworkDefinition): Promise<SessionNetwork> => {
    const compiled = compileNetwork(definition);
    return {
      manifest: compiled.manifest,
      train: await runtime.load(compiled.train),
      predict: await runtime.load(compiled.predict),
    };
  };
  return {
    ner: await load(ner),
    trigger: await load(trigger),
    tagger: await load(triggerTagger),
    context: await load(triggerContext),
  };
}

export interface Curve {
  readonly steps: number;
  readonly dev: number;
}

export interface Trained {
  readonly parameters: FloatTensors;
  readonly dev: number;
  readonly curve: readonly Curve[];
  readonly seconds: number;
}

export function scoreSpans(
  sentences: readonly TaggedSentence[],
  spans: readonly (readonly TokenLabel[])[],
  gold: (s: TaggedSentence) => readonly TokenLabel[],
): Score {
  const named = (list: readonly TokenLabel[]) =>
    list.map(({ from, to, label }) => ({ from, to, label: must(bc5cdrLabels[label], 'label') }));
  return scoreEntities(
    sentences.map((s) => named(gold(s))),
    spans.map(named),
  ).overall;
}

export class Laboratory {
  readonly networks: Networks;
  readonly encoder: TokenEncoder;
  readonly settings: Settings;
  readonly dev: readonly TaggedSentence[];
  readonly gold: (s: TaggedSentence) => readonly TokenLabel[];

  constructor(
    networks: Networks,
    encoder: TokenEncoder,
    settings: Settings,
    dev: readonly TaggedSentence[],
    gold: (s: TaggedSentence) => readonly TokenLabel[],
  ) {
    this.networks = networks;
    this.encoder = encoder;
    this.settings = settings;
    this.dev = dev;
    this.gold = gold;
  }

  score(sentences: readonly TaggedSentence[], spans: readonly (readonly TokenLabel[])[]): Score {
    return scoreSpans(sentences, spans, this.gold);
  }

  /** The lesson without labels. */
  async context(sentences: readonly TaggedSentence[], seed: number): Promise<FloatTensors> {
    const { contextEpochs: epochs, learningRate } = this.settings;
    const result = await toEnd(
      learnContext(
        {
          network: this.networks.context,
          encoder: this.encoder,
          rng: createRng(seed),
          batchSize: 16,
          epochs,
          learningRate,
        },
        sentences.filter((s) => s.words.length > 2),
      ),
    );
    return result.parameters;
  }

  /** BLSTM-CRF on these examples. */
  async tagger(examples: readonly NerExample[], seed: number, from?: FloatTensors): Promise<Trained> {
    const { manifest } = this.networks.ner;
    const rng = createRng(seed);
    const symbols = { labels: tags, wordDim: this.encoder.dim };
    return measure(this, examples, (repeated, look) =>
      trainToEnd({
        manifest,
        graph: this.networks.ner.train,
        collator: nerCollator(manifest, this.encoder),
        examples: repeated,
        symbols,
        rng,
        initial: startFrom(manifest, symbols, rng, from),
        ...this.#schedule(),
        hyperParameters: { learningRate: this.settings.learningRate, gamma: this.settings.gamma },
        evaluate: async (parameters) =>
          look(this.score(this.dev, await this.tagPlainly(parameters, this.dev)).f1),
      }),
    );
  }

  async tagPlainly(
    parameters: FloatTensors,
    sentences: readonly TaggedSentence[],
  ): Promise<readonly TokenLabel[][]> {
    const predictor = createNerPredictor({
      manifest: this.networks.ner.manifest,
      graph: this.networks.ner.predict,
      parameters,
      encoder: this.encoder,
      batchSize: readingBatch,
    });
    return (await predictor.predict(sentences)).map((p) => [...p.spans]);
  }

  #schedule() {
    const { batchSize, maxLooks, patience } = this.settings;
    return { batchSize, epochs: maxLooks, patience: patience - 1 };
  }

  /** Stage 1 on the triggers of some sentences. */
  async matcher(
    sentences: readonly ExplainedSentence[],
    seed: number,
    from?: FloatTensors,
  ): Promise<FloatTensors> {
    const examples = sentences.flatMap((s, sentence) =>
      s.triggers.map(({ words, positions, label }) => ({ words, positions, label, sentence })),
    );
    const batchSize = 16;
    const epochs = Math.max(1, Math.round((this.settings.matcherSteps * batchSize) / examples.length));
    const result = await toEnd(
      learnTriggers(
        {
          network: this.networks.trigger,
          encoder: this.encoder,
          rng: createRng(seed),
          batchSize,
          epochs,
          learningRate: this.settings.learningRate,
          ...(from === undefined ? {} : { from }),
        },
        examples,
        labels,
      ),
    );
    return result.parameters;
  }

  /** Triggers and sentences as vectors, and who is near whom. */
  matching(parameters: FloatTensors, explained: readonly ExplainedSentence[]): Matching {
    return new Matching(this, parameters, explained);
  }
}

/** A trigger that reads a sentence. */
export interface Reader {
  readonly vector: Float32Array;
  readonly similarity: number;
}

/** A trained matcher with the triggers it knows. */
export class Matching {
  readonly #laboratory: Laboratory;
  readonly #parameters: FloatTensors;
  readonly explained: readonly ExplainedSentence[];
  readonly triggers: readonly { readonly label: number; readonly sentence: number }[];
  #vectors: readonly Float32Array[] = [];

  constructor(laboratory: Laboratory, parameters: FloatTensors, explained: readonly ExplainedSentence[]) {
    this.#laboratory = laboratory;
    this.#parameters = parameters;
    this.explained = explained;
    this.triggers = explained.flatMap((s, sentence) => s.triggers.map(({ label }) => ({ label, sentence })));
  }

  #encoder() {
    const { networks, encoder } = this.#laboratory;
    return createTriggerEncoder({
      manifest: networks.trigger.manifest,
      graph: networks.trigger.predict,
      parameters: this.#parameters,
      encoder,
      batchSize: readingBatch,
    });
  }

  async vectors(): Promise<readonly Float32Array[]> {
    if (this.#vectors.length === 0) {
      this.#vectors = await this.#encoder().triggers(this.explained.flatMap((s) => s.triggers));
    }
    return this.#vectors;
  }

  sentenceVectors(sentences: readonly TaggedSentence[]): Promise<Float32Array[]> {
    return this.#encoder().sentences(sentences);
  }

  /** For each sentence its nearest triggers; none where none is within the threshold. */
  async near(
    sentences: readonly TaggedSentence[],
    options: { readonly threshold: number; readonly count: number; readonly excludeOwn?: boolean },
  ): Promise<Reader[][]> {
    const vectors = await this.vectors();
    const neighbours = nearestTriggers(await this.sentenceVectors(sentences), vectors, {
      count: options.count,
      threshold: options.threshold,
      ...(options.excludeOwn === true
        ? { excluded: (s: number, t: number) => this.triggers[t]?.sentence === s }
        : {}),
    });
    return neighbours.map((list) =>
      list.map(({ trigger: t, similarity }) => ({ vector: must(vectors[t], 'vector'), similarity })),
    );
  }

  /** Gold examples of stage 2. */
  async examples(rng: Rng, blind: boolean): Promise<TriggeredExample[]> {
    const vectors = await this.vectors();
    const dim = vectors[0]?.length ?? 0;
    if (blind) {
      return this.explained.map((s) => ({ ...nerExample(s, labels), trigger: new Float32Array(dim) }));
    }
    const foreign = await this.near(this.explained, { threshold: -1, count: 2, excludeOwn: true });
    let next = 0;
    const sentences = this.explained.map((s, i) => {
      const own = vectors.slice(next, next + s.triggers.length);
      next += s.triggers.length;
      return { example: nerExample(s, labels), own, foreign: (foreign[i] ?? []).map((r) => r.vector) };
    });
    return triggeredExamples(sentences, dim, rng);
  }
}

export interface TriggerArm {
  readonly trained: Trained;
  readonly tagger: TriggerTagger;
}

/** How sentences are read. `blind`: all vectors are zero, for the ablations without triggers. */
export interface ReadingOptions {
  readonly blind: boolean;
  readonly threshold: number;
  readonly votes: number;
}

/** The triggers that read each sentence. */
async function readers(
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly (readonly Reader[])[]> {
  const dim = (await matching.vectors())[0]?.length ?? 0;
  const none = [{ vector: new Float32Array(dim), similarity: 0 }];
  if (options.blind) return sentences.map(() => none);
  return matching.near(sentences, { threshold: options.threshold, count: options.votes });
}

/** What the tagger is asked where every sentence must get an answer: the zero vector reads where no trigger does. */
async function answering(
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly TaggingInput[]> {
  const own = await readers(matching, sentences, options);
  const none = [new Float32Array((await matching.vectors())[0]?.length ?? 0)];
  return sentences.map(({ words }, i) => {
    const near = (own[i] ?? []).map((r) => r.vector);
    return { words, triggers: near.length === 0 ? none : near };
  });
}

export async function predictWith(
  taggers: readonly TriggerTagger[],
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly (readonly TokenLabel[])[]> {
  const inputs = await answering(matching, sentences, options);
  return (await readSentences(taggers, inputs)).map((r) => r.verdict.spans);
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

/** As many examples per look at dev for every arm, whatever the number of its examples. */
async function measure<Example extends NerExample>(
  { settings }: Laboratory,
  examples: readonly Example[],
  run: (repeated: readonly Example[], look: (f1: number) => number) => Promise<TrainingResult>,
): Promise<Trained> {
  const { batchSize, stepsPerLook } = settings;
  const gold = examples.filter((e) => e.weak !== true);
  const weak = examples.filter((e) => e.weak === true);
  const [larger, smaller] = weak.length > gold.length ? [weak, gold] : [gold, weak];
  const times = Math.max(1, Math.round((batchSize * stepsPerLook) / larger.length));
  const repeated = [...Array.from({ length: times }, () => larger).flat(), ...smaller];
  const perLook = Math.ceil((larger.length * times) / batchSize);
  const curve: Curve[] = [];
  const from = performance.now();
  const result = await run(repeated, (f1) => {
    curve.push({ steps: perLook * (curve.length + 1), dev: round(f1) });
    return f1;
  });
  return {
    parameters: result.parameters,
    dev: result.score ?? 0,
    curve,
    seconds: round((performance.now() - from) / 1000),
  };
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
  readonly readings: readonly Reading[];
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

/** Adds the terms that hold across the corpus, where the settings ask for them. */
export function withTerms({ settings }: Laboratory, read: ReadRest): ReadRest {
  const { termConfidence } = settings;
  if (termConfidence > 1) return read;
  const terms = corpusTerms(read.readings, { confidence: termConfidence, minCount: 2 });
  return { ...read, readings: propagate(read.readings, terms) };
}

/** How good the spans are that would be taught. */
export function weakFigures(
  laboratory: Laboratory,
  rest: readonly TaggedSentence[],
  readings: readonly Reading[],
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

export async function toEnd(
  lesson: AsyncGenerator<TrainingProgress, TrainingResult, void>,
): Promise<TrainingResult> {
  for (;;) {
    const { done, value } = await lesson.next();
    if (done === true) return value;
  }
}

export const round = (x: number): number => Math.round(x * 1e4) / 1e4;

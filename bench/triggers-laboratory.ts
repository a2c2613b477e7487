/**
 * What all arms of `npm run bench:triggers` are made of: one encoder, one optimiser, one stopping rule. What differs
 * between arms is what they are given, never how they are trained.
 */
import { createRng, must } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TaskNetwork } from '#core/tasks';
import {
  createNerPredictor,
  type NerExample,
  nerCollator,
  type Runtime,
  type Score,
  scoreEntities,
  startFrom,
  type TokenEncoder,
  type TokenLabel,
  type TrainingProgress,
  type TrainingResult,
  tagCount,
  trainToEnd,
} from '#core/train';
import { learnContext, learnTriggers, type WeakThresholds } from '#core/triggers';
import { compileNetwork, type NetworkDefinition, ner, trigger, triggerContext, triggerTagger } from '#models';
import { bc5cdrLabels, type TaggedSentence } from './train-data.ts';
import type { ExplainedSentence } from './triggers-data.ts';

export const labels = bc5cdrLabels.length;
export const tags = tagCount(labels);

/** Sentences read at once: more share the spelling of their common words. */
export const readingBatch = 128;

export interface Settings {
  readonly batchSize: number;
  /** Steps between two looks at dev; also where a learning curve has its points. */
  readonly stepsPerLook: number;
  readonly maxLooks: number;
  /** Looks without a better dev F1 before training stops. */
  readonly patience: number;
  readonly learningRate: number;
  /** The learning rate is divided by 1 + decay · look. */
  readonly decay: number;
  /** Memory of the running mean of the weights, per step. 0: none. */
  readonly averaging: number;
  readonly contextEpochs: number;
  readonly contextBatch: number;
  /** Share of the tokens from which on a word counts less in the lesson without labels; 1: never. */
  readonly contextOften: number;
  readonly matcherSteps: number;
  /** Triggers that vote on a sentence. */
  readonly votes: number;
  /** Similarity from which a trigger votes for a sentence. */
  readonly threshold: number;
  readonly thresholds: WeakThresholds;
  /** Mean posterior over its occurrences from which a term is propagated; above 1: never. */
  readonly termConfidence: number;
  /** Share of a term's occurrences that stand beside the same word, from which on it grows to it; above 1: never. */
  readonly growth: number;
  /** Share of an abbreviation's definitions that must be spans for it to be one; above 1: definitions are not asked. */
  readonly abbreviations: number;
  readonly gamma: number;
  /** Taggers of different seeds that read the unlabelled sentences in the first round. */
  readonly teachers: number;
  readonly rounds: number;
  /** Taggers of a round that read them in the next one; of the last round there is one. */
  readonly students: number;
  /** Unlabelled sentences that are taught in a round at most. */
  readonly weakSentences: number;
}

export const usualSettings: Settings = {
  batchSize: 16,
  stepsPerLook: 40,
  maxLooks: 12,
  patience: 5,
  learningRate: 0.003,
  decay: 0,
  averaging: 0.98,
  contextEpochs: 20,
  contextBatch: 16,
  contextOften: 0.001,
  matcherSteps: 150,
  votes: 3,
  threshold: 0,
  thresholds: { span: 0.5, outside: 0.5, partial: false },
  termConfidence: 0.6,
  growth: 0.7,
  abbreviations: 0.7,
  gamma: 1,
  teachers: 2,
  rounds: 1,
  students: 2,
  weakSentences: 1600,
};

export interface Networks {
  readonly ner: TaskNetwork;
  readonly trigger: TaskNetwork;
  readonly tagger: TaskNetwork;
  readonly context: TaskNetwork;
}

export async function loadNetworks(runtime: Runtime): Promise<Networks> {
  const load = async (definition: NetworkDefinition): Promise<TaskNetwork> => {
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
    const { contextEpochs: epochs, contextBatch, contextOften, learningRate } = this.settings;
    const result = await toEnd(
      learnContext(
        {
          network: this.networks.context,
          encoder: this.encoder,
          rng: createRng(seed),
          batchSize: contextBatch,
          epochs,
          learningRate,
          often: contextOften,
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
    const { batchSize, maxLooks, patience, decay, averaging } = this.settings;
    return {
      batchSize,
      epochs: maxLooks,
      patience: patience - 1,
      learningRateDecay: decay,
      ...(averaging > 0 && { averaging }),
    };
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
}
/** As many examples per look at dev for every arm, whatever the number of its examples. */
export async function measure<Example extends NerExample>(
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
export async function toEnd(
  lesson: AsyncGenerator<TrainingProgress, TrainingResult, void>,
): Promise<TrainingResult> {
  for (;;) {
    const { done, value } = await lesson.next();
    if (done === true) return value;
  }
}

export const round = (x: number): number => Math.round(x * 1e4) / 1e4;

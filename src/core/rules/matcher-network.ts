/**
 * The `find` network at work: pre-training it on a corpus, and encoding with it. Weights are a project's own (the corpus and
 * the rules' keywords are), a few hundred kB, and warm-start the next training.
 */
import { neverStop, type Rng, type StopSignal } from '#core/base';
import type { Calibration, EmbeddingMatcher } from '#core/execute';
import type { FloatTensors, NetworkManifest } from '#core/graph';
import { type LoadedGraph, type TrainingProgress, train } from '#core/train';
import { FindCollator, findExamples, type LabelledKeyword, type TextEncoder } from './matcher-examples.ts';

export interface FindTrainingOptions {
  readonly manifest: NetworkManifest;
  /** The loaded training graph of `find`. */
  readonly graph: LoadedGraph;
  readonly encoder: TextEncoder;
  /** The corpus, as lower-case tokens; no labels are looked at. */
  readonly sentences: readonly (readonly string[])[];
  readonly keywords: readonly LabelledKeyword[];
  readonly rng: Rng;
  /** Steps of `batchSize` queries. docs/experiments/rules.md says how the measures rise with them. */
  readonly steps?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Weight of the margin loss between labels. */
  readonly beta?: number;
  readonly initial?: FloatTensors;
  readonly signal?: StopSignal;
}

/** Pre-trains; yields after each step. Returns the parameters, also when stopped. */
export async function* trainFind(
  options: FindTrainingOptions,
): AsyncGenerator<TrainingProgress, FloatTensors, void> {
  const { manifest, graph, encoder, sentences, keywords, rng } = options;
  const batchSize = options.batchSize ?? 8;
  const steps = options.steps ?? 400;
  const result = yield* train({
    manifest,
    graph,
    collator: new FindCollator(encoder, keywords),
    examples: findExamples(sentences, steps * batchSize, rng),
    symbols: { wordDim: encoder.dim },
    rng,
    batchSize,
    epochs: 1,
    hyperParameters: { learningRate: options.learningRate ?? 0.003, beta: options.beta ?? 0.5 },
    ...(options.initial === undefined ? {} : { initial: options.initial }),
    signal: options.signal ?? neverStop,
  });
  return result.parameters;
}

/**
 * A score from a cosine of `find`: 0 up to 0.5, then straight to 1. The network's own sigmoid says much the same, but squeezes
 * all that matters between 0.95 and 1, where no slider can tell it apart, and makes a missed distance weigh more than a
 * quite different word.
 */
export const findCalibration: Calibration = (cosine) => 2 * cosine - 1;

export interface FindEncoder {
  readonly manifest: NetworkManifest;
  /** The loaded prediction graph of `find`. */
  readonly graph: LoadedGraph;
  readonly parameters: FloatTensors;
  readonly encoder: TextEncoder;
}

/** Texts of one run of the graph: enough to be quick, few enough to stop between runs. */
const textsPerRun = 2048;

/** Encodes all that the matcher has pending; yields the number of texts done after each run. */
export async function* encodePending(
  matcher: Pick<EmbeddingMatcher, 'pending' | 'supply'>,
  network: FindEncoder,
  signal: StopSignal = neverStop,
): AsyncGenerator<number, void, void> {
  const collator = new FindCollator(network.encoder, []);
  const parameters = Object.fromEntries(
    network.manifest.predictParameters.flatMap((name) => {
      const tensor = network.parameters[name];
      return tensor === undefined ? [] : [[name, tensor] as const];
    }),
  );
  let done = 0;
  for (;;) {
    const texts = matcher.pending(textsPerRun);
    if (texts.length === 0 || signal.stopped) return;
    const { encodings } = await network.graph.run({ ...parameters, ...collator.texts(texts) }, ['encodings']);
    if (encodings === undefined || !(encodings.data instanceof Float32Array)) return;
    matcher.supply(textsPerRun, { vectors: encodings.data, dims: encodings.dims[1] ?? 1 });
    done += texts.length;
    yield done;
  }
}

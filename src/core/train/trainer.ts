/**
 * The only trainer: drives a training-step graph by its manifest. An asynchronous generator that yields after each
 * step, so that the caller decides the pace, can stop at any step, and stores a checkpoint when one comes by.
 *
 * Laws: same examples, options and generator → same weights on the same machine. Resuming from a checkpoint gives
 * the weights that the uninterrupted run would have given.
 */
import { createRng, InternalError, must, neverStop, type Rng, restoreRng, type StopSignal } from '#core/base';
import {
  evaluateShape,
  type FloatTensor,
  type FloatTensors,
  floatTensor,
  type NetworkManifest,
  scalarTensor,
  type Tensor,
  type Tensors,
} from '#core/graph';
import { type Collator, epochBatches } from './batches.ts';
import type { BestWeights, Checkpoint } from './checkpoint.ts';
import { initialOptimiser, initialParameters } from './manifest.ts';
import type { LoadedGraph } from './runtime.ts';

export interface TrainingOptions<Example> {
  readonly manifest: NetworkManifest;
  /** The loaded training graph (`manifest.train`). */
  readonly graph: LoadedGraph;
  readonly collator: Collator<Example>;
  readonly examples: readonly Example[];
  /** Values of `manifest.symbols`, e.g. `{ labels: 5, wordDim: 100 }`. */
  readonly symbols: Readonly<Record<string, number>>;
  /** Decides initial parameters, order and dropout. */
  readonly rng: Rng;
  /** Examples per batch; with gold and weak examples, of each kind. */
  readonly batchSize: number;
  readonly epochs: number;
  /** Overrides of `manifest.hyperParameters`. */
  readonly hyperParameters?: Readonly<Record<string, number>>;
  /** Overrides of the dropouts' rates, by the part of the name after `dropout/`. */
  readonly dropout?: Readonly<Record<string, number>>;
  /** Learning rate is multiplied by `1 / (1 + decay · epoch)`. */
  readonly learningRateDecay?: number;
  /**
   * The weights that are evaluated and returned are a running mean of those of each step (Polyak & Juditsky 1992), of
   * which a step's share decays by this factor per later step; a shorter memory at first, so that the start is forgotten.
   */
  readonly averaging?: number;
  /** Called after each epoch with the weights; the score is to be as high as possible. */
  readonly evaluate?: (parameters: FloatTensors, epoch: number) => Promise<number>;
  /** Stop after this many epochs without a better score (needs `evaluate`); the best weights are returned. */
  readonly patience?: number;
  /** Warm start: parameters of an earlier training (the optimiser starts afresh). */
  readonly initial?: FloatTensors;
  /** Continue exactly where this checkpoint was made. */
  readonly resume?: Checkpoint;
  readonly signal?: StopSignal;
  /** A checkpoint accompanies progress every so many steps, and at each epoch's end. 0: only at epochs' ends. */
  readonly checkpointEvery?: number;
}

export interface TrainingProgress {
  /** Steps done. */
  readonly step: number;
  /** Counted from 0. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  readonly loss: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  /** On the last step of an epoch when `evaluate` is given. */
  readonly score?: number;
  readonly checkpoint?: Checkpoint;
}

export interface TrainingResult {
  /** The best ones where `evaluate` is given, else the last. */
  readonly parameters: FloatTensors;
  readonly score?: number;
  readonly reason: 'finished' | 'patience' | 'stopped';
  readonly checkpoint: Checkpoint;
}

/** A step whose loss is not a number: the learning rate is far too high or the examples contradict themselves. */
export class DivergedError extends InternalError {}

export async function* train<Example>(
  options: TrainingOptions<Example>,
): AsyncGenerator<TrainingProgress, TrainingResult, void> {
  const { manifest, graph, collator, examples, symbols, batchSize, resume } = options;
  const signal = options.signal ?? neverStop;
  const every = options.checkpointEvery ?? 0;
  if (resume !== undefined && resume.network !== manifest.name) {
    throw new InternalError(`checkpoint of ${resume.network} for ${manifest.name}`);
  }
  const rng = resume === undefined ? options.rng : restoreRng(resume.rng);
  let parameters = resume?.parameters ?? options.initial ?? initialParameters(manifest, symbols, rng);
  let optimiser = resume?.optimiser ?? initialOptimiser(manifest, symbols);
  let step = resume?.step ?? 0;
  let best: BestWeights | undefined = resume?.best;
  let average: FloatTensors | undefined = resume?.average;
  const orderSeed = resume?.orderSeed ?? rng.int(2 ** 31);
  const wanted = outputNames(manifest);
  const hyperParameters = { ...manifest.hyperParameters, ...options.hyperParameters };

  let epoch = resume?.epoch ?? 0;
  let batch = resume?.batch ?? 0;
  const checkpoint = (): Checkpoint => ({
    network: manifest.name,
    parameters,
    optimiser,
    step,
    epoch,
    batch,
    orderSeed,
    rng: rng.state(),
    ...(best === undefined ? {} : { best }),
    ...(average === undefined ? {} : { average }),
  });
  const finish = (reason: TrainingResult['reason']): TrainingResult => {
    const chosen = reason === 'stopped' || best === undefined ? undefined : best;
    return {
      parameters: chosen?.parameters ?? average ?? parameters,
      ...(chosen === undefined ? {} : { score: chosen.score }),
      reason,
      checkpoint: checkpoint(),
    };
  };

  for (; epoch < options.epochs; epoch++, batch = 0) {
    if (best !== undefined && epoch - best.epoch > (options.patience ?? Number.POSITIVE_INFINITY)) {
      return finish('patience');
    }
    // An epoch's batches have a generator of their own, so that they can be made again when resuming.
    const batches = epochBatches(examples, collator, batchSize, createRng(orderSeed).fork(epoch));
    while (batch < batches.length) {
      if (signal.stopped) return finish('stopped');
      const chosen = must(batches[batch], 'batch').map((i) => must(examples[i], 'example'));
      const inputs = collator.collate(chosen);
      const rate = must(hyperParameters['learningRate'], 'learning rate');
      const results = await graph.run(
        {
          ...parameters,
          ...optimiser,
          ...inputs,
          ...dropoutMasks(manifest, inputs, symbols, options.dropout ?? {}, rng),
          ...scalars(hyperParameters),
          learningRate: scalarTensor(rate / (1 + (options.learningRateDecay ?? 0) * epoch)),
          step: scalarTensor(step + 1),
        },
        wanted,
      );
      const loss = numberOf(results, 'loss');
      if (!Number.isFinite(loss)) throw new DivergedError(`loss ${loss} at step ${step + 1}`);
      parameters = take(results, Object.keys(parameters));
      optimiser = take(results, Object.keys(optimiser));
      step += 1;
      batch += 1;
      if (options.averaging !== undefined) {
        average = blend(average ?? parameters, parameters, Math.min(options.averaging, step / (step + 10)));
      }
      const last = batch === batches.length;
      let score: number | undefined;
      if (last && options.evaluate !== undefined) {
        const judged = average ?? parameters;
        score = await options.evaluate(judged, epoch);
        if (best === undefined || score > best.score) best = { parameters: judged, score, epoch };
      }
      yield {
        step,
        epoch,
        stepsPerEpoch: batches.length,
        loss,
        gradientNorm: numberOf(results, 'gradientNorm'),
        ...(score === undefined ? {} : { score }),
        ...(last || (every > 0 && step % every === 0) ? { checkpoint: checkpoint() } : {}),
      };
    }
  }
  return finish('finished');
}

/** Runs a training to its end; `onProgress` sees each step. */
export async function trainToEnd<Example>(
  options: TrainingOptions<Example>,
  onProgress?: (progress: TrainingProgress) => void,
): Promise<TrainingResult> {
  const training = train(options);
  for (;;) {
    const { done, value } = await training.next();
    if (done === true) return value;
    onProgress?.(value);
  }
}

function outputNames(manifest: NetworkManifest): string[] {
  return [
    'loss',
    'gradientNorm',
    ...manifest.parameters.flatMap(({ name }) => [
      `next/${name}`,
      ...manifest.optimiserState.map((suffix) => `next/${name}/${suffix}`),
    ]),
  ];
}

function take(results: Tensors, names: readonly string[]): FloatTensors {
  const taken: Record<string, FloatTensor> = {};
  for (const name of names) taken[name] = floatOf(must(results[`next/${name}`], `output next/${name}`));
  return taken;
}

/** `share · before + (1 − share) · now`, in tensors of its own. */
function blend(before: FloatTensors, now: FloatTensors, share: number): FloatTensors {
  const blended: Record<string, FloatTensor> = {};
  for (const [name, { dims, data }] of Object.entries(now)) {
    const old = must(before[name], name).data;
    const mean = new Float32Array(data.length);
    for (let i = 0; i < mean.length; i++)
      mean[i] = share * must(old[i], name) + (1 - share) * must(data[i], name);
    blended[name] = { dims, data: mean };
  }
  return blended;
}

function floatOf({ dims, data }: Tensor): FloatTensor {
  if (data instanceof Float32Array) return { dims, data };
  throw new InternalError('a float32 output expected');
}

function numberOf(results: Tensors, name: string): number {
  return must(results[name]?.data[0], name);
}

function scalars(values: Readonly<Record<string, number>>): Tensors {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalarTensor(value)]));
}

/** One mask per dropout of the network: 0 with probability `rate`, else 1 / (1 − rate). */
function dropoutMasks(
  manifest: NetworkManifest,
  inputs: Tensors,
  symbols: Readonly<Record<string, number>>,
  rates: Readonly<Record<string, number>>,
  rng: Rng,
): Tensors {
  const bound = { ...symbols, ...batchSymbols(manifest, inputs) };
  const masks: Record<string, FloatTensor> = {};
  for (const { name, shape, rate: usual } of manifest.dropouts) {
    const rate = rates[name.slice('dropout/'.length)] ?? usual;
    const mask = floatTensor(evaluateShape(shape, bound));
    const kept = 1 / (1 - rate);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = rate > 0 && rng.next() < rate ? 0 : kept;
    masks[name] = mask;
  }
  return masks;
}

/** What `batch`, `time`, … are in this batch, read off the inputs' shapes. */
function batchSymbols(manifest: NetworkManifest, inputs: Tensors): Record<string, number> {
  const bound: Record<string, number> = {};
  for (const { name, shape } of manifest.train.inputs) {
    shape.forEach((dim, axis) => {
      const length = inputs[name]?.dims[axis];
      if (typeof dim === 'string' && /^\w+$/.test(dim) && length !== undefined) bound[dim] = length;
    });
  }
  return bound;
}

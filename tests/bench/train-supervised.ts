/**
 * `npm run study:supervised -- [ner|re|sa] [--epochs n] [--seed n]`: each network under full supervision of its
 * public data set. Chooses the epoch on a development part and reports the official test part once.
 * Writes tests/bench/results/train-supervised-<task>.json with the curve.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  type ClassPredictor,
  type Collator,
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  nerCollator,
  type RelationInput,
  relationCollator,
  scoreClasses,
  scoreEntities,
  scoreRelations,
  spansOfTags,
  type TextInput,
  textCollator,
  trainToEnd,
} from '#core/learn';
import { type CompiledNetwork, compileNetwork, ner, re, sa } from '#models';
import { createOrtRuntime } from '#workers/ort-runtime';
import { currentRun } from './bench-run.ts';
import {
  bc5cdr,
  bc5cdrLabels,
  type Classified,
  dataIsHere,
  gloveEncoder,
  mams,
  mamsLabels,
  nerExample,
  semeval,
  semevalExplained,
  semevalLabels,
  type TaggedSentence,
} from './train-data.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    epochs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string' },
    rate: { type: 'string' },
    decay: { type: 'string' },
    l2: { type: 'string' },
    drop: { type: 'string', multiple: true, default: [] },
    dry: { type: 'boolean', default: false },
  },
});
if (!dataIsHere) {
  console.log('study:supervised: ../shared/data is not here, nothing to do');
  process.exit(0);
}

interface Job<Example> {
  readonly compiled: CompiledNetwork;
  readonly collator: Collator<Example>;
  readonly train: readonly Example[];
  readonly labels: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly decay: number;
  readonly weightDecay: number;
  readonly dev: (parameters: FloatTensors) => Promise<number>;
  readonly test: (parameters: FloatTensors) => Promise<number>;
  readonly metric: string;
  readonly target: number;
}

const seed = Number(flags.seed);
const encoder = gloveEncoder();
const runtime = createOrtRuntime({ threads: 1 });
const dropout = Object.fromEntries(flags.drop.map((d) => d.split('=')).map(([k, v]) => [k, Number(v)]));

async function run<Example>(task: string, job: Job<Example>): Promise<void> {
  const graph = await runtime.load(job.compiled.train);
  const curve: { epoch: number; loss: number; dev: number; seconds: number }[] = [];
  let loss = 0;
  let steps = 0;
  let from = performance.now();
  const result = await trainToEnd(
    {
      manifest: job.compiled.manifest,
      graph,
      collator: job.collator,
      examples: job.train,
      symbols: { labels: job.labels, wordDim: encoder.dim },
      rng: createRng(seed),
      batchSize: Number(flags.batch ?? job.batchSize),
      epochs: Number(flags.epochs ?? job.epochs),
      hyperParameters: {
        learningRate: Number(flags.rate ?? job.rate),
        weightDecay: Number(flags.l2 ?? job.weightDecay),
      },
      learningRateDecay: Number(flags.decay ?? job.decay),
      dropout,
      patience: 8,
      evaluate: async (parameters, epoch) => {
        const seconds = (performance.now() - from) / 1000;
        const dev = await job.dev(parameters);
        curve.push({ epoch: epoch + 1, loss: loss / steps, dev, seconds });
        console.log(
          `${task} epoch ${epoch + 1}: loss ${(loss / steps).toFixed(3)}, dev ${(100 * dev).toFixed(2)}, ` +
            `${((1000 * seconds) / steps).toFixed(1)} ms per step`,
        );
        loss = 0;
        steps = 0;
        from = performance.now();
        return dev;
      },
    },
    (progress) => {
      loss += progress.loss;
      steps += 1;
    },
  );
  const test = await job.test(result.parameters);
  const reached = test >= job.target ? 'reached' : 'MISSED';
  console.log(
    `${task}: ${job.metric} on test ${(100 * test).toFixed(2)} (dev ${(100 * (result.score ?? 0)).toFixed(2)}); ` +
      `target ${100 * job.target}: ${reached}`,
  );
  if (flags.dry) return;
  mkdirSync('tests/bench/results', { recursive: true });
  const record = {
    ...currentRun(seed),
    task,
    metrics: { test, dev: result.score },
    metric: job.metric,
    target: job.target,
    settings: {
      batchSize: job.batchSize,
      learningRate: job.rate,
      decay: job.decay,
      weightDecay: job.weightDecay,
    },
    curve,
  };
  writeFileSync(
    `tests/bench/results/train-supervised-${task}.json`,
    `${JSON.stringify(record, undefined, 1)}\n`,
  );
}

async function nerJob(): Promise<void> {
  const compiled = compileNetwork(ner);
  const predictGraph = await runtime.load(compiled.predict);
  const named = (spans: readonly { from: number; to: number; label: number }[]) =>
    spans.map(({ from, to, label }) => ({ from, to, label: bc5cdrLabels[label] ?? '' }));
  const score = async (parameters: FloatTensors, sentences: readonly TaggedSentence[]): Promise<number> => {
    const predictor = createNerPredictor({
      manifest: compiled.manifest,
      graph: predictGraph,
      parameters,
      encoder,
    });
    const predictions = await predictor.predict(sentences);
    const gold = sentences.map((s) => named(spansOfTags(s.tags)));
    return scoreEntities(
      gold,
      predictions.map((p) => named(p.spans)),
    ).overall.f1;
  };
  const [train, dev, test] = [bc5cdr('train.txt'), bc5cdr('dev.txt'), bc5cdr('test.txt')];
  await run('ner', {
    compiled,
    collator: nerCollator(compiled.manifest, encoder),
    train: train.map((s) => nerExample(s, bc5cdrLabels.length)),
    labels: 5,
    epochs: 20,
    batchSize: 16,
    rate: 0.003,
    decay: 0.1,
    weightDecay: 0,
    dev: (parameters) => score(parameters, dev),
    test: (parameters) => score(parameters, test),
    metric: 'entity F1',
    target: 0.76,
  });
}

async function classes<Example extends RelationInput | TextInput>(
  predictor: ClassPredictor<Example>,
  rows: readonly Classified<Example>[],
  labels: readonly string[],
): Promise<string[]> {
  const probabilities = await predictor.predict(rows.map((row) => row.example));
  return probabilities.map((p) => labels[p.indexOf(Math.max(...p))] ?? '');
}

async function reJob(): Promise<void> {
  const compiled = compileNetwork(re);
  const graph = await runtime.load(compiled.predict);
  const labels = semevalLabels();
  const all = semeval('TRAIN_FILE.TXT', labels);
  const explained = semevalExplained();
  const free = shuffled(
    all.filter((row) => !explained.has(row.id)),
    createRng(20100),
  );
  const dev = free.slice(0, 800);
  const held = new Set(dev.map((row) => row.id));
  const test = semeval('TEST_FILE_FULL.TXT', labels);
  const score = async (parameters: FloatTensors, rows: typeof all): Promise<number> => {
    const predictor = createRelationPredictor({ manifest: compiled.manifest, graph, parameters, encoder });
    const predicted = await classes<RelationInput>(predictor, rows, labels);
    return scoreRelations(
      rows.map((row) => row.label),
      predicted,
    ).macroF1;
  };
  await run('re', {
    compiled,
    collator: relationCollator(compiled.manifest, encoder),
    train: all.filter((row) => !held.has(row.id)).map((row) => row.example),
    labels: labels.length,
    epochs: 30,
    batchSize: 16,
    rate: 0.001,
    decay: 0.05,
    weightDecay: 0.01,
    dev: (parameters) => score(parameters, dev),
    test: (parameters) => score(parameters, test),
    metric: 'official macro F1',
    target: 0.76,
  });
}

async function saJob(): Promise<void> {
  const compiled = compileNetwork(sa);
  const graph = await runtime.load(compiled.predict);
  const [train, dev, test] = [mams('train.xml'), mams('val.xml'), mams('test.xml')];
  const score = async (parameters: FloatTensors, rows: typeof train): Promise<number> => {
    const predictor = createTextPredictor({ manifest: compiled.manifest, graph, parameters, encoder });
    const predicted = await classes<TextInput>(predictor, rows, mamsLabels);
    return scoreClasses(
      rows.map((row) => row.label),
      predicted,
    ).accuracy;
  };
  await run('sa', {
    compiled,
    collator: textCollator(compiled.manifest, encoder),
    train: train.map((row) => row.example),
    labels: mamsLabels.length,
    epochs: 20,
    batchSize: 16,
    rate: 0.001,
    decay: 0.05,
    weightDecay: 0.01,
    dev: (parameters) => score(parameters, dev),
    test: (parameters) => score(parameters, test),
    metric: 'accuracy',
    target: 0.72,
  });
}

const jobs: Record<string, () => Promise<void>> = { ner: nerJob, re: reJob, sa: saJob };
for (const task of positionals.length > 0 ? positionals : Object.keys(jobs)) {
  const job = jobs[task];
  if (job === undefined) throw new Error(`no task ${task}; there are ${Object.keys(jobs).join(', ')}`);
  await job();
}
process.exit(0);

/**
 * `npm run study:supervised -- [ner|re|sa] [--epochs n] [--seed n]`: each network under full supervision of its
 * public data set. Chooses the epoch on a development part and reports the official test part once.
 * Writes bench/results/train-supervised-<task>.json with the curve.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { Task } from '#core/project';
import {
  type ClassPredictor,
  type Collator,
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  downloadTensors,
  downloadVocabulary,
  modelArchive,
  modelFiles,
  nerCollator,
  type PredictorOptions,
  type RelationExample,
  type RelationInput,
  relationCollator,
  scoreClasses,
  scoreEntities,
  scoreRelations,
  spansOfTags,
  type TextExample,
  type TextInput,
  type TokenEncoder,
  tagNames,
  textCollator,
  trainToEnd,
} from '#core/train';
import {
  type CompiledNetwork,
  compileNetwork,
  exportNetwork,
  type NetworkDefinition,
  ner,
  positionRows,
  re,
  sa,
} from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
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
    /** Only so many training examples, for a quick look. */
    limit: { type: 'string' },
    /** Writes the model as a user downloads it, 200 test inputs and the app's answers into this folder. */
    download: { type: 'string' },
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
  readonly download: (parameters: FloatTensors) => Promise<Download>;
  readonly metric: string;
  readonly target: number;
}

interface Download {
  readonly definition: NetworkDefinition;
  readonly labelNames: readonly string[];
  readonly tableRows: number;
  readonly words: Iterable<string>;
  /** One line of input each, and what the app answers to it. */
  readonly pairs: readonly { readonly input: unknown; readonly answer: unknown }[];
}

function writeDownload(folder: string, task: Task, parameters: FloatTensors, download: Download): void {
  const vocabulary = downloadVocabulary(download.words);
  const onnx = exportNetwork(download.definition, downloadTensors(parameters, encoder, vocabulary));
  const files = modelFiles(onnx, vocabulary, {
    task,
    projectName: `Study of ${task}`,
    labels: download.labelNames,
    words: 'all',
    version: 1,
    metrics: {},
    tableRows: download.tableRows,
  });
  mkdirSync(folder, { recursive: true });
  const archive = modelArchive(files);
  writeFileSync(join(folder, 'model.zip'), archive);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(folder, 'input.jsonl'), lines(download.pairs.map((pair) => pair.input)));
  writeFileSync(join(folder, 'expected.jsonl'), lines(download.pairs.map((pair) => pair.answer)));
  console.log(
    `${task}: model.zip of ${(archive.length / 1e6).toFixed(1)} MB and ${download.pairs.length} inputs`,
  );
}

const seed = Number(flags.seed);
const encoder = gloveEncoder();
const runtime = createOrtRuntime({ threads: 1 });
const dropout = Object.fromEntries(flags.drop.map((d) => d.split('=')).map(([k, v]) => [k, Number(v)]));

async function run<Example>(task: Task, job: Job<Example>): Promise<void> {
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
      examples: flags.limit === undefined ? job.train : job.train.slice(0, Number(flags.limit)),
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
  if (flags.download !== undefined) {
    writeDownload(join(flags.download, task), task, result.parameters, await job.download(result.parameters));
  }
  if (flags.dry) return;
  mkdirSync('bench/results', { recursive: true });
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
  writeFileSync(`bench/results/train-supervised-${task}.json`, `${JSON.stringify(record, undefined, 1)}\n`);
}

async function nerJob(): Promise<void> {
  const compiled = compileNetwork(ner);
  const predictGraph = await runtime.load(compiled.predict);
  const named = (spans: readonly { from: number; to: number; label: number }[]) =>
    spans.map(({ from, to, label }) => ({ from, to, label: bc5cdrLabels[label] ?? '' }));
  const predict = (parameters: FloatTensors, sentences: readonly TaggedSentence[]) =>
    createNerPredictor({ manifest: compiled.manifest, graph: predictGraph, parameters, encoder }).predict(
      sentences,
    );
  const score = async (parameters: FloatTensors, sentences: readonly TaggedSentence[]): Promise<number> => {
    const predictions = await predict(parameters, sentences);
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
    epochs: 14,
    batchSize: 16,
    rate: 0.003,
    decay: 0.1,
    weightDecay: 0,
    dev: (parameters) => score(parameters, dev),
    test: (parameters) => score(parameters, test),
    download: async (parameters) => {
      const sentences = test.slice(0, 200);
      const answers = await predict(parameters, sentences);
      const names = tagNames(bc5cdrLabels);
      return {
        definition: ner,
        labelNames: bc5cdrLabels,
        tableRows: 512,
        words: [...train, ...test].flatMap((sentence) => sentence.words),
        pairs: sentences.map(({ words }, i) => ({
          input: { words },
          answer: Array.from(answers[i]?.tags ?? [], (tag) => names[tag]),
        })),
      };
    },
    metric: 'entity F1',
    target: 0.76,
  });
}

/** What differs between the two tasks whose network gives one label to each example. */
interface ClassTask<Example extends RelationInput | TextInput> {
  readonly task: Task;
  readonly definition: NetworkDefinition;
  readonly labels: readonly string[];
  readonly rows: Readonly<Record<'train' | 'dev' | 'test', readonly Classified<Example>[]>>;
  /** Sentences whose words the downloaded model knows. */
  readonly known: readonly Classified<Example>[];
  readonly collator: (manifest: CompiledNetwork['manifest'], encoder: TokenEncoder) => Collator<Example>;
  readonly predictor: (options: PredictorOptions) => ClassPredictor<Example>;
  readonly score: (gold: readonly string[], predicted: readonly string[]) => number;
  /** A line of input to the downloaded model. */
  readonly input: (example: Example) => unknown;
  readonly epochs: number;
  readonly metric: string;
  readonly target: number;
}

async function runClasses<Example extends RelationInput | TextInput>(of: ClassTask<Example>): Promise<void> {
  const compiled = compileNetwork(of.definition);
  const { manifest } = compiled;
  const graph = await runtime.load(compiled.predict);
  const { train, dev, test } = of.rows;
  const predict = async (parameters: FloatTensors, rows: readonly Classified<Example>[]) => {
    const predictor = of.predictor({ manifest, graph, parameters, encoder });
    const probabilities = await predictor.predict(rows.map((row) => row.example));
    return probabilities.map((p) => {
      const probability = Math.max(...p);
      return { label: of.labels[p.indexOf(probability)] ?? '', probability };
    });
  };
  const score = async (parameters: FloatTensors, rows: readonly Classified<Example>[]): Promise<number> => {
    const answers = await predict(parameters, rows);
    return of.score(
      rows.map((row) => row.label),
      answers.map((answer) => answer.label),
    );
  };
  await run(of.task, {
    compiled,
    collator: of.collator(manifest, encoder),
    train: train.map((row) => row.example),
    labels: of.labels.length,
    epochs: of.epochs,
    batchSize: 16,
    rate: 0.001,
    decay: 0.05,
    weightDecay: 0.01,
    dev: (parameters) => score(parameters, dev),
    test: (parameters) => score(parameters, test),
    download: async (parameters) => {
      const answers = await predict(parameters, test);
      return {
        definition: of.definition,
        labelNames: of.labels,
        tableRows: positionRows,
        words: of.known.flatMap((row) => row.example.words),
        pairs: test.slice(0, 200).map((row, i) => ({
          input: of.input(row.example),
          answer: [answers[i]?.label, answers[i]?.probability],
        })),
      };
    },
    metric: of.metric,
    target: of.target,
  });
}

async function reJob(): Promise<void> {
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
  await runClasses<RelationExample>({
    task: 're',
    definition: re,
    labels,
    rows: { train: all.filter((row) => !held.has(row.id)), dev, test },
    known: [...all, ...test],
    collator: relationCollator,
    predictor: createRelationPredictor,
    score: (gold, predicted) => scoreRelations(gold, predicted).macroF1,
    input: ({ words, x, y }) => ({ words, x: [x.from, x.to], y: [y.from, y.to] }),
    epochs: 20,
    metric: 'official macro F1',
    target: 0.76,
  });
}

async function saJob(): Promise<void> {
  const [train, dev, test] = [mams('train.xml'), mams('val.xml'), mams('test.xml')];
  await runClasses<TextExample>({
    task: 'sa',
    definition: sa,
    labels: mamsLabels,
    rows: { train, dev, test },
    known: [...train, ...test],
    collator: textCollator,
    predictor: createTextPredictor,
    score: (gold, predicted) => scoreClasses(gold, predicted).accuracy,
    input: ({ words, aspect }) => ({
      words,
      ...(aspect === undefined ? {} : { aspect: [aspect.from, aspect.to] }),
    }),
    epochs: 14,
    metric: 'accuracy',
    target: 0.72,
  });
}

const jobs: Readonly<Record<string, () => Promise<void>>> = { ner: nerJob, re: reJob, sa: saJob };
for (const task of positionals.length > 0 ? positionals : Object.keys(jobs)) {
  const job = jobs[task];
  if (job === undefined) throw new Error(`no task ${task}; there are ${Object.keys(jobs).join(', ')}`);
  await job();
}
process.exit(0);

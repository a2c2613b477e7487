/**
 * `npm run bench:thorough [-- --on dev] [--seeds 1,2,3]`: what *Train thoroughly* makes of 76 BC5CDR sentences with labels and 4 000
 * without, through the sessions that the app runs: entity F1 of the quick model, of the thorough one, and of that one after a
 * further training on two more labels; minutes on one thread. Adds `thoroughF1` and `thoroughMinutes` to few-labels.json.
 * About eight minutes a seed on a quiet machine.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import type { TaughtDocument, Weights } from '#core/project';
import { evaluateWeights } from '#core/tasks';
import { studentTensors, type ThoroughPlan, trainThoroughly } from '#core/triggers';
import { currentRun } from './bench-run.ts';
import { loadedNetwork } from './replay-network.ts';
import { labelRecords, taughtSentence } from './study-documents.ts';
import { bc5cdrLabels, dataIsHere, gloveEncoder } from './train-data.ts';
import { trainedModel } from './trained.ts';
import { cutCorpus, readCorpus } from './triggers-data.ts';

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'test' },
    seeds: { type: 'string', default: '1,2,3' },
    percent: { type: 'string', default: '10' },
    /** Of the plan, as JSON. */
    plan: { type: 'string', default: '{}' },
    out: { type: 'string', default: 'bench/results/few-labels.json' },
  },
});
if (!dataIsHere) {
  console.log('bench:thorough: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
const encoder = gloveEncoder();
const network = await loadedNetwork('ner');
const context = await loadedNetwork('trigger-context');
const corpus = readCorpus(
  0,
  values.on === 'dev' ? 1500 : Number.POSITIVE_INFINITY,
  values.on === 'dev' ? 'dev' : 'test',
);
const labels = labelRecords('span', bc5cdrLabels);
const judged = corpus.test.map((sentence, i) => taughtSentence(`judged ${i}`, sentence, 1));
// Given on the command line.
const plan = JSON.parse(values.plan) as Partial<ThoroughPlan>;

async function f1(weights: Weights): Promise<number> {
  const { score } = await evaluateWeights({ task: 'ner', network, encoder, weights, documents: judged });
  return 100 * score;
}

const session = (documents: readonly TaughtDocument[], seed: number, previous?: Weights): Promise<Weights> =>
  trainedModel({
    ...{ task: 'ner', projectId: 'p', labels, network, encoder, documents, seed },
    clock: () => 1,
    ...(previous === undefined ? {} : { previous }),
  });

const seeds = values.seeds.split(',').map(Number);
const rows: Record<string, number>[] = [];
for (const seed of seeds) {
  const { doubled, explained, rest } = cutCorpus(corpus, Number(values.percent), seed);
  const gold = explained.map((one, i) => taughtSentence(`gold ${i}`, one, 1));
  const texts = shuffled(rest, createRng(seed))
    .slice(0, 4000)
    .map((one, i) => taughtSentence(`text ${i}`, one, 1).document);
  const quick = await session(gold, seed);
  const begin = performance.now();
  const training = trainThoroughly({
    ...{ labels: quick.labels, network, context, encoder, documents: gold, texts, seed, plan },
  });
  let step = await training.next();
  let shown = 0;
  while (step.done !== true) {
    const { step: at, steps, loss } = step.value;
    if (at >= shown) {
      console.error(
        `${at} of ${steps} steps, loss ${loss.toFixed(3)}, ${((performance.now() - begin) / 1000).toFixed(0)} s`,
      );
      shown += 500;
    }
    step = await training.next();
  }
  if (!step.value.ok) throw new Error(step.value.error.message);
  const minutes = (performance.now() - begin) / 60_000;
  const { parameters, taught } = step.value.value;
  const alone: Weights = { ...quick, tensors: parameters };
  const product: Weights = { ...quick, tensors: { ...quick.tensors, ...studentTensors(parameters) } };
  const more = doubled.slice(explained.length, explained.length + 2);
  const further = [...gold, ...more.map((one, i) => taughtSentence(`more ${i}`, one, 1))];
  const row = {
    ...{ seed, minutes, taught },
    quick: await f1(quick),
    alone: await f1(alone),
    product: await f1(product),
    later: await f1(await session(further, seed, product)),
  };
  rows.push(row);
  console.log(JSON.stringify(row, (_, x) => (typeof x === 'number' ? Number(x.toFixed(2)) : x)));
  // After each seed: a run that is stopped has not been for nothing.
  if (values.on === 'test') note();
}

/** Beside the figures of `bench:few-labels`, in the same record. */
function note(): void {
  const mean = (name: string): number =>
    Number((rows.reduce((sum, row) => sum + (row[name] ?? 0), 0) / rows.length).toFixed(2));
  // Written by `bench:few-labels`.
  const record = existsSync(values.out)
    ? (JSON.parse(readFileSync(values.out, 'utf8')) as { metrics?: object })
    : {};
  const metrics = { ...record.metrics, thoroughF1: mean('product'), thoroughMinutes: mean('minutes') };
  const thorough = { ...currentRun(seeds[0] ?? 0), rows };
  writeFileSync(values.out, `${JSON.stringify({ ...record, metrics, thorough }, null, 2)}\n`);
}

/**
 * `npm run bench:thorough-classes [-- --task re|sa --encoder glove|minilm --seeds 1,2,3 --on dev|test]`: what *Train thoroughly* makes of
 * 25, 50 and 100 labels of relations (SemEval-2010, explained sentences) or sentiment (MAMS) and 1 500 sentences without: share right
 * of what has a relation, or macro F1, of the usual model, of the student alone, of both together, and of that one after a further
 * training on two more labels. Adds a row to `results/thorough-classes.json`. One to two minutes for each budget and seed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createRng, must, shuffled } from '#core/base';
import { taskTraits, type Weights } from '#core/project';
import { selfTraining } from '#core/tasks';
import {
  createRelationPredictor,
  createTextPredictor,
  DocumentWindows,
  scoreClasses,
  withPowers,
} from '#core/train';
import { studentTensors } from '#core/triggers';
import { currentRun } from './bench-run.ts';
import { contextual } from './encoder-states.ts';
import { loadedNetwork } from './replay-network.ts';
import { type GoldInstance, hasData, readMams, readSemEval } from './rules-data.ts';
import { labelRecords, taughtOf } from './study-documents.ts';
import { gloveEncoder } from './train-data.ts';
import { toEnd, trainedModel } from './trained.ts';

const { values } = parseArgs({
  options: {
    task: { type: 'string', default: 're' },
    encoder: { type: 'string', default: 'minilm' },
    seeds: { type: 'string', default: '1,2,3' },
    on: { type: 'string', default: 'test' },
    texts: { type: 'string', default: '1500' },
    out: { type: 'string', default: 'bench/results/thorough-classes.json' },
  },
});
if (!hasData) {
  console.log('bench:thorough-classes: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
const task = values.task === 'sa' ? 'sa' : 're';
const budgets = [25, 50, 100];
const sides = ['negative', 'positive'];
const judgedOf = (list: readonly GoldInstance[]) => list.filter(({ label }) => sides.includes(label));

interface Cut {
  readonly labels: readonly string[];
  readonly gold: readonly GoldInstance[];
  readonly rest: readonly GoldInstance[];
  readonly unseen: readonly GoldInstance[];
}

function relationsOf(seed: number): Cut {
  const { explained, train, test, labels } = readSemEval();
  const rng = createRng(seed);
  const gold = shuffled(explained, rng).slice(0, 102);
  const known = new Set(gold.map(({ id }) => id));
  const others = shuffled(train, rng).filter(({ id }) => !known.has(id));
  const pool = values.on === 'dev' ? others.slice(-500) : shuffled(test, rng).slice(0, 500);
  const unseen = pool.filter(({ label }) => label !== 'Other');
  // Those with no relation among them, as a person's texts are.
  return { labels, gold, unseen, rest: others.slice(0, Number(values.texts)) };
}

function opinionsOf(seed: number): Cut {
  const { train, test } = readMams();
  const all = shuffled(train, createRng(seed));
  const gold = judgedOf(all).slice(0, 102);
  const known = new Set(gold.map(({ id }) => id));
  const part = values.on === 'dev' ? 'val' : 'test';
  const unseen = judgedOf(test.filter(({ id }) => id.startsWith(part)));
  const rest = all.filter(({ id }) => !known.has(id)).slice(0, Number(values.texts));
  return { labels: sides, gold, unseen, rest };
}

const network = await loadedNetwork(task);
const glove = gloveEncoder();
const { manifest, predict: graph } = network;

for (const seed of values.seeds.split(',').map(Number)) {
  const { labels, gold, rest, unseen } = task === 're' ? relationsOf(seed) : opinionsOf(seed);
  const texts = [...gold, ...rest, ...unseen].map(({ id, instance }) => ({ id, text: instance.text }));
  const encoder = values.encoder === 'minilm' ? await contextual(glove, texts) : glove;
  const records = labelRecords(taskTraits[task].learned, labels);
  const asked = unseen.map((one) => {
    const windows = new DocumentWindows(taughtOf(task, one, undefined).document);
    const { x, y, aspect } = one.instance.args;
    return { windows, x, y, aspect };
  });

  async function score(parameters: Weights['tensors']): Promise<number> {
    const options = { manifest, graph, parameters, encoder };
    const found =
      task === 're'
        ? await createRelationPredictor(options).predict(
            asked.map(({ windows, x, y }) => must(windows.relation(must(x, 'x'), must(y, 'y')), 'input')),
          )
        : await createTextPredictor(options).predict(
            asked.map(({ windows, aspect }) => must(windows.aspect(must(aspect, 'aspect')), 'input')),
          );
    const said = found.map((p) => {
      const own = p.subarray(0, labels.length);
      return must(labels[own.indexOf(Math.max(...own))], 'label');
    });
    if (task === 'sa')
      return (
        100 *
        scoreClasses(
          unseen.map(({ label }) => label),
          said,
        ).macroF1
      );
    return (100 * unseen.filter(({ label }, i) => label === said[i]).length) / unseen.length;
  }

  for (const budget of budgets) {
    const documents = gold.slice(0, budget).map((one, i) => taughtOf(task, one, i + 1));
    const session = (count: number, previous?: Weights): Promise<Weights> =>
      trainedModel({
        ...{ task, projectId: 'p', labels: records, network, encoder, seed, clock: () => count },
        documents: gold.slice(0, count).map((one, i) => taughtOf(task, one, i + 1)),
        ...(previous === undefined ? {} : { previous }),
      });
    const usual = await session(budget);
    const begin = performance.now();
    // A text that is finished is open here: the scheme of a task that labels aspects reads those that are proposed.
    const aspects = new Map(rest.map(({ id, instance }) => [id, instance.args.aspect]));
    const trained = await toEnd(
      selfTraining({
        ...{ task, teacher: usual, network, encoder, documents, seed },
        texts: rest.map((one) => taughtOf(task, one, undefined)),
        aspects: ({ id }) => {
          const span = aspects.get(id);
          return span === undefined ? [] : [{ from: span.from, to: span.to }];
        },
      }),
    );
    if (!trained.ok) throw new Error(trained.error.message);
    const minutes = (performance.now() - begin) / 60_000;
    const { parameters, taught } = trained.value;
    const both: Weights = {
      ...usual,
      tensors: { ...usual.tensors, ...studentTensors(parameters, task) },
    };
    const row = {
      ...{ task, encoder: values.encoder, on: values.on, seed, budget, taught },
      usual: await score(usual.tensors),
      student: await score(withPowers(both.tensors, { linear: 0, network: 1 })),
      thorough: await score(both.tensors),
      later: await score((await session(budget + 2, both)).tensors),
      usualLater: await score((await session(budget + 2, usual)).tensors),
      minutes,
    };
    const shown = JSON.parse(
      JSON.stringify(row, (_, x) => (typeof x === 'number' ? Number(x.toFixed(2)) : x)),
    );
    console.log(JSON.stringify(shown));
    keep({ ...shown, commit: currentRun(seed).commit, load: Math.round(loadavg()[0] ?? 0) });
  }
}

type Row = Readonly<Record<string, number | string>>;

/** In place of the row of the same cell. */
function keep(row: Row): void {
  const record = existsSync(values.out)
    ? (JSON.parse(readFileSync(values.out, 'utf8')) as { readonly rows: readonly Row[] })
    : { rows: [] };
  const names = ['task', 'encoder', 'on', 'seed', 'budget'];
  const rows = [...record.rows.filter((other) => names.some((name) => other[name] !== row[name])), row];
  const metrics: Record<string, number> = {};
  for (const one of rows.filter(({ on }) => on === 'test')) {
    const own = rows.filter((other) => ['task', 'encoder', 'on', 'budget'].every((n) => other[n] === one[n]));
    for (const name of ['usual', 'thorough', 'later'])
      metrics[`${one['task']}.${one['encoder']}.${one['budget']}.${name}`] = Number(
        (own.reduce((sum, other) => sum + Number(other[name]), 0) / own.length).toFixed(2),
      );
  }
  writeFileSync(values.out, `${JSON.stringify({ ...currentRun(1), metrics, rows }, null, 2)}\n`);
}

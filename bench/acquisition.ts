/**
 * `npm run bench:acquisition [-- --part dev --tasks re --strategies random,uncertainty --seeds 1,2,3]`: does it pay to choose
 * what to label? An annotator who gives gold answers works through each strategy's order on the app's own few-labels model;
 * the linear expert learns after each five labels, and what it is unsure of is surveyed as the app does (160 texts after each training,
 * what was said of the others before stands). Scored on held-out texts as the labels grow. Runs that stand in the file
 * are not made again.
 *
 * `savings`: labels that a strategy needs for the F1 that chance has at 200, less than 200 in per cent, from the mean of the
 * seeds' curves, made monotone (least squares). Cost is counted in labels: entities, and 1 for a text without any.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, must, shuffled } from '#core/base';
import type { Task, Weights } from '#core/project';
import { strategies } from './acquisition-strategies.ts';
import {
  type AcquisitionTask,
  type DataPart,
  type Judgement,
  readAcquisitionTask,
} from './acquisition-task.ts';
import { currentRun } from './bench-run.ts';
import { hasData } from './rules-data.ts';

const { values: flags } = parseArgs({
  options: {
    part: { type: 'string', default: 'test' },
    tasks: { type: 'string', default: 'ner,re,sa' },
    /** The orders to compare; those that dev left in the running where it is absent. */
    strategies: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    labels: { type: 'string', default: '200' },
    pool: { type: 'string', default: '2000' },
    'held-out': { type: 'string', default: '500' },
    /** Texts that are labelled between two trainings. */
    batch: { type: 'string', default: '5' },
    /** Texts that are judged after each training; 0: all. */
    survey: { type: 'string', default: '160' },
    /** The network learns too, after so many texts; 0: never. */
    network: { type: 'string', default: '0' },
    out: { type: 'string' },
  },
});
if (!hasData) {
  console.log('bench:acquisition: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
/** What the first looks on dev left, by task. */
const compared: Readonly<Record<Task, string>> = {
  ner: 'random,uncertainty,frequent-token',
  re: 'random,uncertainty,balanced-margin',
  sa: 'random,uncertainty,balanced-margin',
};
const batch = Number(flags.batch);
const scoreEvery = 10;
const [limit, survey, network] = [Number(flags.labels), Number(flags.survey), Number(flags.network)];
const out = flags.out ?? `bench/results/acquisition${flags.part === 'dev' ? '-dev' : ''}.json`;

interface Run {
  readonly task: string;
  readonly strategy: string;
  readonly seed: number;
  /** Labels, texts and F1 in per cent. */
  readonly points: readonly (readonly [labels: number, texts: number, f1: number])[];
}

async function replay(data: AcquisitionTask, strategy: string, seed: number): Promise<Run> {
  const choose = must(strategies[strategy], `strategy ${strategy}`);
  const rng = createRng(seed);
  // Every seed has its own project: its texts in another order.
  const order = shuffled(
    data.pool.map((_, row) => row),
    rng,
  );
  const labelled: number[] = [];
  const isLabelled = new Set<number>();
  const judged = new Map<number, Judgement>();
  const points: [number, number, number][] = [];
  let labels = 0;
  let weights: Weights | undefined;
  let wanted = scoreEvery;
  for (let version = 1; labels < limit; version++) {
    const open = order.filter((row) => !isLabelled.has(row));
    const chosen = choose({ data, open, judged, labelled, labels, count: batch, rng });
    for (const row of chosen) {
      labelled.push(row);
      isLabelled.add(row);
      labels += must(data.cost[row], 'cost');
    }
    const documents = labelled.map((row) => must(data.pool[row], 'text'));
    const quick =
      network === 0 ||
      Math.floor(labelled.length / network) === Math.floor((labelled.length - chosen.length) / network);
    weights = await data.train(documents, seed, quick, weights);
    const some = survey === 0 ? open : window(order, version, survey).filter((row) => !isLabelled.has(row));
    if (strategy !== 'random')
      (await data.judge(weights, some)).forEach((judgement, i) => {
        judged.set(must(some[i], 'row'), judgement);
      });
    if (labels < wanted) continue;
    wanted = (Math.floor(labels / scoreEvery) + 1) * scoreEvery;
    points.push([labels, labelled.length, Math.round(100 * (await data.score(weights))) / 100]);
  }
  return { task: data.task, strategy, seed, points };
}

/** Ten windows of neighbours spread over the project, others for each version. */
function window(order: readonly number[], version: number, count: number): number[] {
  const size = count / 10;
  return Array.from({ length: 10 }, (_, i) => {
    const from = Math.floor(((i / 10) * order.length + version * 7919) % order.length);
    return order.slice(from, from + size);
  }).flat();
}

const runs: Run[] = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')).runs : [];
for (const task of flags.tasks.split(',') as Task[]) {
  let data: AcquisitionTask | undefined;
  for (const seed of flags.seeds.split(',').map(Number)) {
    for (const strategy of (flags.strategies ?? compared[task]).split(',')) {
      if (runs.some((run) => run.task === task && run.strategy === strategy && run.seed === seed)) continue;
      // Read when it is needed: a file that has all runs is only counted.
      data ??= await readAcquisitionTask(
        task,
        flags.part as DataPart,
        Number(flags.pool),
        Number(flags['held-out']),
      );
      const started = performance.now();
      const run = await replay(data, strategy, seed);
      runs.push(run);
      write();
      console.error(
        task,
        strategy,
        seed,
        run.points.at(-1)?.[2],
        `${Math.round((performance.now() - started) / 1000)} s`,
      );
    }
  }
}
write();

/** The mean of the seeds' curves at each tenth label. */
function meanCurve(some: readonly Run[]): [labels: number, f1: number][] {
  const at = ({ points }: Run, labels: number): number => {
    const after = points.findIndex(([n]) => n >= labels);
    const [n1, , f1] = points[after < 0 ? points.length - 1 : after] ?? [0, 0, 0];
    const [n0, , f0] = after <= 0 ? [0, 0, 0] : (points[after - 1] ?? [0, 0, 0]);
    return n1 <= labels || after < 0 ? f1 : f0 + ((f1 - f0) * (labels - n0)) / (n1 - n0);
  };
  return Array.from({ length: Math.floor(limit / scoreEvery) }, (_, i) => {
    const labels = (i + 1) * scoreEvery;
    return [labels, some.reduce((sum, run) => sum + at(run, labels), 0) / some.length];
  });
}

/** The nearest curve that never falls (pool adjacent violators). */
function monotone(curve: readonly (readonly [number, number])[]): [number, number][] {
  const blocks: { sum: number; count: number }[] = [];
  for (const [, f1] of curve) {
    blocks.push({ sum: f1, count: 1 });
    for (;;) {
      const [a, b] = [blocks.at(-2), blocks.at(-1)];
      if (a === undefined || b === undefined || a.sum / a.count <= b.sum / b.count) break;
      blocks.splice(-2, 2, { sum: a.sum + b.sum, count: a.count + b.count });
    }
  }
  const values = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return curve.map(([labels], i) => [labels, values[i] ?? 0]);
}

/** Where a curve reaches a score; undefined where it does not. */
function reach(curve: readonly (readonly [number, number])[], f1: number): number | undefined {
  const at = curve.findIndex(([, own]) => own >= f1);
  const there = curve[at];
  if (there === undefined) return undefined;
  const before = curve[at - 1] ?? [0, 0];
  return before[0] + ((there[0] - before[0]) * (f1 - before[1])) / Math.max(1e-9, there[1] - before[1]);
}

function write(): void {
  const tables: Record<string, Record<string, unknown>> = {};
  const metrics: Record<string, number> = {};
  for (const task of new Set(runs.map((run) => run.task))) {
    const own = runs.filter((run) => run.task === task);
    tables[task] = {};
    for (const strategy of new Set(own.map((run) => run.strategy))) {
      // Chance is that of the same seeds, also where some are not run yet.
      const runsOf = (name: string) => own.filter((run) => run.strategy === name);
      const seeds = new Set(runsOf('random').map(({ seed }) => seed));
      const some = runsOf(strategy).filter(({ seed }) => seeds.has(seed));
      if (some.length === 0) continue;
      const chance = runsOf('random').filter(({ seed }) => some.some((run) => run.seed === seed));
      const goal = monotone(meanCurve(chance)).at(-1)?.[1] ?? 0;
      const curve = meanCurve(some);
      const needed = reach(monotone(curve), goal);
      const saved = needed === undefined ? undefined : Math.round((1000 * (limit - needed)) / limit) / 10;
      tables[task][strategy] = {
        seeds: some.length,
        goal: Math.round(10 * goal) / 10,
        needed: needed === undefined ? `> ${limit}` : Math.round(needed),
        saved: saved ?? 'none',
        area: Math.round((10 * curve.reduce((sum, [, f1]) => sum + f1, 0)) / curve.length) / 10,
        curve: curve
          .filter(([n]) => [20, 50, 100, 150, 200].includes(n))
          .map(([, f1]) => Math.round(10 * f1) / 10),
      };
      metrics[`${task} ${strategy}`] = saved ?? 0;
    }
  }
  writeFileSync(out, `${JSON.stringify({ ...currentRun(1), options: flags, metrics, tables, runs })}\n`);
}
for (const [task, table] of Object.entries(JSON.parse(readFileSync(out, 'utf8')).tables)) {
  console.log(task);
  console.table(table);
}

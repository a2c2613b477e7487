/**
 * `npm run bench:triggers -- [--quick] [--percents 5,10,20] [--seeds 1,2,3] [--arms a,b,c,d] [--processes 2]`: what triggers
 * are worth on BC5CDR (issue 6). Per share of the explained sentences and seed, entity F1 on test.txt of
 *
 *   a  BLSTM-CRF on k sentences                  c  trigger matching network on k sentences with triggers
 *   b  BLSTM-CRF on 2k sentences                 d  c, taught by the unlabelled rest of train as well
 *
 * and of the ablations that say where the gain of d comes from: d without triggers (all vectors zero), b given the
 * unlabelled sentences by plain self-training with and without the lesson without labels. Settings were chosen with
 * `--on dev`. Each arm of a cell runs in a process of its own, and what was measured with the same settings and commit
 * (or `--cache` name) is kept: a run can be stopped and started, and the record holds all that is kept.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type { FloatTensors } from '#core/graph';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { currentRun } from './bench-run.ts';
import { dataIsHere, gloveEncoder } from './train-data.ts';
import { type Arm, type ArmResult, arms, type Cell, isArm, measureArm } from './triggers-cell.ts';
import { type Corpus, cutCorpus, entitiesOf, readCorpus } from './triggers-data.ts';
import { Laboratory, loadNetworks, round, type Settings, usualSettings } from './triggers-laboratory.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    percents: { type: 'string', default: '5,10,20' },
    seeds: { type: 'string', default: '1,2,3' },
    processes: { type: 'string', default: '2' },
    arms: { type: 'string', default: Object.keys(arms).join(',') },
    /** One arm of one cell, `5:1:d`: what the processes are started with. */
    cell: { type: 'string' },
    /** `dev`: measure on what is left of dev.txt instead of test.txt, while settings are chosen. */
    on: { type: 'string', default: 'test' },
    set: { type: 'string', multiple: true, default: [] },
    /** What was measured under the same name is kept; by default the commit. */
    cache: { type: 'string' },
    out: { type: 'string', default: 'bench/results/triggers.json' },
  },
});
if (!dataIsHere) {
  console.log('bench:triggers: ../shared/data is not here, nothing to do');
  process.exit(0);
}

const changes = Object.fromEntries(flags.set.map((s) => s.split('=')).map(([k, v]) => [k, Number(v)]));
const settings: Settings = {
  ...usualSettings,
  ...(flags.quick
    ? { contextEpochs: 1, maxLooks: 2, matcherSteps: 20, teachers: 1, rounds: 1, weakSentences: 160 }
    : {}),
  ...changes,
  thresholds: { ...usualSettings.thresholds, ...('span' in changes ? { span: changes['span'] } : {}) },
};
/** At which similarities precision and coverage of the weak labels are shown. */
const thresholds = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const devSentences = flags.quick ? 40 : 300;
const testSentences = flags.quick ? 100 : Number.POSITIVE_INFINITY;
const percents = flags.percents.split(',').map(Number);
const seeds = (flags.quick ? flags.seeds.slice(0, 1) : flags.seeds).split(',').map(Number);
const wanted = flags.arms.split(',').filter(isArm);

function theCorpus(): Corpus {
  return readCorpus(devSentences, testSentences, flags.on === 'dev' ? 'dev' : 'test');
}

/** Files of this run in the system's temporary folder, named by what they depend on. */
function cacheFile(name: string): string {
  const folder = join(tmpdir(), 'lean-life-bench-triggers');
  mkdirSync(folder, { recursive: true });
  const kind = `${flags.quick ? 'quick-' : ''}${flags.on === 'dev' ? 'dev-' : ''}`;
  return join(folder, `${name}-${kind}${flags.cache ?? currentRun(0).commit}`);
}

/** A result is kept beside the settings it was measured with, and counts for these alone. */
interface Kept {
  readonly settings: Settings;
  readonly result: ArmResult;
}

const fileOf = ({ percent, seed, arm }: Cell): string => cacheFile(`cell-${percent}-${seed}-${arm}`);

function keptResult(cell: Cell): ArmResult | undefined {
  const file = fileOf(cell);
  if (!existsSync(file)) return undefined;
  // Written below.
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  return JSON.stringify(kept.settings) === JSON.stringify(settings) ? kept.result : undefined;
}

/** The lesson without labels is the same for all cells of a seed: it is learned once. */
async function lessonOf(laboratory: Laboratory, corpus: Corpus, seed: number): Promise<FloatTensors> {
  const { contextEpochs, contextBatch, contextOften } = settings;
  const file = cacheFile(`lesson-${[seed, contextEpochs, contextBatch, contextOften].join('-')}`);
  // Written below by the same code.
  if (existsSync(file)) return deserialize(readFileSync(file)) as FloatTensors;
  const from = performance.now();
  const parameters = await laboratory.context(flags.quick ? corpus.train.slice(0, 200) : corpus.train, seed);
  console.error(`lesson without labels, seed ${seed}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  writeFileSync(file, serialize(parameters));
  return parameters;
}

async function measureCell(cell: Cell): Promise<ArmResult> {
  const corpus = theCorpus();
  const networks = await loadNetworks(createOrtRuntime({ threads: 1 }));
  const laboratory = new Laboratory(networks, gloveEncoder(), settings, corpus.dev, entitiesOf);
  return measureArm(cell, {
    laboratory,
    corpus,
    lesson: () => lessonOf(laboratory, corpus, cell.seed),
    thresholds,
    unlabelled: flags.quick ? 200 : Number.POSITIVE_INFINITY,
  });
}

async function measureAll(): Promise<void> {
  // Percent by percent, so that two processes seldom learn the same lesson; ablations come last, seed by seed, and of
  // them those where the claim is easy.
  const late = ({ percent, seed, arm }: Cell): number =>
    arm.length === 1 ? 0 : seed + (percent < 20 ? 0 : 100);
  const cells = percents.flatMap((percent) =>
    seeds.flatMap((seed) => wanted.map((arm): Cell => ({ percent, seed, arm }))),
  );
  const queue = cells.filter((cell) => keptResult(cell) === undefined).sort((x, y) => late(x) - late(y));
  const work = async (): Promise<void> => {
    for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
      const { percent, seed, arm } = cell;
      const own = ['--import', 'tsx', fileURLToPath(import.meta.url), '--cell', `${percent}:${seed}:${arm}`];
      const child = promisify(execFile)(process.execPath, [...own, ...process.argv.slice(2)], {
        maxBuffer: 1 << 26,
      });
      child.child.stderr?.pipe(process.stderr);
      // Written by `--cell` below.
      const result = JSON.parse((await child).stdout) as ArmResult;
      writeFileSync(fileOf(cell), JSON.stringify({ settings, result } satisfies Kept));
      console.error(
        `${percent} % seed ${seed} ${arm}: ${flags.on} ${(100 * result.f1).toFixed(2)}, for stopping ${(100 * result.dev).toFixed(2)} (${result.seconds.toFixed(0)} s)`,
      );
      // After each arm, so that a run that is cut short leaves what it has.
      report();
    }
  };
  await Promise.all(Array.from({ length: Number(flags.processes) }, work));
  for (const line of report()) console.log(line);
}

function meanAndDeviation(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean: round(mean), deviation: round(Math.sqrt(variance)) };
}

/** Writes the record of all that is measured, and tells it in lines. */
function report(): string[] {
  const corpus = theCorpus();
  const names = Object.keys(arms).filter(isArm);
  const cells = percents.flatMap((percent) =>
    seeds.map((seed) => {
      const { explained } = cutCorpus(corpus, percent, seed);
      const results = names.flatMap((arm) => {
        const kept = keptResult({ percent, seed, arm });
        return kept === undefined ? [] : [[arm, kept] as const];
      });
      return {
        percent,
        seed,
        sentences: explained.length,
        triggers: explained.reduce((n, s) => n + s.triggers.length, 0),
        arms: Object.fromEntries(results) as Partial<Record<Arm, ArmResult>>,
      };
    }),
  );
  const summary = percents.map((percent) => {
    const own = cells.filter((cell) => cell.percent === percent);
    const figures = names.flatMap((arm) => {
      const values = own.flatMap((cell) => cell.arms[arm]?.f1 ?? []);
      return values.length === 0
        ? []
        : [[arm, { seeds: values.length, ...meanAndDeviation(values) }] as const];
    });
    const gains = own.flatMap(({ arms: { b, d } }) => (b && d ? [d.f1 - b.f1] : []));
    const gain = gains.length === 0 ? undefined : meanAndDeviation(gains);
    return {
      percent,
      arms: Object.fromEntries(figures),
      ...(gain && { gain, claim: gain.mean >= (percent < 20 ? 0.05 : 0) }),
    };
  });
  const shown = (x: number): string => (100 * x).toFixed(1);
  const lines = summary.map(({ percent, arms: figures, gain, claim }) => {
    const parts = Object.entries(figures).map(
      ([arm, { mean, deviation, seeds: n }]) => `${arm} ${shown(mean)} ± ${shown(deviation)} (${n})`,
    );
    const verdict =
      gain && `d − b = ${shown(gain.mean)} ± ${shown(gain.deviation)} (${claim ? 'met' : 'MISSED'})`;
    return [`${percent} %: ${parts.join(', ')}`, ...(verdict ? [verdict] : [])].join('; ');
  });
  if (!flags.quick && flags.on === 'test') {
    mkdirSync('bench/results', { recursive: true });
    const record = { ...currentRun(0), seeds, settings, devSentences, arms, summary, cells };
    writeFileSync(flags.out, `${JSON.stringify(record, undefined, 1)}\n`);
  }
  return lines;
}

if (flags.cell === undefined) await measureAll();
else {
  const [percent, seed, arm = ''] = flags.cell.split(':');
  if (!isArm(arm)) throw new RangeError(`no such arm: ${arm}`);
  console.log(JSON.stringify(await measureCell({ percent: Number(percent), seed: Number(seed), arm })));
}

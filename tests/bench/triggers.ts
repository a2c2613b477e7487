/**
 * `npm run bench:triggers -- [--quick] [--percents 5,10,20] [--seeds 1,2,3] [--processes 2] [--cell 5:1]`: what triggers
 * are worth on BC5CDR (issue 6). Per share of the explained sentences and seed, entity F1 on test.txt of
 *
 *   a  BLSTM-CRF on k sentences                  c  trigger matching network on k sentences with triggers
 *   b  BLSTM-CRF on 2k sentences                 d  c, taught by the unlabelled rest of train as well
 *
 * and of the ablations that say where the gain of d comes from: d without triggers (all vectors zero), b given the
 * unlabelled sentences by plain self-training with and without the lesson without labels. Settings were chosen on dev.
 * Each cell runs in a process of its own; cells that were measured with the same settings and commit are kept.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { createRng } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TriggerTagger } from '#core/triggers';
import { createOrtRuntime } from '#workers/ort-runtime';
import { currentRun } from './bench-run.ts';
import { bc5cdrLabels, dataIsHere, gloveEncoder, nerExample, type TaggedSentence } from './train-data.ts';
import {
  type Curve,
  Laboratory,
  loadNetworks,
  type Matching,
  nearerOnly,
  predictWith,
  readRest,
  round,
  type Settings,
  trainTriggered,
  usualSettings,
  type WeakFigures,
  weakExamples,
  weakFigures,
  withTerms,
} from './triggers-arms.ts';
import { cutCorpus, entitiesOf, readCorpus } from './triggers-data.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    percents: { type: 'string', default: '5,10,20' },
    seeds: { type: 'string', default: '1,2,3' },
    processes: { type: 'string', default: '2' },
    arms: { type: 'string', default: 'a,b,c,d,d0,b1,b2' },
    cell: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    /** Cells measured under the same name are kept; by default the commit. */
    cache: { type: 'string' },
    out: { type: 'string', default: 'tests/bench/results/triggers.json' },
  },
});
if (!dataIsHere) {
  console.log('bench:triggers: ../shared/data is not here, nothing to do');
  process.exit(0);
}

const settings: Settings = {
  ...usualSettings,
  ...(flags.quick
    ? { contextEpochs: 1, maxLooks: 2, matcherSteps: 20, teachers: 1, rounds: 1, weakSentences: 160 }
    : {}),
  ...Object.fromEntries(flags.set.map((s) => s.split('=')).map(([k, v]) => [k, Number(v)])),
};
/** At which similarities precision and coverage of the weak labels are shown. */
const thresholds = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const devSentences = flags.quick ? 40 : 300;
const testSentences = flags.quick ? 100 : Number.POSITIVE_INFINITY;

interface ArmResult {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly dev: number;
  readonly curve: readonly Curve[];
  readonly seconds: number;
}

interface CellResult {
  readonly percent: number;
  readonly seed: number;
  readonly sentences: number;
  readonly triggers: number;
  readonly arms: Readonly<Record<string, ArmResult>>;
  /** Of the weak labels of each round of d, and by threshold in its first. */
  readonly weakRounds: readonly WeakFigures[];
  readonly weakByThreshold: readonly WeakFigures[];
  readonly seconds: number;
}

async function measureCell(percent: number, seed: number): Promise<CellResult> {
  const started = performance.now();
  const wanted = new Set(flags.arms.split(','));
  const runtime = createOrtRuntime({ threads: 1 });
  const corpus = readCorpus(devSentences, testSentences);
  const laboratory = new Laboratory(
    await loadNetworks(runtime),
    gloveEncoder(),
    settings,
    corpus.dev,
    entitiesOf,
  );
  const cut = cutCorpus(corpus, percent, seed);
  const some = (sentences: readonly TaggedSentence[]) => (flags.quick ? sentences.slice(0, 200) : sentences);
  const [rest, restOfDoubled] = [some(cut.rest), some(cut.restOfDoubled)];
  const arms: Record<string, ArmResult> = {};
  const note = (arm: string, result: ArmResult): void => {
    arms[arm] = result;
    console.error(
      `${percent} % seed ${seed} ${arm}: test ${(100 * result.f1).toFixed(2)} dev ${(100 * result.dev).toFixed(2)} (${result.seconds.toFixed(0)} s)`,
    );
  };
  const timed = async (
    arm: string,
    run: () => Promise<{
      readonly dev: number;
      readonly curve: readonly Curve[];
      readonly spans: Parameters<Laboratory['score']>[1];
    }>,
  ): Promise<void> => {
    if (!wanted.has(arm)) return;
    const from = performance.now();
    const { dev, curve, spans } = await run();
    const { f1, precision, recall } = laboratory.score(corpus.test, spans);
    note(arm, {
      f1: round(f1),
      precision: round(precision),
      recall: round(recall),
      dev: round(dev),
      curve,
      seconds: round((performance.now() - from) / 1000),
    });
  };
  const plain = (arm: string, sentences: readonly TaggedSentence[]): Promise<void> =>
    timed(arm, async () => {
      const examples = sentences.map((s) => nerExample(s, bc5cdrLabels.length));
      const { parameters, dev, curve } = await laboratory.tagger(examples, seed);
      return { dev, curve, spans: await laboratory.tagPlainly(parameters, corpus.test) };
    });

  const reading = (blind: boolean) => ({ blind, threshold: settings.threshold, votes: settings.votes });

  await plain('a', cut.explained);
  await plain('b', cut.doubled);
  const weakRounds: WeakFigures[] = [];
  const weakByThreshold: WeakFigures[] = [];

  await timed('c', async () => {
    const matching = laboratory.matching(await laboratory.matcher(cut.explained, seed), cut.explained);
    const { trained, tagger } = await trainTriggered(laboratory, matching, [], {
      seed,
      blind: false,
      from: {},
    });
    return { ...trained, spans: await predictWith([tagger], matching, corpus.test, reading(false)) };
  });

  const lesson: FloatTensors | undefined = ['d', 'd0', 'b2'].some((arm) => wanted.has(arm))
    ? await lessonOf(laboratory, corpus.train, seed)
    : undefined;

  /** Teachers read the rest, a student learns from them, reads the rest again, and so on. */
  const selfTrained = async (
    matching: Matching,
    unlabelled: readonly TaggedSentence[],
    blind: boolean,
    from: FloatTensors,
    watch: boolean,
  ) => {
    let taggers: TriggerTagger[] = [];
    for (let k = 0; k < settings.teachers; k++) {
      const teacher = await trainTriggered(laboratory, matching, [], { seed: seed + 100 * k, blind, from });
      taggers.push(teacher.tagger);
    }
    const curve: Curve[] = [];
    let dev = 0;
    for (let turn = 0; turn < settings.rounds; turn++) {
      const bare = await readRest(taggers, matching, unlabelled, reading(blind));
      const read = withTerms(laboratory, bare);
      if (watch) {
        weakRounds.push(weakFigures(laboratory, unlabelled, read.readings, settings.threshold));
        console.error(JSON.stringify(weakRounds.at(-1)));
      }
      if (watch && turn === 0) {
        for (const threshold of thresholds) {
          const { readings } = nearerOnly(bare, threshold);
          weakByThreshold.push(weakFigures(laboratory, unlabelled, readings, threshold));
        }
      }
      const weak = weakExamples(laboratory, read, createRng(seed + turn));
      const student = await trainTriggered(laboratory, matching, weak, {
        seed: seed + 7 + turn,
        blind,
        from,
      });
      taggers = [student.tagger];
      dev = student.trained.dev;
      curve.push(...student.trained.curve);
      console.error(`  round ${turn + 1}: dev ${(100 * dev).toFixed(2)}`);
    }
    return { dev, curve, spans: await predictWith(taggers, matching, corpus.test, reading(blind)) };
  };

  await timed('d', async () => {
    const matching = laboratory.matching(
      await laboratory.matcher(cut.explained, seed, lesson),
      cut.explained,
    );
    return selfTrained(matching, rest, false, lesson ?? {}, true);
  });
  const untaught = laboratory.matching(await laboratory.matcher(cut.explained, seed), cut.explained);
  await timed('d0', () => selfTrained(untaught, rest, true, lesson ?? {}, false));
  const more = laboratory.matching(await laboratory.matcher(cut.doubled, seed), cut.doubled);
  await timed('b1', () => selfTrained(more, restOfDoubled, true, {}, false));
  await timed('b2', () => selfTrained(more, restOfDoubled, true, lesson ?? {}, false));

  return {
    percent,
    seed,
    sentences: cut.explained.length,
    triggers: cut.explained.reduce((n, s) => n + s.triggers.length, 0),
    arms,
    weakRounds,
    weakByThreshold,
    seconds: round((performance.now() - started) / 1000),
  };
}

/** Files of this run in the system's temporary folder, named by what they depend on. */
function cacheFile(name: string): string {
  const folder = join(tmpdir(), 'lean-life-bench-triggers');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}-${flags.quick ? 'quick-' : ''}${flags.cache ?? currentRun(0).commit}`);
}

/** The lesson without labels is the same for all cells of a seed: it is learned once. */
async function lessonOf(
  laboratory: Laboratory,
  sentences: readonly TaggedSentence[],
  seed: number,
): Promise<FloatTensors> {
  const file = cacheFile(`lesson-${seed}-${settings.contextEpochs}`);
  // Written below by the same code.
  if (existsSync(file)) return deserialize(readFileSync(file)) as FloatTensors;
  const from = performance.now();
  const parameters = await laboratory.context(flags.quick ? sentences.slice(0, 200) : sentences, seed);
  console.error(`lesson without labels, seed ${seed}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  writeFileSync(file, serialize(parameters));
  return parameters;
}

function meanAndDeviation(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean: round(mean), deviation: round(Math.sqrt(variance)) };
}

async function measureAll(): Promise<void> {
  const percents = flags.percents.split(',').map(Number);
  const seeds = (flags.quick ? flags.seeds.slice(0, 1) : flags.seeds).split(',').map(Number);
  const queue = seeds.flatMap((seed) => percents.map((percent) => ({ percent, seed })));
  const cells: CellResult[] = [];
  const started = performance.now();
  const work = async (): Promise<void> => {
    for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
      const file = cacheFile(`cell-${cell.percent}-${cell.seed}-${flags.arms}`);
      if (!existsSync(file)) {
        const own = [
          '--import',
          'tsx',
          fileURLToPath(import.meta.url),
          '--cell',
          `${cell.percent}:${cell.seed}`,
        ];
        const passed = process.argv.slice(2);
        const child = promisify(execFile)(process.execPath, [...own, ...passed], { maxBuffer: 1 << 26 });
        child.child.stderr?.pipe(process.stderr);
        writeFileSync(file, (await child).stdout);
      }
      // Written by `--cell` below.
      cells.push(JSON.parse(readFileSync(file, 'utf8')) as CellResult);
      // After each cell, so that a run that is cut short leaves what it has.
      report(cells, percents, (performance.now() - started) / 1000);
    }
  };
  await Promise.all(Array.from({ length: Number(flags.processes) }, work));
}

function report(found: readonly CellResult[], percents: readonly number[], seconds: number): void {
  const cells = found.toSorted((a, b) => a.percent - b.percent || a.seed - b.seed);
  const summary = percents
    .map((percent) => ({ percent, own: cells.filter((cell) => cell.percent === percent) }))
    .filter(({ own }) => own.length > 0)
    .map(({ percent, own }) => {
      const arms = Object.fromEntries(
        flags.arms
          .split(',')
          .map((arm) => [arm, meanAndDeviation(own.flatMap((cell) => cell.arms[arm]?.f1 ?? []))]),
      );
      const gain = round((arms['d']?.mean ?? 0) - (arms['b']?.mean ?? 0));
      return { percent, seeds: own.length, arms, gain, claim: gain >= (percent < 20 ? 0.05 : 0) };
    });
  for (const { percent, seeds, arms, gain, claim } of summary) {
    const shown = Object.entries(arms).map(
      ([arm, { mean, deviation }]) => `${arm} ${(100 * mean).toFixed(1)} ± ${(100 * deviation).toFixed(1)}`,
    );
    console.log(
      `${percent} % (${seeds} seeds): ${shown.join(', ')}; d − b = ${(100 * gain).toFixed(1)} (${claim ? 'met' : 'MISSED'})`,
    );
  }
  if (flags.quick) return;
  const record = {
    ...currentRun(cells[0]?.seed ?? 0),
    settings,
    devSentences,
    seconds: round(seconds),
    arms: {
      a: 'BLSTM-CRF, k sentences',
      b: 'BLSTM-CRF, 2k sentences',
      c: 'trigger matching network, k sentences with triggers',
      d: 'c with the lesson without labels and weak labels for the rest of train',
      d0: 'd with all trigger vectors zero: what is left without triggers',
      b1: '2k sentences and plain self-training on the rest of train',
      b2: 'b1 with the lesson without labels',
    },
    summary,
    cells,
  };
  mkdirSync('tests/bench/results', { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(record, undefined, 1)}\n`);
}

if (flags.cell === undefined) await measureAll();
else {
  const [percent = 5, seed = 1] = flags.cell.split(':').map(Number);
  console.log(JSON.stringify(await measureCell(percent, seed)));
}

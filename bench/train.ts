/**
 * `npm run bench:train [-- --rounds n]`: one training step of the same BLSTM in onnxruntime-web (1 and 2 threads) and
 * in TensorFlow.js (WASM), and the whole NER step, in rounds that alternate between the engines so that they share
 * the machine's moods. Each engine is a process of its own. Writes results/train.json.
 *
 * The figures are processor time of single-threaded engines, the shortest of all steps: on a quiet machine that is the
 * time by the clock, on a busy one it is what can still be compared. Times by the clock are told beside it.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { currentRun } from './bench-run.ts';
import type { BenchSizes } from './train-engine.ts';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '8' } } });
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The measured spike of docs/engine.md: batch 16, 32 tokens, input 384, hidden 100. */
const spike: BenchSizes = { batch: 16, time: 32, input: 384, hidden: 100, labels: 5 };
const glove: BenchSizes = { ...spike, input: 100 };

interface Engine {
  readonly name: string;
  readonly child: ChildProcess;
  readonly stepsPerRound: number;
  readonly times: number[];
  /** Processor time: what the machine's other work does not touch. */
  readonly cpu: number[];
}

interface Answer {
  readonly times?: number[];
  readonly cpu?: number[];
}

function answer(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Answer));
    child.once('exit', (code) => reject(new Error(`an engine ended with ${code}`)));
  });
}

async function start(name: string, child: ChildProcess, stepsPerRound: number): Promise<Engine> {
  await answer(child);
  return { name, child, stepsPerRound, times: [], cpu: [] };
}

const ours = (network: string, threads: number, sizes: BenchSizes): ChildProcess =>
  fork(here('train-engine.ts'), [network, String(threads), JSON.stringify(sizes)], {
    execArgv: ['--import', 'tsx'],
  });

if (!existsSync(here('tfjs/node_modules'))) {
  console.log('installing TensorFlow.js for the comparison');
  execFileSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: here('tfjs'), stdio: 'inherit' });
}

const engines = [
  await start('onnxruntime-web, 1 thread', ours('blstm', 1, spike), 12),
  await start('onnxruntime-web, 2 threads', ours('blstm', 2, spike), 12),
  await start('TensorFlow.js, WASM', fork(here('tfjs/step.mjs'), [JSON.stringify(spike)]), 2),
  await start('NER step, 1 thread', ours('ner', 1, glove), 12),
  await start('NER step, 2 threads', ours('ner', 2, glove), 12),
];

async function round(engine: Engine, steps: number): Promise<Answer> {
  const reply = answer(engine.child);
  engine.child.send({ steps });
  return reply;
}

for (const engine of engines) await round(engine, 2);
for (let r = 0; r < Number(flags.rounds); r++) {
  for (const engine of engines) {
    const { times = [], cpu = [] } = await round(engine, engine.stepsPerRound);
    engine.times.push(...times);
    engine.cpu.push(...cpu);
  }
}
for (const engine of engines) {
  engine.child.removeAllListeners('exit');
  engine.child.kill();
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

const shortest = (list: (engine: Engine) => readonly number[]): number[] =>
  engines.map((engine) => Math.min(...list(engine)));
const cpu = shortest((engine) => engine.cpu);
const clock = shortest((engine) => engine.times);
const medians = engines.map((engine) => median(engine.times));
const [one = 0, , tfjs = 0, ner = 0] = cpu;
const [oneClock = 0, twoClock = 0, tfjsClock = 0, nerClock = 0, nerTwoClock = 0] = clock;
const [oneMedian = 0, twoMedian = 0, tfjsMedian = 0, nerMedian = 0, nerTwoMedian = 0] = medians;
engines.forEach((engine, i) => {
  const show = (list: readonly number[]): string => (list[i] ?? 0).toFixed(1).padStart(8);
  const rate = ((1000 * spike.batch) / (cpu[i] ?? 1)).toFixed(0).padStart(5);
  console.log(
    `${engine.name.padEnd(27)}${show(cpu)} ms per step, ${rate} sentences per second` +
      ` (by the clock${show(clock)}, median${show(medians)})`,
  );
});
const metrics = {
  ratioToTfjs: tfjs / one,
  blstmStepMs: one,
  tfjsStepMs: tfjs,
  nerStepMs: ner,
  /** What the NER step takes where the BLSTM step takes 40 ms. */
  nerStepMsScaled: (40 * ner) / one,
};
/** By the clock: shortest and median. */
const byTheClock = {
  blstmStepMs: [oneClock, oneMedian],
  blstmStepMsTwoThreads: [twoClock, twoMedian],
  tfjsStepMs: [tfjsClock, tfjsMedian],
  nerStepMs: [nerClock, nerMedian],
  nerStepMsTwoThreads: [nerTwoClock, nerTwoMedian],
};
console.log(`TensorFlow.js takes ${metrics.ratioToTfjs.toFixed(1)} times as long`);
console.log(`the NER step: ${metrics.nerStepMsScaled.toFixed(1)} ms where the BLSTM step takes 40 ms`);
mkdirSync(here('results'), { recursive: true });
writeFileSync(
  here('results/train.json'),
  `${JSON.stringify({ ...currentRun(1), sizes: spike, metrics, byTheClock, load: loadavg()[0] }, undefined, 1)}\n`,
);

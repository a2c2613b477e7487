/**
 * `npm run bench:run`: the Run folder in a shell, in Spark and in Ray or Beam, on real sentences; about 25 minutes whole.
 *
 * Writes bench/results/run.json. `equalLines`: share of the lines that the engine answers as the shell does; `perSecondPerCore`:
 * lines a second of one process that does everything; `memoryGrowth`: highest memory at a million lines over that at 10 000, less 1,
 * of exact matching with V8's young space held at its least (`steady`).
 * `--lines N` (default 100 000), `--million N` (default 1 000 000), `--engines spark,spark-pipe,spark-killed,ray` (needs `--python`,
 * an interpreter of an environment with pyspark, pandas, pyarrow and ray; without it engines are left out), `--work FOLDER`.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { currentRun } from './bench-run.ts';
import { writeRunFolder } from './run-folder.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '100000' },
    million: { type: 'string', default: '1000000' },
    engines: { type: 'string', default: 'spark,spark-pipe,spark-killed,ray' },
    python: { type: 'string' },
    work: { type: 'string', default: 'test-results/run' },
    task: { type: 'string', default: 'sa' },
  },
});
const work = resolve(values.work);
const lines = Number(values.lines);
const million = Number(values.million);
const task = values.task === 'ner' ? 'ner' : 'sa';
const folder = join(work, `folder-${task}`);
mkdirSync(work, { recursive: true });

function sentences(): string[] {
  const packed = readFileSync('../shared/data/tatoeba-eng/sentences.txt.gz');
  return gunzipSync(packed)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** `count` lines of sentences, over again where there are fewer; one bad line in the middle. */
async function writeLines(file: string, count: number): Promise<void> {
  const texts = sentences();
  const out = createWriteStream(file);
  for (let id = 0; id < count; id++) {
    const text = texts[id % texts.length] ?? '';
    const line = id === count >> 1 ? '{"id": broken' : JSON.stringify({ id, text });
    if (!out.write(`${line}\n`)) await new Promise((resume) => out.once('drain', () => resume(undefined)));
  }
  await new Promise((ended) => out.end(() => ended(undefined)));
}

interface Shell {
  readonly seconds: number;
  /** Highest resident memory, in MB. */
  readonly peakMb: number;
}

/** V8 lets the space of young objects grow to 48 MB within some 50 000 lines; held at its least, what grows is ours. */
const steady = ['--max-semi-space-size=1'];

/** `node run.mjs` of `place` over a file, and the most memory that it ever had. */
function shell(
  input: string,
  output: string,
  options: readonly string[] = [],
  { place = folder, node = [] }: { readonly place?: string; readonly node?: readonly string[] } = {},
): Promise<Shell> {
  return new Promise((done, failed) => {
    const started = performance.now();
    const child = spawn('node', [...node, join(place, 'run.mjs'), '--offsets', 'unicode', ...options], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let peakKb = 0;
    const watch = setInterval(() => {
      const status = existsSync(`/proc/${child.pid}/status`)
        ? readFileSync(`/proc/${child.pid}/status`, 'utf8')
        : '';
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    }, 200);
    createReadStream(input).pipe(child.stdin);
    child.stdout.pipe(createWriteStream(output));
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) done({ seconds: (performance.now() - started) / 1000, peakMb: peakKb / 1024 });
      else failed(new Error(`run.mjs ended with ${code}`));
    });
  });
}

/** The folder with the model switched off: rules and triggers, also by the sense of words. */
function withoutModel(): string {
  const place = `${folder}-soft`;
  cpSync(folder, place, { recursive: true, filter: (name) => !name.includes('node_modules') });
  if (!existsSync(join(place, 'node_modules'))) {
    symlinkSync(join(folder, 'node_modules'), join(place, 'node_modules'));
  }
  const record = JSON.parse(readFileSync(join(place, 'rules.json'), 'utf8')); // as this very program wrote it
  record.settings.sources.model = false;
  writeFileSync(join(place, 'rules.json'), JSON.stringify(record));
  return place;
}

/** Each line's labels or error, in one form. */
async function answers(file: string): Promise<string[]> {
  const found: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { labels } = JSON.parse(line) as { readonly labels?: unknown };
    // A bad line has the number that it has in its process: only that it is an error can be compared.
    found.push(Array.isArray(labels) ? canonical(labels) : 'error');
  }
  return found;
}

/** Keys in order, so that engines may write them as they like. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

await writeRunFolder(task, folder);
if (!existsSync(join(folder, 'node_modules'))) {
  const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (installed.status !== 0) throw new Error('npm install failed in the Run folder');
}
const check = spawnSync('node', ['run.mjs', '--check'], { cwd: folder, encoding: 'utf8' });
console.log(`check: ${check.stderr.trim()} (exit ${check.status})`);

const few = join(work, 'few.jsonl');
const input = join(work, 'in.jsonl');
const many = join(work, 'many.jsonl');
await writeLines(few, 10_000);
await writeLines(input, lines);
await writeLines(many, million);

const all = await shell(input, join(work, 'shell.jsonl'));
const allFew = await shell(few, join(work, 'few-out.jsonl'));
const softFew = await shell(few, join(work, 'few-soft.jsonl'), [], { place: withoutModel() });
const exactFew = await shell(few, join(work, 'few-exact.jsonl'), ['--rules-only'], { node: steady });
const exactMany = await shell(many, join(work, 'many-exact.jsonl'), ['--rules-only'], { node: steady });
const report: Record<string, unknown> = {
  all: { lines, ...all },
  allFew: { lines: 10_000, ...allFew },
  softFew: { lines: 10_000, ...softFew },
  exactFew: { lines: 10_000, ...exactFew },
  exactMany: { lines: million, ...exactMany },
};
console.log(report);

const expected = await answers(join(work, 'shell.jsonl'));
let equalLines = 1;
const python = values.python;
for (const engine of python === undefined ? [] : values.engines.split(',').filter(Boolean)) {
  const out = join(work, `${engine}.jsonl`);
  const started = performance.now();
  const run = spawnSync(python ?? '', ['bench/run-engines.py', engine, folder, input, out], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const killed = run.stderr.split('\n').filter((line) => line.startsWith('killed')).length;
  if (run.status !== 0) {
    console.log(`${engine}: failed\n${run.stderr.slice(-3000)}`);
    report[engine] = { failed: true };
    equalLines = 0;
    continue;
  }
  const found = await answers(out);
  const equal = expected.filter((one, at) => one === found[at]).length;
  equalLines = Math.min(equalLines, found.length === expected.length ? equal / expected.length : 0);
  report[engine] = {
    seconds: (performance.now() - started) / 1000,
    lines: found.length,
    equal,
    ...(killed > 0 ? { killed } : {}),
  };
  console.log(engine, report[engine]);
}

const result = {
  ...currentRun(1),
  task,
  metrics: {
    equalLines: python === undefined ? null : equalLines,
    lines,
    perSecondPerCore: Math.round(lines / all.seconds),
    memoryGrowth: exactMany.peakMb / exactFew.peakMb - 1,
  },
  check: check.stderr.trim(),
  report,
};
writeFileSync('bench/results/run.json', `${JSON.stringify(result, undefined, 2)}\n`);
console.log(result.metrics);

/**
 * `npm run bench:run`: the Run folder in a shell and in Spark, Ray and Beam, on real sentences (after `npm run build`).
 *
 * `--parts shell,memory,engines` (default all; about 3, 12 and 12 minutes on a quiet machine): what is not asked for stays in
 * bench/results/run.json as an earlier run left it, each entry with its commit and the load of the machine. `--lines N` (default 100 000),
 * `--million N`, `--engines spark,spark-pipe,spark-killed,ray,beam` (each installed by bench/run-python.ts into a folder of its own),
 * `--work FOLDER`.
 *
 * `equalLines`: share of the lines that the engines answer as the shell does, the worst of them; `perSecondPerCore`: lines a second of one
 * process that does everything, and `perCpuSecond` the same by the seconds that processors worked for it, which a busy machine changes
 * little; `memoryGrowth` and `memoryGrowthAll`: highest memory at a million lines over that at 10 000, less 1, of exact matching and of
 * everything, with V8's spaces held small (`steady`).
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
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { currentRun } from './bench-run.ts';
import { writeRunFolder } from './run-folder.ts';
import { pythonFor } from './run-python.ts';

const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'shell,memory,engines' },
    lines: { type: 'string', default: '100000' },
    million: { type: 'string', default: '1000000' },
    engines: { type: 'string', default: 'spark,spark-pipe,spark-killed,ray,beam' },
    work: { type: 'string', default: 'test-results/run' },
    task: { type: 'string', default: 'sa' },
  },
});
const work = resolve(values.work);
const parts = new Set(values.parts.split(','));
const lines = Number(values.lines);
const million = Number(values.million);
const task = values.task === 'ner' ? 'ner' : 'sa';
const folder = join(work, `folder-${task}`);
const record = 'bench/results/run.json';
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
  /** Seconds that processors worked for it. */
  readonly cpuSeconds: number;
  /** Highest resident memory, in MB. */
  readonly peakMb: number;
}

/** V8 lets its spaces grow before it cleans them; held small, what grows is ours, and more than this would end the program. */
const steady = ['--max-semi-space-size=1', '--max-old-space-size=64'];

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
    let [peakKb, cpuSeconds] = [0, 0];
    const proc = (name: string): string =>
      existsSync(`/proc/${child.pid}/${name}`) ? readFileSync(`/proc/${child.pid}/${name}`, 'utf8') : '';
    const watch = setInterval(() => {
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(proc('status'))?.[1] ?? 0));
      const [, , , , , , , , , , , user = 0, system = 0] = proc('stat')
        .replace(/^.*\) /, '')
        .split(' ');
      cpuSeconds = Math.max(cpuSeconds, (Number(user) + Number(system)) / 100);
    }, 200);
    createReadStream(input).pipe(child.stdin);
    child.stdout.pipe(createWriteStream(output));
    child.on('exit', (code) => {
      clearInterval(watch);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) done({ seconds, cpuSeconds, peakMb: peakKb / 1024 });
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

// Made anew where the program is another one: its model takes minutes to train.
const isSame = (name: string, other: string): boolean =>
  existsSync(name) && existsSync(other) && readFileSync(name).equals(readFileSync(other));
if (!isSame(join(folder, 'run.mjs'), 'dist/run/run.mjs')) await writeRunFolder(task, folder);
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

const known = existsSync(record)
  ? (JSON.parse(readFileSync(record, 'utf8')) as { readonly report?: Readonly<Record<string, unknown>> })
  : {};
const report: Record<string, unknown> = { ...known.report };
const { commit } = currentRun(1);

/** Keeps what was measured, so that a run that is cut off leaves what it has. */
function note(name: string, found: object): void {
  report[name] = { ...found, commit, load: Math.round(loadavg()[0] ?? 0) };
  const of = (entry: string, field: string): number => Number(Object(report[entry])[field]);
  const shares = ['spark', 'spark-pipe', 'spark-killed', 'ray', 'beam'].flatMap((engine) =>
    engine in report ? [of(engine, 'equal') / of(engine, 'asked')] : [],
  );
  const metrics = {
    equalLines: shares.length === 0 ? null : Math.min(...shares),
    lines: of('spark', 'asked'),
    perSecondPerCore: Math.round(of('all', 'lines') / of('all', 'seconds')),
    perCpuSecond: Math.round(of('all', 'lines') / of('all', 'cpuSeconds')),
    memoryGrowth: of('exactMany', 'peakMb') / of('exactFew', 'peakMb') - 1,
    memoryGrowthAll: of('allMany', 'peakMb') / of('allFew', 'peakMb') - 1,
  };
  const result = { ...currentRun(1), task, metrics, check: check.stderr.trim(), report };
  writeFileSync(record, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(name, report[name]);
}

const exactly = ['--rules-only'];
if (parts.has('shell')) {
  await writeLines(input, lines);
  const soft = withoutModel();
  note('all', { lines, ...(await shell(input, join(work, 'shell.jsonl'))) });
  note('soft', { lines, ...(await shell(input, join(work, 'soft.jsonl'), [], { place: soft })) });
  note('exact', { lines, ...(await shell(input, join(work, 'exact.jsonl'), exactly)) });
}
if (parts.has('memory')) {
  await writeLines(few, 10_000);
  await writeLines(many, million);
  const measured = async (from: string, count: number, options: readonly string[]) => ({
    lines: count,
    ...(await shell(from, join(work, 'memory-out.jsonl'), options, { node: steady })),
  });
  note('exactFew', await measured(few, 10_000, exactly));
  note('exactMany', await measured(many, million, exactly));
  note('allFew', await measured(few, 10_000, []));
  note('allMany', await measured(many, million, []));
}
const expectedOf = new Map<number, readonly string[]>();
for (const engine of parts.has('engines') ? values.engines.split(',').filter(Boolean) : []) {
  // The words of `pipe` are Spark's own text: fewer lines say as much.
  const asked = engine === 'spark-pipe' ? Math.min(lines, 12_000) : lines;
  const [given, answered] = [join(work, `${asked}.jsonl`), join(work, `${asked}-shell.jsonl`)];
  if (!expectedOf.has(asked)) {
    await writeLines(given, asked);
    await shell(given, answered);
    expectedOf.set(asked, await answers(answered));
  }
  const expected = expectedOf.get(asked) ?? [];
  const out = join(work, `${engine}.jsonl`);
  const python = pythonFor(engine, work);
  const started = performance.now();
  const run = spawnSync(python, ['bench/run-engines.py', engine, folder, given, out], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONPATH: folder },
  });
  if (run.status !== 0) {
    console.log(`${engine}: failed\n${run.stderr.slice(-3000)}`);
    note(engine, { failed: true, asked, equal: 0 });
    continue;
  }
  const killed = run.stderr.split('\n').filter((line) => line.startsWith('killed')).length;
  const found = await answers(out);
  const equal = found.length === expected.length ? expected.filter((one, at) => one === found[at]).length : 0;
  note(engine, {
    seconds: (performance.now() - started) / 1000,
    asked,
    lines: found.length,
    equal,
    ...(killed > 0 ? { killed } : {}),
  });
}

/**
 * `npm run bench:encoder-replay`: what an encoder's states are worth in the app's own loop, against word vectors alone. Each cell
 * (encoder, seed, kind) is a run of `bench/replay.ts` (entities of BC5CDR after 50, 100 and 150 sentences; ten minutes) or
 * `bench/few-labels.ts` (relations and opinions; four minutes), single-threaded. A cell that `bench/results/encoder-replay.json` has is not run again
 * (`-- --again` runs all), so it can be stopped at any time and goes on with the next. `-- --seeds 1 --kinds few-labels`: these alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentRun } from './bench-run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    encoders: { type: 'string', default: 'glove,minilm,e5' },
    kinds: { type: 'string', default: 'few-labels,entities' },
    again: { type: 'boolean', default: false },
    out: { type: 'string', default: 'bench/results/encoder-replay.json' },
  },
});
const list = (text: string): string[] => text.split(',').filter((part) => part !== '');

interface Cell {
  readonly encoder: string;
  readonly kind: string;
  readonly seed: number;
  readonly commit: string;
  /** In percent. `re25`: accuracy of relations after 25 labels; `sa25`: macro F1 of opinions; `ner50`: F1 of the model's entities. */
  readonly scores: Readonly<Record<string, number>>;
}

const folder = 'test-results/encoder-replay';
mkdirSync(folder, { recursive: true });

function run(script: string, cell: Omit<Cell, 'scores' | 'commit'>): unknown {
  const out = join(folder, `${cell.kind}-${cell.encoder}-${cell.seed}.json`);
  const args = ['tsx', script, '--seeds', `${cell.seed}`, '--encoder', cell.encoder, '--out', out];
  const { status } = spawnSync('npx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return JSON.parse(readFileSync(out, 'utf8'));
}

const kinds: Readonly<Record<string, (cell: Omit<Cell, 'scores' | 'commit'>) => Cell['scores']>> = {
  entities: (cell) => {
    // As replay.ts writes it.
    const { runs } = run('bench/replay.ts', cell) as {
      readonly runs: readonly {
        readonly points: readonly { readonly sentences: number; readonly model: { readonly f1: number } }[];
      }[];
    };
    return Object.fromEntries(
      (runs[0]?.points ?? []).map(({ sentences, model }) => [`ner${sentences}`, 100 * model.f1]),
    );
  },
  'few-labels': (cell) => {
    // As few-labels.ts writes it.
    const { metrics } = run('bench/few-labels.ts', cell) as {
      readonly metrics: Readonly<Record<string, number>>;
    };
    return Object.fromEntries(Object.entries(metrics).filter(([name]) => /^(?:re|sa)\d+$/.test(name)));
  },
};

const cells: Cell[] = [];
if (existsSync(values.out) && !values.again) {
  const { cells: before } = JSON.parse(readFileSync(values.out, 'utf8')) as { readonly cells: Cell[] }; // ours
  cells.push(...before);
}
for (const seed of list(values.seeds).map(Number)) {
  for (const kind of list(values.kinds)) {
    for (const encoder of list(values.encoders)) {
      const cell = { encoder, kind, seed };
      if (cells.some((one) => one.encoder === encoder && one.kind === kind && one.seed === seed)) continue;
      const found = kinds[kind]?.(cell);
      if (found === undefined) throw new Error(`no kind ${kind}: ${Object.keys(kinds).join(', ')}`);
      const scores = Object.fromEntries(
        Object.entries(found).map(([name, score]) => [name, Number(score.toFixed(2))]),
      );
      cells.push({ ...cell, commit: currentRun(seed).commit, scores });
      console.log(kind, encoder, seed, JSON.stringify(scores));
      write();
    }
  }
}
write();

/** Means over the seeds, `minilm.sa25`; the number of seeds is in `seeds`. */
function write(): void {
  const sums = new Map<string, number[]>();
  for (const { encoder, scores } of cells)
    for (const [name, score] of Object.entries(scores))
      sums.set(`${encoder}.${name}`, [...(sums.get(`${encoder}.${name}`) ?? []), score]);
  const names = [...sums].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const mean = (scores: readonly number[]): number =>
    Number((scores.reduce((a, b) => a + b, 0) / scores.length).toFixed(2));
  const metrics = Object.fromEntries(names.map(([name, scores]) => [name, mean(scores)]));
  const seeds = Object.fromEntries(names.map(([name, scores]) => [name, scores.length]));
  writeFileSync(
    values.out,
    `${JSON.stringify({ ...currentRun(cells[0]?.seed ?? 0), metrics, seeds, cells }, null, 2)}\n`,
  );
}
console.table(JSON.parse(readFileSync(values.out, 'utf8')).metrics);

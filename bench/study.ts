/**
 * `npm run study -- --task ner|re|sa --protocol paper|strong|rare|minutes [--budgets 25,50,100] [--seeds 5] [--out folder]`: do
 * explanations pay? Labels with reasons against labels alone at equal cost (bench/study-protocols.ts has the arms,
 * docs/label-efficiency.md the figures). Each measured cell is a line of `cells-<task>-<protocol>.jsonl` in the folder: a run that was
 * stopped goes on where it was. At the end a record, a table and a plot are written. A protocol takes two to eight minutes on two
 * cores; `--smoke` a few seconds.
 */
import { fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { currentRun } from './bench-run.ts';
import { hasData } from './rules-data.ts';
import { EntityStudy } from './study-entities.ts';
import { studyPlot } from './study-plot.ts';
import { type Cell, type CellResult, type Costs, measure, usualCosts } from './study-protocols.ts';
import { readStudy, type StudyName } from './study-task.ts';
import { gloveEncoder } from './train-data.ts';

const { values } = parseArgs({
  options: {
    task: { type: 'string', default: 're' },
    protocol: { type: 'string', default: 'paper' },
    budgets: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    out: { type: 'string', default: 'bench/results' },
    costs: { type: 'string', default: '{}' },
    smoke: { type: 'boolean', default: false },
    processes: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    /** What a process of this run is started with: the cells that are its own. */
    cells: { type: 'string' },
  },
});
if (!hasData) {
  console.log('study: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
const task = values.task as StudyName | 'ner';
if (task !== 're' && task !== 'sa' && task !== 'ner') {
  console.error(`study: --task ${values.task} is not ner, re or sa`);
  process.exit(1);
}
const protocol = values.protocol as Cell['protocol'];
const relations = [
  'Cause-Effect',
  'Component-Whole',
  'Content-Container',
  'Entity-Destination',
  'Entity-Origin',
  'Instrument-Agency',
  'Member-Collection',
  'Message-Topic',
  'Product-Producer',
];
const labels = { ner: '38,76', re: '25,50,100', sa: '10,25,50' }[task];
const usualBudgets: Record<Cell['protocol'], string> = {
  paper: labels,
  strong: labels,
  rare: '25,50,100,200',
  minutes: '200',
};
if (!(protocol in usualBudgets) || (protocol === 'rare' && task !== 're')) {
  console.error(
    `study: there is no protocol ${values.protocol} for ${task}; paper, strong, minutes, and rare for re`,
  );
  process.exit(1);
}
const costs: Costs = { ...usualCosts, ...(JSON.parse(values.costs) as Partial<Costs>) };
const budgets = (values.budgets ?? usualBudgets[protocol]).split(',').map(Number);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const cells: Cell[] = seeds.flatMap((seed) =>
  budgets.flatMap((budget): Cell[] =>
    protocol === 'rare'
      ? relations.slice(0, values.smoke ? 1 : 9).map((relation) => ({ protocol, budget, seed, relation }))
      : [{ protocol, budget, seed }],
  ),
);
mkdirSync(values.out, { recursive: true });
const file = join(values.out, `cells-${task}-${protocol}.jsonl`);

interface Line {
  readonly cell: Cell;
  readonly costs: Costs;
  readonly result: CellResult;
}

const keyOf = (cell: Cell, paid: Costs): string => JSON.stringify([cell, paid]);

function measured(): Map<string, Line> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  // Written below; a line that a stopped run left half is measured again.
  const read = lines.flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
  return new Map(read.map((line) => [keyOf(line.cell, line.costs), line]));
}

/** In a process of its own: measures its cells, seed by seed, and appends a line for each. */
async function work(own: readonly Cell[]): Promise<void> {
  if (task === 'ner') {
    const study = new EntityStudy(values.out, values.smoke);
    for (const cell of own) keep(cell, await study.measure(cell, costs));
    return;
  }
  const encoder = gloveEncoder();
  let data: { readonly seed: number; readonly task: ReturnType<typeof readStudy> } | undefined;
  for (const cell of own) {
    if (data?.seed !== cell.seed)
      data = {
        seed: cell.seed,
        task: readStudy(task, encoder, cell.seed, {
          ...(values.smoke ? { limit: 120 } : {}),
          written: protocol === 'paper' || protocol === 'strong',
        }),
      };
    keep(cell, measure(data.task, cell, costs));
  }
}

function keep(cell: Cell, result: CellResult): void {
  appendFileSync(file, `${JSON.stringify({ cell, costs, result } satisfies Line)}\n`);
  process.send?.(keyOf(cell, costs));
}

async function orchestrate(): Promise<void> {
  const known = measured();
  const missing = cells.filter((cell) => !known.has(keyOf(cell, costs)));
  const processes = Math.max(1, Number(values.processes));
  const begin = performance.now();
  let done = 0;
  const one = (part: readonly Cell[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), [
        ...process.argv.slice(2),
        '--cells',
        JSON.stringify(part),
      ]);
      child.on('message', () => {
        done += 1;
        const left = ((performance.now() - begin) / done) * (missing.length - done);
        console.error(`${done} of ${missing.length} cells, ${Math.round(left / 1000)} s left`);
      });
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a process ended with ${code}`)),
      );
    });
  const share = Math.ceil(missing.length / processes);
  const parts = Array.from({ length: processes }, (_, i) => missing.slice(i * share, (i + 1) * share));
  await Promise.all(parts.filter((part) => part.length > 0).map(one));
  report();
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, x) => sum + x, 0) / Math.max(1, list.length);
const deviation = (list: readonly number[]): number => {
  const middle = mean(list);
  return Math.sqrt(list.reduce((sum, x) => sum + (x - middle) ** 2, 0) / Math.max(1, list.length - 1));
};
const round = (x: number): number => Number(x.toFixed(2));
const ratio = (notes: Readonly<Record<string, number>> = {}, over: string, under: string): number =>
  round((notes[over] ?? 0) / Math.max(1e-9, notes[under] ?? 0));

const figure = (list: readonly number[]): { readonly mean: number; readonly deviation: number } => ({
  mean: round(mean(list)),
  deviation: round(deviation(list)),
});

/** *minutes*: F1 of each policy at some costs, from the notes `<policy>; at <cost>`. */
function overCost(lines: readonly Line[]) {
  const found = new Map<number, Map<string, number[]>>();
  for (const { result } of lines)
    for (const [note, f1] of Object.entries(result.notes)) {
      const [policy = '', cost] = note.split('; at ');
      // A model that is not there yet has no place in the figure.
      if (cost === undefined || f1 === 0) continue;
      const row = found.get(Number(cost)) ?? new Map<string, number[]>();
      row.set(policy, [...(row.get(policy) ?? []), f1]);
      found.set(Number(cost), row);
    }
  const rows = [...found].map(([budget, policies]) => ({
    budget,
    arms: Object.fromEntries([...policies].map(([policy, scores]) => [policy, figure(scores)])),
  }));
  return { rows, arms: [...new Set(rows.flatMap(({ arms }) => Object.keys(arms)))] };
}

function report(): void {
  const known = measured();
  const lines = cells.flatMap((cell) => known.get(keyOf(cell, costs)) ?? []);
  const arms = [...new Set(lines.flatMap(({ result }) => Object.keys(result.arms)))];
  const notes = [...new Set(lines.flatMap(({ result }) => Object.keys(result.notes)))];
  const table = budgets.map((budget) => {
    const own = lines.filter(({ cell }) => cell.budget === budget);
    const gains = own.map(({ result }) => (result.arms['reasons'] ?? 0) - (result.arms['labels'] ?? 0));
    return {
      budget,
      cells: own.length,
      gain: figure(gains),
      arms: Object.fromEntries(
        arms.map((arm) => [arm, figure(own.map(({ result }) => result.arms[arm] ?? 0))]),
      ),
      notes: Object.fromEntries(
        notes.map((note) => [
          note,
          Number(mean(own.map(({ result }) => result.notes[note] ?? 0)).toFixed(3)),
        ]),
      ),
    };
  });
  const gains = table.map(({ gain }) => gain.mean);
  const metrics = {
    meanGain: round(mean(gains)),
    minGain: round(Math.min(...gains)),
    ...(protocol === 'minutes'
      ? {
          minutesRatio: ratio(table[0]?.notes, 'minutesReasons', 'minutesLabels'),
          minutesRatioTyped: ratio(table[0]?.notes, 'minutesTyped', 'minutesLabels'),
          minutesRatioCorrected: ratio(table[0]?.notes, 'minutesReasonsCorrected', 'minutesLabelsCorrected'),
        }
      : {}),
  };
  const name = `study-${task}-${protocol}`;
  const record = { ...currentRun(1), task, protocol, seeds: seeds.length, costs, metrics, table };
  writeFileSync(join(values.out, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
  const rows = lines.flatMap(({ cell, result }) =>
    Object.entries(result.arms).map(([arm, f1]) =>
      [protocol, cell.budget, cell.seed, cell.relation ?? '', arm, f1.toFixed(2)].join(','),
    ),
  );
  writeFileSync(
    join(values.out, `${name}.csv`),
    `protocol,budget,seed,relation,arm,f1\n${rows.join('\n')}\n`,
  );
  const curves = protocol === 'minutes' ? overCost(lines) : { rows: table, arms };
  writeFileSync(
    join(values.out, `${name}.svg`),
    studyPlot(`${task} · ${protocol}`, curves.rows, curves.arms, protocol === 'minutes' ? 'cost' : 'budget'),
  );
  console.log(metrics);
  for (const row of table) console.log(JSON.stringify(row));
}

// Parsed from what `orchestrate` wrote.
if (values.cells !== undefined) await work(JSON.parse(values.cells) as Cell[]);
else await orchestrate();

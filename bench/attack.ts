/**
 * `npm run attack [-- --seed 1 --parts clicks,acts --minutes 20 --fresh]` (about twenty minutes; needs `npm run build` before):
 * the app killed, cut off, filled up and fed with nonsense. Results are written after every slice, so that it can be stopped at any
 * time and goes on where it was; `--fresh` begins anew. `bench/results/attack.json` holds the figures, docs/experiments/attack.md
 * their table.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Figures, faultsOf, type Part, sum } from './attack/figures.ts';
import { parts } from './attack/parts.ts';
import { writeTable } from './attack/table.ts';
import { currentRun } from './bench-run.ts';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    parts: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    out: { type: 'string', default: 'bench/results/attack.json' },
    soak: { type: 'string', default: 'bench/results/soak.json' },
  },
});

type Slice = Figures & { readonly slice: number; readonly commit: string };

interface AttackResult {
  readonly seed: number;
  readonly parts: Readonly<Record<string, readonly Slice[]>>;
}

const seed = Number(flags.seed);
const until = performance.now() + Number(flags.minutes) * 60_000;
const chosen = flags.parts?.split(',');
const unknown = chosen?.filter((name) => !parts.some((part) => part.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}`);

const stored = existsSync(flags.out)
  ? (JSON.parse(readFileSync(flags.out, 'utf8')) as AttackResult)
  : undefined;
const results: Record<string, Slice[]> = {};
if (!flags.fresh && stored?.seed === seed)
  for (const [name, slices] of Object.entries(stored.parts)) results[name] = [...slices];

/** Growth of memory over the hour's soak, which `npm run bench:soak` measures. */
function soakGrowth(): number | null {
  if (!existsSync(flags.soak)) return null;
  const soak = JSON.parse(readFileSync(flags.soak, 'utf8')) as {
    readonly metrics?: { readonly soakGrowth?: number };
  };
  return soak.metrics?.soakGrowth ?? null;
}

function write(): void {
  const { kills, lost, orphans, silent, exceptions, slow } = sum(Object.values(results).flat());
  const missing = parts.flatMap((part) => {
    const left = part.slices - (results[part.name]?.length ?? 0);
    return left > 0 ? [`${part.name} ${left}`] : [];
  });
  const metrics = { kills, lost, orphans, silent, exceptions, slow, soakGrowth: soakGrowth() };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(
    flags.out,
    `${JSON.stringify({ ...currentRun(seed), metrics, missing, parts: results }, null, 2)}\n`,
  );
  writeTable(results, metrics, missing);
}

async function attack(part: Part): Promise<void> {
  results[part.name] ??= [];
  const there = new Set(results[part.name]?.map(({ slice }) => slice));
  for (let slice = 0; slice < part.slices && performance.now() < until; slice++) {
    if (there.has(slice)) continue;
    const started = performance.now();
    const figures = await part.run(slice, seed * 1000 + slice);
    results[part.name]?.push({ slice, commit: currentRun(seed).commit, ...figures });
    const seconds = Math.round((performance.now() - started) / 1000);
    const { notes, ...numbers } = figures;
    console.error(`${part.name} ${slice + 1}/${part.slices} ${seconds} s ${JSON.stringify(numbers)}`);
    if (faultsOf(figures) > 0) console.error(notes.join('\n'));
    write();
  }
}

for (const part of parts) if (chosen === undefined || chosen.includes(part.name)) await attack(part);
write();
const total = sum(Object.values(results).flat());
console.log(JSON.stringify({ ...total, soakGrowth: soakGrowth() }));
process.exit(faultsOf(total) === 0 ? 0 : 1);

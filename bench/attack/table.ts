/** The table of docs/experiments/attack.md, between its two marks. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Figures, sum } from './figures.ts';
import { parts } from './parts.ts';

const file = 'docs/experiments/attack.md';
const marks = ['<!-- table:begin (npm run attack) -->', '<!-- table:end -->'] as const;

export function writeTable(
  results: Readonly<Record<string, readonly Figures[]>>,
  metrics: Readonly<Record<string, number | null>>,
  missing: readonly string[],
): void {
  if (!existsSync(file)) return;
  const rows = parts.map(({ name, about }) => {
    const { kills, cases, lost, orphans, silent, exceptions, longestMs } = sum(results[name] ?? []);
    return `| ${name} | ${about} | ${[kills, cases, lost, orphans, silent, exceptions, longestMs].join(' | ')} |`;
  });
  const table = [
    '| part | what | kills | cases | lost | orphans | silent | exceptions | longest answer, ms |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Sum: ${Object.entries(metrics)
      .map(([name, value]) => `${name} ${value ?? 'not measured'}`)
      .join(', ')}.${missing.length === 0 ? '' : ` Slices not run: ${missing.join(', ')}.`}`,
  ].join('\n');
  const before = readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(marks[0]), before.indexOf(marks[1])];
  if (from < 0 || to < from) return;
  const after = `${before.slice(0, from + marks[0].length)}\n${table}\n${before.slice(to)}`;
  if (after !== before) writeFileSync(file, after);
}

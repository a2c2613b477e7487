/**
 * `npm run study:tables`: writes the tables of docs/label-efficiency.md from the records in `bench/results`, between the marks
 * `<!-- table: name -->` and `<!-- end table -->`. What stands there is never typed: a test compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Figure {
  readonly mean: number;
  readonly deviation: number;
}

interface StudyRecord {
  readonly commit: string;
  readonly task: 'ner' | 're' | 'sa';
  readonly protocol: 'paper' | 'strong' | 'rare' | 'minutes';
  readonly seeds: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly table: readonly {
    readonly budget: number;
    readonly cells: number;
    readonly gain: Figure;
    readonly arms: Readonly<Record<string, Figure>>;
    readonly notes: Readonly<Record<string, number>>;
  }[];
}

interface FewLabelsRecord {
  readonly metrics: Readonly<Record<string, number>>;
  readonly seeds: Readonly<Record<string, readonly number[]>>;
  /** A row a seed: entity F1 by the quick training, by the student alone, by both, and after two more labels. */
  readonly thorough?: {
    readonly rows: readonly Readonly<
      Record<'seed' | 'minutes' | 'quick' | 'alone' | 'product' | 'later', number>
    >[];
  };
}

const taskNames = { ner: 'entities', re: 'relations', sa: 'sentiment' } as const;
const decimals = (x: number | undefined): string => (x === undefined ? '–' : x.toFixed(1));
const signed = (x: number): string => (x > 0 ? `+${x.toFixed(1)}` : x.toFixed(1));
const spread = (figure: Figure | undefined): string =>
  figure === undefined ? '–' : `${decimals(figure.mean)} ± ${decimals(figure.deviation)}`;
const gained = ({ mean, deviation }: Figure): string => `**${signed(mean)}** ± ${decimals(deviation)}`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function heading(name: string, { task, protocol, seeds, commit }: StudyRecord): string {
  return `**${protocol}, ${taskNames[task]}** (\`bench/results/${name}.json\`, ${seeds} seeds, commit ${commit})`;
}

function equalCost(name: string, record: StudyRecord): string {
  const rows = record.table.map(({ budget, arms, gain }) => [
    String(budget),
    spread(arms['reasons']),
    spread(arms['labels']),
    spread(arms['k labels alone']),
    gained(gain),
  ]);
  const reasons = record.task === 'ner' ? 'triggers' : 'reasons';
  return `${heading(name, record)}\n\n${table(['k', `k + k ${reasons}`, '2k labels', 'k labels alone', 'gain'], rows)}`;
}

function rare(name: string, record: StudyRecord): string {
  const rows = record.table.map(({ budget, arms, gain, notes }) => [
    String(budget),
    decimals(arms['reasons']?.mean),
    decimals(arms['labels']?.mean),
    gained(gain),
    decimals(notes['foundReasons']),
    decimals(notes['foundLabels']),
  ]);
  const head = ['cost', 'labels + reasons', 'labels', 'gain', 'found with reasons', 'found without'];
  const { meanGain = 0 } = record.metrics;
  return `${heading(name, record)}, nine relations each\n\n${table(head, rows)}\n\nMean gain over the costs: ${signed(meanGain)} (asked: +5).`;
}

const shownCosts = [40, 60, 80, 100, 120, 140];

function minutes(name: string, record: StudyRecord): string {
  const only = record.table[0];
  if (only === undefined) return heading(name, record);
  const policies = [...new Set(Object.keys(only.notes).flatMap((note) => note.split('; at ').slice(0, -1)))];
  const costs = shownCosts.filter((cost) =>
    policies.some((policy) => (only.notes[`${policy}; at ${cost}`] ?? 0) > 0),
  );
  const rows = policies.map((policy) => [
    policy,
    // A model that is not there yet has 0.
    ...costs.map((cost) => decimals(only.notes[`${policy}; at ${cost}`] || undefined)),
  ]);
  const { metrics, notes } = { metrics: record.metrics, notes: only.notes };
  return [
    `${heading(name, record)}; F1 at a cost, mean`,
    table(['', ...costs.map(String)], rows),
    [
      `Mean over the costs, each arm with the policy that dev chose: ${decimals(only.arms['reasons']?.mean)} with reasons, ${decimals(only.arms['labels']?.mean)} without: ${gained(only.gain)}.`,
      `The F1 of 200 labels alone takes ${Math.round(notes['minutesLabels'] ?? 0)} without reasons and ${Math.round(notes['minutesReasons'] ?? 0)} with them: **ratio ${metrics['minutesRatio']}** (asked: 0.5);`,
      `${metrics['minutesRatioTyped']} if each reason were typed, ${metrics['minutesRatioCorrected']} where labels alone may not pass.`,
    ].join('\n'),
    `![F1 over cost](../bench/results/${name}.svg)`,
  ].join('\n\n');
}

const fewLabelCounts = [10, 25, 50, 75, 100];

function fewLabels(record: FewLabelsRecord): string {
  const rows = (
    [
      ['relations, right among 18 (SemEval-2010)', 're'],
      ['the same, with the reasons that people wrote', 'reReasons'],
      ['sentiment, macro F1 (MAMS)', 'sa'],
    ] as const
  ).flatMap(([name, key]) =>
    record.metrics[`${key}25`] === undefined
      ? []
      : [[name, ...fewLabelCounts.map((count) => decimals(record.metrics[`${key}${count}`]))]],
  );
  const { updateMs = 0, longestUpdateMs = 0 } = record.metrics;
  const seeds = record.seeds['re25']?.length ?? 0;
  return `${table(['', ...fewLabelCounts.map((count, i) => (i === 0 ? `${count} labels` : String(count)))], rows)}

Test files, means over ${seeds} seeds. An update after a label takes ${(updateMs / 1000).toFixed(1)} s (median of the slowest of the three), ${(longestUpdateMs / 1000).toFixed(1)} s at most, near the hundredth.`;
}

function thorough({ thorough: measured }: FewLabelsRecord): string | undefined {
  if (measured === undefined) return undefined;
  const head = [
    'seed',
    'quick training',
    'student alone',
    'product of both',
    'after two more labels',
    'minutes',
  ];
  const figures = measured.rows.map(({ quick, alone, product, later, minutes }) => [
    ...[quick, alone, product, later, minutes],
  ]);
  const means = head
    .slice(1)
    .map((_, i) => decimals(figures.reduce((sum, list) => sum + (list[i] ?? 0), 0) / figures.length));
  const rows = measured.rows.map(({ seed }, i) => [String(seed), ...(figures[i] ?? []).map(decimals)]);
  return table(head, [...rows, ['mean', ...means]]);
}

/** What belongs between the marks of this name; `undefined` where nothing was measured yet. */
function tableOf(root: string, name: string): string | undefined {
  const file = join(root, `bench/results/${name === 'thorough' ? 'few-labels' : name}.json`);
  if (!existsSync(file)) return undefined;
  // Written by bench/study.ts and bench/few-labels.ts.
  const record = JSON.parse(readFileSync(file, 'utf8')) as StudyRecord | FewLabelsRecord;
  if (!('protocol' in record)) return name === 'thorough' ? thorough(record) : fewLabels(record);
  switch (record.protocol) {
    case 'paper':
    case 'strong':
      return equalCost(name, record);
    case 'rare':
      return rare(name, record);
    case 'minutes':
      return minutes(name, record);
    default:
      return record.protocol satisfies never;
  }
}

/** The page with its tables as the records have them. */
export function withTables(root: string, page: string): string {
  return page.replace(
    /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- end table -->)/g,
    (_whole, begin: string, name: string, end: string) =>
      `${begin}${tableOf(root, name) ?? 'Not measured yet.'}\n${end}`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, '..');
  const page = join(root, 'docs/label-efficiency.md');
  writeFileSync(page, withTables(root, readFileSync(page, 'utf8')));
}

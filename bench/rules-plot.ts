/**
 * `npx tsx bench/rules-plot.ts`: draws docs/figures/rules-*.svg and prints the tables of docs/experiments/rules.md from
 * bench/results/rules-quality.json. Lines are labelled where they end; colours are safe for colour-blind eyes and the
 * dashes tell them apart without colour.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Point } from './rules-pipeline.ts';

type Parts = Record<'dev' | 'rest' | 'test', Point[]>;
type Measured = Record<string, Parts | Point[] | number>;

const lines = [
  { name: 'exact', title: 'exact words, soft distances', colour: '#777777', dash: '2 3' },
  { name: 'cosine', title: 'cosine of word vectors', colour: '#d55e00', dash: '7 3' },
  { name: 'find', title: 'find', colour: '#0072b2', dash: '' },
  { name: 'cosine in context', title: 'cosine, in context', colour: '#cc79a7', dash: '7 3 2 3' },
  { name: 'find in context', title: 'find, in context', colour: '#009e73', dash: '' },
] as const;

const size = { width: 720, height: 440, left: 56, right: 190, top: 58, bottom: 48 };

function chart(title: string, measured: Measured): string {
  const strict = (measured['strict'] as Point[])[1]!;
  const curves = lines.map((line) => ({ ...line, points: (measured[line.name] as Parts).rest }));
  const all = curves.flatMap(({ points }) => points);
  const highest = Math.min(1, Math.max(...all.map((p) => p.coverage), strict.coverage) * 1.05);
  const lowest = Math.floor(Math.min(...all.map((p) => p.precision)) * 10) / 10;
  const x = (coverage: number): number =>
    size.left + (coverage / highest) * (size.width - size.left - size.right);
  const y = (precision: number): number =>
    size.top + ((1 - precision) / (1 - lowest)) * (size.height - size.top - size.bottom);
  const text = (at: [number, number], content: string, extra = ''): string =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${extra}>${content}</text>`;
  const out: string[] = [];
  for (let p = lowest; p <= 1.001; p += 0.1) {
    out.push(`<path class="grid" d="M${size.left} ${y(p).toFixed(1)}H${size.width - size.right}"/>`);
    out.push(text([size.left - 8, y(p) + 4], `${Math.round(p * 100)} %`, 'text-anchor="end"'));
  }
  const step = highest > 0.5 ? 0.1 : 0.05;
  for (let c = 0; c <= highest; c += step) {
    out.push(
      text([x(c), size.height - size.bottom + 18], `${Math.round(c * 100)} %`, 'text-anchor="middle"'),
    );
  }
  out.push(
    text([(size.left + size.width - size.right) / 2, size.height - 8], 'coverage', 'text-anchor="middle"'),
  );
  out.push(text([size.left, size.top - 14], 'precision'));
  const bound = strict.precision - 0.1;
  out.push(
    `<path d="M${size.left} ${y(bound).toFixed(1)}H${size.width - size.right}" stroke="#000" stroke-dasharray="1 4"/>`,
  );
  out.push(text([size.left + 4, y(bound) + 14], 'strict precision − 10 points', 'font-size="11"'));
  out.push(
    `<path d="M${x(2 * strict.coverage).toFixed(1)} ${size.top}V${size.height - size.bottom}" stroke="#000" stroke-dasharray="1 4"/>`,
  );
  out.push(text([x(2 * strict.coverage) + 4, size.top + 12], 'twice strict', 'font-size="11"'));
  const names: {
    readonly at: number;
    readonly from: number;
    readonly title: string;
    readonly colour: string;
  }[] = [];
  for (const { title: name, colour, dash, points } of curves) {
    const sorted = points.toSorted((a, b) => a.coverage - b.coverage);
    const d = sorted
      .map((p, k) => `${k === 0 ? 'M' : 'L'}${x(p.coverage).toFixed(1)} ${y(p.precision).toFixed(1)}`)
      .join('');
    out.push(`<path d="${d}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`);
    const last = sorted.at(-1)!;
    names.push({ at: y(last.precision) + 4, from: size.width - size.right + 8, title: name, colour });
  }
  // From the top down, none over the one before.
  let free = 0;
  for (const { at, from, title: name, colour } of names.sort((a, b) => a.at - b.at)) {
    free = Math.max(at, free);
    out.push(text([from, free], name, `fill="${colour}"`));
    free += 15;
  }
  out.push(`<circle cx="${x(strict.coverage).toFixed(1)}" cy="${y(strict.precision).toFixed(1)}" r="5"/>`);
  out.push(text([x(strict.coverage) + 8, y(strict.precision) - 8], 'strict'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="13" role="img"><title>${title}: precision of weak labels by coverage</title><rect width="100%" height="100%" fill="#fff"/><style>.grid{stroke:#ddd}</style>${text([size.left, 18], title, 'font-weight="bold"')}${out.join('')}</svg>\n`;
}

const percent = (n: number): string => (100 * n).toFixed(1);

function table(measured: Measured): string {
  const rows = ['| matcher | threshold (dev) | dev | rest | test |', '|---|---|---|---|---|'];
  const cells = (points: readonly Point[]): string =>
    points.map((p) => `${percent(p.coverage)} at ${percent(p.precision)}`).join(' | ');
  for (const [name, value] of Object.entries(measured)) {
    if (Array.isArray(value)) rows.push(`| ${name} | 1 | ${cells(value)} |`);
  }
  for (const name of [
    'exact',
    'cosine, plain mean',
    'cosine',
    'find',
    'exact in context',
    'cosine, plain mean in context',
    'cosine in context',
    'find in context',
  ]) {
    const parts = measured[name] as Parts;
    [2, 4, 5, 6, 7].forEach((k) => {
      const at = (part: keyof Parts): Point => parts[part][k]!;
      rows.push(
        `| ${name} ×${[1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3][k]} | ${at('dev').threshold.toFixed(3)} | ${cells([at('dev'), at('rest'), at('test')])} |`,
      );
    });
  }
  return rows.join('\n');
}

const results: Record<string, Measured> = JSON.parse(
  readFileSync(join('bench', 'results', process.env['IN'] ?? 'rules-quality.json'), 'utf8'),
);
const folder = process.env['OUT'] ?? join('docs', 'figures');
mkdirSync(folder, { recursive: true });
for (const [name, measured] of Object.entries(results)) {
  if (typeof measured !== 'object') continue;
  const file = name.toLowerCase().startsWith('semeval') ? 'rules-semeval.svg' : 'rules-mams.svg';
  writeFileSync(join(folder, file), chart(name, measured));
  console.log(`\n### ${name}\n\n${table(measured)}`);
}

/**
 * The seeded third of the public explanations that nobody looks at while the grammar is tuned.
 * Decided by position alone, before any text was read: each file is shuffled with its own fork of one seed
 * and its first third is set aside. `npx tsx bench/parse-split.ts tuned` prints the tuned part only.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRng, shuffled } from '#core/base';

export const splitSeed = 20261123;

export const explanationFiles = [
  'semeval2010-task8/explanations.json',
  'mams-atsa/restaurant-explanations.json',
  'parser-gold/cdr.jsonl',
  'parser-gold/protein.jsonl',
  'parser-gold/unittest_core.jsonl',
  'parser-gold/unittest_text.jsonl',
] as const;

export type ExplanationFile = (typeof explanationFiles)[number];

/** Positions (0-based) of the rows of `file`, which has `total` rows, that are set aside. */
export function setAside(file: ExplanationFile, total: number): ReadonlySet<number> {
  const rng = createRng(splitSeed + explanationFiles.indexOf(file));
  const order = shuffled(
    Array.from({ length: total }, (_, i) => i),
    rng,
  );
  return new Set(order.slice(0, Math.round(total / 3)));
}

export function readRows(dataFolder: string, file: ExplanationFile): readonly Record<string, unknown>[] {
  const raw = readFileSync(join(dataFolder, file), 'utf8');
  if (file.endsWith('.jsonl')) {
    return raw
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>); // rows are objects by the data's README
  }
  return JSON.parse(raw) as Record<string, unknown>[]; // likewise
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const data = join(process.cwd(), '..', 'shared', 'data');
  for (const file of explanationFiles) {
    const rows = readRows(data, file);
    const aside = setAside(file, rows.length);
    console.log(`== ${file}: ${rows.length} rows, ${aside.size} set aside`);
    if (process.argv[2] !== 'tuned') continue;
    rows.forEach((row, i) => {
      if (aside.has(i)) return;
      console.log(`${i}\t${String(row['explanation'] ?? row['exp'] ?? row['condition'])}`);
    });
  }
}

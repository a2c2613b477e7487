/**
 * The promise of every import (see tests/property/formats/promise.ts) over damaged files: `npm run bench:mutate [runs] [format]`.
 * 3 000 mutated files of each format that is read, seeded; then all files of `../shared`, whole, in each task. About six
 * minutes; a record goes to bench/results/mutate.json.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '#core/base';
import type { SourceFile } from '#core/formats';
import type { Task } from '#core/project';
import { mutate } from '../tests/property/formats/mutate.ts';
import { readAsPromised } from '../tests/property/formats/promise.ts';
import { seeds } from '../tests/property/formats/seeds.ts';
import { currentRun } from './bench-run.ts';

const seed = 20261129;
const runs = Number(process.argv[2] ?? 3000);
const only = process.argv[3];
const tasks: readonly Task[] = ['ner', 're', 'sa'];

const byFormat = new Map<string, ReturnType<typeof seeds>[number][]>();
for (const one of seeds()) {
  if (only !== undefined && only !== one.format) continue;
  byFormat.set(one.format, [...(byFormat.get(one.format) ?? []), one]);
}

const broken = new Map<string, { count: number; example: string }>();
const note = (what: string, example: () => string): void => {
  const known = broken.get(what);
  if (known === undefined) broken.set(what, { count: 1, example: example() });
  else known.count += 1;
};
const kindOf = (error: unknown): string => String(error).replace(/\d+/g, 'N').slice(0, 160);
const shown = (files: readonly SourceFile[]): string =>
  files.map(({ name, bytes }) => `--- ${name}\n${new TextDecoder().decode(bytes).slice(0, 3000)}`).join('\n');

let [files, refused, slowest] = [0, 0, 0];
for (const [format, own] of byFormat) {
  const rng = createRng(seed);
  const before = broken.size;
  for (let run = 0; run < runs; run++) {
    const mutated = mutate(own[run % own.length]?.files ?? [], rng);
    const begun = performance.now();
    try {
      if (readAsPromised(mutated, tasks[rng.int(3)] ?? 'ner').refused) refused += 1;
    } catch (error) {
      note(`${format}: ${kindOf(error)}`, () => shown(mutated));
    }
    slowest = Math.max(slowest, performance.now() - begun);
    files += 1;
  }
  process.stdout.write(`${format}: ${runs} files, ${broken.size - before} kinds of broken promises\n`);
}

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

let real = 0;
for (const path of only === undefined ? filesUnder(join(import.meta.dirname, '..', '..', 'shared')) : []) {
  if (path.includes('hooks')) continue;
  for (const task of tasks) {
    const file = { name: path.slice(path.lastIndexOf('/') + 1), bytes: new Uint8Array(readFileSync(path)) };
    try {
      readAsPromised([file], task);
    } catch (error) {
      note(`${file.name} as ${task}: ${kindOf(error)}`, () => '');
    }
    real += 1;
  }
}

for (const [what, { count, example }] of broken) process.stdout.write(`\n${count} × ${what}\n${example}\n`);
process.stdout.write(
  `\n${files} mutated files (${refused} refused), ${real} readings of real files: ${broken.size} kinds of broken promises\n`,
);
if (only === undefined && runs >= 3000) {
  const metrics = {
    files,
    refused,
    real,
    formats: byFormat.size,
    brokenPromises: broken.size,
    slowestMs: slowest,
  };
  const record = { ...currentRun(seed), metrics };
  writeFileSync(join(import.meta.dirname, 'results', 'mutate.json'), `${JSON.stringify(record, null, 2)}\n`);
}
if (broken.size > 0) process.exitCode = 1;

/** What a file holds comes in or is named: over sound inputs, damaged ones, and real files where they are at hand. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { formats, type SourceFile } from '#core/formats';
import type { Task } from '#core/project';
import { mutate } from './mutate.ts';
import { readAsPromised } from './promise.ts';
import { seeds } from './seeds.ts';

const tasks: readonly Task[] = ['ner', 're', 'sa'];

describe('the promise', () => {
  it('has a sound input for each format that is read', () => {
    const known = new Set(seeds().map((seed) => seed.format));
    const missing = formats.filter(
      ({ id, parse, holds }) =>
        parse !== undefined && holds?.project !== true && !known.has(id) && id !== 'docx',
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each(seeds().map((seed, at) => [`${seed.format}, ${seed.task}, ${at}`, seed] as const))(
    '%s',
    (_, seed) => {
      const found = readAsPromised(seed.files, seed.task);
      expect(found.format).toBe(seed.format);
      if (seed.format !== 'text') expect(found.seen).toBeGreaterThan(0);
      // In another kind of project labels have no place: then they are named.
      readAsPromised(seed.files, seed.task === 'ner' ? 'sa' : 'ner');
    },
  );

  it('holds for 10 damaged files of each, seed 13', () => {
    const rng = createRng(13);
    for (const seed of seeds()) {
      for (let run = 0; run < 10; run++) {
        const files = mutate(seed.files, rng);
        try {
          readAsPromised(files, tasks[rng.int(3)] ?? 'ner');
        } catch (error) {
          const shown = files.map(({ name, bytes }) => `${name}: ${new TextDecoder().decode(bytes)}`);
          throw new Error(`${seed.format}: ${String(error)}\n${shown.join('\n')}`);
        }
      }
    }
  });
});

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

const load = (path: string): SourceFile => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  bytes: new Uint8Array(readFileSync(path)),
});

const shared = join(process.cwd(), '../shared');
/** `npm run bench:mutate` reads them all, in each task. */
const short = (path: string): boolean => statSync(path).size < 200_000;
const cases = filesUnder(join(shared, 'cases')).filter((path) => !/cases\.jsonl$|README/.test(path));
const data = filesUnder(join(shared, 'data')).filter(short);

describe.skipIf(cases.length + data.length === 0)('real files (needs ../shared)', () => {
  it.each([
    ['cases', cases],
    ['data', data],
  ])('%s', (_, paths) => {
    for (const [at, path] of paths.entries()) {
      const task = tasks[at % tasks.length] ?? 'ner';
      try {
        readAsPromised([load(path)], task);
      } catch (error) {
        throw new Error(`${path} as ${task}: ${String(error)}`);
      }
    }
  });
});

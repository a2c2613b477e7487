/** `npm run check`: every guard of the house, in order of speed; stops at none, fails if one fails. */
import { spawnSync } from 'node:child_process';

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format and lint', npx, 'biome', 'check', '--error-on-warnings', '.'],
  ['layers and lengths', npx, 'tsx', 'tools/check-layers.ts'],
  ['types', npx, 'tsc', '-b'],
  ['unused exports', npx, 'knip', '--no-progress'],
  ['models', npx, 'tsx', 'tools/models-fresh.ts'],
  ['unit tests', npx, 'vitest', 'run', '--reporter=dot'],
  ['build', npx, 'vite', 'build', '--logLevel', 'warn'],
  ['bundle budget', npx, 'tsx', 'tools/check-bundle.ts'],
  ['addresses and core', npx, 'tsx', 'tools/check-sources.ts', '--dist'],
];

const failed: string[] = [];
for (const [name, command, ...args] of steps) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

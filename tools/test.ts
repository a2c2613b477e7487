/**
 * `npm test`: everything, fast ones first, on a machine that has only git and Node. The last line is the true total
 * of all runners: `N passed, N failed`; what was skipped is counted as neither, a runner that broke is one failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium, installChromium } from './chromium.ts';

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];

function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

function count(name: string, part: Totals, exitedWell: boolean): void {
  // A runner that fails without a failed test (a file that does not load, a server that does not start) is a failure.
  const failed = part.failed === 0 && !exitedWell ? 1 : part.failed;
  totals.passed += part.passed;
  totals.failed += failed;
  totals.skipped += part.skipped;
  lines.push(`${name}: ${part.passed} passed, ${failed} failed, ${part.skipped} skipped`);
}

/** A check that passes or fails as a whole. */
function step(name: string, command: string, ...args: string[]): boolean {
  console.log(`\n── ${name}`);
  const good = run(command, ...args);
  count(name, { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 }, good);
  return good;
}

/** Checks that do not depend on each other, at the same time; what each has to say is shown when it ends. */
async function steps(
  all: readonly (readonly [name: string, ...command: readonly string[]])[],
): Promise<void> {
  const ended = await Promise.all(
    all.map(async ([name, ...args]) => {
      const child = spawn(npx, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let printed = '';
      child.stdout.on('data', (part: Buffer) => {
        printed += part.toString();
      });
      child.stderr.on('data', (part: Buffer) => {
        printed += part.toString();
      });
      const good = await new Promise<boolean>((resolve) => {
        child.on('error', () => resolve(false));
        child.on('close', (code) => resolve(code === 0));
      });
      console.log(`\n── ${name}\n${printed.trim()}`);
      return { name, good };
    }),
  );
  for (const { name, good } of ended)
    count(name, { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 }, good);
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function unitTests(): void {
  console.log('\n── unit, property and corpus tests');
  const output = 'test-results/vitest.json';
  const good = run(
    npx,
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
  );
  const report = (readJson(output) ?? {}) as {
    readonly numPassedTests?: number;
    readonly numFailedTests?: number;
    readonly numPendingTests?: number;
  };
  count(
    'unit, property and corpus',
    {
      passed: report.numPassedTests ?? 0,
      failed: report.numFailedTests ?? 0,
      skipped: report.numPendingTests ?? 0,
    },
    good,
  );
}

function browserTests(): void {
  console.log('\n── browser and end-to-end tests');
  const output = 'test-results/playwright.json';
  const good = run(npx, 'playwright', 'test', ...process.argv.slice(2));
  const { stats } = (readJson(output) ?? {}) as {
    readonly stats?: {
      readonly expected: number;
      readonly unexpected: number;
      readonly flaky: number;
      readonly skipped: number;
    };
  };
  count(
    'browser and end-to-end',
    {
      passed: stats?.expected ?? 0,
      // A test that passes only when repeated is not one that passes.
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
    },
    good,
  );
}

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });
const started = Date.now();
await steps([
  ['types', 'tsc', '-b'],
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['layers and lengths', 'tsx', 'tools/check-layers.ts'],
  ['unused exports', 'knip', '--no-progress'],
  ['models', 'tsx', 'tools/models-fresh.ts'],
]);
unitTests();
if (step('build', npx, 'vite', 'build', '--logLevel', 'warn')) {
  step('bundle budget', npx, 'tsx', 'tools/check-bundle.ts');
  step('addresses and core', npx, 'tsx', 'tools/check-sources.ts', '--dist');
  const chromium = findChromium() ?? installChromium();
  if (chromium === undefined) {
    console.error('No Chromium was found and none could be installed. Set CHROMIUM_PATH to one.');
    count('browser and end-to-end', { passed: 0, failed: 1, skipped: 0 }, false);
  } else {
    process.env['CHROMIUM_PATH'] = chromium;
    browserTests();
  }
}

console.log(`\n${lines.join('\n')}`);
console.log(`${Math.round((Date.now() - started) / 1000)} s; ${totals.skipped} skipped`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

/**
 * `npm test`: everything, fast ones first, on a machine that has only git and Node. The last line is the true total
 * of all runners: `N passed, N failed`; what was skipped is counted as neither, a runner that broke is one failure.
 *
 * A Chromium that is missing is fetched beside the checks and the unit tests, which use the processor while it uses the network.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium, installChromium } from './chromium.ts';
import { building, guards, inTurn, npx, runInFront, runStep } from './steps.ts';

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];

function count(name: string, part: Totals, exitedWell: boolean): void {
  // A runner that fails without a failed test (a file that does not load, a server that does not start) is a failure.
  const failed = part.failed === 0 && !exitedWell ? 1 : part.failed;
  totals.passed += part.passed;
  totals.failed += failed;
  totals.skipped += part.skipped;
  lines.push(`${name}: ${part.passed} passed, ${failed} failed, ${part.skipped} skipped`);
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

async function unitTests(): Promise<void> {
  console.log('\n── unit, property and corpus tests');
  const output = 'test-results/vitest.json';
  const good = await runInFront(
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

async function browserTests(): Promise<void> {
  console.log('\n── browser and end-to-end tests');
  const output = 'test-results/playwright.json';
  const good = await runInFront(npx, 'playwright', 'test', ...process.argv.slice(2));
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
const there = findChromium();
if (there === undefined) console.log('There is no Chromium here: one is installed beside the tests.');
const browser = there === undefined ? installChromium() : Promise.resolve(there);

const built = inTurn(building);
const steps = (await Promise.all([...guards.map(runStep), built])).flat();
for (const { name, good } of steps)
  count(name, { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 }, good);
await unitTests();
// What is wrong about an app that was built does not keep it from being tested.
if ((await built).some(({ name, good }) => name === 'build' && good)) {
  const chromium = await browser;
  if (chromium === undefined) {
    console.error('No Chromium was found and none could be installed. Set CHROMIUM_PATH to one.');
    count('browser and end-to-end', { passed: 0, failed: 1, skipped: 0 }, false);
  } else {
    process.env['CHROMIUM_PATH'] = chromium;
    await browserTests();
  }
}

console.log(`\n${lines.join('\n')}`);
console.log(`${Math.round((Date.now() - started) / 1000)} s; ${totals.skipped} skipped`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

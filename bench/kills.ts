/**
 * `npm run bench:kills [-- --kills 100 --seed 1]` (about three minutes): the learner's worker killed at random moments in
 * Chromium. No annotation may be lost, no older recommendation replace a newer one, and training goes on.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { harnessHost, openHarness } from '../tests/browser/harness-host.ts';
import { killLearner } from '../tests/browser/kills.ts';
import { findChromium } from '../tools/chromium.ts';
import { currentRun } from './bench-run.ts';

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'bench/results/kills.json' },
  },
});
const executablePath = findChromium();
const host = await harnessHost();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const context = await browser.newContext();
  // tsx has functions keep their names by a helper, which the page has to have as well.
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  await openHarness(page, host, []);
  const { kills, lost, older, backwards, ...rest } = await killLearner(
    page,
    Number(flags.kills),
    Number(flags.seed),
  );
  const result = {
    ...currentRun(Number(flags.seed)),
    metrics: { kills, lost, older, backwards },
    ...rest,
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  await host.close();
}

/**
 * `npm run bench:kills [-- --kills 100 --seed 1]` (about three minutes): the learner's worker killed at random moments in
 * Chromium. No annotation may be lost, no older recommendation replace a newer one, and training goes on.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killLearner } from '../tests/browser/kills.ts';
import { currentRun } from './bench-run.ts';
import { inHarness } from './in-chromium.ts';

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'bench/results/kills.json' },
  },
});
const seed = Number(flags.seed);
const { kills, lost, older, backwards, ...rest } = await inHarness(async (newPage) =>
  killLearner(await newPage(), Number(flags.kills), seed),
);
const result = { ...currentRun(seed), metrics: { kills, lost, older, backwards }, ...rest };
mkdirSync('bench/results', { recursive: true });
writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));

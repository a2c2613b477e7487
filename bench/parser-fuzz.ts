/**
 * `npm run bench:fuzz-parser`: 10 000 seeded hostile explanations against two sentences. Each must give a form or a reason,
 * never an exception, never take more than a second (of this process's own time: the machine may be shared).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExplanation, suggestCompletions } from '#core/explain';
import { corpusInstance } from '../tests/corpus/corpus.ts';
import { hostileRng, hostileSeed, hostileText } from '../tests/property/explain/hostile.ts';

const runs = Number(process.argv[2] ?? 10_000);
const instances = [
  corpusInstance('@re [X Marie Dupont] was born in the small town of [Y Lyon] and later moved to Paris .'),
  corpusInstance('@sa The [A food] was absolutely delicious but the service was slow .'),
];
const rng = hostileRng();
let parsed = 0;
let slowest = 0;
let slowestText = '';
let suggestSlowest = 0;
const reasons = new Map<string, number>();
for (let k = 0; k < runs; k++) {
  const text = hostileText(rng);
  const instance = instances[k % 2]!;
  const before = process.cpuUsage();
  const result = parseExplanation(text, instance);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  if (ms > slowest) {
    slowest = ms;
    slowestText = text;
  }
  if (result.ok) parsed++;
  else reasons.set(result.error.code, (reasons.get(result.error.code) ?? 0) + 1);
  if (k % 10 === 0) {
    const start = process.cpuUsage();
    suggestCompletions(text, instance);
    const used = process.cpuUsage(start);
    suggestSlowest = Math.max(suggestSlowest, (used.user + used.system) / 1000);
  }
}
const report = {
  seed: hostileSeed,
  runs,
  parsed,
  reasons: Object.fromEntries(reasons),
  slowestMs: Math.round(slowest),
  suggestSlowestMs: Math.round(suggestSlowest),
};
const folder = join(process.cwd(), 'bench', 'results');
mkdirSync(folder, { recursive: true });
if (runs >= 10_000) writeFileSync(join(folder, 'parser-fuzz.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
console.log('slowest:', slowestText.slice(0, 300));
if (slowest > 1000 || suggestSlowest > 1000) process.exitCode = 1;

/**
 * `npm run parse -- <file> [--json]`: what is understood of each explanation in a file, and whether it is true of the
 * sentence it explains. `--json` prints one line: {"total","parsed","trueOnOwn"}.
 */
import { existsSync } from 'node:fs';
import { parseExplanation } from '#core/explain';
import { readExplanationRows } from './explanation-rows.ts';

const args = process.argv.slice(2);
const file = args.find((a) => !a.startsWith('--'));
const asJson = args.includes('--json');
if (file === undefined || !existsSync(file)) {
  console.error(file === undefined ? 'Usage: npm run parse -- <file> [--json]' : `There is no file ${file}.`);
  process.exit(1);
}
const rows = readExplanationRows(file);
let parsed = 0;
let trueOnOwn = 0;
for (const { at, explanation, instances } of rows) {
  // The occurrence of a repeated argument that the explanation is true of, or else the first.
  const results = instances.map((instance) => ({
    instance,
    result: parseExplanation(explanation, instance),
  }));
  const chosen = results.find(({ result }) => result.ok && result.value[0]?.trueHere === true) ?? results[0];
  if (chosen === undefined) continue;
  const { instance, result } = chosen;
  const best = result.ok ? result.value[0] : undefined;
  if (best !== undefined) parsed++;
  if (best?.trueHere === true) trueOnOwn++;
  if (asJson) continue;
  console.log(`${at}. ${explanation}`);
  if (!result.ok) console.log(`   not understood: ${result.error.message}`);
  if (best === undefined) continue;
  console.log(`   = ${best.canonical}`);
  console.log(`   ${JSON.stringify(best.form)}`);
  if (best.leftOut.length > 0) console.log(`   left out: ${best.leftOut.join(', ')}`);
  console.log(best.trueHere ? '   true here' : `   false here: ${instance.text}`);
}
if (asJson) console.log(JSON.stringify({ total: rows.length, parsed, trueOnOwn }));
else
  console.log(
    `\n${rows.length} explanations, ${parsed} understood, ${trueOnOwn} true of their own sentence.`,
  );

/**
 * `npm run bench:meaning [-- --list]`: are explanations understood as they were meant? The 60 of
 * `tests/corpus/meaning-set-aside.txt`, in 12 styles, judged by truth values on sentences. Writes `results/meaning.json`. Takes two seconds.
 * `--list` prints what went wrong: only for reading the result, never for tuning.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Outcome, readMeanings } from '../tests/corpus/meaning.ts';
import { currentRun } from './bench-run.ts';

const file = process.argv.find((a) => a.endsWith('.txt')) ?? 'meaning-set-aside.txt';
const isListed = process.argv.includes('--list');
const judged = readMeanings(file).map((one) => ({ one, ...judge(one) }));
const outcomes: readonly Outcome[] = ['right', 'wrong', 'asked', 'refused', 'mute'];
const countsOf = (of: typeof judged) =>
  Object.fromEntries(outcomes.map((o) => [o, of.filter((j) => j.outcome === o).length]));
const styles = [...new Set(judged.map(({ one }) => one.style))];
const perStyle = Object.fromEntries(
  styles.map((style) => [style, countsOf(judged.filter(({ one }) => one.style === style))]),
);
for (const { one, outcome, answer, wrongOn, isTrueHere } of judged) {
  if (!isListed || outcome === 'right' || (one.unsayable !== undefined && outcome === 'refused')) continue;
  console.log(
    `${outcome}${wrongOn.length > 0 ? ` on ${wrongOn.join()}` : ''}${isTrueHere ? '' : ' (told: false here)'}: ${one.explanation}\n    ${answer}`,
  );
}
console.table(perStyle);
const counts = countsOf(judged);
const wrong = judged.filter((j) => j.outcome === 'wrong');
const metrics = {
  explanations: judged.length,
  ...counts,
  meaningWrong: wrong.length,
  meaningWrongShare: wrong.length / judged.length,
  /** Of the wrong ones, those of which the reader is told that they are false of their own sentence. */
  wrongButTold: wrong.filter((j) => !j.isTrueHere).length,
};
console.log(metrics);
if (file === 'meaning-set-aside.txt') {
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'meaning.json'),
    `${JSON.stringify({ run: currentRun(0), metrics, perStyle }, null, 2)}\n`,
  );
}

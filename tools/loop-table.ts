/** `npm run loop-table`: writes the learner's order of stages into docs/learning.md, as `src/workers/learner/stages.ts` has it. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inputs, theOrder } from '../src/workers/learner/stages.ts';

const page = 'docs/learning.md';
const begin = '<!-- the order of the stages: written by `npm run loop-table` -->';
const end = '<!-- end of the order -->';

function loopTable(): string {
  const stages = Object.entries(theOrder).map(
    ([name, { after, makes }]) => `| ${name} | ${makes} | ${after.join(', ')} |`,
  );
  const from = Object.entries(inputs).map(([name, what]) => `| ${name} | ${what} |`);
  return [
    '| stage, most urgent first | makes | due after a change of |',
    '|---|---|---|',
    ...stages,
    '',
    '| input | what changed |',
    '|---|---|',
    ...from,
  ].join('\n');
}

/** The page with the table as it is. */
export function withLoopTable(text: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for the table: ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n${loopTable()}\n${text.slice(to)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(page, withLoopTable(await readFile(page, 'utf8')));
  console.log(`${page}: the order of ${Object.keys(theOrder).length} stages`);
}

/**
 * What becomes of each case in `../shared/cases` (small inputs on which an import went wrong), as one line each:
 * `npm run bench:import-cases [name]`; `npm run bench:import-cases table` prints the rows of docs/experiments/import-cases.md. Needs that folder beside the repository; about two seconds.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSources, type ParsedDocument, parsePlan, planImport, type SourceFile } from '#core/formats';
import type { Task } from '#core/project';

interface Case {
  readonly name: string;
  readonly files: readonly string[];
  readonly steps: string;
  readonly expected: string;
  readonly actual: string;
}

const folder = join(import.meta.dirname, '..', '..', 'shared', 'cases');

function taskOf(steps: string): Task {
  if (steps.includes('Relations')) return 're';
  return /entiment/.test(steps) ? 'sa' : 'ner';
}

function read(name: string): readonly SourceFile[] {
  const path = join(folder, name);
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((file) => read(join(name, file)));
  return [{ name: name.slice(name.lastIndexOf('/') + 1), bytes: new Uint8Array(readFileSync(path)) }];
}

function labelsOf(doc: ParsedDocument): string[] {
  const shown = doc.annotations.map(({ label, target }) => {
    if (target.kind === 'text') return `text:${label}`;
    if (target.kind === 'relation') return `${target.head}-${label}->${target.tail}`;
    return `${label}«${doc.text.slice(target.from, target.to)}»@${target.from}`;
  });
  const suggested = (doc.suggestions ?? []).map(({ label, by, score }) => `?${label} (${by} ${score ?? ''})`);
  return [...shown, ...suggested];
}

export function outcome(files: readonly SourceFile[], task: Task, formatId?: string): string {
  const sources = openSources(files);
  if (!sources.ok) return `refused: ${sources.error.code}`;
  const plan = planImport(sources.value, formatId);
  const docs: ParsedDocument[] = [];
  const issues: string[] = [];
  const parsing = parsePlan(plan, { task });
  let step = parsing.next();
  while (!step.done) {
    docs.push(...step.value.documents);
    issues.push(
      ...step.value.issues.map((one) => `${one.code}@${one.line} ${JSON.stringify(one.params ?? {})}`),
    );
    step = parsing.next();
  }
  if (!step.value.ok) return `refused: ${step.value.error.code} ${JSON.stringify(step.value.error.params)}`;
  const { seen, leftOut } = step.value.value;
  const texts = docs.map(
    (doc) =>
      `${JSON.stringify(doc.text.slice(0, 60))} [${labelsOf(doc).join(', ')}]${doc.meta['id'] === undefined ? '' : ` id=${doc.meta['id']}`}`,
  );
  const names = plan.parts.map((part) => part.format.id).join('+');
  return `${names} docs=${docs.length} seen=${seen} left=${leftOut} ${texts.slice(0, 4).join(' ')} ${[...new Set(issues)].slice(0, 5).join('; ')}`;
}

/** As one cell of a table. */
const cell = (words: string): string =>
  words.slice(0, 240).replaceAll('|', '\\|').replace(/\s+/g, ' ').replaceAll('<', '&lt;').trim();

if (!existsSync(folder)) {
  process.stdout.write('The cases are not here.\n');
} else {
  const only = process.argv[2];
  for (const line of readFileSync(join(folder, 'cases.jsonl'), 'utf8').trim().split('\n')) {
    const one = JSON.parse(line) as Case; // the cases' own layout, see their README
    if (one.files.length === 0 || (only !== undefined && only !== 'table' && only !== one.name)) continue;
    const files = one.files.flatMap(read);
    const forced = /format (\w+) chosen/.exec(one.steps)?.[1];
    const now = outcome(files, taskOf(one.steps), forced);
    if (only === 'table') {
      process.stdout.write(`| ${one.name} | ${cell(one.actual)} | ${cell(now)} |\n`);
      continue;
    }
    process.stdout.write(`${one.name}\n  expected ${one.expected}\n  now      ${now.slice(0, 500)}\n`);
  }
}

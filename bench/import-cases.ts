/**
 * What becomes of each case in `../shared/cases` (small inputs on which an import or export went wrong), expected and now:
 * `npm run bench:import-cases [name]`; `npm run bench:import-cases table` prints the rows of docs/experiments/import-cases.md.
 * Exports are written and read again; a case without a file, or about a page, names the test that runs it. Needs that folder
 * beside the repository; about two seconds.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildBundle,
  formatById,
  joinChunks,
  losses,
  openSources,
  type ParsedDocument,
  parsePlan,
  planImport,
  type SourceFile,
} from '#core/formats';
import { countingIds, createProject, type Task } from '#core/project';

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

/** Formats that a case is exported to. */
const exportedTo: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^export-conll/, ['conll']],
  [/^export-ids/, ['triples-json', 'doccano', 'label-studio', 'prodigy', 'brat']],
  [/^export-triggerner/, ['trigger-ner']],
  [/^export-brat/, ['brat']],
  [/^export-prodigy/, ['prodigy']],
  [/^export-webanno/, ['webanno-tsv']],
];

/** What is about stored records or a page, and the test that runs it. */
const tests: Readonly<Record<string, string>> = {
  'merge-renamed-label': 'tests/unit/store/merging.test.ts',
  'merge-renamed-label-simple': 'tests/unit/store/merging.test.ts',
  'merge-deleted-label-returns': 'tests/unit/store/merging.test.ts',
  'import-same-file-twice': 'tests/unit/store/imports.test.ts',
  'rollback-leaves-labels': 'tests/unit/store/imports.test.ts',
  'message-every-row-came-in': 'tests/property/formats (labels seen = came in + left out)',
  'dictionary-nfc-nfd': 'tests/unit/recommend/dictionary.test.ts',
  'azerty-digit-keys': 'tests/e2e/gestures.spec.ts',
  'combining-marks-65000': 'tests/unit/text/quote.test.ts',
};

function readDocuments(files: readonly SourceFile[], task: Task): ParsedDocument[] {
  const sources = openSources(files);
  if (!sources.ok) return [];
  return [...parsePlan(planImport(sources.value), { task })].flatMap(({ documents }) => documents);
}

/** Written, what is said to be lost before, the beginning of the file, and what comes back. */
function exported(files: readonly SourceFile[], task: Task, formatId: string): string {
  const format = formatById(formatId);
  const project = createProject({ name: 'Case', task }, countingIds('p'), 1);
  const bundle = buildBundle(project, readDocuments(files, task), countingIds('x'), 1);
  const written = joinChunks(format?.serialize?.(bundle, { name: 'case' }) ?? []);
  const lost = format === undefined ? [] : losses(format, bundle);
  const main = written.find(({ name }) => name.endsWith('.ann')) ?? written[0];
  const head = new TextDecoder().decode(main?.bytes).replace(/\s+/g, ' ').slice(0, 90);
  return `${formatId} says lost: ${lost.map(({ code, count }) => `${code} ${count}`).join(', ')}; «${head}»; back: ${outcome(written, task)}`;
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
    if (only !== undefined && only !== 'table' && only !== one.name) continue;
    const files = one.files.flatMap(read);
    const forced = /format (\w+) chosen/.exec(one.steps)?.[1];
    const formats = exportedTo.find(([pattern]) => pattern.test(one.name))?.[1];
    const test = tests[one.name];
    const now = [
      ...(formats?.map((id) => exported(files, taskOf(one.steps), id)) ?? []),
      ...(formats === undefined && files.length > 0 ? [outcome(files, taskOf(one.steps), forced)] : []),
      ...(test === undefined ? [] : [`test: ${test}`]),
    ].join(' · ');
    if (only === 'table') {
      process.stdout.write(`| ${one.name} | ${cell(one.actual)} | ${cell(now)} |\n`);
      continue;
    }
    process.stdout.write(`${one.name}\n  expected ${one.expected}\n  now      ${now.slice(0, 900)}\n`);
  }
}

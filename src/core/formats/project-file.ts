/**
 * The project file: everything of a project, to keep, to move and to merge. A zip with one JSON file for the
 * project and one line per record for the rest, so that it can be read by eye and by script; trained weights as
 * raw float32 (little endian). The same content as one plain JSON object is read too (samples are kept so).
 *
 * `counts` in `project.json` tell a complete file from a truncated one, `digests.json` a sound part from a damaged one (files
 * of older versions have none). Records are checked one by one: a broken one is an issue, not the end.
 */
import { err, joinBytes, ok, type Problem, problem, type Result } from '#core/base';
import { checkForm } from '#core/explain';
import {
  type Explanation,
  migrateTables,
  type ProjectBundle,
  parseRecord,
  type RawTables,
  type RecordTable,
  recordsVersion,
  settingFaults,
  type Violation,
  validateBundle,
} from '#core/project';
import { zipFiles } from './archive.ts';
import { bundleDocuments } from './bundle-documents.ts';
import type { ExportChunk, ExportOptions, Format, ParseErrorCode, SourceFile } from './format.ts';
import { field, listField, stringField } from './json-records.ts';
import { jsonProblem } from './json-text.ts';
import { type Digests, digestEntry, digestsFile, readDigests } from './project-digests.ts';
import { type RecordIssue, readWeights, weightFiles } from './project-weights.ts';
import { decodeText, linesOf } from './source.ts';

export const projectFileFormat = 'lean-life-project';

type FileProblem = Problem<ParseErrorCode>;

export interface ProjectFileContent {
  /** Valid: `validateBundle` has repaired it. */
  readonly bundle: ProjectBundle;
  readonly issues: readonly RecordIssue[];
  readonly violations: readonly Violation[];
}

const tables = [
  ['labels', 'label'],
  ['documents', 'document'],
  ['annotations', 'annotation'],
  ['explanations', 'explanation'],
] as const;

const encoder = new TextEncoder();

// ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────

/** The project file, as chunks; what `serialize` of the format does. */
export function* writeProject(
  bundle: ProjectBundle,
  options: ExportOptions,
): Generator<ExportChunk, void, void> {
  const name = `${options.name}.leanlife`;
  const counts = Object.fromEntries(tables.map(([table]) => [table, bundle[table].length]));
  const total = tables.length + 2;
  const files: SourceFile[] = [
    {
      name: 'project.json',
      bytes: encoder.encode(
        `${JSON.stringify({ format: projectFileFormat, version: recordsVersion, digests: digestsFile, counts, project: bundle.project }, null, 2)}\n`,
      ),
    },
  ];
  let done = 0;
  for (const [table] of tables) {
    const parts: Uint8Array[] = [];
    const rows: readonly unknown[] = bundle[table];
    for (let from = 0; from < rows.length; from += 1000) {
      const lines = rows.slice(from, from + 1000).map((row) => `${JSON.stringify(row)}\n`);
      parts.push(encoder.encode(lines.join('')));
    }
    files.push({ name: `${table}.jsonl`, bytes: joinBytes(parts) });
    done += 1;
    // Nothing to hand on yet, but a place to stop and to show progress.
    yield { name, bytes: new Uint8Array(0), done, total };
  }
  if (options.weights !== false && bundle.weights !== undefined && bundle.weights.length > 0) {
    files.push(...weightFiles(bundle.weights));
  }
  files.push(
    digestEntry(
      files,
      tables.map(([table]) => `${table}.jsonl`),
    ),
  );
  yield { name, bytes: zipFiles(files), done: total, total };
}

/** The same content as plain JSON, without weights: for samples and for versioning by line. */
export function formatProjectJson(bundle: ProjectBundle): string {
  const counts = Object.fromEntries(tables.map(([table]) => [table, bundle[table].length]));
  const head = JSON.stringify({ format: projectFileFormat, version: recordsVersion, counts }).slice(0, -1);
  const parts = tables.map(([table]) => {
    const rows: readonly unknown[] = bundle[table];
    return `"${table}":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
  });
  return `${head},\n"project":${JSON.stringify(bundle.project)},\n${parts.join(',\n')}}\n`;
}

// ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────

interface RawFile {
  readonly version: unknown;
  readonly counts: unknown;
  readonly tables: RawTables;
  readonly issues: RecordIssue[];
  /** Where parts can be told sound from damaged. */
  readonly digests?: Digests;
}

function truncated(file: string, table: string): FileProblem {
  return problem('truncated', 'The project file is not complete.', { file, part: table });
}

function readPlain(file: SourceFile): Result<RawFile, FileProblem> {
  const { text } = decodeText(file.bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(jsonProblem(text, file.name));
  }
  if (stringField(value, 'format') !== projectFileFormat) return err(notAProject(file.name));
  const list = (key: string): readonly unknown[] => listField(value, key) ?? [];
  return ok({
    version: field(value, 'version'),
    counts: field(value, 'counts'),
    tables: {
      project: field(value, 'project'),
      labels: list('labels'),
      documents: list('documents'),
      annotations: list('annotations'),
      explanations: list('explanations'),
    },
    issues: [],
  });
}

function notAProject(file: string): FileProblem {
  return problem('not-this-format', 'This is no project file.', { file });
}

function readEntries(files: readonly SourceFile[]): Result<RawFile, FileProblem> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const main = byName.get('project.json');
  if (main === undefined) return err(notAProject(files[0]?.name ?? ''));
  let value: unknown;
  try {
    value = JSON.parse(decodeText(main.bytes).text);
  } catch {
    return err(problem('damaged', 'The project file is damaged.', { file: main.name }));
  }
  if (stringField(value, 'format') !== projectFileFormat) return err(notAProject(main.name));
  const issues: RecordIssue[] = [];
  const hasDigests = byName.has(digestsFile) || field(value, 'digests') !== undefined;
  const digests = hasDigests ? readDigests(files) : undefined;
  const isVouched = digests !== undefined && digests.names.length > 0;
  if (digests !== undefined && !digests.isWhole(main.name)) {
    const message = isVouched
      ? 'name, guidelines or settings of the project were damaged: look through them'
      : 'the digests were damaged: nothing shows whether the rest is as it was';
    issues.push({ table: 'project', row: 0, path: '', message });
  }
  const rows = (table: (typeof tables)[number][0], kind: RecordTable): readonly unknown[] => {
    const name = `${table}.jsonl`;
    const file = byName.get(name);
    const isWhole = !isVouched || digests.isWhole(name);
    if (file === undefined) {
      if (!isWhole)
        issues.push({ table: kind, row: 0, path: '', message: 'this part is damaged or missing' });
      return [];
    }
    // Always UTF-8: a byte that is damaged must not make another encoding of the rest.
    return [...linesOf(new TextDecoder().decode(file.bytes))].flatMap((line): unknown[] => {
      if (!isWhole && !digests.isLine(name, line.text)) {
        issues.push({
          table: kind,
          row: line.number,
          path: '',
          message: 'damaged: it is not what was saved',
        });
        return [];
      }
      try {
        return [JSON.parse(line.text)];
      } catch {
        issues.push({ table: kind, row: line.number, path: '', message: 'not JSON' });
        return [];
      }
    });
  };
  return ok({
    version: field(value, 'version'),
    counts: field(value, 'counts'),
    tables: {
      project: field(value, 'project'),
      labels: rows('labels', 'label'),
      documents: rows('documents', 'document'),
      annotations: rows('annotations', 'annotation'),
      explanations: rows('explanations', 'explanation'),
    },
    issues,
    ...(isVouched ? { digests } : {}),
  });
}

/** The records of a table as far as they are what they should be; the others become issues. */
function readTable<T extends Exclude<RecordTable, 'project'>>(
  table: T,
  rows: readonly unknown[],
  issues: RecordIssue[],
): Extract<ReturnType<typeof parseRecord<T>>, { ok: true }>['value'][] {
  return rows.flatMap((row, index) => {
    const record = parseRecord(table, row);
    if (record.ok) return [record.value];
    issues.push({ table, row: index + 1, path: record.error.path, message: record.error.message });
    return [];
  });
}

/**
 * What was understood of a sentence is a program for the rule engine: it is taken over only where it passes the
 * engine's own check. Without it, the sentence is read again.
 */
function withForms(explanations: readonly Explanation[], rows: readonly unknown[]): Explanation[] {
  const forms = new Map(rows.map((row) => [stringField(row, 'id'), field(row, 'logicalForm')]));
  return explanations.map((explanation) => {
    const form = checkForm(forms.get(explanation.id));
    return explanation.kind === 'nl' && form.ok ? { ...explanation, logicalForm: form.value } : explanation;
  });
}

/** What came of files that are still at hand: a file is looked at, compared and opened, and is read once for all of it. */
const read = new WeakMap<
  SourceFile,
  { readonly files: readonly SourceFile[]; readonly content: Result<ProjectFileContent, FileProblem> }
>();

/** Project.json of a zip, or a single plain JSON file. `files` are unpacked (`openSources`). */
export function readProjectFile(files: readonly SourceFile[]): Result<ProjectFileContent, FileProblem> {
  const [first] = files;
  if (first === undefined) return err(problem('no-files', 'There is no file to read.'));
  const there = read.get(first);
  const isSame = there?.files.length === files.length && files.every((file, i) => file === there.files[i]);
  const content = isSame ? there.content : readFiles(files, first);
  if (!isSame) read.set(first, { files, content });
  return content;
}

function readFiles(files: readonly SourceFile[], first: SourceFile): Result<ProjectFileContent, FileProblem> {
  const raw = files.some((file) => file.name === 'project.json') ? readEntries(files) : readPlain(first);
  if (!raw.ok) return raw;
  const { version, counts, issues } = raw.value;
  const migrated = migrateTables(raw.value.tables, version);
  if (!migrated.ok) return migrated;
  for (const [table, kind] of tables) {
    const expected = field(counts, table);
    const found = raw.value.tables[table].length + issues.filter((issue) => issue.table === kind).length;
    if (typeof expected !== 'number' || found >= expected) continue;
    if (raw.value.digests === undefined) return err(truncated(first.name, table));
    issues.push({ table: kind, row: 0, path: '', message: `${expected - found} are missing` });
  }
  const project = parseRecord('project', migrated.value.project);
  if (!project.ok) {
    return err(
      problem('damaged', 'The project itself cannot be read.', {
        file: first.name,
        path: project.error.path,
        reason: project.error.message,
      }),
    );
  }
  for (const { path, message } of settingFaults(migrated.value.project)) {
    issues.push({ table: 'project', row: 0, path, message: `${message}; its default stands` });
  }
  const weights = readWeights(files, raw.value.digests, issues);
  const { bundle, violations } = validateBundle({
    project: project.value,
    labels: readTable('label', migrated.value.labels, issues),
    documents: readTable('document', migrated.value.documents, issues),
    annotations: readTable('annotation', migrated.value.annotations, issues),
    explanations: withForms(
      readTable('explanation', migrated.value.explanations, issues),
      migrated.value.explanations,
    ),
    ...(weights.length === 0 ? {} : { weights }),
  });
  return ok({ bundle, issues, violations });
}

export const projectFile: Format = {
  id: 'project',
  name: 'LEAN-LIFE project',
  extensions: ['.leanlife'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'utf16',
  detect: (sample) => {
    if (sample.names.includes('project.json') && sample.names.includes('documents.jsonl')) return 1;
    return /^\s*\{\s*"format"\s*:\s*"lean-life-project"/.test(sample.head) ? 1 : 0;
  },
  /** Its documents with their labels, for import into another project. To open it, use `readProjectFile`. */
  parse: bundleDocuments(readProjectFile),
  serialize: writeProject,
  holds: {
    text: 'exact',
    spans: 'any',
    relations: true,
    entities: true,
    textLabels: 'many',
    aspects: true,
    triggers: 'offsets',
    nl: true,
    labelNames: 'any',
    meta: true,
    annotators: true,
    unlabelled: true,
    project: true,
  },
};

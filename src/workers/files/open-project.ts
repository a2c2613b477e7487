/** Project files, of the person or from the shelf of backups: read, compared with what is here, put in. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { openSources, type ProjectFileContent, readProjectFile, type SourceFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import type { MergeReport, Store } from '#store';
import { randomId } from '../platform/identity.ts';
import type {
  BackupPreview,
  Difference,
  OpenedProject,
  OpenProjectRequest,
  PreviewedProject,
} from './import-contract.ts';
import { readSources } from './sources.ts';

/** Faults that are told one by one. */
const maxIssues = 1000;
/** Labels that a preview names. */
const namedLabels = 12;

/** The file that was looked at last: opening it comes next. */
let looked: { readonly id: string; readonly content: ProjectFileContent } | undefined;

/** What opening it would do. */
export async function previewProject(store: Store, file: File): Promise<Result<PreviewedProject, Problem>> {
  const read = await readFile(file);
  if (!read.ok) return read;
  const preview = await store.bundles.preview(read.value.bundle);
  if (!preview.ok) return preview;
  looked = { id: randomId(), content: read.value };
  return ok({ ...preview.value, id: looked.id });
}

/** Merges the file into the copy that is here, or puts it in where there is none. */
export async function openProject(
  store: Store,
  { file, previewed }: OpenProjectRequest,
): Promise<Result<OpenedProject, Problem>> {
  const read = looked !== undefined && looked.id === previewed ? ok(looked.content) : await readFile(file);
  looked = undefined;
  if (!read.ok) return read;
  const { bundle } = read.value;
  const merged = (await store.projects.get(bundle.project.id)) !== undefined;
  const written = await store.bundles.write(bundle);
  return written.ok ? ok(openedProject(file.name, read.value, written.value, merged)) : written;
}

async function readFile(file: File): Promise<Result<ProjectFileContent, Problem>> {
  const sources = await readSources([file]);
  return sources.ok ? readProjectFile(sources.value) : sources;
}

/** Puts a backup in the place of what is here. */
export async function restoreBackup(store: Store, id: string): Promise<Result<OpenedProject, Problem>> {
  const read = await readBackup(store, id);
  if (!read.ok) return read;
  const written = await store.bundles.replace(read.value.bundle);
  return written.ok ? ok(openedProject(backupName, read.value, written.value, false)) : written;
}

/** What a restore would bring back and take away. */
export async function previewBackup(store: Store, id: string): Promise<Result<BackupPreview, Problem>> {
  const read = await readBackup(store, id);
  if (!read.ok) return read;
  const { bundle } = read.value;
  const here = await store.bundles.read(bundle.project.id);
  return ok({
    isHere: here !== undefined,
    labels: living(bundle.labels)
      .slice(0, namedLabels)
      .map(({ name }) => name),
    back: countIn(bundle, here, (_, other) => other === undefined),
    changed: countIn(bundle, here, (one, other) => other !== undefined && other !== one),
    gone:
      here === undefined
        ? { documents: 0, annotations: 0, explanations: 0 }
        : countIn(here, bundle, (_, other) => other === undefined),
  });
}

const backupName = 'backup.leanlife';

async function readBackup(store: Store, id: string): Promise<Result<ProjectFileContent, Problem>> {
  const bytes = await store.backups.read(id);
  if (bytes === undefined) return err(problem('not-found', 'There is no such backup.'));
  const files: Result<readonly SourceFile[], Problem> = openSources([{ name: backupName, bytes }]);
  return files.ok ? readProjectFile(files.value) : files;
}

/** Living records of `of` for which `is` holds, told their content and that of the other's record, `undefined` for none. */
function countIn(
  of: ProjectBundle,
  other: ProjectBundle | undefined,
  is: (one: string, other: string | undefined) => boolean,
): Difference {
  const count = <T extends { readonly id: string; readonly deleted?: true }>(
    records: readonly T[],
    others: readonly T[] = [],
  ): number => {
    const known = new Map(living(others).map((record) => [record.id, content(record)]));
    return living(records).filter((record) => is(content(record), known.get(record.id))).length;
  };
  return {
    documents: count(of.documents, other?.documents),
    annotations: count(of.annotations, other?.annotations),
    explanations: count(of.explanations, other?.explanations),
  };
}

const living = <T extends { readonly deleted?: true }>(records: readonly T[]): readonly T[] =>
  records.filter((record) => record.deleted !== true);

/** A record without its time, which undo and redo move. */
function content(record: object): string {
  const entries = Object.entries(record).filter(([name]) => name !== 'updatedAt' && name !== 'was');
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function openedProject(
  file: string,
  { bundle, issues, violations }: ProjectFileContent,
  { added, updated, kept, refused }: MergeReport,
  merged: boolean,
): OpenedProject {
  const left = [
    ...issues.map(({ table, row, path, message }) => ({
      line: row,
      message: `${table} ${path}: ${message}`,
    })),
    ...violations.map(({ code, table, id }) => ({ line: 0, message: `${table} ${id}: ${code}` })),
    ...refused.map(({ message }) => ({ line: 0, message })),
  ];
  return {
    projectId: bundle.project.id,
    ...{ merged, added, updated, kept },
    issueCount: left.length,
    issues: left.slice(0, maxIssues).map(({ line, message }) => ({
      file,
      line,
      code: 'malformed-row',
      severity: 'warning',
      message,
      params: { reason: message },
    })),
  };
}

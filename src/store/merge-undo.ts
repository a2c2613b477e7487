/**
 * Taking a merge back, and doing it again. It is not undone as an act is: tombstones under a newer time would delete a colleague's
 * labels wherever this project goes next. Every row becomes what it was, times included, as if the file had never been opened;
 * opened again, it brings the same.
 */
import type { Explanation, Label, Project } from '#core/project';
import { applyChanges } from './change-set.ts';
import { forgetDocuments } from './orphans.ts';
import { bringIntoView } from './people.ts';
import type { AnnotationRow, Change } from './rows.ts';
import { contentOf, sameContent } from './same-content.ts';
import type { Database } from './schema.ts';

/** In the caller's transaction. `false`, and nothing written, where something that came since stands in the way. */
export async function moveMerge(
  db: Database,
  projectId: string,
  changes: readonly Change[],
  me: string,
): Promise<boolean> {
  const staged: Change[] = [];
  for (const table of new Set(changes.map((change) => change.table))) {
    const own = changes.filter((change) => change.table === table);
    const rows: (object | undefined)[] = await db.table(table).bulkGet(own.map(({ key }) => key));
    for (const [i, change] of own.entries()) {
      const row = movedRow(change, rows[i]);
      if (row === 'changed') return false;
      staged.push(row);
    }
  }
  if (!(await holdsTogether(db, projectId, staged))) return false;
  const gone = staged.flatMap(({ table, key, after }) =>
    table === 'documents' && after === undefined && typeof key === 'string' ? [key] : [],
  );
  await forgetDocuments(db, gone);
  await applyChanges(db, staged);
  // By what the project is now, and by who sits here now: another name may have been given since.
  const project = await db.projects.get(projectId);
  await bringIntoView(db, projectId, project?.settings.people === true ? me : undefined);
  return true;
}

/** What a row becomes. */
function movedRow({ table, key, before, after }: Change, now: object | undefined): Change | 'changed' {
  const withAfter = (row: object | undefined): Change =>
    row === undefined ? { table, key } : { table, key, after: row };
  if (table === 'projects') {
    // The row holds a project before and after.
    return withAfter(movedFields(now as Project, before as Project, after as Project));
  }
  if (!sameContent(saidIn(now), saidIn(before))) return 'changed';
  // An act that was undone since has given it a newer time, which stays where the merge had changed nothing else.
  const isNewer = !sameContent(now, before) && sameContent(saidIn(now), saidIn(after));
  return withAfter(isNewer ? now : after);
}

/** What a row says, whoever sits at this device. */
function saidIn(row: object | undefined): unknown {
  const content = contentOf(row);
  if (typeof content !== 'object' || content === null || !('statuses' in content)) return content;
  return { ...content, status: '' };
}

/** Fields that the merge changed and nobody since, settings one by one. */
function movedFields(now: Project, before: Project, after: Project): Project {
  const moved = <T extends object>(current: T, from: T, to: T): T => {
    const names = Object.keys({ ...from, ...to }) as (keyof T)[];
    const fields = names.flatMap((name) =>
      !sameContent(from[name], to[name]) && sameContent(current[name], from[name])
        ? [[name, to[name]] as const]
        : [],
    );
    return { ...current, ...Object.fromEntries(fields) };
  };
  const { settings: _now, ...head } = now;
  const { settings: _before, ...headBefore } = before;
  const { settings: _after, ...headAfter } = after;
  return {
    ...moved(head, headBefore, headAfter),
    settings: moved(now.settings, before.settings, after.settings),
  };
}

/** Nothing that stays hangs on what goes: a label of a text that goes, a relation of an entity, the use of a label. */
async function holdsTogether(db: Database, projectId: string, staged: readonly Change[]): Promise<boolean> {
  const next = <T extends { readonly id: string }>(table: string, rows: readonly T[]): Map<string, T> => {
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const change of staged) {
      if (change.table !== table || typeof change.key !== 'string') continue;
      if (change.after === undefined) found.delete(change.key);
      else found.set(change.key, change.after as T); // changes of a table hold that table's rows
    }
    return found;
  };
  const annotations = next<AnnotationRow>(
    'annotations',
    await db.annotations.where('projectId').equals(projectId).toArray(),
  );
  const labels = next<Label>('labels', await db.labels.where('projectId').equals(projectId).toArray());
  const explanations = next<Explanation>(
    'explanations',
    await db.explanations.where('projectId').equals(projectId).toArray(),
  );
  const gone = new Set(
    staged.flatMap(({ table, key, after }) => (table === 'documents' && after === undefined ? [key] : [])),
  );
  const stands = (id: string): boolean => {
    const row = annotations.get(id);
    return row !== undefined && row.deleted !== true;
  };
  for (const { deleted, documentId, labelId, target } of annotations.values()) {
    if (deleted === true) continue;
    if (gone.has(documentId) || labels.get(labelId)?.deleted !== undefined || !labels.has(labelId))
      return false;
    if (target.kind === 'relation' && !(stands(target.head) && stands(target.tail))) return false;
  }
  return [...explanations.values()].every((one) => one.deleted === true || stands(one.annotationId));
}

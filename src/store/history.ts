/**
 * Undo and redo, kept in the database: they survive a reload, and two tabs share one history.
 *
 * A step holds the records before and after it. Undoing puts the content before back under a newer `updatedAt` (so
 * that a merge takes the undone state), and a record that the step made becomes a tombstone rather than nothing.
 * Laws: undoing all steps gives the content at the start; redoing all gives the content at the end. A step whose
 * records were changed since by a merge or an import is refused with `history-conflict` and forgotten.
 *
 * A merge is a step too, and is taken back in another way (`merge-undo.ts`). The changes of a large step lie in rows of their
 * own (`undone: 2`), since whoever asks what undo would do reads the step.
 */

import type { Collection } from 'dexie';
import { nextTime } from '#core/project';
import type { ActKind, HistoryStep } from './act.ts';
import { applyChanges } from './change-set.ts';
import { attempt, type Env, reading, refuse } from './env.ts';
import { moveMerge } from './merge-undo.ts';
import { personAt } from './people.ts';
import { storeProblem } from './problems.ts';
import type { AnnotationRow, Change, HistoryRow } from './rows.ts';
import { contentOf, type Stamped, sameContent } from './same-content.ts';
import type { Database } from './schema.ts';
import type { History } from './store.ts';

/** Steps kept per project. */
const maxSteps = 500;
/** A step larger than this (a merge, a label removed from very many texts) ends the history before it: so there is one at most. */
const largeChanges = 5000;
/** A step larger than this is not kept either. */
export const maxChanges = 200_000;
/** Changes of one row. */
const partSize = 2000;

/** Writes down what an act changed, inside the act's transaction. */
export async function remember(
  db: Database,
  projectId: string,
  kinds: readonly ActKind[],
  changes: readonly Change[],
  at: number,
): Promise<void> {
  if (changes.length === 0) return;
  const isLarge = changes.length > largeChanges;
  if (isLarge) await db.history.where('projectId').equals(projectId).delete();
  if (changes.length > maxChanges) return;
  await forget(db, projectId, await rowsOf(db, projectId, 1).primaryKeys());
  const step = { projectId, at, kinds, documentIds: documentsOf(changes), size: changes.length };
  // Parts first: whoever looks for the newest row finds the step.
  for (let i = 0; isLarge && i < changes.length; i += partSize) {
    await db.history.add({ ...step, undone: 2, changes: changes.slice(i, i + partSize) });
  }
  await db.history.add({ ...step, undone: 0, changes: isLarge ? [] : changes });
  const kept = await rowsOf(db, projectId, 0).count();
  if (kept > maxSteps) {
    const oldest = await rowsOf(db, projectId, 0)
      .limit(kept - maxSteps)
      .primaryKeys();
    await forget(db, projectId, oldest);
  }
}

/** Steps that are done (0), undone (1), and parts of the large one (2). */
function rowsOf(
  db: Database,
  projectId: string,
  undone: HistoryRow['undone'],
): Collection<HistoryRow, number> {
  return db.history.where('[projectId+undone+seq]').between([projectId, undone], [projectId, undone, []]);
}

/** Steps, the large one with its parts. */
async function forget(db: Database, projectId: string, seqs: readonly number[]): Promise<void> {
  const rows = await db.history.bulkGet([...seqs]);
  await db.history.bulkDelete([...seqs]);
  if (rows.some((row) => row !== undefined && isInParts(row))) await rowsOf(db, projectId, 2).delete();
}

const isInParts = ({ size = 0, changes }: HistoryRow): boolean => changes.length < size;

async function changesOf(db: Database, row: HistoryRow): Promise<readonly Change[]> {
  if (!isInParts(row)) return row.changes;
  const parts = await rowsOf(db, row.projectId, 2).toArray();
  return parts.flatMap(({ changes }) => changes);
}

export function createHistory(env: Env): History {
  const { db } = env;
  const lastDone = (projectId: string): Promise<HistoryRow | undefined> => rowsOf(db, projectId, 0).last();
  const firstUndone = (projectId: string): Promise<HistoryRow | undefined> =>
    rowsOf(db, projectId, 1).first();

  const move = async (projectId: string, direction: 'undo' | 'redo'): Promise<HistoryStep> => {
    const next = direction === 'undo' ? lastDone : firstUndone;
    // A merge touches what acts do not: its undo locks more, and keeps those waiting that learn.
    const isMerge = ((await next(projectId))?.kinds ?? []).includes('merge');
    const me = env.annotator() === '' ? await personAt(db) : env.annotator();
    const tables = isMerge ? [db.projects, ...db.projectTables] : actTables(db);
    const outcome = await db.transaction('rw', tables, async () => {
      const row = await next(projectId);
      if (row === undefined) {
        refuse(storeProblem(`nothing-to-${direction}`, `There is nothing to ${direction}.`));
      }
      if (row.kinds.includes('merge') !== isMerge) {
        refuse(storeProblem('history-conflict', 'Another tab took a step at the same moment.'));
      }
      const steps = (await changesOf(db, row)).map((change) =>
        direction === 'undo' ? reversed(change) : change,
      );
      const isDone = isMerge
        ? await moveMerge(db, projectId, steps, me)
        : await moveActs(db, steps, env.clock());
      if (!isDone) {
        // Kept, it would block every older step; the transaction must succeed for it to be forgotten.
        await forget(db, projectId, [row.seq ?? -1]);
        return undefined;
      }
      await db.history.put({ ...row, undone: direction === 'undo' ? 1 : 0 });
      return stepOf(row);
    });
    if (outcome === undefined) {
      refuse(storeProblem('history-conflict', 'What this step changed was changed since by something else.'));
    }
    return outcome;
  };

  return {
    state: (projectId) =>
      reading(async () => {
        const [undo, redo] = await Promise.all([lastDone(projectId), firstUndone(projectId)]);
        return {
          ...(undo === undefined ? {} : { undo: stepOf(undo) }),
          ...(redo === undefined ? {} : { redo: stepOf(redo) }),
        };
      }),
    undo: (projectId) => attempt(env, () => move(projectId, 'undo')),
    redo: (projectId) => attempt(env, () => move(projectId, 'redo')),
  };
}

/** `false` where something else has changed a record since, or a relation would lose an end. */
async function moveActs(db: Database, changes: readonly Change[], now: number): Promise<boolean> {
  const staged = await restamped(db, changes, now);
  if (staged === undefined || !(await relationsHold(db, staged))) return false;
  await applyChanges(db, staged);
  return true;
}

/** All tables that an act, its undo and its redo read or write. */
export function actTables(db: Database) {
  return [db.projects, db.documents, db.annotations, db.explanations, db.labels, db.rejections, db.history];
}

function stepOf(row: HistoryRow): HistoryStep {
  return {
    kinds: row.kinds,
    documentIds: row.documentIds,
    changes: row.size ?? row.changes.length,
    at: row.at,
  };
}

function documentsOf(changes: readonly Change[]): readonly string[] {
  const ids = new Set<string>();
  for (const { table, after, before } of changes) {
    const record = (after ?? before ?? {}) as { readonly id?: string; readonly documentId?: string };
    const id = table === 'documents' ? record.id : record.documentId;
    if (id !== undefined) ids.add(id);
    if (ids.size === 20) break;
  }
  return [...ids];
}

function reversed({ table, key, before, after }: Change): Change {
  return {
    table,
    key,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}

/**
 * The changes made ready to be written: each record as it is now must have the content of `before`; what goes in
 * gets a new time. `undefined` where something else has changed a record since.
 */
async function restamped(
  db: Database,
  changes: readonly Change[],
  now: number,
): Promise<readonly Change[] | undefined> {
  const out: Change[] = [];
  for (const { table, key, before, after } of changes) {
    const current = (await db.table(table).get(key)) as Stamped | undefined;
    if (!sameContent(contentOf(current), contentOf(before))) return undefined;
    if (table === db.rejections.name) {
      out.push({ table, key, ...(after === undefined ? {} : { after }) });
      continue;
    }
    const updatedAt = nextTime(now, current?.updatedAt);
    if (after !== undefined) out.push({ table, key, after: await placed(db, { ...after, updatedAt }) });
    else if (current !== undefined) out.push({ table, key, after: tombstone(current, updatedAt) });
  }
  return out;
}

/** With its document's position of today: a merge may have moved it since. */
async function placed<T extends Stamped & { readonly documentId?: string }>(
  db: Database,
  row: T,
): Promise<T> {
  const { at, goldAt, documentId } = row;
  if ((at === undefined && goldAt === undefined) || documentId === undefined) return row;
  const document = await db.documents.get(documentId);
  if (document === undefined) return row;
  const { position } = document;
  return {
    ...row,
    ...(at === undefined ? {} : { at: position }),
    ...(goldAt === undefined ? {} : { goldAt: position }),
  };
}

/** The record as one that a person deleted. */
export function tombstone<T extends object>(row: T & Stamped, updatedAt: number): T {
  const { at: _at, goldAt: _goldAt, was: _was, ...rest } = row;
  return { ...rest, deleted: true, updatedAt } as unknown as T; // `at` is optional in every row that has it
}

/** Every relation that the changes bring to life finds its ends, and none loses one. */
async function relationsHold(db: Database, changes: readonly Change[]): Promise<boolean> {
  const after = new Map<string, AnnotationRow>();
  for (const change of changes) {
    if (change.table !== 'annotations' || change.after === undefined) continue;
    const row = change.after as AnnotationRow; // changes of a table hold that table's rows
    after.set(row.id, row);
  }
  const documents = new Set([...after.values()].map((row) => row.documentId));
  for (const documentId of documents) {
    const rows = new Map<string, AnnotationRow>();
    for (const row of await db.annotations.where('documentId').equals(documentId).toArray())
      rows.set(row.id, row);
    for (const row of after.values()) if (row.documentId === documentId) rows.set(row.id, row);
    for (const row of rows.values()) {
      if (row.deleted === true || row.target.kind !== 'relation') continue;
      const ends = [rows.get(row.target.head), rows.get(row.target.tail)];
      if (ends.some((end) => end === undefined || end.deleted === true)) return false;
    }
  }
  return true;
}

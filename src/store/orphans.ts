/**
 * Rows that belong to nothing: of a project that is gone, or of a document that is gone. There should be none; older
 * versions left some, and they hold words of texts that a person had deleted.
 */
import Dexie, { type Transaction } from 'dexie';
import { must } from '#core/base';
import { allTables, projectTableNames } from './tables.ts';

/** The parts of a Dexie database or transaction that are needed here. */
type Tables = Pick<Transaction, 'table'>;

/** The index of a table that begins with the project. */
function projectIndexOf(table: string): string {
  const traits = allTables.find(([name]) => name === table)?.[1];
  return must(traits?.project, `index over projects of ${table}`);
}

/** All rows of one project in one table. Compound indexes are asked by a range: an equality would miss rows. */
export function rowsOfProject(tables: Tables, table: string, projectId: string) {
  const index = projectIndexOf(table);
  const rows = tables.table(table);
  return index.startsWith('[')
    ? rows.where(index).between([projectId, Dexie.minKey], [projectId, Dexie.maxKey], true, true)
    : rows.where(index).equals(projectId);
}

/** Takes away everything of one project but its own row, in the caller's transaction. */
export async function removeRowsOfProject(tables: Tables, projectId: string): Promise<void> {
  for (const table of projectTableNames) {
    const keys = await rowsOfProject(tables, table, projectId).primaryKeys();
    await tables.table(table).bulkDelete(keys);
  }
}

/** Takes away every row that belongs to no project or no document, in an upgrade's transaction. */
export async function removeOrphans(tables: Tables & Pick<Transaction, 'idbtrans'>): Promise<void> {
  const projects = new Set(await tables.table('projects').toCollection().primaryKeys());
  // What a later version brings is not there yet.
  const isThere = (table: string): boolean => tables.idbtrans.objectStoreNames.contains(table);
  for (const table of projectTableNames.filter(isThere)) {
    for (const projectId of await projectsOf(tables, table)) {
      if (projects.has(projectId)) continue;
      await tables.table(table).bulkDelete(await rowsOfProject(tables, table, projectId).primaryKeys());
    }
  }
  const known = new Set([
    ...(await tables.table('documents').toCollection().primaryKeys()),
    ...(await tables.table('removedDocuments').toCollection().primaryKeys()),
  ]);
  for (const [table, { document }] of allTables) {
    const isOfOne = document !== undefined && table !== 'documents' && table !== 'texts';
    if (!isOfOne || !isThere(table)) continue;
    const there = await tables.table(table).orderBy('documentId').uniqueKeys();
    const lost = there.filter((id) => !known.has(id));
    if (lost.length > 0) await tables.table(table).where('documentId').anyOf(lost).delete();
  }
}

/** Every project id that a table's index holds, without reading the rows. */
async function projectsOf(tables: Tables, table: string): Promise<readonly string[]> {
  const index = projectIndexOf(table);
  if (!index.startsWith('[')) return (await tables.table(table).orderBy(index).uniqueKeys()).map(String);
  const found: string[] = [];
  let next: readonly unknown[] = [Dexie.minKey, Dexie.minKey];
  for (;;) {
    const [key] = await tables.table(table).where(index).above(next).limit(1).keys();
    if (!Array.isArray(key)) return found;
    const projectId = String(key[0]);
    found.push(projectId);
    next = [projectId, Dexie.maxKey];
  }
}

/** Takes away the rows of documents with all that is only of use with them; annotations and explanations stay. */
export async function forgetDocuments(tables: Tables, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const keys = [...ids];
  for (const [table, { document, withDocument }] of allTables) {
    if (withDocument !== 'goes') continue;
    if (document === 'key') await tables.table(table).bulkDelete(keys);
    else await tables.table(table).where('documentId').anyOf(keys).delete();
  }
}

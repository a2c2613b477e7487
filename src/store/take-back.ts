/** Taking a whole import back. */
import Dexie, { type Table } from 'dexie';
import { nextTime } from '#core/project';
import type { Env } from './env.ts';
import { tombstone } from './history.ts';
import { forgetDocuments } from './orphans.ts';
import { type AnnotationRow, type DocumentRow, type ExplanationRow, removedDocument } from './rows.ts';
import type { Database } from './schema.ts';

/**
 * Removes what an import brought in: its documents with all that was done on them, the explanations that it added to
 * others, and labels of its own that nothing uses any more. Tombstones stay, for copies of the project elsewhere.
 */
export async function takeBack(env: Env, projectId: string, importId: string): Promise<number> {
  const { db } = env;
  return db.transaction('rw', [...db.projectTables], async () => {
    const now = env.clock();
    const rows = await db.documents.where('[projectId+importId]').equals([projectId, importId]).toArray();
    await removeDocuments(db, rows, now);
    const row = await db.imports.get(importId);
    const attached = await db.explanations.bulkGet([...(row?.explanationIds ?? [])]);
    await db.explanations.bulkPut(
      attached.flatMap((one) =>
        one === undefined || one.deleted === true ? [] : [tombstone(one, nextTime(now, one.updatedAt))],
      ),
    );
    for (const labelId of row?.labelIds ?? []) {
      const range = [
        [projectId, labelId, Dexie.minKey],
        [projectId, labelId, Dexie.maxKey],
      ] as const;
      if (
        (await db.annotations
          .where('[projectId+labelId+at]')
          .between(...range)
          .count()) > 0
      )
        continue;
      const label = await db.labels.get(labelId);
      if (label !== undefined) await db.labels.put(tombstone(label, nextTime(now, label.updatedAt)));
    }
    await db.imports.delete(importId);
    await db.importFiles.delete(importId);
    return rows.length;
  });
}

/** Everything that hangs on these documents, in the caller's transaction; what a merge must remember stays. */
async function removeDocuments(db: Database, rows: readonly DocumentRow[], now: number): Promise<void> {
  const keys = rows.map((row) => row.id);
  await forgetDocuments(db, keys);
  await db.removedDocuments.bulkPut(
    rows.map((row) => ({ ...removedDocument(row), updatedAt: nextTime(now, row.updatedAt) })),
  );
  for (const table of [db.annotations, db.explanations] as const) {
    const buried = (await table.where('documentId').anyOf(keys).toArray()).map((row) =>
      row.deleted === true && row.was === undefined ? row : tombstone(row, nextTime(now, row.updatedAt)),
    );
    // Both tables hold rows of their own kind only.
    await (table as Table<AnnotationRow | ExplanationRow, string>).bulkPut(buried);
  }
}

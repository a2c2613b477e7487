import { attempt, type Env, reading } from './env.ts';
import { append, attach } from './import-batch.ts';
import type { Importer, Imports } from './import-contract.ts';
import type { ImportRow } from './rows.ts';
import { takeBack } from './take-back.ts';

export function createImporter(env: Env, projectId: string, importId: string = env.ids()): Importer {
  const { db } = env;
  const tables = [
    db.projects,
    db.labels,
    db.documents,
    db.texts,
    db.annotations,
    db.explanations,
    db.imports,
  ];
  return {
    importId,
    begin: ({ sources, ...origin }) =>
      attempt(env, async () => {
        // Files may find no room, and some browsers keep none in private windows: the import comes in all the same.
        const areKept =
          sources !== undefined &&
          (await db.importFiles.put({ importId, projectId, sources }).then(
            () => true,
            () => false,
          ));
        const row = { ...freshRow(env, projectId, importId), ...origin };
        await db.imports.put(areKept ? { ...row, hasFiles: true } : row);
      }),
    appendBatch: (documents) =>
      attempt(env, () =>
        db.transaction('rw', tables, async () => {
          const row = (await db.imports.get(importId)) ?? freshRow(env, projectId, importId);
          const { report, labelIds } = await append(env, row, documents);
          await db.imports.put({
            ...row,
            documents: row.documents + report.documents,
            labelIds: [...row.labelIds, ...labelIds],
          });
          return report;
        }),
      ),
    attach: (attachments) =>
      attempt(env, () =>
        db.transaction('rw', tables, async () => {
          const row = (await db.imports.get(importId)) ?? freshRow(env, projectId, importId);
          const { report, explanationIds } = await attach(env, projectId, attachments);
          await db.imports.put({
            ...row,
            attachments: row.attachments + attachments.length,
            explanationIds: [...row.explanationIds, ...explanationIds],
          });
          return report;
        }),
      ),
    known: (externalIds) =>
      reading(async () => {
        const keys = externalIds.map((externalId) => [projectId, externalId]);
        const rows = await db.documents.where('[projectId+externalId]').anyOf(keys).toArray();
        return new Set(rows.flatMap((row) => (row.importId === importId ? [] : (row.externalId ?? []))));
      }),
    finish: () =>
      attempt(env, () =>
        db.transaction('rw', db.imports, db.importFiles, async () => {
          await db.importFiles.delete(importId);
          const row = await db.imports.get(importId);
          if (row === undefined) return;
          const { hasFiles: _, ...rest } = row;
          await db.imports.put({ ...rest, finishedAt: env.clock() });
        }),
      ),
    rollback: () => attempt(env, () => takeBack(env, projectId, importId)),
  };
}

/** Imports that were begun and neither finished nor taken back. One that runs at this moment is among them. */
export function createImports(env: Env): Imports {
  const { db } = env;
  return {
    unfinished: (projectId) =>
      reading(async () => {
        const rows = await db.imports.where('projectId').equals(projectId).toArray();
        return rows.filter((row) => row.finishedAt === undefined).sort((a, b) => a.startedAt - b.startedAt);
      }),
    hasFiles: (projectId, names) =>
      reading(async () => {
        const rows = await db.imports.where('projectId').equals(projectId).toArray();
        const wanted = names.toSorted().join('\n');
        return rows.some((row) => row.documents > 0 && row.files.toSorted().join('\n') === wanted);
      }),
    get: (importId) => reading(() => db.imports.get(importId)),
    files: (importId) => reading(async () => (await db.importFiles.get(importId))?.sources),
  };
}

function freshRow(env: Env, projectId: string, id: string): ImportRow {
  const startedAt = env.clock();
  return {
    id,
    projectId,
    startedAt,
    files: [],
    labelIds: [],
    explanationIds: [],
    documents: 0,
    attachments: 0,
  };
}

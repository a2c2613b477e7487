/** The reads of documents that screens and workers ask for. None ever loads all texts of a project. */
import Dexie from 'dexie';
import type { Documents } from './document-contract.ts';
import { countDocuments } from './document-counts.ts';
import { byPosition, byStatus, firstMatch, scan } from './document-scan.ts';
import { type Env, reading } from './env.ts';
import { between, goldIn, joined, load, runs } from './labelled-documents.ts';
import { upNext } from './next-document.ts';
import { type DocumentRow, type TextRow, toSummary } from './rows.ts';

const defaultLimit = 100;

export function createDocuments(env: Env): Omit<Documents, 'holding'> {
  const { db } = env;
  return {
    page: (projectId, { filter = {}, from = 0, limit = defaultLimit } = {}) =>
      reading(async () => {
        const rows: DocumentRow[] = [];
        await scan(db, projectId, filter, from, 'next', Math.max(limit + 1, 32), (row) => {
          rows.push(row);
          return rows.length <= limit;
        });
        const next = rows[limit]?.position;
        const items = rows.slice(0, limit).map(toSummary);
        return next === undefined ? { items } : { items, next };
      }),

    counts: (projectId) => reading(() => countDocuments(db, projectId)),

    count: (projectId, filter = {}) =>
      reading(async () => {
        const conditions = Object.keys(filter).length;
        if (conditions === 0) return byPosition(db, projectId, 0).count();
        if (conditions === 1 && filter.status !== undefined) {
          return byStatus(db, projectId, filter.status, 0).count();
        }
        let n = 0;
        await scan(db, projectId, filter, 0, 'next', 2000, () => {
          n++;
          return true;
        });
        return n;
      }),

    get: (id) => reading(() => load(db, id)),

    at: (projectId, position) =>
      reading(async () => {
        const row = await db.documents.where('[projectId+position]').equals([projectId, position]).first();
        return row === undefined ? undefined : load(db, row.id);
      }),

    neighbour: (projectId, position, direction, filter = {}) =>
      reading(() =>
        firstMatch(db, projectId, filter, direction === 'next' ? position + 1 : position - 1, direction),
      ),

    upNext: (projectId, position, strategy, exceptId) =>
      reading(() => upNext(db, projectId, position, strategy, exceptId)),

    chunk: (projectId, from, limit) =>
      reading(async () => {
        const rows = await byPosition(db, projectId, from).limit(limit).toArray();
        const last = rows.at(-1)?.position;
        if (last === undefined) return [];
        const range = [
          [projectId, from],
          [projectId, last],
        ] as const;
        const [texts, annotations, explanations, gold] = await Promise.all([
          between(db.texts.where('[projectId+position]'), range),
          between(db.annotations.where('[projectId+at]'), range),
          between(db.explanations.where('[projectId+at]'), range),
          goldIn(db, projectId, range),
        ]);
        return joined(rows, texts, annotations, explanations, gold);
      }),

    labelled: (projectId) =>
      reading(async () => {
        const all = [
          [projectId, Dexie.minKey],
          [projectId, Dexie.maxKey],
        ] as const;
        const [annotations, explanations, gold, done] = await Promise.all([
          between(db.annotations.where('[projectId+at]'), all),
          between(db.explanations.where('[projectId+at]'), all),
          goldIn(db, projectId, all),
          byStatus(db, projectId, 'done', 0).toArray(),
        ]);
        const wanted = new Set<number>();
        for (const { at } of annotations) if (at !== undefined) wanted.add(at);
        for (const { goldAt } of gold?.annotations ?? []) if (goldAt !== undefined) wanted.add(goldAt);
        for (const { position } of done) wanted.add(position);
        const rows: DocumentRow[] = [];
        const texts: TextRow[] = [];
        for (const [first, last] of runs(wanted)) {
          const range = [
            [projectId, first],
            [projectId, last],
          ] as const;
          const [someRows, someTexts] = await Promise.all([
            between(db.documents.where('[projectId+position]'), range),
            between(db.texts.where('[projectId+position]'), range),
          ]);
          for (const row of someRows) if (wanted.has(row.position)) rows.push(row);
          for (const text of someTexts) if (wanted.has(text.position)) texts.push(text);
        }
        return joined(rows, texts, annotations, explanations, gold);
      }),
  };
}

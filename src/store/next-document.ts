/** Which open document comes next, by the priorities that the learner has written. */
import Dexie from 'dexie';
import { createRng, fnv1a } from '#core/base';
import type { AcquisitionStrategy } from '#core/project';
import { acquisitionOrder, isTurnOfBlind } from '#core/recommend';
import type { DocumentFilter, DocumentSummary, NextDocument } from './document-contract.ts';
import { firstMatch } from './document-scan.ts';
import type { Priority } from './learning-contract.ts';
import { type DocumentRow, toSummary } from './rows.ts';
import type { Database } from './schema.ts';

/** The open document to show next; the contract is `Documents.upNext`. */
export async function upNext(
  db: Database,
  projectId: string,
  position: number,
  strategy: AcquisitionStrategy,
  exceptId: string | undefined,
): Promise<NextDocument | undefined> {
  const open: DocumentFilter = { status: 'open' };
  const isNew = (row: DocumentRow): boolean => row.id !== exceptId;
  // From the next position on, then round to the first.
  const after = async (accepts: (row: DocumentRow) => boolean): Promise<DocumentSummary | undefined> =>
    (await firstMatch(db, projectId, open, position + 1, 'next', accepts)) ??
    (await firstMatch(db, projectId, open, 0, 'next', accepts));
  if (strategy !== 'sequential' && strategy !== 'random') {
    const project = await db.projects.get(projectId);
    if (isTurnOfBlind(exceptId ?? projectId, project?.settings.blindShare ?? 0)) {
      const blind = await after((row) => isNew(row) && row.split === 'holdout');
      if (blind !== undefined) return { ...blind, why: { strategy: 'blind' } };
    }
  }
  return (await byStrategy(db, projectId, strategy, exceptId)) ?? (await after(isNew));
}

/** The best open document by priority or by chance; `undefined` where the strategy has nothing to say. */
async function byStrategy(
  db: Database,
  projectId: string,
  strategy: AcquisitionStrategy,
  exceptId: string | undefined,
): Promise<NextDocument | undefined> {
  if (strategy === 'sequential') return undefined;
  if (strategy === 'random') {
    const open = db.documents
      .where('[projectId+status+position]')
      .between([projectId, 'open', Dexie.minKey], [projectId, 'open', Dexie.maxKey]);
    const n = await open.count();
    if (n === 0) return undefined;
    // Ids are random, so a hash of the id one comes from is a fair draw that stays the same on reload.
    const draw = fnv1a(exceptId ?? projectId) % n;
    const rows = await open.offset(draw).limit(2).toArray();
    const found = rows.find((row) => row.id !== exceptId);
    return found === undefined ? undefined : { ...toSummary(found), why: { strategy } };
  }
  for (let from = 0; ; from += topSize) {
    const top = await scored(db, projectId, strategy, from);
    if (top.length === 0) return undefined;
    const rows = await db.documents.bulkGet(top.map((priority) => priority.documentId));
    const candidates = top.flatMap((priority, i) => {
      const row = rows[i];
      const isOpen = row?.status === 'open' && row.split === undefined && row.id !== exceptId;
      return isOpen ? [{ ...priority, position: row.position }] : [];
    });
    const [best] = acquisitionOrder(candidates, strategy, createRng(0));
    const row = rows.find((one) => one?.id === best);
    const priority = top.find((one) => one.documentId === best);
    if (row === undefined || priority === undefined) continue;
    const about = strategy === 'disagreement' ? priority.contested : priority.about;
    return { ...toSummary(row), why: { strategy, ...(about === undefined ? {} : { about }) } };
  }
}

/** Priorities that are looked at in one go. */
const topSize = 50;

/** The index of each strategy that goes by a score, and the score's name in it. */
const scoreName = {
  uncertainty: 'uncertainty',
  'least-confidence': 'leastConfidence',
  disagreement: 'disagreement',
  diversity: 'diversity',
} as const satisfies Partial<Record<AcquisitionStrategy, keyof Priority>>;

/** The priorities that have a score, best first, through its index: of 100 000 texts as many are read as of a hundred. */
function scored(
  db: Database,
  projectId: string,
  strategy: keyof typeof scoreName,
  from: number,
): Promise<readonly Priority[]> {
  return db.priorities
    .where(`[projectId+${scoreName[strategy]}]`)
    .between([projectId, 0], [projectId, Dexie.maxKey], false, true)
    .reverse()
    .offset(from)
    .limit(topSize)
    .toArray();
}

/** How many documents a project has, by their status: over indexes, without reading one. */
import Dexie from 'dexie';
import type { DocumentCounts } from './document-contract.ts';
import type { Database } from './schema.ts';

export async function countDocuments(db: Database, projectId: string): Promise<DocumentCounts> {
  const count = (index: 'status' | 'flag', value: string | number): Promise<number> =>
    db.documents
      .where(`[projectId+${index}+position]`)
      .between([projectId, value, Dexie.minKey], [projectId, value, Dexie.maxKey])
      .count();
  const [open, done, skipped, flagged] = await Promise.all([
    count('status', 'open'),
    count('status', 'done'),
    count('status', 'skipped'),
    count('flag', 1),
  ]);
  return { total: open + done + skipped, open, done, skipped, flagged };
}

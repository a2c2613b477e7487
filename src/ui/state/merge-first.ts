/** Before a project file is opened: what it would do to the copy that is here, and whether the person wants that. */
import type { OpenProjectRequest } from '#workers/files/import-contract';
import { withMessages } from '../messages/index.ts';
import { settled } from './problems.ts';
import { importWorker } from './workers.ts';

/** How to open it; `undefined` where the person would not, or after the reason was said why it cannot be read. */
export async function lookedAt(file: File): Promise<OpenProjectRequest | undefined> {
  const client = await importWorker();
  const preview = await settled(client.previewProject(file).result);
  if (preview === undefined) return undefined;
  if (preview.isHere && preview.isNews) {
    const { wantsMerge } = await withMessages(import('../screens/review/merge-question.tsx'));
    if (!(await wantsMerge(preview))) return undefined;
  }
  return { file, previewed: preview.id };
}

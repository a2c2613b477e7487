/** What opens a project file or a backup, and before that says what the file would do to the copy that is here. */
import type { OpenedProject, OpenProjectRequest } from '#workers/files/import-contract';
import { m, withMessages } from '../messages/index.ts';
import { downloadFile } from './download.ts';
import { settled } from './problems.ts';
import { showToast } from './toasts.ts';
import { importWorker } from './workers.ts';

/** `undefined` after the reason was said, or where the person would not have it. */
export async function open(file: File): Promise<OpenedProject | undefined> {
  const request = await lookedAt(file);
  if (request === undefined) return undefined;
  const opened = await settled((await importWorker()).openProject(request).result);
  if (opened !== undefined && opened.issues.length > 0) sayLeftOut(opened);
  return opened;
}

/** How to open it; `undefined` where the person would not, or after the reason was said why it cannot be read. */
async function lookedAt(file: File): Promise<OpenProjectRequest | undefined> {
  const client = await importWorker();
  const preview = await settled(client.previewProject(file).result);
  if (preview === undefined) return undefined;
  if (preview.isHere && preview.isNews) {
    const { wantsMerge } = await withMessages(import('../screens/review/merge-question.tsx'));
    if (!(await wantsMerge(preview))) return undefined;
  }
  return { file, previewed: preview.id };
}

/** Puts a backup in the place of the project; `undefined` after the reason was said. */
export async function restoreBackup(id: string): Promise<OpenedProject | undefined> {
  const client = await importWorker();
  const opened = await settled(client.restoreBackup(id).result);
  if (opened !== undefined && opened.issues.length > 0) sayLeftOut(opened);
  return opened;
}

/** A damaged part is said, and stays said until it is read: what was sound is open by now. */
function sayLeftOut({ issues, issueCount }: OpenedProject): void {
  const list = issues.map(({ line, message }) => (line > 0 ? `${line}: ${message}` : message)).join('\n');
  showToast({
    text: m().projects.leftOut(issueCount),
    tone: 'alert',
    timeoutMs: Number.POSITIVE_INFINITY,
    action: {
      label: m().projects.saveLeftOut,
      run: () => downloadFile('left-out.txt', `${list}\n`, 'text/plain'),
    },
  });
}

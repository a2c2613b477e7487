/**
 * Deleting a project cannot be undone by the store, so it waits: the card goes at once, the data goes when the toast with
 * *Undo* has gone. A tab that is closed before has deleted nothing.
 */
import { createSignal } from 'solid-js';
import type { ProjectSummary, Store } from '#store';
import { m } from '../../messages/index.ts';
import { noteRemoval } from '../../state/eviction.ts';
import { reportProblem } from '../../state/problems.ts';
import { dismissToast, showToast } from '../../state/toasts.ts';

const [pending, setPending] = createSignal<ReadonlySet<string>>(new Set());
export const pendingRemovals = pending;

/** How to call off the removal of each project that waits. */
const waiting = new Map<string, () => void>();

/** Project files that are being opened: no project goes while one may be bringing it back. */
let opening = 0;

const graceMs = 8000;

/** Opens a project file. A project that was about to go and is opened again stays. */
export async function keepingReopened<T extends { readonly projectId: string }>(
  open: () => Promise<T | undefined>,
): Promise<T | undefined> {
  opening += 1;
  try {
    const opened = await open();
    if (opened !== undefined) waiting.get(opened.projectId)?.();
    return opened;
  } finally {
    opening -= 1;
  }
}

/** In a worker, for the backup that is made first may be large; without one here. */
async function removeNow(store: Store, { project }: ProjectSummary): Promise<void> {
  const client = await import('../../state/workers.ts')
    .then(({ exportWorker }) => exportWorker())
    .catch(() => undefined);
  const removed = await client?.remove({ projectId: project.id }).result;
  const isLeft = removed === undefined || (!removed.ok && removed.error.code.startsWith('worker-'));
  const outcome = isLeft ? await store.projects.remove(project.id) : removed;
  if (!outcome.ok) {
    reportProblem(outcome.error);
    return;
  }
  noteRemoval();
  if ('isBackedUp' in outcome.value ? !outcome.value.isBackedUp : outcome.value.backup === undefined)
    showToast({ text: m().projects.removedWithoutBackup(project.name), tone: 'alert' });
}

export function removeProject(store: Store, summary: ProjectSummary): void {
  const { id, name } = summary.project;
  setPending((old) => new Set([...old, id]));
  const settle = (): void => {
    clearTimeout(timer);
    waiting.delete(id);
    setPending((old) => new Set([...old].filter((other) => other !== id)));
  };
  const remove = (): void => {
    if (opening > 0) {
      timer = setTimeout(remove, 500);
      return;
    }
    waiting.delete(id);
    dismissToast(toast);
    // Whether it is gone or could not be removed: what bears this id from now on is to be seen.
    void removeNow(store, summary).then(settle);
  };
  let timer = setTimeout(remove, graceMs);
  const toast = showToast({
    text: m().projects.removed(name),
    timeoutMs: graceMs,
    action: { label: m().common.undo, run: settle },
  });
  waiting.set(id, () => {
    settle();
    dismissToast(toast);
  });
}

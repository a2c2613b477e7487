/**
 * Deleting a project cannot be undone by the store, so it waits: the card goes at once, the data goes when the toast with
 * *Undo* has gone. A tab that is closed before has deleted nothing.
 */
import { createSignal } from 'solid-js';
import type { ProjectSummary, Store } from '#store';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/problems.ts';
import { dismissToast, showToast } from '../../state/toasts.ts';

const [pending, setPending] = createSignal<ReadonlySet<string>>(new Set());
export const pendingRemovals = pending;

const graceMs = 8000;

export function removeProject(store: Store, summary: ProjectSummary): void {
  const { id, name } = summary.project;
  setPending((old) => new Set([...old, id]));
  const restore = (): void => {
    setPending((old) => new Set([...old].filter((other) => other !== id)));
  };
  const timer = setTimeout(() => {
    dismissToast(toast);
    void succeeded(store.projects.remove(id)).then((done) => {
      if (!done) restore();
    });
  }, graceMs);
  const toast = showToast({
    text: m().projects.removed(name),
    timeoutMs: graceMs,
    action: {
      label: m().common.undo,
      run: () => {
        clearTimeout(timer);
        restore();
      },
    },
  });
}

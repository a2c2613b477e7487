/** Imports that were begun, did not come to their end, and run nowhere now: their tab was closed or crashed in the middle. */
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  mapArray,
  on,
  onCleanup,
  untrack,
} from 'solid-js';
import type { ImportRecord } from '#store';
import { hasStopped } from '#workers/files/import-lock';
import { createLive } from './live.ts';
import { useStore } from './store-context.ts';

const [asked, setAsked] = createSignal<string>();
const [resuming, setResuming] = createSignal<string>();

/** The import that shall go on, on its way to the screen that shows it. */
export const importToResume = asked;

export function resumeImport(importId: string): void {
  setResuming(importId);
  setAsked(importId);
}

/** Takes the order, if there is one: a second taker finds none. */
export function takeImportToResume(): string | undefined {
  const taken = asked();
  setAsked(undefined);
  return taken;
}

/** It came to an end of some kind: if that is in the middle again, it is offered again. */
export function resumeEnded(): void {
  setResuming(undefined);
}

/** The oldest such import of a project, until it is finished or taken back, in whatever tab. */
export function useStoppedImport(
  projectId: Accessor<string | undefined>,
): Accessor<ImportRecord | undefined> {
  const store = useStore();
  const unfinished = createLive(projectId, (store, id) => store.imports.unfinished(id));
  const watched = createMemo(
    mapArray(
      () => (unfinished() ?? []).map((one) => one.id),
      (id) => {
        const [isStopped, setStopped] = createSignal(false);
        const record = createMemo(() => unfinished()?.find((one) => one.id === id));
        const documents = createMemo(() => record()?.documents);
        // Anew whenever more of it came in: one that was interrupted may have gone on in another tab.
        createEffect(
          on(documents, () => {
            setStopped(false);
            const now = untrack(record);
            const leaving = new AbortController();
            onCleanup(() => leaving.abort());
            if (now === undefined) return;
            const look = async (): Promise<void> => {
              // Looked up again: that it came to its end may not have reached the query yet.
              const latest = (await hasStopped(now, leaving.signal))
                ? await store.imports.get(id)
                : undefined;
              if (!leaving.signal.aborted)
                setStopped(latest !== undefined && latest.finishedAt === undefined);
            };
            look().catch(() => undefined); // a database that fails is told by the live query
          }),
        );
        return { id, isStopped };
      },
    ),
  );
  return createMemo(() => {
    const stopped = watched().find((one) => one.isStopped() && one.id !== resuming());
    return unfinished()?.find((one) => one.id === stopped?.id);
  });
}

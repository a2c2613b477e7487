/** Imports that were begun, did not come to their end, and run nowhere now: their tab was closed or crashed in the middle. */
import { type Accessor, createMemo, createSignal, mapArray, onCleanup } from 'solid-js';
import type { ImportRecord } from '#store';
import { hasStopped } from '#workers/files/import-lock';
import { createLive } from './live.ts';
import { useStore } from './store-context.ts';

/** The oldest such import of a project, until it is finished or taken back, in whatever tab. */
export function useStoppedImport(
  projectId: Accessor<string | undefined>,
): Accessor<ImportRecord | undefined> {
  const store = useStore();
  const unfinished = createLive(projectId, (store, id) => store.imports.unfinished(id));
  // By id: the record of one that runs changes with every batch, and is waited for only once.
  const watched = createMemo(
    mapArray(
      () => (unfinished() ?? []).map((one) => one.id),
      (id) => {
        const [isStopped, setStopped] = createSignal(false);
        const leaving = new AbortController();
        onCleanup(() => leaving.abort());
        const record = unfinished()?.find((one) => one.id === id);
        if (record !== undefined) {
          void hasStopped(record, leaving.signal).then(async (stopped) => {
            // Looked up again: that it came to its end may not have reached the query yet.
            const now = stopped ? await store.imports.get(id) : undefined;
            if (!leaving.signal.aborted) setStopped(now !== undefined && now.finishedAt === undefined);
          });
        }
        return { id, isStopped };
      },
    ),
  );
  return createMemo(() => {
    const stopped = watched().find((one) => one.isStopped());
    return unfinished()?.find((one) => one.id === stopped?.id);
  });
}

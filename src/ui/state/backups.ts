/** Backups of this device as the page sees them, and when an open project gets one. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Backup, Store } from '#store';
import { downloadFile, fileNameFrom } from './download.ts';
import { useStore } from './store-context.ts';
import { exportWorker } from './workers.ts';

/** A backup is made after so many acts. */
export const actsPerBackup = 50;
const lookEveryMs = 60_000;

const [list, setList] = createSignal<readonly Backup[]>([]);
/** As of the last time that anybody looked, the newest first. */
export const backups = list;

export async function lookForBackups(store: Store): Promise<void> {
  setList(await store.backups.list().catch(() => []));
}

/** Makes a backup now and then for as long as the calling component lives; in a worker, for it reads all of the project. */
export function useBackups(projectId: Accessor<string>): void {
  const store = useStore();
  createEffect(
    on(projectId, (id) => {
      let isBusy = false;
      const look = async (): Promise<void> => {
        if (isBusy) return;
        isBusy = true;
        try {
          if ((await store.backups.actsSince(id)) >= actsPerBackup) {
            await (await exportWorker()).backUp({ projectId: id, reason: 'acts' }).result;
          }
        } catch {
          // It is tried again in a minute; what goes wrong for good is said where a person asks for a backup.
        } finally {
          isBusy = false;
        }
      };
      const hidden = (): void => {
        if (document.visibilityState === 'hidden') void look();
      };
      const timer = setInterval(() => void look(), lookEveryMs);
      document.addEventListener('visibilitychange', hidden);
      onCleanup(() => {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', hidden);
      });
    }),
  );
}

/** `false` where it is not there any more. */
export async function saveBackup(store: Store, { id, projectName, at }: Backup): Promise<boolean> {
  const bytes = await store.backups.read(id);
  if (bytes === undefined) return false;
  const day = new Date(at).toISOString().slice(0, 10);
  downloadFile(`${fileNameFrom(projectName)}-${day}.leanlife`, bytes, 'application/octet-stream');
  return true;
}

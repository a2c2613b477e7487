/**
 * Whether an import runs at this moment, in whatever tab: it holds a lock of the platform, which goes with the tab or the
 * worker that held it, however that ended. The record in the database (`store.imports`) alone cannot tell.
 */

// Absent outside secure contexts, and in older runtimes.
const platformLocks = (): LockManager | undefined => globalThis.navigator?.locks as LockManager | undefined;

const nameOf = (importId: string): string => `lean-life-import-${importId}`;

/** Runs `work` as the import `importId`: from before its record is written until after that is finished or gone. */
export async function asImport<T>(importId: string, work: () => Promise<T>): Promise<T> {
  const locks = platformLocks();
  return locks === undefined ? work() : locks.request(nameOf(importId), work);
}

/**
 * Resolves once the import runs nowhere, to `true`; to `false` when `leaving` was given up before. Where the platform has no
 * locks, one that was begun before this page was opened counts as stopped, a younger one as running.
 */
export async function hasStopped(
  { id, startedAt }: { readonly id: string; readonly startedAt: number },
  leaving: AbortSignal,
): Promise<boolean> {
  const locks = platformLocks();
  if (locks === undefined) return startedAt < performance.timeOrigin;
  try {
    // Shared: tabs that only look do not wait for each other.
    return await locks.request(nameOf(id), { mode: 'shared', signal: leaving }, () => true);
  } catch {
    return false; // given up
  }
}

/** Runs `work` unless the import runs somewhere; `undefined` where it does. It cannot start meanwhile. */
export async function unlessRunning<T>(importId: string, work: () => Promise<T>): Promise<T | undefined> {
  const locks = platformLocks();
  if (locks === undefined) return work();
  return locks.request(nameOf(importId), { ifAvailable: true }, (lock) =>
    lock === null ? undefined : work(),
  );
}

/** How much space the browser gives, and whether it promises to keep what is stored. */
import type { Storage, StorageState } from './store.ts';

export function createStorage(): Storage {
  // Absent outside secure contexts, in old browsers and in Node.
  const manager: Partial<StorageManager> = globalThis.navigator?.storage ?? {};
  return {
    state: async (): Promise<StorageState> => {
      const estimate = (await manager.estimate?.()) ?? {};
      const persisted = (await manager.persisted?.()) ?? false;
      return {
        ...(estimate.usage === undefined ? {} : { usage: estimate.usage }),
        ...(estimate.quota === undefined ? {} : { quota: estimate.quota }),
        persisted,
      };
    },
    persist: async () => (await manager.persist?.()) ?? false,
  };
}

/**
 * Files on the person's disk into which projects are saved in place. A browser keeps the right to a file as a handle, which only
 * a database can hold; it lies in one of its own, beside the backups, so that no upgrade touches it.
 */
import { openOwn, ownTable } from './places.ts';

export interface KeptFile {
  readonly handle: FileSystemFileHandle;
  /** `lastModified` of the file as it was saved last; another one means that somebody else has written it. */
  readonly savedAs: number;
}

export interface KeptFiles {
  get(projectId: string): Promise<KeptFile | undefined>;
  put(projectId: string, file: KeptFile): Promise<void>;
  remove(projectId: string): Promise<void>;
}

export function createKeptFiles(database: string): KeptFiles {
  const asked = async <T>(
    mode: IDBTransactionMode,
    ask: (files: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> => {
    const db = await openOwn(`${database}-files`, mode === 'readwrite');
    if (db === undefined) return undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = db.transaction(ownTable, mode);
        const request = ask(transaction.objectStore(ownTable));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error ?? request.error);
      });
    } finally {
      db.close();
    }
  };
  return {
    // Only `put` writes there.
    get: async (projectId) =>
      (await asked('readonly', (files) => files.get(projectId))) as KeptFile | undefined,
    put: async (projectId, file) => {
      await asked('readwrite', (files) => files.put(file, projectId));
    },
    remove: async (projectId) => {
      await asked('readwrite', (files) => files.delete(projectId));
    },
  };
}

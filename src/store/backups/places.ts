/**
 * Where backups lie: files in the origin-private file system; where a browser has none that can be written, a database of their
 * own. Neither is touched by what happens to the app's database, and neither needs anything of the app to be read.
 */

/** A flat set of files by name. Reads of what is not there give `undefined` or nothing; the rest rejects as the platform does. */
export interface Place {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The places that this browser has, the one to write to first. `folder` names both. */
export async function placesOf(folder: string): Promise<readonly Place[]> {
  const files = await privateFiles(folder);
  return files === undefined ? [ownDatabase(folder)] : [files, ownDatabase(folder)];
}

async function privateFiles(folder: string): Promise<Place | undefined> {
  // Absent in Node, outside secure contexts and in some private windows.
  const manager: Partial<StorageManager> = globalThis.navigator?.storage ?? {};
  const isWritable =
    'FileSystemFileHandle' in globalThis && 'createWritable' in FileSystemFileHandle.prototype;
  if (manager.getDirectory === undefined || !isWritable) return undefined;
  let root: FileSystemDirectoryHandle;
  try {
    root = await manager.getDirectory();
  } catch {
    return undefined;
  }
  const there = (): Promise<FileSystemDirectoryHandle | undefined> =>
    root.getDirectoryHandle(folder).catch(missing);
  return {
    names: async () => {
      const directory = await there();
      const names: string[] = [];
      // The compiler's library does not know that a directory can be walked through.
      const entries = directory as unknown as { keys(): AsyncIterable<string> } | undefined;
      if (entries !== undefined) for await (const name of entries.keys()) names.push(name);
      return names;
    },
    read: async (name) => {
      const file = await (await there())?.getFileHandle(name).catch(missing);
      return file === undefined ? undefined : new Uint8Array(await (await file.getFile()).arrayBuffer());
    },
    write: async (name, bytes) => {
      const directory = await root.getDirectoryHandle(folder, { create: true });
      const file = await directory.getFileHandle(name, { create: true });
      // What is written stands in the file when it is closed, all of it at once.
      const stream = await file.createWritable();
      try {
        await stream.write(bytes);
        await stream.close();
      } catch (error) {
        await stream.abort().catch(() => undefined);
        await directory.removeEntry(name).catch(() => undefined);
        throw error;
      }
    },
    remove: async (name) => {
      await (await there())?.removeEntry(name).catch(missing);
    },
  };
}

function missing(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}

/** The one table of a database that is ours beside the app's. */
const ownTable = 'files';

function ownDatabase(name: string): Place {
  return {
    names: async () => ((await askOwn(name, 'readonly', (files) => files.getAllKeys())) ?? []).map(String),
    read: async (key) => {
      const found: unknown = await askOwn(name, 'readonly', (files) => files.get(key));
      // A copy: the bytes may come from another realm.
      return found === undefined ? undefined : new Uint8Array(found as Uint8Array<ArrayBuffer>);
    },
    write: async (key, bytes) => {
      await askOwn(name, 'readwrite', (files) => files.put(bytes, key));
    },
    remove: async (key) => {
      await askOwn(name, 'readwrite', (files) => files.delete(key));
    },
  };
}

/** One request to such a database, answered when it is written; `undefined` where there is no database and nothing is written. */
export async function askOwn<T>(
  name: string,
  mode: IDBTransactionMode,
  ask: (files: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  const db = await openOwn(name, mode === 'readwrite');
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
}

/** `undefined` where there is none and none shall be made. */
function openOwn(name: string, create: boolean): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isThere = true;
    request.onupgradeneeded = () => {
      if (create) request.result.createObjectStore(ownTable);
      else {
        isThere = false;
        request.transaction?.abort();
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (isThere) reject(request.error);
      else resolve(undefined);
    };
  });
}

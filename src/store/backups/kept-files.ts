/**
 * Files on the person's disk into which projects are saved in place. A browser keeps the right to a file as a handle, which only
 * a database can hold; it lies in one of its own, beside the backups, so that no upgrade touches it.
 */
import { askOwn } from './places.ts';

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
  const name = `${database}-files`;
  return {
    // Only `put` writes there.
    get: async (projectId) =>
      (await askOwn(name, 'readonly', (files) => files.get(projectId))) as KeptFile | undefined,
    put: async (projectId, file) => {
      await askOwn(name, 'readwrite', (files) => files.put(file, projectId));
    },
    remove: async (projectId) => {
      await askOwn(name, 'readwrite', (files) => files.delete(projectId));
    },
  };
}

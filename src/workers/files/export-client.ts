/** The page's handle on the export worker. */
import type { Loss } from '#core/formats';
import type { Backup } from '#store';
import { createWorkerClient, spawned } from '../rpc/client.ts';
import type { Job, Progress } from '../rpc/job.ts';
import type {
  BackUpRequest,
  CopyRequest,
  ExportedFile,
  ExportMethods,
  ExportRequest,
  LossesRequest,
  ModelRequest,
  RunRequest,
} from './export-contract.ts';

export interface ExportClient {
  run(request: ExportRequest, onProgress?: (progress: Progress) => void): Job<ExportedFile>;
  losses(request: LossesRequest): Job<readonly Loss[]>;
  model(request: ModelRequest, onProgress?: (progress: Progress) => void): Job<ExportedFile>;
  backUp(request: BackUpRequest): Job<Backup>;
  remove(request: { readonly projectId: string }): Job<{ readonly isBackedUp: boolean }>;
  copy(request: CopyRequest): Job<string>;
  runFolder(request: RunRequest, onProgress?: (progress: Progress) => void): Job<ExportedFile>;
  close(): void;
}

export function createExportClient(): ExportClient {
  const client = createWorkerClient<ExportMethods>(
    () =>
      spawned(new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })),
    {
      run: { order: 'queue', retry: true },
      losses: { order: 'latest', retry: true },
      model: { order: 'queue', retry: true },
      backUp: { order: 'queue', retry: true },
      remove: { order: 'queue', retry: true },
      // Not again by itself: it would be there twice.
      copy: { order: 'queue', retry: false },
      runFolder: { order: 'queue', retry: true },
    },
  );
  return {
    run: (request, onProgress) => client.call('run', request, onProgress),
    losses: (request) => client.call('losses', request),
    model: (request, onProgress) => client.call('model', request, onProgress),
    backUp: (request) => client.call('backUp', request),
    remove: (request) => client.call('remove', request),
    copy: (request) => client.call('copy', request),
    runFolder: (request, onProgress) => client.call('runFolder', request, onProgress),
    close: client.close,
  };
}

/** The page's handle on the import worker. */
import { createWorkerClient, spawned } from '../rpc/client.ts';
import type { Job } from '../rpc/job.ts';
import type {
  BackupPreview,
  ImportMethods,
  ImportProgress,
  ImportRequest,
  ImportSummary,
  Inspection,
  InspectRequest,
  OpenedProject,
  OpenProjectRequest,
  PreviewedProject,
  ResumeRequest,
} from './import-contract.ts';

export interface ImportClient {
  /** What the files are, with a preview; a newer call supersedes the one before it. */
  inspect(request: InspectRequest): Job<Inspection>;
  /** Cancelled, it takes back what came in so far. */
  run(request: ImportRequest, onProgress?: (progress: ImportProgress) => void): Job<ImportSummary>;
  /** Goes on with one that was interrupted; cancelled, it stays as far as it came. */
  resume(request: ResumeRequest, onProgress?: (progress: ImportProgress) => void): Job<ImportSummary>;
  /** What `openProject` would do. */
  previewProject(file: File): Job<PreviewedProject>;
  /** Puts a project file in, or merges it into the copy that is here. */
  openProject(
    request: OpenProjectRequest,
    onProgress?: (progress: ImportProgress) => void,
  ): Job<OpenedProject>;
  previewBackup(id: string): Job<BackupPreview>;
  restoreBackup(id: string): Job<OpenedProject>;
  close(): void;
}

export function createImportClient(): ImportClient {
  const client = createWorkerClient<ImportMethods>(
    () =>
      spawned(new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' })),
    {
      inspect: { order: 'latest', retry: true },
      run: { order: 'queue' },
      resume: { order: 'queue' },
      previewProject: { order: 'queue', retry: true },
      openProject: { order: 'queue' },
      previewBackup: { order: 'latest', retry: true },
      restoreBackup: { order: 'queue' },
    },
    // A batch and its taking back are whole: a large import may take its time to stop.
    { patienceMs: 60_000 },
  );
  return {
    inspect: (request) => client.call('inspect', request),
    run: (request, onProgress) => client.call('run', request, onProgress),
    resume: (request, onProgress) => client.call('resume', request, onProgress),
    previewProject: (file) => client.call('previewProject', { file }),
    openProject: (request, onProgress) => client.call('openProject', request, onProgress),
    previewBackup: (id) => client.call('previewBackup', { id }),
    restoreBackup: (id) => client.call('restoreBackup', { id }),
    close: client.close,
  };
}

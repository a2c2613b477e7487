/** The page's handle on the review worker. */
import type { AgreementReport } from '#core/agreement';
import { createWorkerClient, spawned } from '../rpc/client.ts';
import type { Job, Progress } from '../rpc/job.ts';
import type { Filled, FillRequest, ReportRequest, ReviewMethods, ReviewRecords } from './contract.ts';

export interface ReviewClient {
  /** A newer call supersedes the one before it. */
  read(projectId: string): Job<ReviewRecords>;
  /** Likewise. */
  report(request: ReportRequest, onProgress: (progress: Progress) => void): Job<AgreementReport>;
  fill(request: FillRequest): Job<Filled>;
}

export function createReviewClient(): ReviewClient {
  const client = createWorkerClient<ReviewMethods>(
    () =>
      spawned(new Worker(new URL('./review.worker.ts', import.meta.url), { type: 'module', name: 'review' })),
    {
      read: { order: 'latest', retry: true },
      report: { order: 'latest', retry: true },
      fill: { order: 'queue' },
    },
  );
  return {
    read: (projectId) => client.call('read', { projectId }),
    report: (request, onProgress) => client.call('report', request, onProgress),
    fill: (request) => client.call('fill', request),
  };
}

/**
 * The page's handle on the learner: one project at a time, its status as a value that changes. After a crash the
 * learner is started again and goes on from its last checkpoint; after several crashes it stays `failed`.
 */
import { createWorkerClient, spawned } from '../rpc/client.ts';
import type { Job } from '../rpc/job.ts';
import { type LearnerMethods, type LearnerStatus, learnerOff } from './contract.ts';

export interface LearnerClient {
  readonly status: LearnerStatus;
  /** Told at once of the status as it is, then of every change (at most ten a second). Returns how to stop. */
  onStatus(listener: (status: LearnerStatus) => void): () => void;
  /** Works for this project from now on; one it worked for before is left at its last checkpoint. */
  start(projectId: string, documentId?: string): void;
  stop(): void;
  focus(documentId: string): void;
  pause(): void;
  resume(): void;
  trainNow(): void;
  reset(): void;
  close(): void;
}

const restartAfterMs = 1000;

export function createLearnerClient(): LearnerClient {
  const client = createWorkerClient<LearnerMethods>(
    () =>
      spawned(
        new Worker(new URL('./learner.worker.ts', import.meta.url), { type: 'module', name: 'learner' }),
      ),
    {
      work: { order: 'queue' },
      focus: { order: 'latest' },
      pause: { order: 'now' },
      train: { order: 'now' },
      reset: { order: 'now' },
    },
    // A training step under way must end before the learner can stop.
    { patienceMs: 20_000 },
  );
  const listeners = new Set<(status: LearnerStatus) => void>();
  let status = learnerOff;
  let job: Job<undefined> | undefined;
  let paused = false;
  let focused: string | undefined;

  const tell = (next: LearnerStatus): void => {
    status = next;
    for (const listener of listeners) listener(next);
  };

  const work = (projectId: string): void => {
    const mine = client.call(
      'work',
      { projectId, paused, ...(focused === undefined ? {} : { documentId: focused }) },
      (next) => {
        if (job === mine) tell(next);
      },
    );
    job = mine;
    void mine.result.then((result) => {
      if (job !== mine) return;
      job = undefined;
      if (result.ok || result.error.code === 'cancelled') {
        tell(learnerOff);
        return;
      }
      tell({ ...status, projectId, phase: 'failed', problem: result.error });
      if (result.error.code !== 'worker-crashed') return;
      setTimeout(() => {
        if (job === undefined && status.phase === 'failed' && status.projectId === projectId) work(projectId);
      }, restartAfterMs);
    });
  };

  return {
    get status() {
      return status;
    },
    onStatus: (listener) => {
      listeners.add(listener);
      listener(status);
      return () => {
        listeners.delete(listener);
      };
    },
    start: (projectId, documentId) => {
      focused = documentId;
      if (job !== undefined && status.projectId === projectId) {
        if (documentId !== undefined) client.call('focus', { documentId });
        return;
      }
      job?.cancel();
      tell({ ...learnerOff, projectId, phase: 'loading' });
      work(projectId);
    },
    stop: () => {
      const old = job;
      job = undefined;
      old?.cancel();
      tell(learnerOff);
    },
    focus: (documentId) => {
      focused = documentId;
      if (job !== undefined) client.call('focus', { documentId });
    },
    pause: () => {
      paused = true;
      if (job !== undefined) client.call('pause', { paused });
    },
    resume: () => {
      paused = false;
      if (job !== undefined) client.call('pause', { paused });
    },
    trainNow: () => {
      if (job !== undefined) client.call('train', undefined);
    },
    reset: () => {
      if (job !== undefined) client.call('reset', undefined);
    },
    close: () => {
      job = undefined;
      client.close();
      tell(learnerOff);
    },
  };
}

/**
 * The page's handle on the learner: one project at a time, its status as a value that changes. After a crash the learner is
 * started again and goes on from its last checkpoint; after several crashes it stays `failed`.
 *
 * Law: an order to train that was given while a project is open is never dropped: it waits for a learner that is being started,
 * replaced or started again, and is given anew to one whose predecessor died before it was carried out.
 */
import { createWorkerClient, type Spawned, spawned } from '../rpc/client.ts';
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
  /** Goes back to a version of the model that was kept. */
  restore(version: number): void;
  check(): void;
  stopCheck(): void;
  trainThoroughly(): void;
  stopThoroughly(): void;
  reset(): void;
  close(): void;
}

const restartAfterMs = 1000;

function spawnLearner(): Spawned {
  return spawned(
    new Worker(new URL('./learner.worker.ts', import.meta.url), { type: 'module', name: 'learner' }),
  );
}

export function createLearnerClient(spawn: () => Spawned = spawnLearner): LearnerClient {
  const client = createWorkerClient<LearnerMethods>(
    spawn,
    {
      work: { order: 'queue' },
      focus: { order: 'latest' },
      pause: { order: 'now' },
      train: { order: 'now' },
      restore: { order: 'now' },
      check: { order: 'now' },
      thoroughly: { order: 'now' },
      reset: { order: 'now' },
    },
    // A training step under way must end before the learner can stop.
    { patienceMs: 20_000 },
  );
  const listeners = new Set<(status: LearnerStatus) => void>();
  let status = learnerOff;
  let job: Job<undefined> | undefined;
  /** The project that is open; '' for none. */
  let open = '';
  let paused = false;
  let focused: string | undefined;
  /** An order was given and not carried out yet. */
  let isOrdered = false;

  const tell = (next: LearnerStatus): void => {
    status = next;
    for (const listener of listeners) listener(next);
  };

  const work = (projectId: string): void => {
    const mine = client.call(
      'work',
      {
        projectId,
        paused,
        ...(focused === undefined ? {} : { documentId: focused }),
        ...(isOrdered ? { train: true } : {}),
      },
      (next) => {
        if (job !== mine) return;
        if (next.order !== 'none') isOrdered = next.order === 'waiting' || next.order === 'training';
        tell(next);
      },
    );
    job = mine;
    void mine.result.then((result) => {
      if (job !== mine) return;
      job = undefined;
      if (result.ok || result.error.code === 'cancelled') {
        open = '';
        tell(learnerOff);
        return;
      }
      tell({ ...status, projectId, phase: 'failed', problem: result.error });
      if (result.error.code !== 'worker-crashed') return;
      setTimeout(() => {
        if (job === undefined && status.phase === 'failed' && open === projectId) work(projectId);
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
      if (job !== undefined && open === projectId) {
        if (documentId !== undefined) client.call('focus', { projectId, documentId });
        return;
      }
      job?.cancel();
      if (open !== '' && open !== projectId) isOrdered = false;
      open = projectId;
      tell({ ...learnerOff, projectId, phase: 'loading', order: isOrdered ? 'waiting' : 'none' });
      work(projectId);
    },
    stop: () => {
      const old = job;
      job = undefined;
      open = '';
      isOrdered = false;
      old?.cancel();
      tell(learnerOff);
    },
    focus: (documentId) => {
      focused = documentId;
      if (job !== undefined) client.call('focus', { projectId: open, documentId });
    },
    pause: () => {
      paused = true;
      if (job !== undefined) client.call('pause', { projectId: open, paused });
    },
    resume: () => {
      paused = false;
      if (job !== undefined) client.call('pause', { projectId: open, paused });
    },
    trainNow: () => {
      isOrdered = true;
      tell({ ...status, order: 'waiting' });
      if (job !== undefined) client.call('train', { projectId: open });
      // It gave up after several crashes; a person who asks has it tried once more.
      else if (open !== '') work(open);
    },
    restore: (version) => {
      if (job !== undefined) client.call('restore', { projectId: open, version });
    },
    check: () => {
      if (job !== undefined) client.call('check', { projectId: open, stop: false });
    },
    stopCheck: () => {
      if (job !== undefined) client.call('check', { projectId: open, stop: true });
    },
    trainThoroughly: () => {
      if (job !== undefined) client.call('thoroughly', { projectId: open, stop: false });
    },
    stopThoroughly: () => {
      if (job !== undefined) client.call('thoroughly', { projectId: open, stop: true });
    },
    reset: () => {
      if (job !== undefined) client.call('reset', { projectId: open });
    },
    close: () => {
      job = undefined;
      open = '';
      client.close();
      tell(learnerOff);
    },
  };
}

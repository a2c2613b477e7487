/** Trains and recommends, for one project at a time. */
import { ok } from '#core/base';
import { workerStore } from '../platform/worker-store.ts';
import { serve } from '../rpc/serve.ts';
import type { LearnerMethods } from './contract.ts';
import { LearnerSession } from './session.ts';

let current: LearnerSession | undefined;
/** Asked before the session was there. */
const early: ((session: LearnerSession) => void)[] = [];

function tell(order: (session: LearnerSession) => void): void {
  if (current === undefined) early.push(order);
  else order(current);
}

serve<LearnerMethods>({
  work: async ({ projectId, documentId, paused }, job) => {
    const store = await workerStore();
    if (!store.ok) return store;
    const session = new LearnerSession(store.value, projectId, job, { documentId, paused });
    current = session;
    for (const order of early.splice(0)) order(session);
    try {
      return await session.run();
    } catch (error) {
      // A broken runtime (out of memory, most likely) stays broken: die, so that the page starts a new worker.
      reportError(error);
      return await new Promise<never>(() => undefined);
    } finally {
      if (current === session) current = undefined;
    }
  },
  focus: async ({ documentId }) => {
    tell((session) => session.focus(documentId));
    return ok(undefined);
  },
  pause: async ({ paused }) => {
    tell((session) => session.pause(paused));
    return ok(undefined);
  },
  train: async () => {
    tell((session) => session.train());
    return ok(undefined);
  },
  reset: async () => {
    tell((session) => session.reset());
    return ok(undefined);
  },
});

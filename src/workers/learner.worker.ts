/** Trains and recommends, for one project at a time. */
import { ok } from '#core/base';
import type { LearnerMethods } from './learner-contract.ts';
import { LearnerSession } from './learner-session.ts';
import { serve } from './serve.ts';
import { workerStore } from './worker-store.ts';

let current: LearnerSession | undefined;

serve<LearnerMethods>({
  work: async ({ projectId, documentId, paused }, job) => {
    const store = await workerStore();
    if (!store.ok) return store;
    const session = new LearnerSession(store.value, projectId, job, { documentId, paused });
    current = session;
    try {
      return await session.run();
    } finally {
      if (current === session) current = undefined;
    }
  },
  focus: async ({ documentId }) => {
    current?.focus(documentId);
    return ok(undefined);
  },
  pause: async ({ paused }) => {
    current?.pause(paused);
    return ok(undefined);
  },
  train: async () => {
    current?.train();
    return ok(undefined);
  },
  reset: async () => {
    current?.reset();
    return ok(undefined);
  },
});

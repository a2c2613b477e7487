/** The learner's side of its contract: one loop at a time, and orders that find theirs, however early they come. */
import { ok, type Problem, type Result } from '#core/base';
import type { Store } from '#store';
import type { Handlers } from '../rpc/serve.ts';
import type { LearnerMethods } from './contract.ts';
import { LearnerLoop } from './loop.ts';

/** `died` is told of what the loop threw; the worker is expected to end then. */
export function learnerHandlers(
  open: () => Promise<Result<Store, Problem>>,
  died: (error: unknown) => void,
): Handlers<LearnerMethods> {
  let current: LearnerLoop | undefined;
  /** Orders for a project whose loop is not there yet: the one before it is still ending. */
  const early = new Map<string, ((loop: LearnerLoop) => void)[]>();

  const tell = async (
    projectId: string,
    order: (loop: LearnerLoop) => void,
  ): Promise<Result<undefined, Problem>> => {
    if (current?.projectId === projectId) order(current);
    else early.set(projectId, [...(early.get(projectId) ?? []), order]);
    return ok(undefined);
  };

  return {
    work: async ({ projectId, documentId, paused, train }, job) => {
      const store = await open();
      if (!store.ok) return store;
      const loop = new LearnerLoop(store.value, projectId, job, { documentId, paused });
      current = loop;
      if (train === true) loop.train();
      for (const order of early.get(projectId) ?? []) order(loop);
      early.clear();
      try {
        return await loop.run();
      } catch (error) {
        // A broken runtime (out of memory, most likely) stays broken: die, so that the page starts a new worker.
        died(error);
        return await new Promise<never>(() => undefined);
      } finally {
        if (current === loop) current = undefined;
      }
    },
    focus: ({ projectId, documentId }) => tell(projectId, (loop) => loop.focus(documentId)),
    pause: ({ projectId, paused }) => tell(projectId, (loop) => loop.pause(paused)),
    train: ({ projectId }) => tell(projectId, (loop) => loop.train()),
    restore: ({ projectId, version }) => tell(projectId, (loop) => loop.restore(version)),
    check: ({ projectId, stop }) => tell(projectId, (loop) => loop.check(stop)),
    thoroughly: ({ projectId, stop }) => tell(projectId, (loop) => loop.thoroughly(stop)),
    reset: ({ projectId }) => tell(projectId, (loop) => loop.reset()),
  };
}

/**
 * Kills the learner's worker at random moments while a person labels, starts it again each time, and compares what is stored
 * with what it was: the moments are seeded, what the worker is doing then is not.
 */
import type { Page } from '@playwright/test';

export interface KillReport {
  readonly kills: number;
  /** Annotations that were given and are not there, or are there and were not given. */
  readonly lost: number;
  /** Texts under which recommendations of an older model replaced newer ones, or of one that was never stored. */
  readonly older: number;
  /** Times that the stored model was older than before. */
  readonly backwards: number;
  /** Version of the model before the last start and, left alone, after it. */
  readonly versionBefore: number;
  readonly versionAfter: number;
  /** What the learner was doing when it was killed, and how often. */
  readonly phases: Readonly<Record<string, number>>;
}

export async function killLearner(page: Page, kills: number, seed: number): Promise<KillReport> {
  return page.evaluate(
    async ({ kills, seed }) => {
      const store = await harness.open();
      const id = await harness.restaurants(store, 60 + 2 * kills);
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const newest = new Map<string, number>();
      const phases: Record<string, number> = {};
      let [given, older, backwards, version, next] = [0, 0, 0, 0, 0];
      for (let kill = 0; kill < kills; kill++) {
        const learner = harness.createLearnerClient();
        learner.start(id);
        for (let labelled = 0; labelled < 2; labelled++) {
          const [one] = await store.documents.chunk(id, next++, 1);
          if (one === undefined) break;
          learner.focus(one.document.id);
          await harness.label(store, id, one.document);
          given += 2;
          await wait(random() * 500);
        }
        // Every fourth is killed while it starts, the others when it is at work.
        const isEarly = random() < 0.25;
        const until = performance.now() + 30_000;
        while (!isEarly && learner.status.phase === 'loading' && performance.now() < until) await wait(10);
        await wait(random() * 1500);
        phases[learner.status.phase] = (phases[learner.status.phase] ?? 0) + 1;
        learner.close();
        const stored = (await store.weights.get(id, 'ner'))?.version ?? 0;
        if (stored < version) backwards++;
        version = Math.max(version, stored);
        for (const set of await store.recommendations.setsOfSource(id, 'model', 0)) {
          if (set.version < (newest.get(set.documentId) ?? 0) || set.version > version) older++;
          newest.set(set.documentId, set.version);
        }
      }
      const learner = harness.createLearnerClient();
      learner.start(id);
      learner.trainNow();
      const until = performance.now() + 30_000;
      while (learner.status.order !== 'done' && performance.now() < until) await wait(50);
      const versionAfter = (await store.weights.get(id, 'ner'))?.version ?? 0;
      learner.close();
      const lost = Math.abs(given - (await store.annotations.count(id)));
      return { kills, lost, older, backwards, versionBefore: version, versionAfter, phases };
    },
    { kills, seed },
  );
}

/** When the learner reads what is new, on a clock of the test's own: at once what a person does, an import when it is over. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings, type Project } from '#core/project';
import type { Store } from '#store';
import { Mirror } from '#workers/learner/mirror';

const project: Project = {
  ...{ id: 'p', name: 'p', task: 'ner', explanationKinds: [], guidelines: '' },
  ...{ settings: defaultSettings, createdAt: 0, updatedAt: 0 },
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A mirror of a store that holds so many texts and labels, and takes so long to read them. */
function watched(readingMs = 0) {
  const holds = { documents: 30, annotations: 6, at: 1 };
  const done = { reads: 0, woken: 0 };
  let say: () => Promise<void> = async () => undefined;
  // Only what a mirror asks of a store.
  const store = {
    live: <T>(read: () => Promise<T>) => ({
      subscribe: (next: (value: T) => void) => {
        say = async () => next(await read());
        return { unsubscribe: () => undefined };
      },
    }),
    projects: { get: async () => project },
    labels: { list: async () => [] },
    documents: {
      count: async () => holds.documents,
      labelled: async () => {
        done.reads++;
        vi.advanceTimersByTime(readingMs);
        return [];
      },
    },
    annotations: { count: async () => holds.annotations },
    history: { state: async () => ({ undo: { at: holds.at, kinds: ['annotate'] } }) },
  } as unknown as Store;
  const mirror = new Mirror(store, 'p', () => done.woken++);
  mirror.open();
  return {
    ...{ mirror, done },
    /** So many came in. */
    change: async (documents: number, annotations: number) => {
      holds.documents += documents;
      holds.annotations += annotations;
      holds.at++;
      await say();
    },
  };
}

it('reads a label at once', async () => {
  const { mirror, done, change } = watched();
  await change(0, 0);
  await mirror.look(0);
  await change(0, 1);
  expect(await mirror.look(0)).toMatchObject({ changed: ['labels'], taught: 1 });
  expect(done.reads).toBe(2);
});

it('reads an import once, when it has been quiet for a while, and not batch by batch', async () => {
  const { mirror, done, change } = watched();
  await change(0, 0);
  await mirror.look(0);
  for (let batch = 0; batch < 4; batch++) {
    await change(500, 1000);
    expect((await mirror.look(0)).changed).toEqual([]);
    vi.advanceTimersByTime(1100);
    expect((await mirror.look(0)).changed).toEqual([]);
  }
  const woken = done.woken;
  vi.advanceTimersByTime(100);
  expect(done.woken, 'by its own clock, as nothing else will come').toBe(woken + 1);
  expect(await mirror.look(0)).toEqual({ changed: ['labels', 'documents'], taught: 4000 });
  expect(done.reads).toBe(2);
});

it('spends a tenth of the time on reading, however fast a person labels', async () => {
  const { mirror, done, change } = watched(100);
  await change(0, 0);
  const begun = performance.now();
  while (performance.now() - begun < 20_000) {
    await change(0, 1);
    await mirror.look(0);
    vi.advanceTimersByTime(50);
  }
  expect(done.reads).toBeGreaterThan(15);
  expect(done.reads).toBeLessThanOrEqual(21);
});

it('reads at once for an order to train, also in the middle of an import', async () => {
  const { mirror, change } = watched();
  await change(0, 0);
  await mirror.look(0);
  await change(500, 1000);
  expect((await mirror.look(0)).changed).toEqual([]);
  mirror.hurry();
  expect((await mirror.look(0)).taught).toBe(1000);
});

/** What becomes of "Train now", whatever the learner is doing: it is heard, shown and carried out. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AssetHost, assetHost } from './asset-host.ts';
import { labelSome, learnerProject, type RunningLearner, startLearner } from './learner-fixture.ts';

let host: AssetHost;
let at: RunningLearner | undefined;
beforeAll(async () => {
  host = await assetHost();
});
afterEach(async () => {
  await at?.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
afterAll(() => host.close());

describe('Train now', () => {
  // The first of all, since what was fetched once is kept.
  it('asked while the networks are fetched, trains when they are there', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    await labelSome(project, 0, 3);
    const release = host.hold();
    at = startLearner(project);
    at.loop.train();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(at.status().order).toBe('waiting');
    release();
    await at.until('trained', ({ version, order }) => version === 1 && order === 'done');
  });

  it('trains although nothing is new', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    at.loop.train();
    await at.until('trained again', ({ version, order }) => version === 2 && order === 'done');
  });

  it('asked while a training runs, trains once more after it', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('training', ({ phase, version }) => phase === 'training' && version === 0);
    at.loop.train();
    await at.until('trained twice', (now) => now.version === 2 && now.order === 'done');
    expect(at.told.find(({ version }) => version === 1)?.order).toBe('waiting');
  });

  it('asked while paused, is shown to wait and trains on resuming', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    await labelSome(project, 0, 3);
    at = startLearner(project, true);
    at.loop.train();
    await at.until('waiting', ({ phase, order }) => phase === 'paused' && order === 'waiting');
    at.loop.pause(false);
    await at.until('trained', ({ version, order }) => version === 1 && order === 'done');
  });

  it('paused in the middle of it, is finished on resuming', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    await labelSome(project, 0, 3);
    at = startLearner(project);
    at.loop.train();
    await at.until('training', ({ step }) => step > 0);
    at.loop.pause(true);
    const { version } = await at.until(
      'paused',
      ({ phase, order }) => phase === 'paused' && order === 'waiting',
    );
    at.loop.pause(false);
    await at.until('trained', (now) => now.version === version + 1 && now.order === 'done');
  });

  it('says so where there is nothing to learn from, and hears the next one', async () => {
    const project = await learnerProject(60, { trainEvery: 0 });
    at = startLearner(project);
    at.loop.train();
    await at.until('answered', ({ order }) => order === 'nothing-to-learn');
    await labelSome(project, 0, 3);
    at.loop.train();
    await at.until('trained', ({ version, order }) => version === 1 && order === 'done');
  });

  it('does not wait for networks of triggers that are being trained', async () => {
    const project = await learnerProject(60, { trainEvery: 5 });
    await labelSome(project, 0, 9, () => '');
    at = startLearner(project);
    await at.until(
      'training triggers',
      ({ version, phase, order }) => version === 1 && phase === 'training' && order === 'none',
    );
    at.loop.train();
    await at.until('trained', ({ version, order }) => version === 2 && order === 'done');
  });

  it('is not kept waiting by rules, nor by a person who goes on labelling', async () => {
    const project = await learnerProject(200, { trainEvery: 0 });
    const reason = (i: number): string => `The word "day" is within ${2 + (i % 7)} words after the entity`;
    await labelSome(project, 0, 100, reason);
    at = startLearner(project);
    let more = true;
    const labelling = (async () => {
      for (let i = 100; more && i < 200; i++) {
        await labelSome(project, i, 1, reason);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return more;
    })();
    at.loop.train();
    await at.until('trained', ({ version }) => version > 0);
    more = false;
    // It was trained while labels still came.
    expect(await labelling).toBe(false);
  });

  it.each([1, 2, 3])(
    'given to another tab, is carried out by this one when the lead falls to it in its look number %i',
    async (number) => {
      const project = await learnerProject(60, { trainEvery: 0 });
      await labelSome(project, 0, 3);
      let grant: () => void = () => undefined;
      vi.stubGlobal('navigator', {
        locks: {
          request: (_name: string, _options: unknown, held: () => Promise<void>) =>
            new Promise<void>((resolve) => {
              grant = () => resolve(held());
            }),
        },
      });
      at = startLearner(project);
      await at.until('second', ({ phase }) => phase === 'elsewhere');
      // The other tab dies while this one reads what it has trained.
      const read = project.store.weights.get.bind(project.store.weights);
      let looks = 0;
      vi.spyOn(project.store.weights, 'get').mockImplementation(async (...args) => {
        if (args[1] === 'ner' && ++looks === number) grant();
        return await read(...args);
      });
      at.loop.train();
      await at.until('trained', ({ version, order }) => version === 1 && order === 'done');
    },
    15_000,
  );
});

/** The learner in a real browser: it learns, the page stays free, a reload or a crash costs at most the session. */
import { expect, type Route, test } from '@playwright/test';
import { withPageTasks } from '../page-tasks.ts';
import { harnessHost, openHarness } from './harness-host.ts';
import { killLearner } from './kills.ts';
import type { StaticHost } from './static-server.ts';

let host: StaticHost;
test.beforeAll(async () => {
  host = await harnessHost();
});
test.afterAll(async () => {
  await host.close();
});

test('learns while the page stays free, and goes on after a reload', async ({ page, browser }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const id = await page.evaluate(async () => harness.restaurants(await harness.open(), 400));
  const { value: learned, tasks } = await withPageTasks(browser, page, () =>
    page.evaluate(async (id) => {
      const store = await harness.open();
      const phases = new Set<string>();
      const learner = harness.createLearnerClient();
      learner.onStatus((status) => phases.add(status.phase));
      learner.start(id);
      for (const { document } of await store.documents.chunk(id, 0, 30)) {
        learner.focus(document.id);
        await harness.label(store, id, document);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      const until = performance.now() + 60_000;
      while (!(learner.status.version >= 2 && learner.status.phase === 'idle') && performance.now() < until) {
        if (learner.status.phase === 'failed') break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const next = await store.documents.at(id, 31);
      const shown = next === undefined ? [] : await store.recommendations.ofDocument(next.id);
      return {
        status: learner.status,
        phases: [...phases],
        words: shown
          .filter((one) => one.provenance.some((why) => why.kind === 'model'))
          .map(({ target }) => ('from' in target ? next?.text.slice(target.from, target.to) : '')),
        text: next?.text,
        log: (await store.trainingLog.list(id, 'ner')).length,
      };
    }, id),
  );
  expect(learned.status.problem).toBeUndefined();
  expect(learned.status.version).toBeGreaterThanOrEqual(2);
  // Told ten times a second at most, the newest alone: that it recommends may be over before; what it recommended is below.
  expect(learned.phases).toEqual(expect.arrayContaining(['loading', 'training', 'idle']));
  expect(tasks.count).toBeGreaterThan(30);
  expect(tasks.longestCpuMs).toBeLessThan(100);
  expect(learned.words).toHaveLength(2);
  for (const word of learned.words) expect(learned.text).toContain(word ?? '');
  expect(learned.log).toBeGreaterThan(0);
  console.log(`learner: ${JSON.stringify(tasks)}`);

  await page.reload();
  await page.waitForFunction(() => 'harness' in globalThis);
  const again = await page.evaluate(async (id) => {
    const store = await harness.open();
    const learner = harness.createLearnerClient();
    learner.start(id);
    const before = (await store.weights.get(id, 'ner'))?.version ?? 0;
    learner.trainNow();
    const until = performance.now() + 60_000;
    while (learner.status.version <= before && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const after = learner.status.version;
    learner.reset();
    while (learner.status.version > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const weights = await store.weights.list(id);
    learner.close();
    return { before, after, weights: weights.length };
  }, id);
  expect(again.before).toBeGreaterThanOrEqual(2);
  expect(again.after).toBe(again.before + 1);
  expect(problems).toEqual([]);
});

/** Nothing comes, or a network's login page with status 200. */
const failures: readonly (readonly [code: string, answer: (route: Route) => Promise<void>])[] = [
  ['asset-unreachable', (route) => route.abort()],
  ['asset-damaged', (route) => route.fulfill({ contentType: 'text/html', body: '<form>Log in</form>' })],
];

for (const [code, answer] of failures)
  test(`says what it cannot load (${code}), and recommends without a model all the same`, async ({
    page,
  }) => {
    const problems: string[] = [];
    await page.route('**/*.onnx', answer);
    await openHarness(page, host, problems);
    const found = await page.evaluate(async () => {
      const store = await harness.open();
      const id = await harness.restaurants(store, 60);
      const learner = harness.createLearnerClient();
      learner.start(id);
      for (const { document } of await store.documents.chunk(id, 0, 12))
        await harness.label(store, id, document);
      const next = await store.documents.at(id, 20);
      const until = performance.now() + 30_000;
      learner.focus(next?.id ?? '');
      let shown = 0;
      while ((learner.status.phase !== 'failed' || shown < 2) && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const items = await store.recommendations.ofDocument(next?.id ?? '');
        shown = items.filter((item) => item.labelId !== undefined).length;
      }
      const { phase, problem } = learner.status;
      learner.close();
      return { phase, code: problem?.code, shown };
    });
    expect(found).toMatchObject({ phase: 'failed', code });
    // The dictionary knows dish and place; triggers, looked for as phrases, may propose more.
    expect(found.shown).toBeGreaterThanOrEqual(2);
  });

test('is started again after it died, and goes on from its last session', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const id = await page.evaluate(async () => {
    const store = await harness.open();
    const projectId = await harness.restaurants(store, 60);
    for (const { document } of await store.documents.chunk(projectId, 0, 12)) {
      await harness.label(store, projectId, document);
    }
    const learner = harness.createLearnerClient();
    Object.assign(globalThis, { learner });
    learner.start(projectId);
    while (learner.status.version < 1) await new Promise((resolve) => setTimeout(resolve, 50));
    return projectId;
  });
  const worker = page.workers().find((one) => one.url().includes('learner'));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('died for a test');
    });
  });
  const version = await page.evaluate(async (projectId) => {
    const { learner } = globalThis as unknown as { learner: ReturnType<typeof harness.createLearnerClient> };
    const store = await harness.open();
    const until = performance.now() + 60_000;
    while (learner.status.phase !== 'failed' && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const code = learner.status.problem?.code;
    while (learner.status.phase !== 'idle' && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const before = learner.status.version;
    learner.trainNow();
    while (learner.status.version <= before && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const stored = (await store.weights.get(projectId, 'ner'))?.version;
    const { version: after, problem } = learner.status;
    learner.close();
    return { code, before, after, stored, problem };
  }, id);
  expect(version.code).toBe('worker-crashed');
  expect(version.before).toBeGreaterThanOrEqual(1);
  expect(version.after).toBe(version.before + 1);
  expect(version.stored).toBe(version.after);
  expect(version.problem).toBeUndefined();
});

test('loses nothing when it is killed at random moments, and goes on', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const { versionBefore, versionAfter, phases, ...found } = await killLearner(page, 4, 17);
  expect(found).toEqual({ kills: 4, lost: 0, older: 0, backwards: 0 });
  expect(versionAfter).toBeGreaterThan(versionBefore);
  expect(phases['loading'] ?? 0, 'killed at work, not only while it started').toBeLessThan(4);
  expect(problems).toEqual([]);
});

test('of two tabs one trains, and the other shows what it learns', async ({ page, context }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const other = await context.newPage();
  await openHarness(other, host, problems);
  const id = await page.evaluate(async () => {
    const store = await harness.open();
    const projectId = await harness.restaurants(store, 60);
    const learner = harness.createLearnerClient();
    Object.assign(globalThis, { learner });
    learner.start(projectId);
    while (learner.status.phase !== 'idle') await new Promise((resolve) => setTimeout(resolve, 20));
    return projectId;
  });
  const seen = await other.evaluate(async (projectId) => {
    const store = await harness.open();
    const learner = harness.createLearnerClient();
    Object.assign(globalThis, { learner });
    const phases = new Set<string>();
    learner.onStatus(({ phase }) => phases.add(phase));
    learner.start(projectId);
    const until = performance.now() + 30_000;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    while (learner.status.phase !== 'elsewhere' && performance.now() < until) await wait(20);
    for (const { document } of await store.documents.chunk(projectId, 0, 3)) {
      await harness.label(store, projectId, document);
    }
    while (learner.status.version < 1 && performance.now() < until) await wait(50);
    // An order that is given here is carried out there.
    const before = learner.status.version;
    learner.trainNow();
    while (learner.status.version <= before && performance.now() < until) await wait(50);
    return { phases: [...phases], version: learner.status.version, before, order: learner.status.order };
  }, id);
  expect(seen.before).toBeGreaterThan(0);
  expect(seen.version).toBeGreaterThan(seen.before);
  expect(seen.order).toBe('done');
  expect(seen.phases).not.toContain('training');
  // The lead goes to the tab that is left.
  await page.close();
  const after = await other.evaluate(async () => {
    const { learner } = globalThis as unknown as { learner: ReturnType<typeof harness.createLearnerClient> };
    const before = learner.status.version;
    learner.trainNow();
    const until = performance.now() + 30_000;
    let trained = false;
    while (learner.status.version <= before && performance.now() < until) {
      trained ||= learner.status.phase === 'training';
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { trained, grew: learner.status.version > before };
  });
  expect(after).toEqual({ trained: true, grew: true });
  expect(problems).toEqual([]);
});

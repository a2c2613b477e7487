/**
 * What a browser does to a page: three tabs at once, no room, everything cleared, a network that answers with its login page.
 */
import { expect } from '@playwright/test';
import { createRng } from '#core/base';
import { harnessHost, openHarness } from '../../tests/browser/harness-host.ts';
import { serveFolder } from '../../tests/browser/static-server.ts';
import { Victim } from './chromium.ts';
import { type Figures, Tally } from './figures.ts';
import { halfStepsIn, orphansIn, readRows } from './rows.ts';

/** Three tabs label in one project at the same time; then one of them takes all of it back. */
export async function threeTabs(seed: number, acts: number): Promise<Figures> {
  const tally = new Tally();
  const host = await harnessHost();
  const victim = new Victim();
  try {
    const pages = [await victim.page(), await victim.page(), await victim.page()];
    for (const page of pages) await openHarness(page, host, []);
    const [first] = pages;
    if (first === undefined) return tally.figures;
    const projectId = await first.evaluate(async () => harness.restaurants(await harness.open(), 60));
    const answers = await Promise.all(
      pages.map((page, tab) =>
        page.evaluate(
          async ([id, tab, acts, seed]) => {
            const store = await harness.open();
            let state = seed + tab;
            const chance = (n: number): number => {
              state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
              return Math.floor((state / 2 ** 32) * n);
            };
            const [label] = await store.labels.list(id);
            const ids: string[] = [];
            let longest = 0;
            for (let i = 0; i < acts; i++) {
              const [one] = await store.documents.chunk(id, chance(60), 1);
              const from = chance(20);
              const started = performance.now();
              const done = await store.act(id, {
                kind: 'annotate',
                id: `tab-${tab}-${i}`,
                documentId: one?.document.id ?? '',
                labelId: label?.id ?? '',
                target: { kind: 'span', from, to: from + 1 + chance(3) },
              });
              longest = Math.max(longest, performance.now() - started);
              if (done.ok) ids.push(`tab-${tab}-${i}`);
            }
            return { ids, longest };
          },
          [projectId, tab, acts, seed] as const,
        ),
      ),
    );
    const rows = await first.evaluate(readRows, 'lean-life');
    const there = new Set((rows['annotations'] ?? []).map(({ key }) => key));
    for (const { ids, longest } of answers) {
      for (const id of ids) {
        tally.case();
        if (!there.has(id)) tally.fault('lost', `${id} of seed ${seed}`);
      }
      tally.took(longest, `an act in three tabs of seed ${seed}`);
    }
    const orphans = orphansIn(rows);
    tally.fault('orphans', `three tabs of seed ${seed}: ${orphans[0]}`, orphans.length);
    const halves = halfStepsIn(rows);
    tally.fault('lost', `three tabs of seed ${seed}: ${halves[0]}`, halves.length);
    const left = await first.evaluate(async (id) => {
      const store = await harness.open();
      while ((await store.history.undo(id)).ok);
      return store.annotations.count(id);
    }, projectId);
    tally.fault('lost', `three tabs of seed ${seed}: undo leaves ${left} labels`, left);
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

/** Imports and acts until the disk is full, then a little more; nothing is there in part, and all goes on when there is room. */
export async function noRoom(seed: number): Promise<Figures> {
  const tally = new Tally();
  const rng = createRng(seed);
  const host = await harnessHost();
  const victim = new Victim();
  try {
    let page = await victim.page();
    await openHarness(page, host, []);
    const origin = new URL(host.url).origin;
    const projectId = await page.evaluate(async () => harness.restaurants(await harness.open(), 20));
    for (let round = 0; round < 3; round++) {
      // The browser remembers for minutes how much room a database had, until nobody has had it open for some seconds.
      await page.close();
      await new Promise((resolve) => setTimeout(resolve, 4000));
      page = await victim.page();
      await openHarness(page, host, []);
      const session = await page.context().newCDPSession(page);
      const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
      const quotaSize = usage + 200_000 + rng.int(600_000);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
      const told = await page.evaluate(fillUp, { projectId, size: 20_000 + rng.int(60_000) });
      tally.case();
      const what = `full disk ${round} of seed ${seed}`;
      if (told.code !== 'quota-exceeded') tally.fault('exceptions', `${what}: ${told.code}`);
      const rows = await page.evaluate(readRows, 'lean-life');
      const orphans = orphansIn(rows);
      tally.fault('orphans', `${what}: ${orphans[0]}`, orphans.length);
      const there = (rows['documents'] ?? []).length;
      if (there !== told.texts) tally.fault('lost', `${what}: ${there} texts, ${told.texts} were told`);
      await session.send('Storage.overrideQuotaForOrigin', { origin });
      await page.close();
      page = await victim.page();
      await openHarness(page, host, []);
      const isOn = await page.evaluate(async (id) => {
        const store = await harness.open();
        const [one] = await store.documents.chunk(id, 0, 1);
        if (one === undefined) return false;
        const { id: documentId, flagged } = one.document;
        const done = await store.act(id, { kind: 'mark', documentIds: [documentId], flagged: !flagged });
        store.close();
        return done.ok;
      }, projectId);
      if (!isOn) tally.fault('lost', `${what}: does not go on when there is room`);
    }
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

/** In the page: batches of large texts until one is refused. */
async function fillUp({ projectId, size }: { readonly projectId: string; readonly size: number }) {
  const store = await harness.open();
  const importer = store.importer(projectId);
  let code = 'never full';
  for (let batch = 0; batch < 60; batch++) {
    // Nothing that a disk could make smaller.
    const noise = Array.from(crypto.getRandomValues(new Uint8Array(30_000)), (byte) =>
      String.fromCharCode(33 + (byte % 90)),
    ).join('');
    const texts = Array.from({ length: 4 }, (_, i) => ({ text: noise.repeat(3).slice(i, i + size) }));
    const done = await importer.appendBatch(texts);
    if (done.ok) continue;
    code = done.error.code;
    break;
  }
  const { total } = await store.documents.counts(projectId);
  store.close();
  return { code, texts: total };
}

/** Everything of the site is cleared under an open tab: it is said as that, and nothing seems to be saved any more. */
export async function evicted(seed: number, folder = 'dist'): Promise<Figures> {
  const tally = new Tally();
  const host = await serveFolder(folder, { isolate: true });
  const victim = new Victim();
  try {
    const page = await victim.page();
    await page.goto(host.url);
    await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
    await expect(page).toHaveURL(/annotate/);
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(host.url).origin,
      storageTypes: 'indexeddb',
    });
    tally.case();
    const isSaid = await page
      .getByText('The browser has cleared what this app had stored here')
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isSaid) tally.fault('silent', `eviction of seed ${seed} is not said`);
    // What is labelled in an empty database that took the place of the full one would seem to be kept.
    const there = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    if (there.includes('lean-life'))
      tally.fault('silent', `eviction of seed ${seed} leaves an empty database`);
    await page.goto(`${host.url}?again`);
    const isTold = await page
      .getByText('Projects that were here are gone')
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    tally.case();
    if (!isTold) tally.fault('silent', `eviction of seed ${seed} is not told at the next start`);
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

/** A login page in place of every heavy file, then of every script: none is kept, and the app is whole again afterwards. */
export async function portal(seed: number, folder = 'dist'): Promise<Figures> {
  const tally = new Tally();
  const host = await serveFolder(folder, { isolate: true });
  const victim = new Victim('allow');
  try {
    host.portal = /\.(?:wasm|onnx|bin)$/;
    const page = await victim.page();
    await page.goto(host.url);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByText('perhaps a login page').first().waitFor({ timeout: 20_000 });
    const kept = (): Promise<number> =>
      page.evaluate(async () => {
        let wrong = 0;
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            if ((await answer?.clone().text())?.includes('Log in to use the network') === true) wrong++;
          }
        }
        return wrong;
      });
    tally.case();
    tally.fault('silent', `portal of seed ${seed}: login pages were kept`, await kept());
    host.portal = undefined;
    await page.goto(`${host.url}#/device`);
    await page.getByRole('button', { name: 'Check and repair' }).click();
    await page
      .getByText(/put right|as they should be/)
      .first()
      .waitFor({ timeout: 60_000 });
    host.portal = /./;
    await page.goto(`${host.url}?again`);
    tally.case();
    const isThere = await page
      .getByRole('heading', { name: 'Projects' })
      .waitFor({ timeout: 20_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isThere) tally.fault('exceptions', `portal of seed ${seed}: the kept app does not start`);
    tally.fault('silent', `portal of seed ${seed}: login pages were kept at last`, await kept());
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

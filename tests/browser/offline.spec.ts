/**
 * The promises of the service worker, on the built app (`dist`) and a host that sends no special headers: nothing is
 * asked of anyone else, the second load needs no network, the page is isolated, a new version waits for consent.
 */
import { expect, type Page, test } from '@playwright/test';
import { type StaticHost, serveFolder } from './static-server.ts';

let host: StaticHost;
test.beforeEach(async () => {
  host = await serveFolder('dist', { path: '/some/folder/' });
});
test.afterEach(async () => {
  await host.close();
});

/** The heavy files have been fetched: asked again, the service worker says at once that they are there. */
async function everythingKept(page: Page): Promise<void> {
  const state = await page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
          if (data.kind === 'heavy' && data.state !== 'fetching') resolve(data.state);
        });
        navigator.serviceWorker.controller?.postMessage({ kind: 'fetch-heavy' });
      }),
  );
  expect(state).toBe('ready');
}

/** The page was reloaded through the service worker; survives that reload. */
async function isolated(page: Page): Promise<void> {
  await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout: 60_000 });
}

test('asks nothing of any other origin', async ({ page, context }) => {
  const foreign: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(host.url) && !/^(?:data|blob):/.test(url)) foreign.push(url);
  });
  await page.goto(host.url);
  await isolated(page);
  await everythingKept(page);
  expect(foreign).toEqual([]);
  expect(host.asked.filter((path) => !path.startsWith('/some/folder/'))).toEqual([]);
});

test('refuses to send anything elsewhere, by the browser', async ({ page }) => {
  await page.goto(host.url);
  const sent = await page.evaluate(() =>
    fetch('https://example.org/', { mode: 'no-cors' }).then(
      () => 'sent',
      (error: unknown) => `refused: ${String(error)}`,
    ),
  );
  expect(sent).toContain('refused');
});

test('is isolated by the service worker where the host does not do it, and reloads once for it', async ({
  page,
}) => {
  let loads = 0;
  page.on('load', () => {
    loads++;
  });
  await page.goto(host.url);
  await isolated(page);
  await page.waitForTimeout(1500);
  expect(loads).toBe(2);
});

test('starts without a network from the second load on, with everything heavy', async ({ page }) => {
  await page.goto(host.url);
  await isolated(page);
  await everythingKept(page);
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) warnings.push(message.text());
  });
  await host.close();
  await page.reload();
  await expect(page.locator('#app')).not.toBeEmpty();
  const heading = page.getByRole('heading').first();
  await expect(heading).toBeVisible();
  const sizes = await page.evaluate(async () => {
    const size = async (path: string): Promise<number> =>
      (await (await fetch(path)).arrayBuffer()).byteLength;
    return [await size('./ort/ort-wasm-simd-threaded.wasm'), await size('./models/manifest.json')];
  });
  expect(sizes[0]).toBeGreaterThan(5_000_000);
  expect(sizes[1]).toBeGreaterThan(100);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(warnings).toEqual([]);
});

test('lets a new version wait until it is agreed to', async ({ page }) => {
  await page.goto(host.url);
  await isolated(page);
  host.version = '2';
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  await page.waitForFunction(async () => {
    return (await navigator.serviceWorker.getRegistration())?.waiting != null;
  });
  let loads = 0;
  page.on('load', () => {
    loads++;
  });
  await page.waitForTimeout(1000);
  expect(loads).toBe(0);
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null),
  ).toBe(true);
  // A reload alone does not let it in either.
  await page.reload();
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null),
  ).toBe(true);
  await page.evaluate(async () => {
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ kind: 'skip-waiting' });
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.waiting == null);
});

/**
 * The promises of the service worker, on the built app (`dist`) and a host that sends no special headers: nothing is
 * asked of anyone else, the second load needs no network, the page is isolated, a new version waits for consent.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { HeavyProgress } from '#workers/offline/contract';
import { secondBuild } from './second-build.ts';
import { type StaticHost, serveFolder } from './static-server.ts';

test.use({ serviceWorkers: 'allow' });

let host: StaticHost;
test.beforeEach(async () => {
  host = await serveFolder('dist', { path: '/some/folder/' });
});
test.afterEach(async () => {
  await host.close();
});

/** The heavy files have been fetched: asked again, the service worker says at once that they are there. */
async function everythingKept(page: Page): Promise<void> {
  expect((await fetchHeavy(page)).state).toBe('ready');
}

/** How the fetching of the heavy files ends. */
function fetchHeavy(page: Page): Promise<HeavyProgress> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
          if (data.kind === 'heavy' && data.state !== 'fetching') resolve(data);
        });
        navigator.serviceWorker.controller?.postMessage({ kind: 'fetch-heavy' });
      }),
  );
}

/** Length of what the app gets for an address, 0 where it gets an error. */
function sizeOf(page: Page, path: string): Promise<number> {
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    return response.ok ? (await response.arrayBuffer()).byteLength : 0;
  }, path);
}

const runtime = './ort/ort-wasm-simd-threaded.wasm';

/** The page was reloaded through the service worker; survives that reload. */
async function isolated(page: Page): Promise<void> {
  await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout: 60_000 });
}

test('asks only its own host, is isolated by its service worker, and then needs no network', async ({
  page,
  context,
}) => {
  const foreign: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(host.url) && !/^(?:data|blob):/.test(url)) foreign.push(url);
  });
  let loads = 0;
  page.on('load', () => {
    loads++;
  });
  await page.goto(host.url);
  await isolated(page);
  await everythingKept(page);
  // What only some projects and devices use is not fetched for the others, and is kept once it was used.
  expect(host.asked.filter((path) => /minilm-|asyncify/.test(path))).toEqual([]);
  const encoder = `./assets/${readdirSync('dist/assets').find((name) => name.startsWith('minilm-'))}`;
  expect(await sizeOf(page, encoder)).toBeGreaterThan(20_000_000);
  await page.waitForFunction(
    async (path) => (await caches.match(path, { ignoreSearch: true })) !== undefined,
    encoder,
  );
  expect(foreign).toEqual([]);
  expect(host.asked.filter((path) => !path.startsWith('/some/folder/'))).toEqual([]);
  expect(loads, 'reloaded once, for the isolation').toBe(2);
  const sent = await page.evaluate(() =>
    fetch('https://example.org/', { mode: 'no-cors' }).then(
      () => 'sent',
      (error: unknown) => `refused: ${String(error)}`,
    ),
  );
  expect(sent).toContain('refused');

  const warnings: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) warnings.push(message.text());
  });
  await host.close();
  await page.goto(`${host.url}#/device`);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This device' }).first()).toBeVisible();
  expect(await sizeOf(page, runtime)).toBeGreaterThan(5_000_000);
  expect(await sizeOf(page, './models/manifest.json')).toBeGreaterThan(100);
  expect(await sizeOf(page, encoder)).toBeGreaterThan(20_000_000);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(warnings).toEqual([]);

  await page.getByRole('link', { name: 'Licences' }).click();
  const text = (await page.locator('body').textContent()) ?? '';
  expect(text).toMatch(/Massachusetts|MIT License/);
  // What is bundled by the app, by a worker, by a style sheet alone, by the recovery page and by the service worker.
  for (const name of [
    'solid-js',
    'onnxruntime-web',
    'fontsource-variable/inter',
    'fflate',
    'workbox-precaching',
  ])
    expect(text).toContain(`${name} `);
  for (const words of ['SIL OPEN FONT LICENSE', 'Apache License', 'Microsoft Corporation', 'ISC License'])
    expect(text).toContain(words);
});

test('makes no markup and starts no script that is not its own, under the headers that the docs give', async ({
  page,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedHTML|TrustedScript|Trusted Type/.test(message.text()))
      violations.push(message.text());
  });
  await host.close();
  host = await serveFolder('dist', { path: '/some/folder/', headers: documentedHeaders() });
  await page.goto(host.url);
  await isolated(page);
  await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
  await expect(page.getByText(/^Model \d/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Guidelines' }).click();
  await expect(page.locator('.markdown').first()).not.toBeEmpty();
  expect(violations).toEqual([]);
  const refused = await page.evaluate(() => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'done';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    };
    return [
      attempt(() => {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
      }),
      attempt(() => new Worker('https://example.org/worker.js')),
    ];
  });
  expect(refused).toEqual(['refused', 'refused']);
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
  // The reload that made the page isolated may still be fetching; what is asked here is whether another one begins.
  await page.waitForLoadState('load');
  let navigations = 0;
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) navigations++;
  });
  await page.waitForTimeout(1000);
  expect(navigations).toBe(0);
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

test('keeps the screens of the version before as long as a tab of it is open', async ({
  page,
  context,
}, info) => {
  await page.goto(host.url);
  await isolated(page);
  await everythingKept(page);
  const second = info.outputPath('second');
  secondBuild('dist', second);
  host.folder = second;
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  const other = await context.newPage();
  await other.goto(host.url);
  await other.getByRole('button', { name: 'Use it now' }).click();
  await expect(other.locator(`script[src*="${hashOfEntry(second)}"]`)).toBeAttached();
  // The old tab is told, and may go on meanwhile: this screen was never loaded, and the host has it no more.
  await expect(page.getByText('A new version is ready.')).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/device';
  });
  await expect(page.getByRole('heading', { name: 'This device' }).first()).toBeVisible();
  await page.close();
  // With the last tab of that version its files go too.
  const old = (): Promise<number> =>
    other.evaluate(async (hash) => {
      const kept = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return kept.flat().filter(({ url }) => url.includes(hash)).length;
    }, hashOfEntry('dist'));
  expect(await old()).toBe(1);
  await other.reload();
  await expect.poll(old).toBe(0);
});

test('says that a screen needs a reload where the host has it no more', async ({ browser }, info) => {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await page.goto(host.url);
  await expect(page.getByRole('heading').first()).toBeVisible();
  const second = info.outputPath('second');
  secondBuild('dist', second);
  host.folder = second;
  await page.evaluate(() => {
    location.hash = '#/device';
  });
  await expect(page.getByRole('heading', { name: 'This screen could not be loaded' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Get my projects out' })).toHaveAttribute(
    'href',
    './recovery.html',
  );
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'This device' }).first()).toBeVisible();
  await page.close();
});

/** The headers that docs/hosting.md gives as its example. */
function documentedHeaders(): Record<string, string> {
  const block = /^## Headers$[\s\S]*?^```\n([\s\S]*?)^```/m.exec(
    readFileSync('docs/hosting.md', 'utf8'),
  )?.[1];
  const headers = (block ?? '')
    .trim()
    .split('\n')
    .map((line) => line.split(/: (.*)/).slice(0, 2));
  expect(headers.map(([name]) => name)).toContain('Content-Security-Policy');
  return Object.fromEntries(headers);
}

/** Of the script that a page of this build starts with. */
function hashOfEntry(folder: string): string {
  return /index-([\w-]{8})\.js/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1] ?? '';
}

test('keeps no login page in place of its files, and has them when the network is back', async ({ page }) => {
  host.portal = /\.(?:wasm|onnx|bin)$/;
  await page.goto(host.url);
  await isolated(page);
  expect(await fetchHeavy(page)).toMatchObject({ state: 'failed', because: 'wrong' });
  await expect(page.getByText('perhaps a login page').first()).toBeVisible();
  expect(await sizeOf(page, runtime)).toBe(0);
  host.portal = undefined;
  // Past the browser's own cache, which has kept the login page for an hour.
  expect(await sizeOf(page, runtime)).toBeGreaterThan(5_000_000);
  expect(await fetchHeavy(page)).toMatchObject({ state: 'ready' });
});

test('says that it is the host that does not have a file, and why nothing is trained', async ({ page }) => {
  host.missing = /\.onnx$/;
  await page.goto(host.url);
  await isolated(page);
  expect(await fetchHeavy(page)).toMatchObject({ state: 'failed', because: 'refused' });
  await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
  await expect(page.getByText('The host of the app does not give a file of it')).toBeVisible();
  await expect(page.locator('.chip')).toHaveAttribute('title', /The host of the app does not give/);
  host.missing = undefined;
  await page.goto(`${host.url}#/device`);
  await page.getByRole('button', { name: 'Check and repair' }).click();
  await expect(
    page.getByText(/files? (?:was|were) missing or wrong and ha(?:s|ve) been put right\./),
  ).toBeVisible();
});

test('finds kept files that became wrong before it uses them, and repairs all when asked', async ({
  page,
}) => {
  await page.goto(host.url);
  await isolated(page);
  await everythingKept(page);
  // What a version without checks left behind: login pages for heavy files, half a script, a lost icon.
  const spoil = (): Promise<void> =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const { pathname } = new URL(request.url);
          if (/\.(?:wasm|onnx)$/.test(pathname))
            await cache.put(request, new Response('<form>Log in</form>'));
          if (/marked[^/]*\.js$/.test(pathname)) await cache.put(request, new Response('export const'));
          if (/icon\.svg$/.test(pathname)) await cache.delete(request);
        }
      }
    });
  await spoil();
  await page.reload();
  // The service worker of this page was started before the damage: let it look anew, as after any pause.
  await restartServiceWorker(page);
  expect(await sizeOf(page, runtime)).toBeGreaterThan(5_000_000);
  await page.goto(`${host.url}#/device`);
  await page.getByRole('button', { name: 'Check and repair' }).click();
  await expect(page.getByText(/files were missing or wrong and have been put right\./)).toBeVisible();
  await page.getByRole('button', { name: 'Check and repair' }).click();
  await expect(page.getByText(/^All \d+ files are as they should be\.$/)).toBeVisible();
  // Without a network a wrong file cannot be put right, and that is said.
  await spoil();
  await host.close();
  await page.getByRole('button', { name: 'Check and repair' }).click();
  await expect(page.getByText(/files are still missing or wrong\./)).toBeVisible();
});

/** Only when the page has loaded all it wants: a request that the service worker was answering would end with it. */
async function restartServiceWorker(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

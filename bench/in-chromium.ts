/** Chromium for measurements: the built app behind `vite preview`, or the harness that has workers and store without a face. */
import { spawn } from 'node:child_process';
import { type Browser, type BrowserContextOptions, chromium, expect, type Page } from '@playwright/test';
import { harnessHost, openHarness } from '../tests/browser/harness-host.ts';
import { findChromium } from '../tools/chromium.ts';

async function launched(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page in a context of its own: no database, no service worker of another one. */
async function freshPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  // tsx has functions keep their names by a helper, which a page has to have as well.
  await context.addInitScript('globalThis.__name = (named) => named');
  return context.newPage();
}

/** Serves `dist` on the port; `measure` gets pages of the app by asking for them, each as on a new device. */
export async function inBuiltApp<T>(
  port: string,
  measure: (newPage: () => Promise<Page>) => Promise<T>,
): Promise<T> {
  const server = spawn('npx', ['vite', 'preview', '--port', port, '--strictPort'], {
    stdio: 'ignore',
    detached: true,
  });
  const browser = await launched();
  const baseURL = `http://localhost:${port}/`;
  try {
    return await measure(async () => {
      const page = await freshPage(browser, { baseURL, viewport: { width: 1280, height: 800 } });
      // The server takes a moment.
      await expect(async () => expect((await page.goto(baseURL))?.ok()).toBe(true)).toPass({
        timeout: 30_000,
      });
      return page;
    });
  } finally {
    await browser.close();
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
  }
}

/** The same for the harness of the browser tests. */
export async function inHarness<T>(
  measure: (newPage: () => Promise<Page>, browser: Browser) => Promise<T>,
): Promise<T> {
  const host = await harnessHost();
  const browser = await launched();
  try {
    return await measure(async () => {
      const page = await freshPage(browser);
      await openHarness(page, host, []);
      return page;
    }, browser);
  } finally {
    await browser.close();
    await host.close();
  }
}

/** Chromium with a profile of its own on the disk, and the ways in which a page of it can end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../tools/chromium.ts';

export type Ending = 'close' | 'crash' | 'SIGKILL';

export class Victim {
  readonly #folder = mkdtempSync(join(tmpdir(), 'attack-'));
  #context: BrowserContext | undefined;
  readonly #serviceWorkers: 'allow' | 'block';
  /** What pages threw and nobody caught. */
  readonly uncaught: string[] = [];

  /** Without a service worker pages start sooner. */
  constructor(serviceWorkers: 'allow' | 'block' = 'block') {
    this.#serviceWorkers = serviceWorkers;
  }

  async context(): Promise<BrowserContext> {
    if (this.#context !== undefined) return this.#context;
    const executablePath = findChromium();
    const context = await chromium.launchPersistentContext(this.#folder, {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      viewport: { width: 1280, height: 800 },
      serviceWorkers: this.#serviceWorkers,
    });
    // tsx has functions keep their names by a helper, which a page has to have as well.
    await context.addInitScript('globalThis.__name = (named) => named');
    context.on('weberror', (error) => this.uncaught.push(String(error.error())));
    this.#context = context;
    return context;
  }

  async page(): Promise<Page> {
    return (await this.context()).newPage();
  }

  /** Ends the page as told; whatever hung on it is gone when this is done. */
  async end(page: Page, how: Ending): Promise<void> {
    if (how === 'close') {
      await page.close({ runBeforeUnload: false });
      return;
    }
    if (how === 'crash') {
      const session = await page.context().newCDPSession(page);
      // On a machine with much else to do the word of it may come late; closing ends the page in any case.
      const crashed = page.waitForEvent('crash', { timeout: 10_000 }).catch(() => undefined);
      session.send('Page.crash').catch(() => undefined); // the answer dies with the page
      await crashed;
      await page.close().catch(() => undefined);
      return;
    }
    const context = await this.context();
    const browser = context.browser();
    const session =
      browser === null ? await context.newCDPSession(page) : await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const gone = new Promise((resolve) => context.once('close', resolve));
    for (const { type, id } of processInfo) if (type === 'browser') process.kill(id, 'SIGKILL');
    await gone;
    this.#context = undefined;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** One of ten kills ends the whole browser, three crash the page, the others close it. */
export function endingOf(chance: number): Ending {
  if (chance < 0.1) return 'SIGKILL';
  return chance < 0.4 ? 'crash' : 'close';
}

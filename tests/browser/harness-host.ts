/** Builds the harness page as the app is built, and serves it. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { ortFiles } from '../../tools/ort-files.ts';
import type { Harness } from './harness/harness.ts';
import { type StaticHost, serveFolder } from './static-server.ts';

/** A folder for each of Playwright's workers: one would empty it while the other's tests are served from it. */
const outDir = join(process.cwd(), `test-results/harness-${process.env['TEST_WORKER_INDEX'] ?? '0'}`);
let built: Promise<unknown> | undefined;

export async function harnessHost(isolate = true): Promise<StaticHost> {
  built ??= build({
    configFile: false,
    root: join(process.cwd(), 'tests/browser/harness'),
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [ortFiles()],
    worker: {
      format: 'es',
      rolldownOptions: { checks: { pluginTimings: false } },
      plugins: () => [ortFiles()],
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  });
  await built;
  cpSync('public/models', join(outDir, 'models'), { recursive: true });
  return serveFolder(outDir, { isolate });
}

/** Opens the harness; a console warning or an uncaught error is a failure that `problems` will tell. */
export async function openHarness(page: Page, host: StaticHost, problems: string[]): Promise<void> {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(host.url);
  await page.waitForFunction(() => 'harness' in globalThis);
}

declare global {
  /** Only inside `page.evaluate`. */
  var harness: Harness;
}

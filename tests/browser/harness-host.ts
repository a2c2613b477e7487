/** Builds the harness page as the app is built, once for all of Playwright's workers, and serves it. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { ortFiles } from '../../tools/ort-files.ts';
import type { Harness } from './harness/harness.ts';
import { type StaticHost, serveFolder } from './static-server.ts';

const results = join(process.cwd(), 'test-results');
/** Of this run of Playwright, which is the parent of its workers. */
const outDir = join(results, `harness-${process.ppid}`);

export async function harnessHost(isolate = true): Promise<StaticHost> {
  await madeOnce(outDir, buildHarness);
  return serveFolder(outDir, { isolate });
}

/** Whoever comes first makes it, the others wait; where that one fails the next one tries, and says why itself. */
async function madeOnce(folder: string, make: () => Promise<void>): Promise<void> {
  const [making, made] = [`${folder}.making`, join(folder, 'made')];
  while (!existsSync(made)) {
    if (isMine(making)) {
      try {
        await make();
        writeFileSync(made, '');
      } finally {
        rmdirSync(making);
      }
    } else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isMine(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

async function buildHarness(): Promise<void> {
  for (const name of readdirSync(results)) {
    const pid = Number(/^harness-(\d+)/.exec(name)?.[1] ?? process.ppid);
    if (!isRunning(pid)) rmSync(join(results, name), { recursive: true, force: true });
  }
  await build({
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
  cpSync('public/models', join(outDir, 'models'), { recursive: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
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

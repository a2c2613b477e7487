/** The networks' graphs in a real browser: training and prediction agree there too, and with Node. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { ortFiles } from '../../tools/ort-files.ts';
import { bothWays, largestDifference } from '../unit/models/agreement.ts';
import type { Graphs } from './graphs/page.ts';
import { type StaticHost, serveFolder } from './static-server.ts';

declare global {
  /** Only inside `page.evaluate`. */
  var graphs: Graphs;
}

const outDir = join(process.cwd(), 'test-results/graphs');

test.beforeAll(async () => {
  await build({
    configFile: false,
    root: join(process.cwd(), 'tests/browser/graphs'),
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [ortFiles()],
    build: { outDir, emptyOutDir: true, target: 'es2022', minify: false },
  });
});

for (const isolate of [true, false]) {
  test.describe(isolate ? 'cross-origin isolated' : 'not isolated', () => {
    let host: StaticHost;
    test.beforeAll(async () => {
      host = await serveFolder(outDir, { isolate });
    });
    test.afterAll(async () => {
      await host.close();
    });

    test('training and prediction agree within 1e-4, and with Node', async ({ page }) => {
      await page.goto(host.url);
      await page.waitForFunction(() => 'graphs' in globalThis);
      const [threads, isolated] = await page.evaluate(() => [graphs.threads, graphs.isolated] as const);
      expect(isolated).toBe(isolate);
      if (!isolate) expect(threads).toBe(1);
      const node = createOrtRuntime({ threads: 1 });
      for (const task of ['ner', 're', 'sa'] as const) {
        const here = await page.evaluate((name) => graphs.bothWays(name, 31), task);
        const there = await bothWays(node, task, 31);
        expect(here.trained.length).toBeGreaterThan(20);
        expect(largestDifference(here.trained, here.predicted), task).toBeLessThan(1e-4);
        expect(largestDifference(here.predicted, there.predicted), task).toBeLessThan(1e-4);
      }
    });
  });
}

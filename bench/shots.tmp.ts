import { chromium } from '@playwright/test';
import { serveFolder } from '/work/safe/tests/browser/static-server.ts';

const host = await serveFolder('dist', { isolate: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const base = host.url;
for (const [width, scheme] of [
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const) {
  const name = `${width}-${scheme}`;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  const shot = (what: string, fullPage = true) =>
    page.screenshot({ path: `/tmp/safe/shots/${what}-${name}.png`, fullPage });
  try {
    await page.goto(base);
    await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
    await page.waitForURL(/annotate/);
    const id = /p\/([^/]+)/.exec(page.url())![1];
    await page.waitForTimeout(2500);
    await page.locator('.chip').click();
    await page.waitForTimeout(300);
    await shot('chip-menu', false);
    await page.getByRole('menuitem', { name: 'Train now' }).click();
    await page.waitForTimeout(150);
    await shot('train-ordered', false);
    await page.waitForTimeout(4000);
    await shot('train-done', false);
    await page.goto(`${base}#/p/${id}/settings`);
    await page.getByRole('button', { name: 'Make one now' }).click();
    await page.getByRole('button', { name: /^Restore Eating/ }).waitFor();
    await page.goto(`${base}#/p/${id}/annotate`);
    await page.getByRole('button', { name: 'Done, next' }).click();
    await page.waitForTimeout(500);
    await page.goto(`${base}#/p/${id}/settings`);
    await page.waitForTimeout(800);
    await shot('settings');
    await page
      .getByRole('button', { name: /^Restore Eating/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Restore', exact: true }).waitFor();
    await page.waitForTimeout(1500);
    await shot('restore', false);
    await page.keyboard.press('Escape');
    await page.goto(`${base}#/device`);
    await page.waitForTimeout(600);
    await page.getByRole('button', { name: 'Check and repair' }).click();
    await page.waitForTimeout(4000);
    await shot('device');
    await page.goto(`${base}recovery.html`);
    await page.getByRole('heading', { name: 'Backups' }).waitFor();
    await shot('recovery');
    await page.evaluate(async () => {
      const asked = (r: any): Promise<any> =>
        new Promise((ok, no) => {
          r.onsuccess = () => ok(r.result);
          r.onerror = () => no(r.error);
        });
      const db = await asked(indexedDB.open('lean-life'));
      const t = db.transaction(['texts', 'projects', 'weights'], 'readwrite');
      const [p] = await asked(t.objectStore('projects').getAll());
      const [f] = await asked(t.objectStore('texts').getAll());
      const { text: _, ...rest } = f;
      t.objectStore('texts').put(rest);
      t.objectStore('weights').put({ projectId: p.id, model: 'half', version: 1 });
      await new Promise((ok) => {
        t.oncomplete = ok;
      });
      db.close();
    });
    await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^Save project file of/ })
        .first()
        .click(),
    ]);
    await page.waitForTimeout(500);
    await shot('recovery-damaged');
    await page.goto(`${base}#/`);
    await page.waitForTimeout(1500);
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(base).origin,
      storageTypes: 'indexeddb',
    });
    await page.waitForTimeout(2500);
    await shot('evicted', false);
    await page.goto(`${base}?again`);
    await page.getByText('Projects that were here are gone').waitFor();
    await shot('evicted-start');
  } catch (e) {
    console.log(name, String(e).slice(0, 400));
    await shot('failed', false);
  }
  await context.close();
}
await browser.close();
await host.close();

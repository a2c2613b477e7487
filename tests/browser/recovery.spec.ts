/**
 * The last ways out, on the built app: the recovery page without a network, with a database that is newer, broken or
 * held by another tab, and what a person sees where the app does not start at all.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { openSources, readProjectFile } from '#core/formats';
import { type StaticHost, serveFolder } from './static-server.ts';

let host: StaticHost;
test.beforeEach(async () => {
  host = await serveFolder('dist', { isolate: true });
});
test.afterEach(async () => {
  await host.close();
});

const sample = 'People and their places';

async function withSample(page: Page): Promise<void> {
  await page.goto(host.url);
  await page.getByRole('button', { name: new RegExp(`Open the sample ${sample}`) }).click();
  await expect(page.getByRole('textbox', { name: /text/i }).or(page.getByRole('main')).first()).toBeVisible();
  await expect(page).toHaveURL(/annotate/);
}

/** The file that a click on the page's only button of that name saves, as the app reads it. */
async function savedFile(page: Page, name: string | RegExp) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  const path = await download.path();
  const opened = openSources([{ name: download.suggestedFilename(), bytes: readFileSync(path) }]);
  if (!opened.ok) throw new Error(opened.error.message);
  const read = readProjectFile(opened.value);
  if (!read.ok) throw new Error(read.error.message);
  return { path, ...read.value };
}

/** The database at a version of the future, with a table that nobody knows. */
async function upgrade(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('lean-life', 9990);
        request.onupgradeneeded = () => request.result.createObjectStore('ofTheFuture');
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error);
      }),
  );
}

async function reopenedIn(browser: Browser, path: string): Promise<void> {
  const other = await browser.newPage();
  await other.goto(host.url);
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    other.getByRole('button', { name: 'Open project file' }).click(),
  ]);
  await chooser.setFiles(path);
  await expect(other).toHaveURL(/#\/p\//);
  await other.goto(host.url);
  await expect(other.getByRole('link', { name: `Open ${sample}` })).toBeVisible();
  await other.close();
}

test('saves a project without a network, as a file that the app opens again', async ({ page, browser }) => {
  await withSample(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto('about:blank');
  const { url } = host;
  await host.close();
  await page.goto(`${url}recovery.html`);
  const { path, bundle, issues, violations } = await savedFile(page, `Save project file of ${sample}`);
  await expect(page.getByText(/with everything that was in it/)).toBeVisible();
  expect([issues, violations]).toEqual([[], []]);
  expect(bundle.documents.length).toBeGreaterThan(10);
  expect(bundle.explanations.length).toBeGreaterThan(3);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  host = await serveFolder('dist', { isolate: true });
  await reopenedIn(browser, path);
});

test('is reached from the screen that says the data is newer, and reads it', async ({ page }) => {
  await withSample(page);
  await upgrade(page);
  // This tab has let go of it; what it shows offers the same way.
  await expect(page.getByText('A newer version was opened in another tab.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('written by a newer version')).toBeVisible();
  await page.getByRole('link', { name: 'Get my projects out' }).click();
  await expect(page.getByText(/newer version of the app \(format 999\)/)).toBeVisible();
  const { bundle } = await savedFile(page, `Save project file of ${sample}`);
  expect(bundle.documents.length).toBeGreaterThan(10);
});

test('names what is broken and saves the rest', async ({ page }) => {
  await withSample(page);
  await page.goto(`${host.url}recovery.html`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('lean-life');
        request.onsuccess = () => {
          const db = request.result;
          const transaction = db.transaction(['annotations', 'texts'], 'readwrite');
          const texts = transaction.objectStore('texts');
          texts.getAll().onsuccess = (event) => {
            const [first] = (event.target as IDBRequest<{ id: string; text?: string }[]>).result;
            if (first === undefined) return;
            const { text: _, ...rest } = first;
            texts.put(rest);
          };
          transaction.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
  );
  const { bundle } = await savedFile(page, `Save project file of ${sample}`);
  await expect(page.getByText(/damaged:/)).toBeVisible();
  await expect(page.getByText(/^text .*left out: its words are lost/)).toBeVisible();
  expect(bundle.documents.length).toBeGreaterThan(10);
});

test('does not keep sound projects back for one that is damaged', async ({ page }) => {
  await withSample(page);
  await page.goto(host.url);
  await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
  await expect(page).toHaveURL(/annotate/);
  await page.evaluate(
    (damaged) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('lean-life');
        request.onsuccess = () => {
          const transaction = request.result.transaction(['projects', 'weights'], 'readwrite');
          transaction.objectStore('projects').getAll().onsuccess = (event) => {
            const rows = (event.target as IDBRequest<{ id: string; name: string }[]>).result;
            const projectId = rows.find(({ name }) => name === damaged)?.id;
            // A model without its numbers, which no version has written.
            transaction.objectStore('weights').put({ projectId, model: 'half', version: 1 });
          };
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    sample,
  );
  await page.goto(`${host.url}#/device`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download everything' }).click(),
  ]);
  await expect(page.getByText(`something in it is damaged: ${sample}.`).first()).toBeVisible();
  const files = openSources([{ name: 'x', bytes: readFileSync(await download.path()) }]);
  expect(
    files.ok &&
      files.value.map(({ name }) => name).filter((name) => /Eating/.test(name) || name === 'project.json')
        .length,
  ).toBe(1);
  await page.getByRole('link', { name: 'recovery' }).click();
  await savedFile(page, `Save project file of ${sample}`);
  await expect(page.getByText(/^model .* half: left out/)).toBeVisible();
});

test('says so where nothing is stored, and makes nothing', async ({ page }) => {
  await page.goto(`${host.url}recovery.html`);
  await expect(page.getByText('Nothing is stored here.')).toBeVisible();
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});

test('goes on as soon as the tab with the older version is closed', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto(`${host.url}recovery.html`);
  await other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('lean-life', 10);
        request.onupgradeneeded = () => request.result.createObjectStore('projects', { keyPath: 'id' });
        request.onsuccess = () => resolve(); // and lets nobody upgrade it
      }),
  );
  await page.goto(host.url);
  await expect(page.getByText('Close it and this one continues.')).toBeVisible({ timeout: 15_000 });
  await other.close();
  await expect(page.getByRole('button', { name: 'Open project file' })).toBeVisible({ timeout: 15_000 });
});

test('says what to do where it was opened as a file', async ({ page }) => {
  await page.goto(pathToFileURL('dist/index.html').href);
  await expect(page.getByRole('heading', { name: 'This page has not started' })).toBeVisible();
  await expect(page.getByText('npm start')).toBeVisible();
  // It is not seen while the app starts.
  await page.goto(host.url);
  await expect(page.getByRole('button', { name: 'Open project file' })).toBeVisible();
  await expect(page.getByText('has not started')).toHaveCount(0);
});

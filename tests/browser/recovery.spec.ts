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

test.use({ serviceWorkers: 'allow' });

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

test('is reached, without a network, from the screen that says the data is newer; its file opens again', async ({
  page,
  browser,
}) => {
  await withSample(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await upgrade(page);
  // This tab has let go of it; what it shows offers the same way.
  await expect(page.getByText('A newer version was opened in another tab.')).toBeVisible();
  await host.close();
  await page.reload();
  await expect(page.getByText('written by a newer version')).toBeVisible();
  await page.getByRole('link', { name: 'Get my projects out' }).click();
  await expect(page.getByText(/newer version of the app \(format 999\)/)).toBeVisible();
  const { path, bundle, issues, violations } = await savedFile(page, `Save project file of ${sample}`);
  await expect(page.getByText(/with everything that was in it/)).toBeVisible();
  expect([issues, violations]).toEqual([[], []]);
  expect(bundle.documents.length).toBeGreaterThan(10);
  expect(bundle.explanations.length).toBeGreaterThan(3);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  host = await serveFolder('dist', { isolate: true });
  await reopenedIn(browser, path);
});

test('names what is broken and saves the rest; sound projects are not kept back for it', async ({ page }) => {
  await withSample(page);
  await page.goto(host.url);
  await page.getByRole('button', { name: /Open the sample Eating out/ }).click();
  await expect(page).toHaveURL(/annotate/);
  await page.evaluate(damage, sample);
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
  const { bundle } = await savedFile(page, `Save project file of ${sample}`);
  await expect(page.getByText(/damaged:/)).toBeVisible();
  await expect(page.getByText(/^text .*left out: its words are lost/)).toBeVisible();
  await expect(page.getByText(/^model .* half: left out/)).toBeVisible();
  expect(bundle.documents.length).toBeGreaterThan(10);
});

/** In the page: takes the words of one text of a project away, and gives it a model without its numbers. */
async function damage(name: string): Promise<void> {
  const asked = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await asked(indexedDB.open('lean-life'));
  const transaction = db.transaction(['projects', 'documents', 'texts', 'weights'], 'readwrite');
  const projects = await asked<{ id: string; name: string }[]>(transaction.objectStore('projects').getAll());
  const projectId = projects.find((one) => one.name === name)?.id;
  const documents = await asked<{ id: string; projectId: string }[]>(
    transaction.objectStore('documents').getAll(),
  );
  const id = documents.find((one) => one.projectId === projectId)?.id ?? '';
  const { text: _, ...rest } = await asked<{ text?: string }>(transaction.objectStore('texts').get(id));
  transaction.objectStore('texts').put(rest);
  transaction.objectStore('weights').put({ projectId, model: 'half', version: 1 });
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  db.close();
}

test('makes nothing where nothing is stored; the app goes on when the tab with the older version is closed', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await other.goto(`${host.url}recovery.html`);
  await expect(other.getByText('Nothing is stored here.')).toBeVisible();
  expect(await other.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
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

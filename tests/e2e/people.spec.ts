/**
 * Two people, one project: each labels a copy in a browser of their own, they open each other's files, and one of them
 * decides by keyboard alone. What is decided is what is exported.
 */
import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { scan } from './scan.ts';

const texts = ['Ada lives in London.', 'Paris met Grace.', 'Nothing to see here.'];

type File = { readonly name: string; readonly content: Buffer };

async function person(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
  // The screen is fetched first, and the address is still the old one until it is there.
  await expect(page).toHaveURL(new RegExp(`/${screen.toLowerCase()}(\\?|$)`));
}

async function callMyself(page: Page, name: string): Promise<void> {
  await goTo(page, 'Review');
  const field = page.getByRole('textbox', { name: 'Your name' });
  await field.fill(name);
  await field.press('Tab');
}

/** The project file, which is packed: as bytes. */
async function give(page: Page): Promise<File> {
  await goTo(page, 'Export');
  await page.getByRole('radio', { name: /^LEAN-LIFE project/ }).check();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const download = await file;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

async function openFile(page: Page, file: File): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open project file' }).click();
  await (await chooser).setFiles({
    name: file.name,
    mimeType: 'application/octet-stream',
    buffer: file.content,
  });
  // What was there is kept as a backup, then merged, while two browsers train; until then the button is busy.
  await expect(page).toHaveURL(/#\/p\//, { timeout: 20_000 });
}

/** Labels words of a text, `[text, words, label]`, and finishes all texts. */
async function label(page: Page, labels: readonly (readonly [number, string, string])[]): Promise<void> {
  await goTo(page, 'Annotate');
  const annotate = new AnnotatePage(page);
  for (const [i, text] of texts.entries()) {
    await annotate.goTo(i + 1);
    for (const [at, words, name] of labels) {
      if (at !== i) continue;
      const from = text.indexOf(words);
      await annotate.drag(from, from + words.length);
      await annotate.labelButton(name).click();
      await expect(annotate.mark(words)).toHaveAttribute('data-tags', name);
    }
    await page.getByRole('button', { name: 'Done, next' }).click();
  }
}

test('two people label, compare, and decide', async ({ browser }) => {
  const ann = await person(browser);
  const projects = new ProjectsPage(ann);
  await projects.open();
  await projects.create({ name: 'Shared', labels: ['Person', 'Place'], explanations: [] });
  const importing = new ImportPage(ann);
  await importing.paste(texts.join('\n'));
  expect(await importing.run()).toBe(3);
  await callMyself(ann, 'Ann');
  const blank = await give(ann);

  const bob = await person(browser);
  await openFile(bob, blank);
  await callMyself(bob, 'Bob');
  await label(bob, [
    [0, 'Ada', 'Person'],
    [0, 'London', 'Place'],
    [1, 'Paris', 'Place'],
  ]);
  await label(ann, [
    [0, 'Ada', 'Person'],
    [0, 'London', 'Place'],
    [1, 'Paris', 'Person'],
    [1, 'Grace', 'Person'],
  ]);
  const [annsFile, bobsFile] = [await give(ann), await give(bob)];
  await openFile(ann, bobsFile);
  await openFile(bob, annsFile);

  for (const page of [ann, bob]) {
    await goTo(page, 'Review');
    const people = page.getByRole('table').first();
    await expect(people.getByRole('row', { name: /^Ann/ })).toHaveText(/34$/);
    await expect(people.getByRole('row', { name: /^Bob/ })).toHaveText(/33$/);
    // Of four and three spans two are the same: 2 · 2 / 7.
    await expect(page.getByRole('row', { name: /^All labels/ })).toContainText('0.57');
  }
  await scan(ann, 'Review');
  await ann.setViewportSize({ width: 360, height: 740 });
  expect(await ann.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await ann.setViewportSize({ width: 1280, height: 800 });

  // By keyboard: Bob's version, then on; then what both agree on.
  await expect(ann.getByText('3 texts to decide')).toBeVisible();
  await ann.locator('body').click({ position: { x: 2, y: 400 } });
  await ann.keyboard.press('2');
  await expect(ann.getByRole('checkbox', { name: /^Place: Paris/ })).toBeChecked();
  await ann.keyboard.press('Enter');
  await expect(ann.getByText('2 texts to decide')).toBeVisible();
  await ann.getByRole('button', { name: 'Accept 2 texts on which all agree' }).press('Enter');
  await expect(ann.getByText('Every text that two people are done with is decided.')).toBeVisible();

  await goTo(ann, 'Export');
  const json = await new ExportPage(ann).download('CoNLL');
  expect(json.content).toContain('Paris');
  expect(json.content.match(/B-Place/g)).toHaveLength(2);
  expect(json.content.match(/B-Person/g)).toHaveLength(1);
  await ann.context().close();
  await bob.context().close();
});

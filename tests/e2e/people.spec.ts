/**
 * Several people, one truth, in browsers of their own: the texts are handed out, each labels 30 of them, they open each other's
 * files in whatever order and have the same then; one decides by keyboard alone, and what is decided is what is exported.
 */
import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { openSources } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ExportPage } from './pages/export-page.ts';
import { scan } from './scan.ts';
import {
  bc5cdr,
  blankProject,
  bundleOf,
  type Corpus,
  fileOf,
  hasCorpora,
  labelledPart,
  type ProjectFile,
  type Saying,
  semEvalRelations,
  shared,
} from './shared-work.ts';

const hour = 3_600_000;
/** All of them, of which everybody gets half: 20 and 10 of one's own. */
const texts = 40;

async function person(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto('/');
  return page;
}

async function goTo(page: Page, screen: string): Promise<void> {
  // By key: a message may lie over the link, and stays while the mouse is on it.
  await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).press('Enter');
  // The screen is fetched first, and the address is still the old one until it is there.
  await expect(page).toHaveURL(new RegExp(`/${screen.toLowerCase()}(\\?|$)`));
}

async function callMyself(page: Page, name: string): Promise<void> {
  await goTo(page, 'Review');
  const field = page.getByRole('textbox', { name: 'Your name' });
  await field.fill(name);
  await field.press('Tab');
}

async function downloaded(page: Page, act: () => Promise<void>): Promise<ProjectFile> {
  const file = page.waitForEvent('download');
  await act();
  const download = await file;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** The project file, which is packed. */
async function give(page: Page): Promise<ProjectFile> {
  await goTo(page, 'Export');
  await page.getByRole('radio', { name: /^LEAN-LIFE project/ }).check();
  return downloaded(page, () => page.getByRole('button', { name: 'Download', exact: true }).click());
}

/** Where the project is here, what the file would do is shown first: `says` are rows of that. */
async function open(page: Page, file: ProjectFile, says?: readonly RegExp[]): Promise<void> {
  await page.goto('/#/');
  await page.getByTestId('project-file').setInputFiles({
    ...{ name: file.name, mimeType: 'application/octet-stream', buffer: file.content },
  });
  if (says !== undefined) {
    const question = page.getByRole('dialog', { name: /^Merge into/ });
    for (const row of says) await expect(question.getByRole('row', { name: row })).toBeVisible();
    await question.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
  }
  await expect(page).toHaveURL(/#\/p\//, { timeout: 20_000 });
}

const end = async (page: Page): Promise<object> => shared(bundleOf(await give(page)));

async function handOut(page: Page, names: readonly string[]): Promise<ReadonlyMap<string, ProjectBundle>> {
  await goTo(page, 'Review');
  await page.getByRole('button', { name: 'Hand out the texts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand out the texts' });
  await dialog.getByRole('textbox', { name: 'Who gets a part' }).fill(names.join('\n'));
  await dialog.getByRole('spinbutton').fill('50');
  for (const name of names) await expect(dialog.getByText(`${name}: 30 texts`)).toBeVisible();
  const zip = await downloaded(page, () => dialog.getByRole('button', { name: 'Download' }).click());
  const files = openSources([{ name: zip.name, bytes: new Uint8Array(zip.content) }]);
  if (!files.ok) throw new Error(files.error.message);
  return new Map(
    names.map((name) => {
      const file = files.value.find((one) => one.name.toLowerCase().includes(`-${name.toLowerCase()}`));
      return [name, bundleOf({ name, content: Buffer.from(file?.bytes ?? []) })];
    }),
  );
}

/** Ann's and Bob's project after each has what both said. */
async function shareWork(
  browser: Browser,
  corpus: Corpus,
  differs: (gold: readonly Saying[]) => readonly Saying[],
) {
  const [ann, bob] = [await person(browser), await person(browser)];
  const blank = fileOf(blankProject(corpus), corpus.name);
  await open(ann, blank);
  await callMyself(ann, 'Ann');
  const parts = await handOut(ann, ['Ann', 'Bob']);
  const [annsPart, bobsPart] = [parts.get('Ann')!, parts.get('Bob')!];
  const common = bobsPart.documents.filter(({ id }) => annsPart.documents.some((doc) => doc.id === id));
  expect([annsPart, bobsPart].map(({ documents }) => documents.length)).toEqual([30, 30]);
  expect(common).toHaveLength(20);
  // They differ on the first texts that both have.
  const contested = new Set(common.slice(0, 5).map(({ position }) => position));
  const labels = async (
    page: Page,
    part: ProjectBundle,
    name: string,
    clock: number,
  ): Promise<ProjectFile> => {
    const own = labelledPart(part, corpus, name, clock, (text, gold) =>
      name === 'Bob' && contested.has(text) ? differs(gold) : gold,
    );
    await open(page, fileOf(own, name), [/^Your labels/]);
    return give(page);
  };
  await open(bob, fileOf(bobsPart, 'part'));
  await callMyself(bob, 'Bob');
  const annsFile = await labels(ann, annsPart, 'Ann', 100 * hour);
  const bobsFile = await labels(bob, bobsPart, 'Bob', 101 * hour);
  await open(ann, bobsFile, [/^Labels of Bob/]);
  await open(bob, annsFile, [/^Labels of Ann/]);
  // Bob was given 30 texts, and has the others from Ann by now.
  const truth = await end(ann);
  expect(await end(bob)).toEqual(truth);
  return { ann, bob, contested, truth, files: { blank, annsFile, bobsFile } };
}

const people = (page: Page): Locator => page.getByRole('table').first();

/** In another tab: the last word of a text is labelled, and it is undone once this one shows that. */
async function labelAndUndo(page: Page, labels: number): Promise<void> {
  const own = people(page).getByRole('row', { name: /\(you\)/ });
  const other = await page.context().newPage();
  await other.goto(page.url().replace(/review.*$/, 'annotate'));
  const annotate = new AnnotatePage(other);
  await annotate.text.focus();
  await other.keyboard.press('End');
  await other.keyboard.press('Alt+1');
  await expect(own).toContainText(`${labels + 1}`);
  await other.keyboard.press('Control+z');
  await expect(own).toContainText(`${labels}`);
  await other.close();
}

async function leave(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().close();
}

/** Decides every text by keys; `first` says what to do with the first one, before Enter. */
async function decideByKeyboard(page: Page, contested: number, first: () => Promise<void>): Promise<void> {
  await goTo(page, 'Review');
  const left = (n: number) =>
    expect(page.getByText(n === 1 ? '1 text to decide' : `${n} texts to decide`)).toBeVisible();
  await left(20);
  await page.keyboard.press('a');
  await left(contested);
  // Keys are about the text that is there.
  const there = () => expect(page.getByRole('button', { name: 'Take all of Ann' })).toBeVisible();
  await there();
  await first();
  await page.keyboard.press('Enter');
  for (let n = contested - 1; n > 0; n--) {
    await left(n);
    await there();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText('Every text that two people are done with is decided.')).toBeVisible();
}

test.skip(!hasCorpora, 'BC5CDR and SemEval (../shared/data) are not here');

test('entities: two label 30 texts each, and have one truth', async ({ browser }) => {
  const corpus = bc5cdr(texts);
  // Bob overlooks the first entity of each.
  const { ann, bob, contested } = await shareWork(browser, corpus, (gold) => gold.slice(1));
  await goTo(ann, 'Review');
  for (const name of ['Ann', 'Bob']) {
    await expect(people(ann).getByRole('row', { name: new RegExp(`^${name}`) })).toContainText('30');
  }
  await expect(ann.getByRole('row', { name: /^All labels/ })).toBeVisible();
  await scan(ann, 'Review');
  await ann.setViewportSize({ width: 360, height: 740 });
  expect(await ann.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await ann.setViewportSize({ width: 1280, height: 800 });

  let anew = '';
  await decideByKeyboard(ann, contested.size, async () => {
    // The entity that only Ann saw is taken by itself, and the last word of the text is labelled anew.
    await ann.keyboard.press('j');
    await expect(ann.locator('input[data-key]:focus')).toBeVisible();
    // What is read anew meanwhile, because of another tab, takes the place from nobody.
    await labelAndUndo(ann, 63);
    await ann.keyboard.press('Space');
    await expect(ann.locator('input[data-key]:focus')).toBeChecked();
    await ann.keyboard.press('t');
    await ann.keyboard.press('Control+End');
    await ann.keyboard.press('Shift+ArrowLeft');
    await ann.keyboard.press('Shift+ArrowRight');
    await ann.keyboard.press('1');
    const made = ann.getByText('labelled here');
    await expect(made).toHaveCount(1);
    anew = (await made.locator('..').textContent()) ?? '';
  });
  await goTo(ann, 'Export');
  // A project file holds everybody's.
  await ann
    .getByRole('radio', { name: /^CoNLL/ })
    .first()
    .check();
  await ann.getByRole('combobox', { name: 'Whose labels' }).selectOption({ label: 'What was decided' });
  const exporting = new ExportPage(ann);
  const { content } = await exporting.download('CoNLL');
  await expect(async () => {
    expect((await exporting.losses()).join()).toMatch(/labels of other layers: Ann \(\d+\), Bob \(\d+\)/);
  }).toPass();
  // Gold of the texts that both have, and the one label that nobody gave.
  expect(anew).not.toBe('');
  const decided = bundleOf(await give(ann));
  const gold = decided.annotations.filter((one) => one.gold === true && one.deleted !== true);
  expect(content.match(/\bB-/g)).toHaveLength(gold.length);
  const positions = new Map(decided.documents.map(({ id, position }) => [id, position]));
  const wanted = new Set(gold.map(({ documentId }) => positions.get(documentId) ?? -1));
  const right = [...wanted].reduce((sum, at) => sum + (corpus.texts[at]?.gold.length ?? 0), 0);
  expect(gold).toHaveLength(right + 1);
  await leave(ann, bob);
});

test('relations: a third opens all files, takes a merge back in one step, and has it again', async ({
  browser,
}) => {
  const corpus = semEvalRelations(texts);
  const other = corpus.labels.filter(({ kind }) => kind === 'relation').map(({ name }) => name);
  // Bob calls the relation something else.
  const { ann, bob, contested, truth, files } = await shareWork(browser, corpus, (gold) =>
    gold.map((one) =>
      one.target.kind === 'relation'
        ? { ...one, label: other.find((name) => name !== one.label) ?? one.label }
        : one,
    ),
  );
  const cleo = await person(browser);
  await open(cleo, files.blank);
  await open(cleo, files.bobsFile, [/^Labels of Bob/]);
  await open(cleo, files.annsFile, [/^Labels of Ann/]);
  expect(await end(cleo)).toEqual(truth);
  await goTo(cleo, 'Review');
  await expect(people(cleo).getByRole('row', { name: /^Ann/ })).toBeVisible();
  await cleo.keyboard.press('Control+z');
  await expect(people(cleo).getByRole('row', { name: /^Ann/ })).toHaveCount(0);
  await cleo.keyboard.press('Control+y');
  await expect(people(cleo).getByRole('row', { name: /^Ann/ })).toBeVisible();

  await decideByKeyboard(bob, contested.size, async () => {
    // Ann's version of it.
    await bob.keyboard.press('1');
  });
  const decided = bundleOf(await give(bob));
  const gold = decided.annotations.filter((one) => one.gold === true && one.deleted !== true);
  expect(gold).toHaveLength(20 * 3);
  const names = new Map(decided.labels.map(({ id, name }) => [id, name]));
  const positions = new Map(decided.documents.map(({ id, position }) => [id, position]));
  for (const { documentId, labelId, target } of gold) {
    if (target.kind !== 'relation') continue;
    expect(names.get(labelId)).toBe(corpus.texts[positions.get(documentId) ?? -1]?.gold[2]?.label);
  }
  await goTo(bob, 'Annotate');
  await expect(new AnnotatePage(bob).text).toBeVisible();
  await leave(ann, bob, cleo);
});

/** An import whose page goes away in the middle: said at the next start, and taken back whole or kept. */
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

// Enough that it still runs when another tab has come up.
const size = 60_000;

/** Labelled with a name that the project does not have. */
const file = {
  name: 'many.jsonl',
  content: Array.from({ length: size }, (_, i) =>
    JSON.stringify({ text: `Ada wrote letter number ${i}.`, label: [[0, 3, 'Author']] }),
  ).join('\n'),
};

/** What the learner writes at its own pace, about whatever texts are there. */
const learners = ['recommendations', 'priorities', 'trainingLog', 'weights'];

/**
 * How many rows each table of people's work holds that are not tombstones; of all tables, how many are about texts that are
 * not there (`orphans`), and how many texts are there twice.
 */
function livingRows(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async (left) => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('lean-life'));
    type Row = { id?: string; deleted?: boolean; documentId?: string; text?: string }; // of some tables
    type Pack = { id: string; rows: Row[] };
    const packs: Pack[] = await asked(db.transaction('packedRows').objectStore('packedRows').getAll());
    /** Those of its own and those in packs. */
    const rowsOf = async (name: string): Promise<Row[]> => {
      const rows: Row[] = await asked(db.transaction(name).objectStore(name).getAll());
      const packed = packs.filter(({ id }) => id.startsWith(`${name} `)).flatMap((pack) => pack.rows);
      return [...rows, ...packed].filter((row) => row.deleted !== true);
    };
    const ids = new Set((await rowsOf('documents')).map(({ id }) => id));
    const counts: Record<string, number> = { orphans: 0 };
    for (const name of db.objectStoreNames) {
      if (['packs', 'packedRows', 'device'].includes(name)) continue;
      const rows = await rowsOf(name);
      if (!left.includes(name)) counts[name] = rows.length;
      counts['orphans'] =
        (counts['orphans'] ?? 0) +
        rows.filter((row) => row.documentId !== undefined && !ids.has(row.documentId)).length;
    }
    const texts = (await rowsOf('texts')).map((row) => row.text);
    counts['twice'] = texts.length - new Set(texts).size;
    db.close();
    return counts;
  }, learners);
}

/** A new project with one text of its own, at the address of its import screen. */
async function projectOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await new ProjectsPage(page).open();
  await new ProjectsPage(page).create({ name: 'Half', labels: ['Person'] });
  const importing = new ImportPage(page);
  await importing.paste('A text that was here before.');
  await importing.run();
  await page.getByRole('button', { name: 'Choose another file' }).click();
  return page;
}

/** Begins an import and closes the page in the middle of it; another page at the same address. */
async function interrupted(context: BrowserContext, page: Page): Promise<Page> {
  const address = page.url();
  await new ImportPage(page).choose(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/^[1-9][\d,]* texts imported$/)).toBeVisible();
  // While it runs it is nobody's to take back, not in another tab either.
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  await expect(page.getByText(/^[1-9][\d,]* texts imported$/)).toBeVisible();
  await expect(offer(other)).toBeHidden();
  await page.close();
  return other;
}

const offer = (page: Page) => page.getByRole('status').filter({ hasText: 'interrupted' });

async function textsIn(page: Page): Promise<number> {
  const said = /only ([\d,]+) texts came in/.exec((await offer(page).textContent()) ?? '')?.[1];
  return Number((said ?? '').replaceAll(',', ''));
}

test('an interrupted import is told and taken back whole, or kept', async ({ context }) => {
  const first = await projectOf(context);
  const before = await livingRows(first);
  const page = await interrupted(context, first);
  // The tab that is there is told as soon as the other one is gone; a new one at its start.
  await expect(offer(page)).toContainText('The import of “many.jsonl” was interrupted');
  await page.reload();
  await expect(offer(page)).toBeVisible();
  const texts = await textsIn(page);
  expect(texts).toBeGreaterThan(0);
  expect(texts).toBeLessThan(size);
  const half = await livingRows(page);
  expect(half).toMatchObject({
    orphans: 0,
    twice: 0,
    documents: texts + 1,
    texts: texts + 1,
    annotations: texts,
    labels: 2,
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await offer(page).getByRole('button', { name: 'Take back' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Take the import back?' });
  await dialog.getByRole('button', { name: 'Take the import back' }).press('Enter');
  await expect(offer(page)).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('main')).toBeFocused();
  expect(await livingRows(page)).toEqual(before);

  const again = await interrupted(context, page);
  await expect(offer(again)).toBeVisible();
  const kept = await textsIn(again);
  await offer(again).getByRole('button', { name: 'Keep what came in' }).press('Enter');
  await expect(offer(again)).toBeHidden();
  await again.reload();
  await expect(again.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  expect(await livingRows(again)).toMatchObject({
    documents: kept + 1,
    texts: kept + 1,
    annotations: kept,
  });
  await expect(offer(again)).toBeHidden();
});

test('an interrupted import goes on where it was, with its own file', async ({ context }) => {
  const page = await interrupted(context, await projectOf(context));
  await expect(offer(page)).toBeVisible();
  const texts = await textsIn(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 2 })).toBeVisible();
  await offer(page).getByRole('button', { name: 'Import the rest' }).press('Enter');
  // It counts from what came in before: more than that has to be there.
  const counted = page.getByText(/^[1-9][\d,]* texts imported$/);
  await expect
    .poll(async () => Number.parseInt(((await counted.textContent()) ?? '').replaceAll(',', ''), 10))
    .toBeGreaterThan(texts);
  await expect(offer(page)).toBeHidden();
  // Stopped, it keeps what came in meanwhile and is offered again.
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(offer(page)).toBeVisible();
  const more = await textsIn(page);
  expect(more).toBeGreaterThan(texts);
  expect(await livingRows(page)).toMatchObject({ orphans: 0, twice: 0, documents: more + 1 });
  await offer(page).getByRole('button', { name: 'Import the rest' }).press('Enter');
  const rest = (size - more).toLocaleString('en');
  await expect(page.getByRole('heading', { name: `${rest} texts imported` })).toBeVisible({
    timeout: 90_000,
  });
  expect(await livingRows(page)).toMatchObject({
    orphans: 0,
    twice: 0,
    documents: size + 1,
    texts: size + 1,
    annotations: size,
    labels: 2,
  });
  await page.reload();
  await expect(page.getByRole('link', { name: 'Annotate' })).toBeVisible();
  await expect(offer(page)).toBeHidden();
});

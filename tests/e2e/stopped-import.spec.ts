/** An import whose page goes away in the middle: said at the next start, and taken back whole or kept. */
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const size = 30_000;

/** Labelled with a name that the project does not have. */
const file = {
  name: 'many.jsonl',
  content: Array.from({ length: size }, (_, i) =>
    JSON.stringify({ text: `Ada wrote letter number ${i}.`, label: [[0, 3, 'Author']] }),
  ).join('\n'),
};

/** How many rows each table holds that are not tombstones. */
function livingRows(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('lean-life'));
    const counts: Record<string, number> = {};
    for (const name of db.objectStoreNames) {
      const rows: unknown[] = await asked(db.transaction(name).objectStore(name).getAll());
      counts[name] = rows.filter((row) => (row as { deleted?: boolean }).deleted !== true).length; // some tables have it
    }
    db.close();
    return counts;
  });
}

/** A project with one text of its own and an import of which only a part came in; at the address of its import screen. */
async function interrupted(context: BrowserContext): Promise<{
  readonly page: Page;
  readonly before: Record<string, number>;
}> {
  const page = await context.newPage();
  await new ProjectsPage(page).open();
  await new ProjectsPage(page).create({ name: 'Half', labels: ['Person'] });
  const importing = new ImportPage(page);
  await importing.paste('A text that was here before.');
  await importing.run();
  const before = await livingRows(page);
  const address = page.url();
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await importing.choose(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/^[1-9][\d,]* texts imported$/)).toBeVisible();
  // While it runs it is nobody's to take back, not in another tab either.
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  await expect(page.getByText(/^[1-9][\d,]* texts imported$/)).toBeVisible();
  await expect(offer(other)).toBeHidden();
  await page.close();
  return { page: other, before };
}

const offer = (page: Page) => page.getByRole('status').filter({ hasText: 'interrupted' });

async function textsIn(page: Page): Promise<number> {
  const said = /only ([\d,]+) texts came in/.exec((await offer(page).textContent()) ?? '')?.[1];
  return Number((said ?? '').replaceAll(',', ''));
}

test('an interrupted import is told and taken back whole', async ({ context }) => {
  const { page, before } = await interrupted(context);
  // The tab that is there is told as soon as the other one is gone; a new one at its start.
  await expect(offer(page)).toContainText('The import of “many.jsonl” was interrupted');
  await page.reload();
  await expect(offer(page)).toBeVisible();
  const texts = await textsIn(page);
  expect(texts).toBeGreaterThan(0);
  expect(texts).toBeLessThan(size);
  const half = await livingRows(page);
  expect(half).toMatchObject({ documents: texts + 1, texts: texts + 1, annotations: texts, labels: 2 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await offer(page).getByRole('button', { name: 'Take back' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Take the import back?' });
  await dialog.getByRole('button', { name: 'Take the import back' }).press('Enter');
  await expect(offer(page)).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('main')).toBeFocused();
  expect(await livingRows(page)).toEqual(before);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  await expect(offer(page)).toBeHidden();
});

test('what came in of an interrupted import can be kept, and is not asked about again', async ({
  context,
}) => {
  const { page } = await interrupted(context);
  await expect(offer(page)).toBeVisible();
  const texts = await textsIn(page);
  await offer(page).getByRole('button', { name: 'Keep what came in' }).press('Enter');
  await expect(offer(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Import', level: 2 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Annotate' })).toBeVisible();
  expect(await livingRows(page)).toMatchObject({
    documents: texts + 1,
    texts: texts + 1,
    annotations: texts,
  });
  await expect(offer(page)).toBeHidden();
});

/** Texts read in context: from the sample to a model on states, what settings say of it, switched off and on. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { readsBy } from './reads-by.ts';

test.use({ storageState: { cookies: [], origins: [] } });

test('a sample is soon read in context, and not where that is switched off', async ({ page, context }) => {
  const fetched: string[] = [];
  context.on('request', (request) => {
    if (/minilm|asyncify/.test(request.url())) fetched.push(request.url());
  });
  await new ProjectsPage(page).open();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(fetched).toEqual([]);
  const opened = Date.now();
  await page.getByRole('button', { name: 'Open the sample Restaurant reviews' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await expect.poll(() => readsBy(page), { timeout: 60_000 }).toBe('minilm-l6');
  test
    .info()
    .annotations.push({ type: 'sample to model on states', description: `${Date.now() - opened} ms` });

  // Texts like the one on the screen, and like some words, one after the other.
  await page.getByRole('button', { name: 'Show the list of texts' }).click();
  await page.getByRole('button', { name: 'Texts like this one' }).click();
  await expect(page.getByRole('region', { name: /^Like text \d+/ })).toContainText('1 of 30', {
    timeout: 30_000,
  });
  await page.getByRole('searchbox', { name: 'Search the texts' }).fill('rude staff');
  await page.getByRole('button', { name: 'Search by meaning' }).click();
  await expect(page.getByRole('region', { name: /^Like “rude staff”/ })).toBeVisible({ timeout: 30_000 });
  await expect(annotate.text).toContainText(/staff|rude/i);
  await page.getByRole('button', { name: 'End', exact: true }).click();

  await annotate.go('Settings');
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Words in their context' }) });
  await expect(section.getByRole('status')).toHaveText(
    /^It runs on the processor and reads about \d+ sentences? a second\.$/,
  );
  await expect(section.getByText(/^Kept of what it has read: [1-9]/)).toBeVisible();
  await section.getByRole('radio', { name: /^Not at all/ }).click();
  await expect(section.getByRole('status')).toHaveText('It is switched off.');
  await expect.poll(() => readsBy(page), { timeout: 60_000 }).toBe('word vectors');
  // Nothing is read any more, so nothing is kept anew.
  await section.getByRole('button', { name: 'Clear it' }).click();
  await expect(section.getByText(/^Kept of what it has read: 0/)).toBeVisible();
  // This browser has no adapter: the processor reads, and it is said why.
  await section.getByRole('radio', { name: /^On its graphics processor/ }).click();
  await expect.poll(() => readsBy(page), { timeout: 60_000 }).toBe('minilm-l6');
  await expect(section.getByRole('status')).toHaveText(
    /^It runs on the processor .+ This browser offers no graphics processor\.$/,
  );
  expect(fetched.filter((url) => url.includes('asyncify'))).toEqual([]);
});

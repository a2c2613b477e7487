/**
 * SemEval-2010 Task 8 through the page: all 8 000 train sentences come in, an import that is cancelled leaves nothing, and the
 * 203 explanations of a second file become rules with their statistics.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const folder = path.join(process.cwd(), '../shared/data/semeval2010-task8');
const sentences = 8000;
const longestMs = 10_000;

async function choose(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(path.join(folder, name));
  await expect(page.getByRole('combobox', { name: 'Format' })).toBeVisible({ timeout: 30_000 });
}

test('8 000 sentences in under 10 s, 203 explanations become rules', async ({ page }) => {
  test.skip(!existsSync(folder), 'needs ../shared/data/semeval2010-task8');
  test.setTimeout(240_000);
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'SemEval',
    task: 'Relations',
    explanations: ['A sentence in English'],
    labels: ['Entity'],
    relations: ['Other'],
  });
  const importing = new ImportPage(page);
  const progress = page.getByRole('progressbar');

  // Cancelled in the middle: nothing of it stays.
  await choose(page, 'TRAIN_FILE.TXT');
  expect(await importing.format()).toMatch(/SemEval/);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(progress).toBeVisible();
  await page.getByRole('button', { name: 'Cancel and take back' }).click();
  await expect(page.getByText('The import was taken back.')).toBeVisible({ timeout: 30_000 });

  await choose(page, 'TRAIN_FILE.TXT');
  const start = Date.now();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(progress).toBeVisible();
  await expect(page.getByRole('heading', { name: '8,000 texts imported' })).toBeVisible({ timeout: 60_000 });
  const took = Date.now() - start;
  console.info(`${sentences} sentences imported in ${took} ms`);
  expect(took).toBeLessThan(longestMs);

  await page.getByRole('button', { name: 'Start annotating' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  expect(await annotate.position()).toContain('8,000');
  await annotate.go('Import');
  await choose(page, 'explanations.json');
  await page.getByRole('button', { name: /^Import/ }).last().click();
  await expect(page.getByText('203 explanations')).toBeVisible({ timeout: 60_000 });

  await annotate.go('Explanations');
  const opened = Date.now();
  const figure = page.locator('.figure').filter({ hasText: 'Rules on' });
  await expect(figure).toContainText('203 / 203', { timeout: 120_000 });
  await expect(page.getByRole('table', { name: 'Explanations' }).getByRole('row').nth(1)).toContainText('%');
  console.info(`figures of 203 rules after ${Date.now() - opened} ms`);
});

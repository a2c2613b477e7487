import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const shots = '/tmp/loop/shots';
async function shoot(page: Page, name: string) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png`, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
async function trained(page: Page, annotate: AnnotatePage) {
  await annotate.go('Model');
  await expect(page.getByRole('region', { name: 'By label' }).getByRole('row').nth(1)).toBeVisible({ timeout: 150_000 });
  await annotate.go('Settings');
  await page.getByRole('button', { name: 'Train now' }).click();
  await page.waitForTimeout(15_000);
  await annotate.go('Model');
  await page.getByRole('button', { name: 'Check the labels' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 200_000 });
}
test('bc5cdr', async ({ page }) => {
  test.setTimeout(600_000);
  const blocks = readFileSync('../shared/data/bc5cdr-triggers/train.txt', 'utf8').split(/\n\s*\n/);
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Drugs', labels: ['Chemical', 'Disease'] });
  const annotate = new AnnotatePage(page);
  const importing = new ImportPage(page);
  await annotate.go('Import');
  await importing.choose({ name: 'test.conll', content: blocks.slice(300, 400).join('\n\n') });
  await page.getByRole('checkbox', { name: /^Only to measure the model/ }).check();
  await importing.run();
  await annotate.go('Import');
  await importing.choose({ name: 'train.conll', content: blocks.slice(0, 250).join('\n\n') });
  await importing.run();
  await trained(page, annotate);
  await shoot(page, 'bc5cdr');
  await page.getByRole('button', { name: /^Walk through/ }).click();
  await page.waitForTimeout(1500);
  await shoot(page, 'bc5cdr-walk');
});
test('semeval', async ({ page }) => {
  test.setTimeout(600_000);
  const lines = readFileSync('../shared/data/semeval2010-task8/TRAIN_FILE.TXT', 'utf8').split(/\r?\n\r?\n/);
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Relations', task: 'Relations', explanations: ['A sentence in English'], labels: ['Entity'], relations: ['Other'] });
  const annotate = new AnnotatePage(page);
  const importing = new ImportPage(page);
  await annotate.go('Import');
  await importing.choose({ name: 'TEST_FILE_FULL.TXT', content: lines.slice(4000, 4120).join('\n\n') + '\n\n' });
  await page.getByRole('checkbox', { name: /^Only to measure the model/ }).check();
  await importing.run();
  await annotate.go('Import');
  await importing.choose({ name: 'explanations.json', content: readFileSync('../shared/data/semeval2010-task8/explanations.json', 'utf8') });
  await importing.run();
  await trained(page, annotate);
  await shoot(page, 'semeval');
});

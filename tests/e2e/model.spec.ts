/** The Model screen: what it says of a model that was measured on texts that it never saw, and what one can do about it. */
import { expect, test } from '@playwright/test';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { scan } from './scan.ts';

const people = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Margaret', 'Tim'];
const places = ['London', 'Paris', 'Rome', 'Berlin', 'Madrid', 'Vienna', 'Oslo', 'Prague'];

function conll(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    const [person, place] = [people[i % 8], places[(i * 3) % 8]];
    // One label has slipped.
    const label = i === 12 ? 'LOC' : 'PER';
    return `${person} B-${label}\nflew O\nto O\n${place} B-LOC\non O\nday O\n${i} O\n. O\n`;
  }).join('\n');
}

test('scores, mistakes and versions of a model, and the labels to look at again', async ({ page }) => {
  test.slow();
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Travels', labels: ['PER', 'LOC'] });
  const annotate = new AnnotatePage(page);
  await annotate.go('Model');
  await expect(page.getByText('There is no model yet.')).toBeVisible();
  await annotate.go('Import');
  const importing = new ImportPage(page);
  await importing.choose({ name: 'train.conll', content: conll(0, 40) });
  await importing.run();
  // The way back to the beginning of the screen that one is on.
  await annotate.go('Import');
  await importing.choose({ name: 'test.conll', content: conll(40, 60) });
  await page.getByRole('checkbox', { name: /^Only to measure the model/ }).check();
  await importing.run();
  await annotate.go('Model');
  const byLabel = page.getByRole('region', { name: 'By label' });
  await expect(byLabel.getByRole('row', { name: /^PER/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/% to .*, on 20 texts/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Models that are kept' }).getByText('in use')).toBeVisible();
  await page.getByRole('button', { name: 'Check the labels' }).click();
  await page.getByRole('button', { name: /^Walk through/ }).click({ timeout: 60_000 });
  const walk = page.getByRole('region', { name: 'Labels to look at again' });
  await expect(walk).toContainText('“Barbara”. You: LOC. The model: PER');
  await expect(annotate.text).toContainText('on day 12');
  await walk.getByRole('button', { name: 'End' }).click();
  await expect(walk).toBeHidden();
  await annotate.go('Model');
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  await scan(page, 'Model');
  await page.screenshot({ path: test.info().outputPath('wide.png'), fullPage: true });
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await scan(page, 'Model, narrow');
  await page.screenshot({ path: test.info().outputPath('narrow.png'), fullPage: true });
});

/** The trained model leaves the app as a zip that holds an ONNX file with its weights, and what is needed to run it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

test('a model trained on the sample can be taken away', async ({ page }) => {
  await new ProjectsPage(page).open();
  await page.getByRole('button', { name: 'Open the sample People and their places' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.go('Export');
  const button = page.getByRole('button', { name: 'Download model' });
  await expect(button).toBeDisabled();
  // It trains where one annotates.
  await annotate.go('Annotate');
  await expect(page.getByText(/^Model \d/)).toBeVisible({ timeout: 100_000 });
  await annotate.go('Export');
  await expect(button).toBeEnabled({ timeout: 10_000 });
  const file = page.waitForEvent('download');
  await button.click();
  const download = await file;
  expect(download.suggestedFilename()).toBe('People-and-their-places-model.zip');
  const parts = unzipSync(new Uint8Array(await readFile(await download.path())));
  expect(Object.keys(parts).sort()).toEqual([
    'README.md',
    'labels.json',
    'model.onnx',
    'predict.py',
    'vocabulary.txt',
  ]);
  const text = (name: string): string => new TextDecoder().decode(parts[name]);
  expect(JSON.parse(text('labels.json'))).toMatchObject({
    task: 're',
    labels: expect.arrayContaining(['born in']),
  });
  expect(text('vocabulary.txt')).toContain('\nLindqvist\n');
  expect(parts['model.onnx']?.length ?? 0).toBeGreaterThan(100_000);
});

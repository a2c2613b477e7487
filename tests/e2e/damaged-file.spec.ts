/** A damaged project file, opened. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { bundleOf, parsed, write } from '../unit/formats/helpers.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

test('what of a damaged file was left out is said, stays said, and can be saved', async ({ page }) => {
  const sound = write('project', bundleOf('ner', [parsed('Ada lived here.'), parsed('Grace lived there.')]));
  const entries = unzipSync(sound[0]?.bytes ?? new Uint8Array());
  const documents = entries['documents.jsonl'] ?? new Uint8Array();
  documents[documents.indexOf('G'.charCodeAt(0))] = 'T'.charCodeAt(0);
  await page.clock.install();
  await new ProjectsPage(page).open();
  await page.getByTestId('project-file').setInputFiles({
    name: 'damaged.leanlife',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(zipSync(entries)),
  });
  const said = page.getByText('1 part of this file was damaged or did not fit.');
  await expect(said).toBeVisible();
  await expect(new AnnotatePage(page).text).toHaveText('Ada lived here.');
  await page.clock.runFor(60_000);
  await expect(said).toBeVisible();
  // It stands in nobody's way meanwhile.
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 2 })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the list' }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('damaged');
});

/**
 * A language model of one's own on the graphics processor (an imitated one: it is asked for), and out of the app again: the Run
 * folder and the downloaded model hold it.
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { findChromium } from '../../tools/chromium.ts';
import { ownGraph, tokenizer } from '../unit/encoder/own-graph.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { readsBy } from './reads-by.ts';
import { checkedRunFolder } from './run-folder.ts';

const executablePath = findChromium();
test.use({
  storageState: { cookies: [], origins: [] },
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--enable-features=Vulkan',
    ],
  },
});

test('a model is trained on states from the graphics processor, and answers the same elsewhere', async ({
  page,
}) => {
  await new ProjectsPage(page).open();
  const hasAdapter = await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  test.skip(!hasAdapter, 'this browser has no imitation of a graphics processor');
  await page.getByRole('button', { name: 'Open the sample Restaurant reviews' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.go('Settings');
  const section = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name }) });
  const archive = zipSync({ 'model.onnx': ownGraph(), 'tokenizer.json': Buffer.from(tokenizer) });
  await section('Language model of this project')
    .getByTestId('language-model-file')
    .setInputFiles({ name: 'field-bert.zip', mimeType: 'application/zip', buffer: Buffer.from(archive) });
  await expect(section('Language model of this project').getByRole('status')).toContainText('field-bert', {
    timeout: 60_000,
  });
  const context = section('Words in their context');
  await context.getByRole('radio', { name: /^On its graphics processor/ }).click();
  await expect(context.getByRole('status')).toHaveText(
    /^It runs on the graphics processor and reads about [\d,]+ sentences? a second\.$/,
    { timeout: 60_000 },
  );
  await expect.poll(() => readsBy(page), { timeout: 60_000 }).toMatch(/^own-/);

  await annotate.go('Export');
  const folder = await checkedRunFolder(page, 'Restaurant-reviews-run.zip');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download model' }).click(),
  ]);
  const parts = unzipSync(new Uint8Array(await readFile(await file.path())));
  expect(Buffer.from(parts['encoder.onnx'] ?? []).equals(folder['encoder.onnx'] ?? Buffer.of())).toBe(true);
  expect(new TextDecoder().decode(parts['README.md'])).toContain('field-bert');
});

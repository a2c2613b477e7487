/** A language model that a person brings: dropped on the page, refused with the reason, or taken and named by the project. */
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { ownGraph, tokenizer } from '../unit/encoder/own-graph.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

test('a language model of one’s own is tried, refused by name, taken, and given back', async ({
  page,
  context,
}) => {
  const outside: string[] = [];
  context.on('request', (request) => {
    if (/own-encoders|tokenizer|minilm/.test(request.url())) outside.push(request.url());
  });
  await new ProjectsPage(page).open();
  await page.getByRole('button', { name: 'Open the sample Restaurant reviews' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.go('Settings');
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Language model of this project' }) });
  await expect(section.getByRole('status')).toContainText('comes with the app');

  const json = { name: 'tokenizer.json', mimeType: 'application/json', buffer: Buffer.from(tokenizer) };
  const model = (graph: Uint8Array) => ({
    name: 'model.onnx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(graph),
  });
  const picker = section.getByTestId('language-model-file');
  await picker.setInputFiles([model(ownGraph({ output: 'logits' })), json]);
  await expect(section.getByRole('alert')).toContainText('does not answer with a state');
  await expect(section.getByRole('alert')).toContainText('logits');
  await expect(section.getByRole('status')).toContainText('comes with the app');

  // Dropped on another screen it finds its way.
  const archive = zipSync({ 'onnx/model.onnx': ownGraph(), 'tokenizer.json': Buffer.from(tokenizer) });
  await annotate.go('Annotate');
  const dropped = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'field-bert.zip'));
    return data;
  }, Buffer.from(archive).toString('base64'));
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(section.getByRole('status')).toHaveText(
    'Your own: field-bert. It serves every kind of label.',
  );
  await page.reload();
  await expect(section.getByRole('status')).toContainText('Your own: field-bert');

  await section.getByRole('button', { name: 'Use the app’s' }).click();
  await expect(section.getByRole('status')).toContainText('comes with the app');
  await section.getByRole('button', { name: 'Remove field-bert from this device' }).click();
  await expect(section.getByRole('heading', { name: 'On this device' })).toBeHidden();
  expect(outside).toEqual([]);
});

/** The trained model leaves the app as a zip that holds an ONNX file with its weights, and what is needed to run it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';
import { checkedRunFolder } from './run-folder.ts';

/** Words of a sample that stand in no text with a label: what the file must not hold unless it is asked for. */
function unlabelledWords(): Set<string> {
  const sample = JSON.parse(readFileSync('public/samples/ner.json', 'utf8')) as {
    readonly documents: readonly { readonly id: string; readonly text: string }[];
    readonly annotations: readonly { readonly documentId: string }[];
  };
  const labelled = new Set(sample.annotations.map(({ documentId }) => documentId));
  const wordsOf = (isLabelled: boolean): Set<string> =>
    new Set(
      sample.documents
        .filter(({ id }) => labelled.has(id) === isLabelled)
        .flatMap(({ text }) => text.match(/(?<![\p{L}\w'’-])[A-Za-z]{3,}(?![\p{L}\w'’-])/gu) ?? []),
    );
  const known = wordsOf(true);
  return new Set([...wordsOf(false)].filter((word) => !known.has(word)));
}

test('a model trained on the sample can be taken away, with the words that one chooses', async ({ page }) => {
  await new ProjectsPage(page).open();
  await page.getByRole('button', { name: 'Open the sample Eating out' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible();
  await annotate.go('Export');
  const button = page.getByRole('button', { name: 'Download model' });
  await expect(button).toBeDisabled();
  // It trains where one annotates.
  await annotate.go('Annotate');
  await expect(page.getByText(/^Model \d/)).toBeVisible({ timeout: 100_000 });
  // On a small screen the score leaves room for the way to the other screens.
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.locator('.chip').getByText(/^F1 0\.\d/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Project', exact: true })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await annotate.go('Export');
  await expect(button).toBeEnabled({ timeout: 10_000 });
  const download = async (): Promise<Record<string, Uint8Array>> => {
    const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(file.suggestedFilename()).toBe('Eating-out-model.zip');
    return unzipSync(new Uint8Array(await readFile(await file.path())));
  };
  const text = (parts: Record<string, Uint8Array>, name: string): string =>
    new TextDecoder().decode(parts[name]);
  const secret = unlabelledWords();
  expect(secret.size).toBeGreaterThan(50);
  const held = (parts: Record<string, Uint8Array>): string[] =>
    text(parts, 'vocabulary.txt')
      .split('\n')
      .filter((word) => secret.has(word));

  const parts = await download();
  expect(Object.keys(parts).sort()).toEqual([
    'README.md',
    'labels.json',
    'model.onnx',
    'predict.py',
    'vocabulary.txt',
  ]);
  expect(JSON.parse(text(parts, 'labels.json'))).toMatchObject({
    task: 'ner',
    labels: expect.arrayContaining(['Restaurant']),
  });
  expect(text(parts, 'vocabulary.txt')).toContain('\nlunch\n');
  expect(parts['model.onnx']?.length ?? 0).toBeGreaterThan(100_000);
  // What nobody has labelled stays here, unless it is asked for.
  expect(held(parts)).toEqual([]);
  expect(text(parts, 'README.md')).toContain('none that stands in others only');
  await page.getByRole('radio', { name: 'Words of all texts' }).check();
  expect(new Set(held(await download()))).toEqual(secret);

  // The Run folder, made here in WASM, answers in Node as it says.
  const folder = await checkedRunFolder(page, 'Eating-out-run.zip');
  const golden = JSON.parse(text(folder, 'golden.jsonl').split('\n')[0] ?? '');
  // And the program itself, as far as it needs no package.
  const place = await mkdtemp(join(tmpdir(), 'run-folder-'));
  for (const name of ['run.mjs', 'rules.json']) {
    await writeFile(join(place, name), folder[name] ?? '');
  }
  const { stdout, status } = spawnSync('node', [join(place, 'run.mjs'), '--rules-only'], {
    input: `${JSON.stringify({ id: 'x', text: golden.text })}\nnot JSON\n`,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toMatchObject({ id: 'x', labels: expect.any(Array) });
  expect(second).toEqual({ line: 2, error: expect.stringContaining('no JSON') });
  await rm(place, { recursive: true });

  // The training of minutes is under way soon, is still wanted after a reload, and can be given up.
  await annotate.go('Model');
  await page.getByRole('button', { name: 'Train thoroughly' }).click();
  const underWay = page.getByText(/^\d+ ?% done/);
  await expect(underWay).toBeVisible({ timeout: 20_000 });
  await page.reload();
  const giveUp = page.getByRole('button', { name: 'Give it up' });
  await giveUp.click({ timeout: 20_000 });
  await expect(giveUp).toBeHidden();
  await expect(underWay).toBeHidden();
  await expect(page.getByRole('button', { name: 'Train thoroughly' })).toBeEnabled();
});

/**
 * `npm run bench:latency [-- --texts 100000 --rules 300]` (after `npm run build`; about three minutes): from a key press to the
 * painted label in a project of 100 000 texts while everything trains, in the built app in Chromium. 300 of the texts come with
 * a label and a sentence that explains it, so rules are at work too; then a person labels with trigger words, by keyboard.
 * `-- --encoder models/encoders/multilingual-e5-small.zip --out bench/results/latency-encoder.json`: while texts are read in context.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { tokenize } from '#core/text';
import { idleDelays, measureRounds, quantile, quietest } from '../tests/e2e/key-latency.ts';
import { AnnotatePage } from '../tests/e2e/pages/annotate-page.ts';
import { ProjectsPage } from '../tests/e2e/pages/projects-page.ts';
import { currentRun } from './bench-run.ts';
import { inBuiltApp } from './in-chromium.ts';
import { hasData, readTatoeba } from './rules-data.ts';

const { values: flags } = parseArgs({
  options: {
    texts: { type: 'string', default: '100000' },
    rules: { type: 'string', default: '300' },
    /** A language model that reads the texts meanwhile: an archive that is brought to the project. */
    encoder: { type: 'string', default: '' },
    port: { type: 'string', default: '4192' },
    out: { type: 'string', default: 'bench/results/latency-large.json' },
  },
});
if (!hasData) {
  console.log('bench:latency: skipped, ../shared/data is not there');
  process.exit(0);
}
const longMs = 600_000;

/** Sentences as lean-life JSON; in the last of them a word is labelled, with a sentence that is true of it. */
function project(texts: number, rules: number): Buffer {
  const data = readTatoeba(texts).map((text, i) => {
    const explained = i >= texts - rules;
    const words = explained ? tokenize(text) : [];
    const [before, entity] = [words[1], words[2]];
    if (before === undefined || entity === undefined) return { doc_id: i, text, annotations: [] };
    const explanation = [`The word "${text.slice(before.from, before.to)}" is right before the entity`];
    const at = { start_offset: entity.from, end_offset: entity.to };
    return { doc_id: i, text, annotations: [{ annotation_id: i, label: 'Thing', ...at, explanation }] };
  });
  return Buffer.from(JSON.stringify({ data }));
}

async function measure(page: Page): Promise<Record<string, unknown>> {
  const [texts, rules] = [Number(flags.texts), Number(flags.rules)];
  await new ProjectsPage(page).open();
  await new ProjectsPage(page).create({ name: 'Latency', labels: ['Thing', 'Other'] });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({
    ...{ name: 'tatoeba.json', mimeType: 'application/json' },
    buffer: project(texts, rules),
  });
  await expect(page.getByRole('combobox', { name: 'Format' })).toBeVisible({ timeout: longMs });
  const started = performance.now();
  await page
    .getByRole('button', { name: /^Import/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: /imported$/ })).toBeVisible({ timeout: longMs });
  const importMs = Math.round(performance.now() - started);
  await page.getByRole('button', { name: 'Start annotating' }).click();
  const annotate = new AnnotatePage(page);
  await expect(annotate.text).toBeVisible({ timeout: 60_000 });
  if (flags.encoder !== '') {
    await annotate.go('Settings');
    await page.getByTestId('language-model-file').setInputFiles(flags.encoder);
    await expect(page.getByRole('status').filter({ hasText: 'Your own: ' })).toBeVisible({ timeout: longMs });
    await annotate.go('Annotate');
    await expect(annotate.text).toBeVisible({ timeout: 60_000 });
  }
  await annotate.text.focus();
  const idleP95Ms = Math.round(quantile(await idleDelays(page), 0.95));
  const before = await textsRead(page);
  const rounds = await measureRounds(page, annotate, { presses: 25, rounds: 3 });
  const { p50Ms, p95Ms, maxMs, longestTaskMs, whileTraining } = quietest(rounds);
  const read = (await textsRead(page)) - before;
  if (flags.encoder !== '' && read === 0) throw new Error('no text was read in context meanwhile');
  return {
    ...{ texts, rules, importMs, idleP95Ms, textsRead: read, load: Math.round(loadavg()[0] ?? 0) },
    metrics: { p50Ms, p95Ms, maxMs, longestTaskMs, whileTraining },
    rounds,
  };
}

/** How many texts have states that are kept: of those that are read in context. */
const textsRead = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('lean-life');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('states').objectStore('states').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

const found = await inBuiltApp(flags.port, async (newPage) => measure(await newPage()));
const result = { ...currentRun(1), ...found };
mkdirSync('bench/results', { recursive: true });
writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));

/**
 * `npm run bench:rules-page [-- --only semeval|tatoeba]` (after `npm run build`): the Explanations screen at work, in Chromium.
 *
 * SemEval-2010 Task 8: 8 000 sentences and 203 explanations, imported as a person imports them. Tatoeba: 100 000 sentences and
 * 500 rules ("the word … appears" and the like). Measured: import, the figures with exact matches, the figures with soft
 * ones, sorting, filtering, and from a moved threshold to the new figures.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { createRng } from '#core/base';
import { spanText, tokenize } from '#core/text';
import { ProjectsPage } from '../tests/e2e/pages/projects-page.ts';
import { currentRun } from './bench-run.ts';
import { inBuiltApp } from './in-chromium.ts';
import { dataRoot, hasData, readTatoeba } from './rules-data.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    port: { type: 'string', default: '4191' },
    sentences: { type: 'string', default: '100000' },
    rules: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'bench/results/rules-page.json' },
  },
});
if (!hasData) {
  console.log('bench:rules-page: skipped, ../shared/data is not there');
  process.exit(0);
}
const longMs = 1_800_000;

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function importFile(page: Page, file: string | Upload): Promise<number> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByRole('combobox', { name: 'Format' })).toBeVisible({ timeout: longMs });
  const start = performance.now();
  await page
    .getByRole('button', { name: /^Import/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: /imported$/ })).toBeVisible({ timeout: longMs });
  return Math.round(performance.now() - start);
}

async function go(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: screen }).click();
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

/** Milliseconds in the page from what `act` does to the first frame in which the observed text is another. */
async function untilChanged(page: Page, observed: string, act: string): Promise<number> {
  return page.evaluate(
    async ([selector, action]) => {
      const text = (): string => document.querySelector(selector ?? '')?.textContent ?? '';
      const before = text();
      const start = performance.now();
      const target = document.querySelector<HTMLElement>(action?.split('|')[0] ?? '');
      const value = action?.split('|')[1];
      if (value === undefined) target?.click();
      else if (target instanceof HTMLInputElement) {
        target.value = value;
        target.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
      while (text() === before && performance.now() - start < 60_000) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return Math.round(performance.now() - start);
    },
    [observed, act],
  );
}

/** From the first look at the Explanations screen of a project that is all imported. */
async function measureScreen(page: Page, rules: number): Promise<Record<string, number>> {
  const opened = performance.now();
  await go(page, 'Explanations');
  const figure = page.locator('.figure').filter({ hasText: 'Rules on' });
  await expect(figure).toContainText(new RegExp(`/ ${rules}`), { timeout: longMs });
  const exactMs = Math.round(performance.now() - opened);
  const hint = page.locator('.explanations-figures');
  await expect(hint).toContainText('1 is exact words only', { timeout: longMs });
  const softMs = Math.round(performance.now() - opened);
  console.error(`figures: exact ${exactMs} ms, soft ${softMs} ms`);
  await page.screenshot({ path: path.join('test-results', `rules-page-${rules}.png`) });
  const table = '.explanations-body [role="table"], .explanations-body table';
  const sorts: number[] = [];
  const filters: number[] = [];
  const moves: number[] = [];
  for (const text of ['th', 'the w', 'the word']) {
    filters.push(await untilChanged(page, '.explanations-filter .small', `input[type="search"]|${text}x`));
    filters.push(await untilChanged(page, '.explanations-filter .small', 'input[type="search"]|'));
  }
  for (const column of ['Matches', 'Conflict', 'Matches', 'Overlap', 'Matches']) {
    const start = performance.now();
    await page.getByRole('columnheader', { name: column }).getByRole('button').click();
    await page.evaluate(
      (selector) =>
        new Promise((resolve) => requestAnimationFrame(() => resolve(document.querySelector(selector)))),
      table,
    );
    sorts.push(Math.round(performance.now() - start));
  }
  for (const threshold of ['1', '0.6', '0.9', '0.5', '0.8']) {
    moves.push(
      await untilChanged(page, '.explanations-body', `.threshold-panel input[type="range"]|${threshold}`),
    );
  }
  return {
    exactMs,
    softMs,
    sortMs: median(sorts),
    filterMs: median(filters),
    thresholdMs: median(moves),
    thresholdMaxMs: Math.max(...moves),
  };
}

async function semeval(page: Page): Promise<Record<string, number>> {
  const folder = path.join(dataRoot, 'semeval2010-task8');
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'SemEval',
    task: 'Relations',
    explanations: ['A sentence in English'],
    labels: ['Entity'],
    relations: ['Other'],
  });
  const importMs = await importFile(page, path.join(folder, 'TRAIN_FILE.TXT'));
  await page.getByRole('button', { name: 'Start annotating' }).click();
  await go(page, 'Import');
  const explanationsMs = await importFile(page, path.join(folder, 'explanations.json'));
  return { sentences: 8000, rules: 203, importMs, explanationsMs, ...(await measureScreen(page, 203)) };
}

/** Sentences as lean-life JSON, the first of them labelled by a rule's label, with a reason that is true of it. */
function tatoeba(sentences: number, rules: number): Upload {
  const rng = createRng(Number(flags.seed));
  const data = readTatoeba(sentences).map((text, i) => {
    if (i >= rules) return { doc_id: i, text, annotations: [] };
    const tokens = tokenize(text).map((token) => spanText(text, token));
    const words = tokens.filter((word) => /^[a-z]+$/i.test(word));
    const word = words[rng.int(Math.max(1, words.length))] ?? 'the';
    const at = tokens.indexOf(word);
    const next = tokens[at + 1] ?? '';
    const explanation =
      i % 3 === 0 && /^[a-z]+$/i.test(next)
        ? `The phrase "${word} ${next}" appears in the sentence`
        : `The word "${word}" appears in the sentence`;
    return {
      doc_id: i,
      text,
      annotations: [{ annotation_id: i, label: `class ${i % 10}`, explanation: [explanation] }],
    };
  });
  return {
    name: 'tatoeba.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ data })),
  };
}

async function large(page: Page): Promise<Record<string, number>> {
  const [sentences, rules] = [Number(flags.sentences), Number(flags.rules)];
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'Tatoeba',
    task: 'Sentiment or classes',
    explanations: ['A sentence in English'],
    labels: ['class 0'],
  });
  const importMs = await importFile(page, tatoeba(sentences, rules));
  console.error(`imported in ${importMs} ms`);
  return { sentences, rules, importMs, ...(await measureScreen(page, rules)) };
}

const results: Record<string, unknown> = { ...currentRun(Number(flags.seed)) };
await inBuiltApp(flags.port, async (newPage) => {
  for (const [name, measure] of Object.entries({ semeval, tatoeba: large })) {
    if (flags.only !== undefined && flags.only !== name) continue;
    const page = await newPage();
    page.on('console', (message) => console.error(message.text()));
    results[name] = await measure(page);
    console.log(name, results[name]);
    await page.context().close();
  }
});
writeFileSync(flags.out, `${JSON.stringify(results, undefined, 1)}\n`);

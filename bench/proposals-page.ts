/**
 * `npm run bench:proposals-page` (after `npm run build`): how soon are reasons proposed, in Chromium, from the label's key to the first
 * frame that shows them? 10 000 sentences of SemEval-2010 (19 words on average) as texts of classes, every second label explained, so
 * that rules run and a model learns meanwhile. Writes `results/proposals-page.json`. A minute and a half.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { AnnotatePage } from '../tests/e2e/pages/annotate-page.ts';
import { ProjectsPage } from '../tests/e2e/pages/projects-page.ts';
import { currentRun } from './bench-run.ts';
import { inBuiltApp } from './in-chromium.ts';
import { hasData, readSemEval } from './rules-data.ts';

const sentences = 10_000;
const labels = 80;
/** The first reads the texts in, and is no figure of the others. */
const warming = 5;

function texts(): string[] {
  const { train, test } = readSemEval();
  return [...train, ...test].slice(0, sentences).map(({ instance }) => instance.text);
}

/** Notes when the key goes down and when the first proposal is painted. */
function watch(): void {
  const times: number[] = [];
  let began: number | undefined;
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === '1') began = performance.now();
    },
    true,
  );
  const look = (): void => {
    if (began !== undefined && document.querySelector('.proposal') !== null) {
      times.push(performance.now() - began);
      began = undefined;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(globalThis, { proposalTimes: times });
}

async function measure(page: Page): Promise<Record<string, number>> {
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({
    name: 'Sentences',
    task: 'Sentiment or classes',
    explanations: ['A sentence in English'],
    labels: ['yes', 'no'],
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({
    name: 'sentences.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(texts().join('\n')),
  });
  await expect(page.getByRole('combobox', { name: 'Format' })).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('button', { name: /^Import/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: /imported$/ })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Start annotating' }).click();
  const annotate = new AnnotatePage(page);
  const proposal = annotate.explain.locator('.proposal').first();
  await page.evaluate(watch);
  for (let n = 0; n < labels; n++) {
    await annotate.text.focus();
    await page.keyboard.press('1');
    // A text that shares nothing with the others has no reason to propose.
    const none = annotate.explain.getByText('No reason to propose here', { exact: false });
    await expect(proposal.or(none)).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press(n % 2 === 0 && (await proposal.isVisible()) ? '1' : 'Escape');
    await expect(annotate.explain).toBeHidden();
    await annotate.text.focus();
    await page.keyboard.press('Alt+n');
    await expect(page.getByRole('toolbar', { name: 'Move' })).toContainText(`${n + 2} / `);
  }
  const times = await page.evaluate(
    // Put there by `watch`.
    () => (globalThis as unknown as { proposalTimes: number[] }).proposalTimes,
  );
  const sorted = times.slice(warming).sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return {
    sentences,
    labels: sorted.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: Math.round(sorted.at(-1) ?? 0),
  };
}

if (!hasData) {
  console.log('bench:proposals-page: skipped, ../shared/data is not there');
  process.exit(0);
}
const metrics = await inBuiltApp(process.env['E2E_PORT'] ?? '4192', async (newPage) =>
  measure(await newPage()),
);
console.log(metrics);
writeFileSync(
  join('bench', 'results', 'proposals-page.json'),
  `${JSON.stringify({ ...currentRun(1), metrics }, undefined, 1)}\n`,
);

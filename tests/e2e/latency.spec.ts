/**
 * How long from a key press to the painted label, and how long the page is ever busy, while a model trains. Measured in the
 * built app in Chromium: the time of the key's event to the frame after the one in which the label's mark is in the page.
 */
import { expect, test } from '@playwright/test';
import { withPageTasks } from '../page-tasks.ts';
import { bc5cdrSentences, hasBc5cdr, untagged } from './bc5cdr.ts';
import { idleDelays, measureRounds, quantile, quietest } from './key-latency.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

/** Key presses of a round. */
const presses = 25;
/** Other tests share the machine and only ever add: the first round within the limit shows that the app keeps it. */
const rounds = 4;
const limitMs = 100;
/** On a machine that paints an idle page later than this, the app is not what is measured. */
const idleLimitMs = 60;

test('a key press is answered within 100 ms while a model trains', async ({ page, browser }) => {
  test.skip(!hasBc5cdr, 'needs ../shared/data/bc5cdr-triggers');
  test.setTimeout(300_000);
  const sentences = bc5cdrSentences()
    .filter((sentence) => sentence.entities.length > 0)
    .slice(0, 400);
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Latency', labels: ['Chemical', 'Disease'] });
  const importing = new ImportPage(page);
  await importing.choose({ name: 'train.conll', content: untagged(sentences) });
  await importing.run();
  await importing.annotate();
  const annotate = new AnnotatePage(page);
  await annotate.text.focus();
  const idleP95Ms = Math.round(quantile(await idleDelays(page), 0.95));
  test.skip(
    idleP95Ms > idleLimitMs,
    `this machine is too busy to measure: an idle frame takes ${idleP95Ms} ms`,
  );

  const { value: found, tasks } = await withPageTasks(browser, page, () =>
    measureRounds(page, annotate, { presses, rounds, enough: (round) => round.p95Ms < limitMs }),
  );
  const best = quietest(found);
  console.log(JSON.stringify({ ...best, rounds: found.map(({ p95Ms }) => p95Ms), idleP95Ms, tasks }));
  expect(best.presses).toBe(presses);
  expect(best.whileTraining, 'key presses that fell into a training').toBeGreaterThan(0);
  expect(best.p95Ms).toBeLessThan(limitMs);
  expect(tasks.count).toBeGreaterThan(presses);
  expect(tasks.longestCpuMs).toBeLessThan(100);
});

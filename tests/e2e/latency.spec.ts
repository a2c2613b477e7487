/**
 * What a key press costs until the label is painted, and how long the page is ever busy, while a model trains. Measured in the
 * built app in Chromium: the processor's time of the page's own thread, from the key's event to the frame after the one in which
 * the label's mark is in the page. How long that is on the wall of a quiet machine is measured by `npm run bench:latency`.
 */
import { expect, test } from '@playwright/test';
import { withPageTasks } from '../page-tasks.ts';
import { bc5cdrSentences, hasBc5cdr, untagged } from './bc5cdr.ts';
import { measureRounds, quantile } from './key-latency.ts';
import { AnnotatePage } from './pages/annotate-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { ProjectsPage } from './pages/projects-page.ts';

const presses = 25;
/** Milliseconds of a key press (28 at most were seen, 100 on the wall are promised), and of any task. */
const pressMs = 60;
const taskMs = 100;

test('a key press is answered with less than 60 ms of work while a model trains', async ({
  page,
  browser,
}) => {
  test.skip(!hasBc5cdr, 'needs ../shared/data/bc5cdr-triggers');
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

  const { value: found, tasks } = await withPageTasks(browser, page, () =>
    measureRounds(page, annotate, { presses, rounds: 1 }),
  );
  const costs = tasks.cpuBetween('pressed', 'painted');
  console.log(JSON.stringify({ ...found[0], costs, ...tasks }));
  expect(costs).toHaveLength(presses);
  expect(found[0]?.whileTraining, 'key presses that fell into a training').toBeGreaterThan(0);
  expect(quantile(costs, 0.95)).toBeLessThan(pressMs);
  expect(tasks.count).toBeGreaterThan(presses);
  expect(tasks.longestCpuMs).toBeLessThan(taskMs);
});

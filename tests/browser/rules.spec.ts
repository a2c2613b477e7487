/** The rules worker on a sample of the app: understanding while one types, the corpus's answer, the table of rules. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { harnessHost, openHarness } from './harness-host.ts';
import type { StaticHost } from './static-server.ts';

let host: StaticHost;
test.beforeAll(async () => {
  host = await harnessHost();
});
test.afterAll(async () => {
  await host.close();
});

test('understands a sentence, finds its matches, and reports on every rule', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const sample = readFileSync('public/samples/re.json', 'utf8');
  const answers = await page.evaluate(async (json) => {
    const store = await harness.open();
    const importer = harness.createImportClient();
    const opened = await importer.openProject({ file: new File([json], 'people.json') }).result;
    if (!opened.ok) throw new Error(opened.error.message);
    const { projectId, added, issues } = opened.value;
    const labels = await store.labels.list(projectId);
    const all = await store.documents.chunk(projectId, 0, 200);
    const found = all.flatMap((one) =>
      one.explanations.flatMap((explanation) => {
        const annotation = one.annotations.find(({ id }) => id === explanation.annotationId);
        return explanation.kind === 'nl' && annotation?.target.kind === 'relation'
          ? [{ explanation, annotation, target: annotation.target, one }]
          : [];
      }),
    );
    const first = found[0];
    if (first === undefined) throw new Error('the sample has no explained relation');
    const spanOf = (id: string) => {
      const target = first.one.annotations.find((one) => one.id === id)?.target;
      if (target?.kind !== 'span') throw new Error('an end of a relation is no span');
      return { from: target.from, to: target.to };
    };
    const request = {
      projectId,
      documentId: first.one.document.id,
      labelId: first.annotation.labelId,
      target: first.target,
      head: spanOf(first.target.head),
      tail: spanOf(first.target.tail),
      sentence: first.explanation.text,
      cursor: first.explanation.text.length,
    };
    const rules = harness.createRulesClient();
    const explained = await rules.explain(request).result;
    const nonsense = await rules.explain({ ...request, sentence: ' ' }).result;
    if (!explained.ok || explained.value.logicalForm === undefined) throw new Error('not understood');
    const { logicalForm } = explained.value;
    const corpus = await rules.corpus({ ...request, logicalForm }).result;
    const thresholds = { ruleThreshold: 0.8, triggerThreshold: 0.6 };
    const report = await rules.report({ projectId, ...thresholds }).result;
    const matches = await rules.matches({
      projectId,
      ...thresholds,
      explanationId: first.explanation.id,
      limit: 5,
    }).result;
    rules.close();
    importer.close();
    return {
      added,
      issues,
      labels: labels.length,
      count: found.length,
      explained,
      nonsense,
      corpus,
      report,
      matches,
    };
  }, sample);
  expect(answers.added).toBeGreaterThan(300);
  expect(answers.issues).toEqual([]);
  expect(answers.explained).toMatchObject({ ok: true, value: { trueHere: true } });
  expect(answers.nonsense).toMatchObject({ ok: true, value: { reason: {} } });
  expect(answers.corpus.ok).toBe(true);
  const { report } = answers;
  if (!report.ok) throw new Error(report.error.message);
  expect(report.value.rows).toHaveLength(answers.count);
  const understood = report.value.rows.filter((row) => row.figures !== undefined);
  expect(understood.length).toBeGreaterThan(0.9 * answers.count);
  expect(understood.some((row) => (row.figures?.correct ?? 0) > 0)).toBe(true);
  expect(report.value.soft).toBe(true);
  expect(report.value.curve).toHaveLength(15);
  const { matches } = answers;
  if (!matches.ok) throw new Error(matches.error.message);
  expect(matches.value.matches[0]?.arguments).toHaveLength(2);
  expect(problems).toEqual([]);
});

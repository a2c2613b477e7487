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
    const prepared = await rules.settle({ projectId }).result;
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
      prepared,
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
  expect(answers.prepared).toEqual({ ok: true, value: 'ready' });
  expect(report.value.soft).toBe('ready');
  expect(report.value.curve).toHaveLength(15);
  const { matches } = answers;
  if (!matches.ok) throw new Error(matches.error.message);
  expect(matches.value.matches[0]?.arguments).toHaveLength(2);
  expect(problems).toEqual([]);
});

test('the learner trains the string matcher, which rules then match with; its spans are candidates', async ({
  page,
}) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const answers = await page.evaluate(async () => {
    const store = await harness.open();
    const id = await harness.restaurants(store, 60);
    const labels = await store.labels.list(id);
    const dish = labels.find(({ name }) => name === 'Dish')?.id ?? '';
    const [first, second] = await store.documents.chunk(id, 0, 2);
    if (first === undefined || second === undefined) throw new Error('no documents');
    const from = first.document.text.indexOf('pizza');
    const explained = await store.act(id, [
      {
        kind: 'annotate',
        documentId: first.document.id,
        labelId: dish,
        target: { kind: 'span', from, to: from + 5 },
        explanations: [{ kind: 'nl', text: 'the word "had" is right before the entity' }],
      },
    ]);
    if (!explained.ok) throw new Error(explained.error.code);
    const explanationId = (await store.documents.chunk(id, 0, 1))[0]?.explanations[0]?.id ?? '';
    // A span that is neither a noun phrase nor a word that was labelled before: only the model takes it for something.
    const { text } = second.document;
    const at = text.indexOf('had ') + 4;
    const odd = { kind: 'span', from: at, to: text.indexOf(' on day') } as const;
    const put = await store.recommendations.put([
      {
        projectId: id,
        documentId: second.document.id,
        source: 'model',
        version: 1,
        items: [{ target: odd, labelId: dish, confidence: 0.9, provenance: [{ kind: 'model', version: 1 }] }],
      },
    ]);
    if (!put.ok) throw new Error(put.error.code);
    const rules = harness.createRulesClient();
    const ask = { projectId: id, ruleThreshold: 0.8, triggerThreshold: 0.6 };
    const before = await rules.report(ask).result;
    await rules.settle({ projectId: id }).result;
    const matches = await rules.matches({ ...ask, explanationId, limit: 200 }).result;
    const learner = harness.createLearnerClient();
    learner.start(id);
    const until = performance.now() + 90_000;
    while (performance.now() < until && (await store.weights.get(id, 'find')) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const weights = await store.weights.get(id, 'find');
    // Recommended on a document that nobody has labelled, with the rule named.
    let named = 0;
    const third = (await store.documents.chunk(id, 4, 1))[0]?.document.id ?? '';
    while (performance.now() < until && named === 0) {
      const items = await store.recommendations.ofDocument(third);
      named = items.filter(({ provenance }) =>
        provenance.some((why) => why.kind === 'rule' && why.explanationId === explanationId),
      ).length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // It looks for newly stored weights every three seconds.
    await new Promise((resolve) => setTimeout(resolve, 3100));
    const softened = await rules.settle({ projectId: id }).result;
    const after = await rules.report({ ...ask, ruleThreshold: 0.5 }).result;
    learner.close();
    rules.close();
    return { before, after, softened, matches, odd: text.slice(odd.from, odd.to), weights, named };
  });
  const { before, after, matches } = answers;
  if (!before.ok || !after.ok || !matches.ok) throw new Error('no report');
  const found = matches.value.matches.map(({ text, arguments: [span] }) => text.slice(span?.from, span?.to));
  expect(found).toContain(answers.odd);
  expect(answers.weights).toMatchObject({ version: 1, metrics: { keywords: 1, sentences: 60 } });
  expect(answers.named).toBeGreaterThan(0);
  expect(answers.softened).toEqual({ ok: true, value: 'ready' });
  expect(before.value.rows[0]?.figures?.strictMatches).toBeGreaterThanOrEqual(59);
  expect(after.value.rows[0]?.figures?.strictMatches).toBe(before.value.rows[0]?.figures?.strictMatches);
  expect(problems).toEqual([]);
});

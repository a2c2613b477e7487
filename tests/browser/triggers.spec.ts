/** Triggers in a real browser: learned in the background, and a new one speaks at once, without another training. */
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

test('a trigger given once is named on sentences that nobody labelled', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const found = await page.evaluate(async () => {
    const store = await harness.open();
    const id = await harness.restaurants(store, 24);
    const dishes = ['noodles', 'pancakes', 'dumplings', 'risotto', 'lasagna', 'paella'];
    const written = await store.importer(id).appendBatch(
      Array.from({ length: 24 }, (_, i) => ({
        text: `My friend ordered the ${dishes[i % dishes.length]} for her dinner ${i} times.`,
      })),
    );
    if (!written.ok) throw new Error(written.error.code);
    const labels = await store.labels.list(id);
    const dish = labels.find(({ name }) => name === 'Dish')?.id ?? '';
    const place = labels.find(({ name }) => name === 'Place')?.id ?? '';
    /** Labels `word` and gives `trigger` as the reason. */
    const explain = async (position: number, word: RegExp, trigger: RegExp, labelId: string) => {
      const document = await store.documents.at(id, position);
      const spanOf = (pattern: RegExp) => {
        const hit = pattern.exec(document?.text ?? '');
        if (hit === null) throw new Error(`${pattern} at ${position}`);
        return { from: hit.index, to: hit.index + hit[0].length };
      };
      const acted = await store.act(id, [
        {
          kind: 'annotate',
          documentId: document?.id ?? '',
          labelId,
          target: { kind: 'span', ...spanOf(word) },
          explanations: [{ kind: 'trigger', spans: [spanOf(trigger)] }],
        },
      ]);
      if (!acted.ok) throw new Error(acted.error.code);
      return document?.id ?? '';
    };
    const finish = async (documentId: string) => {
      const acted = await store.act(id, [{ kind: 'mark', documentIds: [documentId], status: 'done' }]);
      if (!acted.ok) throw new Error(acted.error.code);
    };
    const until = performance.now() + 90_000;
    const wait = async (done: () => Promise<boolean>): Promise<boolean> => {
      while (performance.now() < until) {
        if (await done()) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    };
    const learner = harness.createLearnerClient();
    learner.start(id);
    for (let i = 0; i < 12; i++) {
      await explain(i, /(?<=had )\w+/, /had/, dish);
      await finish(await explain(i, /(?<=in )\w+/, /in(?= )/, place));
    }
    const began = performance.now();
    const trained = await wait(async () => (await store.weights.get(id, 'trigger-tagger')) !== undefined);
    const training = performance.now() - began;
    await wait(async () => learner.status.phase === 'idle');
    const before = (await store.weights.get(id, 'trigger'))?.version;

    const explained = await explain(24, /noodles/, /ordered the/, dish);
    const next = await store.documents.chunk(id, 25, 10);
    learner.focus(next[0]?.document.id ?? '');
    const started = performance.now();
    const named = async () => {
      const all = await Promise.all(
        next.map(({ document }) => store.recommendations.ofDocument(document.id)),
      );
      return all.flatMap((items, i) =>
        items.flatMap(({ target, labelId, provenance }) => {
          const why = provenance.find((one) => one.kind === 'trigger' && one.documentId === explained);
          if (why?.kind !== 'trigger' || target.kind !== 'span') return [];
          const word = next[i]?.document.text.slice(target.from, target.to);
          return [
            { word, document: i, isDish: labelId === dish, phrase: why.phrase, similarity: why.similarity },
          ];
        }),
      );
    };
    await wait(async () => (await named()).length > 0);
    const heard = performance.now() - started;
    const after = (await store.weights.get(id, 'trigger'))?.version;
    const explanationId = (await store.documents.chunk(id, 24, 1))[0]?.explanations[0]?.id ?? '';
    const rules = harness.createRulesClient();
    const ask = { projectId: id, ruleThreshold: 0.8 };
    const report = await rules.report({ ...ask, triggerThreshold: 0.6 }).result;
    const strict = await rules.report({ ...ask, triggerThreshold: 0.999 }).result;
    const matches = await rules.matches({ ...ask, triggerThreshold: 0.6, explanationId, limit: 3 }).result;
    rules.close();
    const answer = {
      ...{ trained, training, before, after, heard, explanationId, report, strict, matches },
      named: await named(),
      status: learner.status,
    };
    learner.close();
    return answer;
  });
  console.log(
    `triggers: trained after ${Math.round(found.training)} ms; a new one was named ${Math.round(found.heard)} ms after its act`,
  );
  expect(found.trained).toBe(true);
  expect(found.status.problem).toBeUndefined();
  expect(found.named.length).toBeGreaterThan(0);
  expect(found.named[0]).toMatchObject({ phrase: 'ordered the' });
  // A tagger that never learned what is outside would name every word.
  for (const { document } of found.named) {
    expect(found.named.filter((one) => one.document === document).length).toBeLessThan(4);
  }
  // Without a training in between.
  expect(found.after).toBe(found.before);
  const { report, strict, matches } = found;
  if (!report.ok || !strict.ok || !matches.ok) throw new Error('the table of explanations has no answer');
  expect(report.value.rows).toHaveLength(25);
  const row = report.value.rows.find((one) => one.explanationId === found.explanationId);
  expect(row?.figures?.matches).toBeGreaterThan(0);
  expect(report.value.rows.some((one) => (one.figures?.correct ?? 0) > 0)).toBe(true);
  expect(report.value.triggers).toMatchObject({ documents: 48 });
  expect(strict.value.triggers?.matched).toBeLessThan(report.value.triggers?.matched ?? 0);
  expect(matches.value.total).toBe(row?.figures?.matches);
  const [nearest] = matches.value.matches;
  expect(nearest?.keywords.map(({ keyword }) => keyword)).toEqual(expect.arrayContaining(['ordered', 'the']));
  expect(nearest?.score).toBeGreaterThan(0.6);
  expect(problems).toEqual([]);
});

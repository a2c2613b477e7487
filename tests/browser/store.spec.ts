/** The store in a real browser: many documents, import and export in workers. */
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

/** `npm run bench:latency` asks the same of a hundred thousand. A query that walks through all of these takes three times as long. */
test('thirty thousand documents stay quick', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const times = await page.evaluate(async () => {
    const store = await harness.open();
    const before = performance.now();
    const id = await harness.restaurants(store, 30_000);
    const imported = performance.now() - before;
    const [document] = await store.documents.chunk(id, 18_000, 1);
    if (document === undefined) throw new Error('no document');
    await harness.label(store, id, document.document);
    const labels = await store.labels.list(id);
    const labelId = labels[0]?.id ?? '';
    const measure = async (work: () => Promise<unknown>, times = 7): Promise<number> => {
      const all: number[] = [];
      for (let i = 0; i < times; i++) {
        const started = performance.now();
        await work();
        all.push(performance.now() - started);
      }
      return all.sort((a, b) => a - b)[times >> 1] ?? 0;
    };
    return {
      imported,
      page: await measure(() => store.documents.page(id, { from: 21_000, limit: 50 })),
      labelled: await measure(() => store.documents.page(id, { filter: { labelId }, limit: 50 })),
      neighbour: await measure(() =>
        store.documents.neighbour(id, 15_000, 'next', { status: 'done', flagged: false }),
      ),
      open: await measure(() => store.documents.get(document.document.id)),
      upNext: await measure(() => store.documents.upNext(id, 29_990, 'sequential')),
      act: await measure(() =>
        store.act(id, { kind: 'mark', documentIds: [document.document.id], flagged: true }),
      ),
      counts: await measure(() => store.documents.counts(id)),
      search: await measure(() => store.documents.page(id, { filter: { text: 'absent' }, limit: 5 }), 1),
      found: await measure(() => store.documents.page(id, { filter: { text: 'DAY 50' }, limit: 5 })),
    };
  });
  console.log(
    '30 000 documents, median ms:',
    JSON.stringify(times, (_, v) => (typeof v === 'number' ? Math.round(v) : v)),
  );
  for (const name of ['page', 'labelled', 'neighbour', 'open', 'upNext', 'act'] as const) {
    expect(times[name], name).toBeLessThan(100);
  }
  expect(problems).toEqual([]);
});

test('a file goes in and out through the workers', async ({ page }) => {
  const problems: string[] = [];
  await openHarness(page, host, problems);
  const { summary, text, cancelled, left } = await page.evaluate(async () => {
    const store = await harness.open();
    const id = await harness.restaurants(store, 0);
    const conll = 'We\tO\nhad\tO\npizza\tB-Dish\n\nIn\tO\nParis\tB-Place\n';
    const importer = harness.createImportClient();
    const files = [new File([conll], 'two.conll')];
    const looked = await importer.inspect({ projectId: '', files, options: { task: 'ner' } }).result;
    if (!looked.ok) throw new Error(looked.error.message);
    const { formatId } = looked.value;
    const options = { task: 'ner' } as const;
    const imported = await importer.run({ projectId: id, files, formatId, options }).result;
    if (!imported.ok) throw new Error(imported.error.message);
    const exporter = harness.createExportClient();
    const exported = await exporter.run({ projectId: id, formatId, options: { name: 'out' } }).result;
    if (!exported.ok) throw new Error(exported.error.message);
    const large = [new File([conll.repeat(20_000)], 'large.conll')];
    const job = importer.run({ projectId: id, files: large, formatId, options }, () => job.cancel());
    const stopped = await job.result;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return {
      summary: imported.value,
      text: await exported.value.blob.text(),
      cancelled: stopped.ok ? 'finished' : stopped.error.code,
      left: (await store.documents.counts(id)).total,
    };
  });
  expect(summary).toMatchObject({ documents: 2, annotations: 2, issueCount: 0 });
  expect(text).toContain('pizza');
  expect(cancelled).toBe('cancelled');
  expect(left).toBe(2);
  expect(problems).toEqual([]);
});

/** A page without a face: the store and the workers' clients, built as the app builds them, for tests in a browser. */
import { type Document as Doc, defaultSettings } from '#core/project';
import { openStore, type Store } from '#store';
import { createExportClient } from '#workers/files/export-client';
import { createImportClient } from '#workers/files/import-client';
import { createLearnerClient } from '#workers/learner/client';
import { randomId } from '#workers/platform/identity';
import { createRulesClient } from '#workers/rules/client';

async function open(): Promise<Store> {
  const opened = await openStore({ clock: Date.now, ids: randomId, annotator: () => 'tester' });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** Dishes and places in sentences that a small model learns in seconds. */
const dishes = ['pizza', 'soup', 'pasta', 'salad', 'burger', 'steak', 'curry', 'sushi', 'tacos', 'ramen'];
const places = ['Paris', 'London', 'Rome', 'Berlin', 'Madrid', 'Tokyo', 'Boston', 'Lisbon'];

/** A project of `count` such sentences; `words` repeats them into longer documents. */
async function restaurants(store: Store, count: number): Promise<string> {
  const created = await store.projects.create({
    name: 'restaurants',
    task: 'ner',
    explanationKinds: ['trigger', 'nl'],
    settings: { ...defaultSettings, trainEvery: 5 },
    labels: [
      { kind: 'span', name: 'Dish' },
      { kind: 'span', name: 'Place' },
    ],
  });
  if (!created.ok) throw new Error(created.error.code);
  const { id } = created.value;
  const importer = store.importer(id);
  for (let from = 0; from < count; from += 2000) {
    const batch = Array.from({ length: Math.min(2000, count - from) }, (_, k) => {
      const i = from + k;
      const dish = dishes[i % dishes.length];
      const place = places[(i * 5 + Math.floor(i / 40)) % places.length];
      return { text: `We had ${dish} in ${place} on day ${i} and it was ${i % 2 ? 'good' : 'awful'}.` };
    });
    const written = await importer.appendBatch(batch);
    if (!written.ok) throw new Error(written.error.code);
  }
  await importer.finish();
  return id;
}

/** Labels a document as its words say, in one act, and marks it done; with trigger words or, if given, a sentence as reason. */
async function label(store: Store, projectId: string, document: Doc, sentence?: string): Promise<void> {
  const labels = await store.labels.list(projectId);
  const acts = [dishes, places].flatMap((words, i) =>
    words.flatMap((word) => {
      const from = document.text.indexOf(word);
      if (from < 0) return [];
      const target = { kind: 'span', from, to: from + word.length } as const;
      const labelId = labels[i]?.id ?? '';
      const explanations =
        sentence === undefined
          ? ([{ kind: 'trigger', spans: [{ from: 3, to: 6 }] }] as const)
          : ([{ kind: 'nl', text: sentence }] as const);
      return [{ kind: 'annotate', documentId: document.id, labelId, target, explanations } as const];
    }),
  );
  const done = await store.act(projectId, [
    ...acts,
    { kind: 'mark', documentIds: [document.id], status: 'done' },
  ]);
  if (!done.ok) throw new Error(done.error.code);
}

const harness = {
  open,
  restaurants,
  label,
  createImportClient,
  createExportClient,
  createLearnerClient,
  createRulesClient,
};
export type Harness = typeof harness;
Object.assign(globalThis, { harness });

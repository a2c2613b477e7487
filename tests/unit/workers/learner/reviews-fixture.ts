/** A project of reviews that are good or awful as a whole. */
import { defaultSettings } from '#core/project';
import { openStore } from '#store';
import { value } from '../../store/fixture.ts';
import { name } from './encoder-fixture.ts';

let databases = 0;

/** So many of them, the first labelled; `own`: read in context by the encoder of the fixture. */
export async function reviews(count: number, labelled: number, own = false) {
  let ids = 0;
  const store = value(
    await openStore({
      ...{
        name: `reviews-${++databases}`,
        clock: Date.now,
        ids: () => `review-${++ids}`,
        annotator: () => 'reader',
      },
    }),
  );
  const { id: projectId } = value(
    await store.projects.create({
      ...{ name: 'reviews', task: 'sa', explanationKinds: ['nl'] },
      settings: { ...defaultSettings, ...(own ? { encoder: { name, label: 'mine' } } : {}) },
      labels: ['good', 'bad'].map((label) => ({ kind: 'text', name: label })),
    }),
  );
  const texts = Array.from({ length: count }, (_, i) => ({
    text: `We had ${i % 3 ? 'soup' : 'pasta'} on day ${i} and it was ${i % 2 ? 'good' : 'awful'}.`,
  }));
  value(await store.importer(projectId).appendBatch(texts));
  const labels = await store.labels.list(projectId);
  for (const { document } of await store.documents.chunk(projectId, 0, labelled)) {
    const labelId = labels[document.text.includes('good') ? 0 : 1]?.id ?? '';
    const target = { kind: 'text' } as const;
    value(
      await store.act(projectId, [
        { kind: 'annotate', documentId: document.id, labelId, target, explanations: [] },
        { kind: 'mark', documentIds: [document.id], status: 'done' },
      ]),
    );
  }
  return { store, projectId };
}

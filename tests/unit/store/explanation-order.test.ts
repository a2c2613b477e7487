/** The explanations of one label come back in the order in which they were made, wherever they have been meanwhile. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { formatProjectJson, readProjectFile } from '#core/formats';
import { compareExplanations, mergeBundles, type ProjectBundle } from '#core/project';
import { type NewExplanation, openStore, type Store } from '#store';
import { textOf, write } from '../formats/helpers.ts';
import { value } from './fixture.ts';

let databases = 0;
/** Ids fall, so that whoever sorts by id gets everything the wrong way round. */
async function fallingStore(): Promise<Store> {
  let [now, id] = [1000, 9999];
  const name = `order-${++databases}`;
  return value(
    await openStore({ name, clock: () => ++now, ids: () => `${name}-${--id}`, annotator: () => 'ann' }),
  );
}

const text = 'We had lunch at Rumble Fish where the food was great.';
const words = (phrase: string): NewExplanation => {
  const from = text.indexOf(phrase);
  return { kind: 'trigger', spans: [{ from, to: from + phrase.length }] };
};

let store: Store;
let projectId: string;
let documentId: string;
let annotationId: string;

beforeEach(async () => {
  store = await fallingStore();
  const project = value(
    await store.projects.create({
      name: 'order',
      task: 'ner',
      explanationKinds: ['trigger', 'nl'],
      labels: [{ kind: 'span', name: 'Restaurant' }],
    }),
  );
  projectId = project.id;
  value(await store.importer(projectId).appendBatch([{ text }]));
  const [doc] = (await store.documents.page(projectId, { limit: 1 })).items;
  const [label] = await store.labels.list(projectId);
  documentId = doc?.id ?? '';
  const made = await store.act(projectId, [
    {
      kind: 'annotate',
      documentId,
      labelId: label?.id ?? '',
      target: { kind: 'span', from: 16, to: 27 },
      explanations: [words('had lunch at'), words('where the food')],
    },
  ]);
  annotationId = value(made).annotationIds[0] ?? '';
});

const bundleOf = async (): Promise<ProjectBundle> => {
  const bundle = await store.bundles.read(projectId);
  if (bundle === undefined) throw new Error('no project');
  return bundle;
};

function exported(bundle: ProjectBundle): string[] {
  return JSON.parse(textOf(write('lean-life-json', bundle)[0])).data[0].annotations[0].explanation;
}

const stored = async (): Promise<string[]> =>
  (await store.explanations.ofDocument(documentId)).map((one) =>
    one.kind === 'nl' ? one.text : one.spans.map(({ from, to }) => text.slice(from, to)).join(' '),
  );

const both = ['had lunch at', 'where the food'];

it('in the store, in lists of labelled documents, and in exports', async () => {
  expect(await stored()).toEqual(both);
  const [labelled] = await store.documents.labelled(projectId);
  expect(labelled?.explanations.map(({ order }) => order)).toEqual([0, 1]);
  expect(exported(await bundleOf())).toEqual(both);
});

it('after the first one was changed, switched off and on, and after undo and redo', async () => {
  const [first] = await store.explanations.ofDocument(documentId);
  const explanationId = first?.id ?? '';
  value(await store.act(projectId, { kind: 'edit-explanation', explanationId, explanation: words('lunch') }));
  const ids = { explanationIds: [explanationId] };
  value(await store.act(projectId, { kind: 'enable-explanations', enabled: false, ...ids }));
  expect(await stored()).toEqual(['lunch', 'where the food']);
  value(
    await store.act(projectId, { kind: 'explain', annotationId, explanations: [{ kind: 'nl', text: 'so' }] }),
  );
  value(await store.act(projectId, { kind: 'remove-explanations', ...ids }));
  expect(await stored()).toEqual(['where the food', 'so']);
  for (let i = 0; i < 4; i++) value(await store.history.undo(projectId));
  expect(await stored()).toEqual(both);
  for (let i = 0; i < 3; i++) value(await store.history.redo(projectId));
  expect(await stored()).toEqual(['lunch', 'where the food', 'so']);
  expect(exported(await bundleOf())).toEqual(['lunch', 'where the food', 'so']);
});

it('through a project file and through merges, in either direction', async () => {
  const bundle = await bundleOf();
  const bytes = new TextEncoder().encode(formatProjectJson(bundle));
  const read = readProjectFile([{ name: 'p.json', bytes }]);
  if (!read.ok) throw new Error(read.error.code);
  const again = read.value.bundle;
  expect(exported(again)).toEqual(both);
  const reversed = { ...bundle, explanations: bundle.explanations.toReversed() };
  for (const [a, b] of [
    [bundle, again],
    [reversed, again],
    [again, reversed],
  ] as const) {
    const merged = mergeBundles(a, b);
    if (!merged.ok) throw new Error(merged.error.code);
    expect(exported(merged.value)).toEqual(both);
  }
  const other = await fallingStore();
  value(await other.bundles.write(again));
  expect(exported((await other.bundles.read(projectId)) ?? bundle)).toEqual(both);
});

it('of a file that was imported or attached, as they stood in it', async () => {
  const target = { kind: 'span', from: 16, to: 27 } as const;
  value(
    await store.importer(projectId).appendBatch([
      {
        text,
        externalId: 'x',
        annotations: [{ label: 'Restaurant', target, explanations: both.map(words) }],
      },
    ]),
  );
  const one = (sentence: string) => ({
    documentId: 'x',
    label: 'Restaurant',
    explanation: { kind: 'nl', text: sentence } as const,
  });
  value(await store.importer(projectId).attach([one('first'), one('second')]));
  const second = await store.documents.at(projectId, 1);
  const all = await store.explanations.ofDocument(second?.id ?? '');
  expect(all.map((each) => (each.kind === 'nl' ? each.text : each.order))).toEqual([0, 1, 'first', 'second']);
  expect((await store.explanations.ofProject(projectId)).map(({ order }) => order)).toEqual([
    0, 1, 0, 1, 2, 3,
  ]);
});

it('of records that have no order yet: by time, and before all that have one', () => {
  const record = (id: string, updatedAt: number, order?: number) => ({
    ...{ id, projectId, annotationId, documentId, enabled: true, updatedAt },
    ...(order === undefined ? {} : { order }),
    ...{ kind: 'nl' as const, text: id },
  });
  const all = [record('a', 9, 3), record('d', 1, 2), record('b', 8), record('e', 2), record('c', 8)];
  expect(all.sort(compareExplanations).map(({ id }) => id)).toEqual(['e', 'b', 'c', 'd', 'a']);
});

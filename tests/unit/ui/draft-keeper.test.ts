/** A draft outlives the page it was made in, however short the time between the last key and the reload. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { type Draft, openStore, type Store } from '#store';
import { createDraftKeeper, type DraftJournal } from '../../../src/ui/screens/annotate/draft-keeper.ts';
import { value } from '../store/fixture.ts';

/** Local storage of one origin, which pages come and go over. */
function journalOf(entries = new Map<string, string>()): DraftJournal {
  return {
    get length() {
      return entries.size;
    },
    key: (at) => [...entries.keys()][at] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => void entries.set(key, text),
    removeItem: (key) => void entries.delete(key),
  };
}

let stores = 0;
let store: Store;
let journal: DraftJournal;
let draft: Draft;

beforeEach(async () => {
  let [now, id] = [0, 0];
  const name = `drafts-${++stores}`;
  store = value(await openStore({ name, clock: () => ++now, ids: () => `${name}-${++id}` }));
  journal = journalOf();
  const project = value(
    await store.projects.create({
      name,
      task: 'ner',
      explanationKinds: ['trigger'],
      labels: [{ kind: 'span', name: 'Place' }],
    }),
  );
  value(await store.importer(project.id).appendBatch([{ text: 'We had lunch at Rumble Fish.' }]));
  const [doc] = (await store.documents.page(project.id, { limit: 1 })).items;
  const [label] = await store.labels.list(project.id);
  draft = {
    projectId: project.id,
    documentId: doc?.id ?? '',
    labelId: label?.id ?? '',
    target: { kind: 'span', from: 16, to: 27 },
    triggers: [[{ from: 3, to: 12 }]],
    sentence: '',
  };
});

/** A store as a page has it that goes before anything is written. */
const gone = (): Store => ({
  ...store,
  drafts: {
    ...store.drafts,
    save: () => new Promise(() => undefined),
    clear: () => new Promise(() => undefined),
  },
});
const page = (of: Store = store) => createDraftKeeper(of, () => journal);
const annotate = () =>
  store.act(draft.projectId, {
    kind: 'annotate',
    documentId: draft.documentId,
    labelId: draft.labelId,
    target: draft.target,
  });

it('comes back where the page went before the store had it', async () => {
  page(gone()).save(draft);
  expect(await page().get(draft.documentId)).toMatchObject(draft);
  expect(journal.length).toBe(0);
});

it('is the last one where an earlier one was being written', async () => {
  const first = page(gone());
  first.save(draft);
  first.save({ ...draft, sentence: 'the word lunch' });
  expect(await page().get(draft.documentId)).toMatchObject({ sentence: 'the word lunch' });
});

it('leaves nothing beside the store that has it', async () => {
  const keeper = page();
  keeper.save(draft);
  expect(journal.length).toBe(1);
  expect(await keeper.get(draft.documentId)).toMatchObject(draft);
  expect(journal.length).toBe(0);
});

it('stays until its label is stored, and where that fails', async () => {
  const keeper = page();
  keeper.save(draft);
  keeper.clear(draft.documentId, Promise.resolve(false));
  expect(await keeper.get(draft.documentId)).toMatchObject(draft);
  keeper.clear(
    draft.documentId,
    annotate().then((made) => made.ok),
  );
  expect(await keeper.get(draft.documentId)).toBeUndefined();
  expect(await store.drafts.ofProject(draft.projectId)).toEqual([]);
});

it('is none any more where the page went between the label and its end', async () => {
  value(await store.drafts.save(draft));
  value(await annotate());
  expect(await page().get(draft.documentId)).toBeUndefined();
  expect(await store.drafts.ofProject(draft.projectId)).toEqual([]);
});

it('that was begun while another one ended is not taken for it', async () => {
  const keeper = page();
  let end: (stored: boolean) => void = () => undefined;
  keeper.save(draft);
  keeper.clear(draft.documentId, new Promise((resolve) => (end = resolve)));
  keeper.save({ ...draft, target: { kind: 'span', from: 3, to: 12 } });
  end(true);
  expect(await keeper.get(draft.documentId)).toMatchObject({ target: { from: 3 } });
});

it('of a project that was deleted meanwhile goes with it', async () => {
  page(gone()).save(draft);
  value(await store.projects.remove(draft.projectId));
  expect(await page().get(draft.documentId)).toBeUndefined();
  expect(journal.length).toBe(0);
});

it('is kept for the next start where its text cannot be looked up now', async () => {
  page(gone()).save(draft);
  const failing = { ...store.documents, get: () => Promise.reject(new Error('the database is closing')) };
  expect(await page({ ...store, documents: failing }).get(draft.documentId)).toBeUndefined();
  expect(journal.length).toBe(1);
  expect(await page().get(draft.documentId)).toMatchObject(draft);
});

it('is kept by the store alone where local storage is switched off', async () => {
  const keeper = createDraftKeeper(store, () => {
    throw new Error('SecurityError');
  });
  keeper.save(draft);
  expect(await keeper.get(draft.documentId)).toMatchObject(draft);
});

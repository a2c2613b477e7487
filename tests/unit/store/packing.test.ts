/** What a large import brings lies many rows to a record; everything that people do with it goes on as if it did not. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import type { ProjectBundle } from '#core/project';
import { type ImportedDocument, openStore, type Store } from '#store';
import { openSalvage } from '#store/salvage';
import { Database } from '../../../src/store/schema.ts';
import { freshStore, smallPacks, smallProject, value } from './fixture.ts';

const person = (externalId: string): ImportedDocument => ({
  text: `Ada ${externalId} lived in London.`,
  externalId,
  status: 'done',
  annotations: [
    {
      label: 'Person',
      target: { kind: 'span', from: 0, to: 3 },
      explanations: [{ kind: 'nl', text: 'a name' }],
    },
  ],
});
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => person(String(from + i)));

/** A project whose every text lies in a pack, and another that was imported row by row. */
async function both(count: number) {
  const packed = await smallProject(lines(0, count), 're', { packs: smallPacks });
  const single = await smallProject(lines(0, count), 're');
  return { packed, single };
}

async function raw(name: string, table: string): Promise<number> {
  const db = await new Dexie(name).open();
  const count = await db.table(table).count();
  db.close();
  return count;
}

const bundleOf = async (store: Store, projectId: string): Promise<ProjectBundle> => {
  const bundle = await store.bundles.read(projectId, { tombstones: true, weights: true });
  if (bundle === undefined) throw new Error('the project is there');
  return bundle;
};

/** The same but for what names a database or a moment. */
const content = (value: unknown, name: string): unknown =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(`${name}-`, 'db-')
      .replaceAll(/"(updatedAt|addedAt|createdAt|at)":\d+/g, '"$1":0'),
  );

describe('a large import', () => {
  it('reads as one whose rows lie by themselves', async () => {
    const { packed, single } = await both(9);
    expect(await raw(packed.name, 'documents')).toBe(0);
    expect(await raw(packed.name, 'annotations')).toBe(0);
    expect(await raw(single.name, 'documents')).toBe(9);
    const all = async ({ store, project, documentIds, person }: typeof packed) => ({
      bundle: await bundleOf(store, project.id),
      counts: await store.documents.counts(project.id),
      page: await store.documents.page(project.id, { from: 2, limit: 3 }),
      done: await store.documents.page(project.id, { filter: { status: 'done' }, limit: 4 }),
      labelled: await store.documents.page(project.id, { filter: { labelId: person }, from: 3 }),
      holding: await store.documents.page(project.id, { filter: { text: 'ada 7' } }),
      before: await store.documents.neighbour(project.id, 5, 'previous'),
      chunk: await store.documents.chunk(project.id, 3, 4),
      taught: await store.documents.labelled(project.id),
      text: await store.documents.get(documentIds[4] ?? ''),
      annotations: await store.annotations.ofDocument(documentIds[4] ?? ''),
      explanations: await store.explanations.ofProject(project.id),
      known: [...(await store.importer(project.id).known(['3', '33']))],
      list: await store.projects.list(),
    });
    expect(content(await all(packed), packed.name)).toEqual(content(await all(single), single.name));
  });

  it('takes acts, undo and redo, and only the packs that are touched become rows', async () => {
    const { packed, single } = await both(9);
    for (const { store, project, documentIds, place } of [packed, single]) {
      const documentId = documentIds[4] ?? '';
      const target = { kind: 'span', from: 0, to: 3 } as const;
      value(await store.act(project.id, { kind: 'annotate', documentId, labelId: place, target }));
      value(await store.act(project.id, { kind: 'mark', documentIds: [documentId], status: 'skipped' }));
      value(await store.history.undo(project.id));
      value(await store.history.undo(project.id));
      value(await store.history.redo(project.id));
    }
    expect(await raw(packed.name, 'documents')).toBe(2);
    expect(content(await bundleOf(packed.store, packed.project.id), packed.name)).toEqual(
      content(await bundleOf(single.store, single.project.id), single.name),
    );
  });

  it('is taken back whole, one that was worked on and one that was not', async () => {
    const small = await smallProject(lines(0, 3), 're', { packs: smallPacks });
    const { store, project, name } = small;
    const importer = store.importer(project.id, 'second');
    value(await importer.appendBatch(lines(10, 5)));
    const { items } = await store.documents.page(project.id);
    const documentIds = [items[5]?.id ?? ''];
    value(await store.act(project.id, { kind: 'mark', documentIds, status: 'skipped' }));
    expect(value(await importer.rollback())).toBe(5);
    expect((await store.documents.counts(project.id)).total).toBe(3);
    const bundle = await bundleOf(store, project.id);
    expect(bundle.documents.filter((one) => one.deleted === true)).toHaveLength(5);
    expect(bundle.annotations.filter((one) => one.deleted !== true)).toHaveLength(3);
    value(await store.projects.remove(project.id));
    for (const table of ['packs', 'packedRows', 'documents', 'texts', 'annotations', 'explanations'])
      expect([table, await raw(name, table)]).toEqual([table, 0]);
  });

  it('that was killed between two batches is known, goes on where it was, and can be taken back', async () => {
    const { store, project, name } = await smallProject([], 're', { packs: smallPacks });
    const importer = store.importer(project.id, 'killed');
    value(await importer.begin({ files: ['a.jsonl'], options: {} }));
    value(await importer.appendBatch(lines(0, 4)));
    // Not closed: as a tab that is gone.
    let ids = 0;
    const options = { name, clock: () => 5_000, packs: smallPacks, ids: () => `again-${++ids}` };
    const again = value(await openStore(options));
    const unfinished = await again.imports.unfinished(project.id);
    expect(unfinished.find(({ id }) => id === 'killed')).toMatchObject({ documents: 4 });
    const rest = again.importer(project.id, 'killed');
    value(await rest.appendBatch(lines(4, 3)));
    const { items } = await again.documents.page(project.id);
    expect(items.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(value(await rest.rollback())).toBe(7);
    expect((await store.documents.counts(project.id)).total).toBe(0);
  });

  it('goes through a project file, and a merge of its copies', async () => {
    const { packed } = await both(5);
    const file = await bundleOf(packed.store, packed.project.id);
    const other = (await freshStore('packed-other', { packs: smallPacks })).store;
    value(await other.bundles.write(file));
    expect(await raw('packed-other', 'documents')).toBe(0);
    expect(await bundleOf(other, packed.project.id)).toEqual(file);
    const documentIds = [packed.documentIds[1] ?? ''];
    value(await other.act(packed.project.id, { kind: 'mark', documentIds, status: 'skipped' }));
    const report = value(await packed.store.bundles.write(await bundleOf(other, packed.project.id)));
    expect(report).toMatchObject({ added: 0, updated: 1, refused: [] });
    expect(await packed.store.documents.get(documentIds[0] ?? '')).toMatchObject({ status: 'skipped' });
    expect((await packed.store.documents.counts(packed.project.id)).total).toBe(5);
  });

  it('comes out of a database that the app cannot use, and a broken pack costs that pack', async () => {
    const { packed } = await both(5);
    const { store, name, project } = packed;
    const bundle = await bundleOf(store, project.id);
    store.close();
    const salvaged = async () => {
      const opened = await openSalvage(name);
      if (!opened.ok) throw new Error(opened.error.code);
      const found = await opened.value.projects();
      const out = await opened.value.read(project.id);
      const tables = new Set<string>();
      for await (const { table } of opened.value.raw()) tables.add(table);
      opened.value.close();
      return { ...out, found, tables };
    };
    const sound = await salvaged();
    expect(sound.leftOut).toEqual([]);
    expect(sound.bundle.documents).toEqual(bundle.documents);
    const byId = <T extends { readonly id: string }>(records: readonly T[]): readonly T[] =>
      records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(sound.bundle.annotations)).toEqual(byId(bundle.annotations));
    expect(byId(sound.bundle.explanations)).toEqual(byId(bundle.explanations));
    expect(sound.found).toMatchObject([{ texts: 5, annotations: 5, explanations: 5 }]);
    expect([...sound.tables]).toEqual(expect.arrayContaining(['documents', 'texts', 'annotations']));
    const db = await new Dexie(name).open();
    const [first] = await db.table('packedRows').where(':id').startsWith('documents ').toArray();
    await db.table('packedRows').put({ ...first, rows: 'nothing' });
    db.close();
    const broken = await salvaged();
    // The texts are there: what was known of their documents is made up.
    expect(broken.bundle.documents.map(({ text }) => text).sort()).toEqual(
      bundle.documents.map(({ text }) => text).sort(),
    );
    // The order of packs is chance: this one may be the last, with one row.
    expect(first.rows.length).toBeGreaterThan(0);
    expect(broken.leftOut.filter(({ reason }) => reason === 'mended')).toHaveLength(first.rows.length);
  });
});

describe('a database of before there were packs', () => {
  it('keeps its rows as they are, and those of a new import stand beside them', async () => {
    const old = new Database('upgrade-7', 7);
    await old.open();
    const project = { id: 'p', name: 'old', task: 'ner', explanationKinds: [], guidelines: '' };
    const settings = { sources: {}, acquisition: 'sequential', blindShare: 0, people: false };
    await old.table('projects').add({ ...project, settings, createdAt: 1, updatedAt: 1 });
    const at = { projectId: 'p', position: 0 };
    await old
      .table('documents')
      .add({ id: 'd', ...at, status: 'open', preview: 'Old.', length: 4, updatedAt: 1 });
    await old.table('texts').add({ id: 'd', ...at, text: 'Old.', meta: {} });
    old.close();
    const { store } = await freshStore('upgrade-7', { packs: smallPacks });
    value(await store.importer('p').appendBatch(lines(0, 3)));
    const texts = (await store.documents.chunk('p', 0, 10)).map(({ document }) => document.text);
    expect(texts).toEqual(['Old.', ...lines(0, 3).map(({ text }) => text)]);
    expect(await store.documents.counts('p')).toMatchObject({ total: 4, open: 1, done: 3 });
    expect([await raw('upgrade-7', 'documents'), await raw('upgrade-7', 'packedRows')]).toEqual([1, 8]);
    store.close();
  });
});

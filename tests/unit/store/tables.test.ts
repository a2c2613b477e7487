/** The table of tables is true: of the schema, of what removal takes, of what a project file and the recovery page read. */
import 'fake-indexeddb/auto';
import Dexie, { type Table } from 'dexie';
import { describe, expect, it } from 'vitest';
import { openSalvage } from '#store/salvage';
import { Database } from '../../../src/store/schema.ts';
import { allTables } from '../../../src/store/tables.ts';
import { freshStore, smallPacks, smallProject, value } from './fixture.ts';

const raw = (name: string): Promise<Dexie> => new Dexie(name).open();

it('has a row for every table of the schema, and for no other', () => {
  const inSchema = new Database('names').tables.map(({ name }) => name);
  expect(allTables.map(([name]) => name).sort()).toEqual(inSchema.sort());
});

/** A row that all indexes of a table find, under this project and document. */
function rowFor({ schema }: Table, projectId: string, documentId: string): Record<string, unknown> {
  const isOfDocument = ['documents', 'texts'].includes(schema.name);
  const paths = [schema.primKey, ...schema.indexes].flatMap(({ keyPath }) => keyPath ?? []);
  const row = Object.fromEntries(paths.map((path): [string, unknown] => [path, 1]));
  return { ...row, projectId, documentId, ...('id' in row ? { id: isOfDocument ? documentId : 'x' } : {}) };
}

describe('removal', () => {
  it('takes every row that says it is of the project, whatever the table', async () => {
    const { store, name } = await freshStore();
    const db = await raw(name);
    const mine = db.tables.filter(({ name }) => !['projects', 'removedProjects', 'device'].includes(name));
    for (const table of mine) await table.add(rowFor(table, 'p', 'd'));
    db.close();
    value(await store.projects.remove('p'));
    const after = await raw(name);
    for (const { name } of mine) expect([name, await after.table(name).count()]).toEqual([name, 0]);
    after.close();
  });

  it('leaves of a document taken back only its tombstones', async () => {
    const { store, name, project } = await smallProject([]);
    const importer = store.importer(project.id, 'import');
    value(await importer.appendBatch([{ text: 'One text.' }]));
    const [document] = (await store.documents.page(project.id)).items;
    const documentId = document?.id ?? '';
    const db = await raw(name);
    const others = allTables.filter(
      ([table, { document }]) => document !== undefined && !/^(documents|texts)$/.test(table),
    );
    for (const [table] of others) await db.table(table).add(rowFor(db.table(table), project.id, documentId));
    value(await importer.rollback());
    for (const [table, { withDocument }] of others) {
      const left = await db.table(table).where('documentId').equals(documentId).count();
      expect([table, left]).toEqual([table, withDocument === 'goes' ? 0 : 1]);
    }
    expect(await db.table('documents').count()).toBe(0);
    expect(await db.table('texts').count()).toBe(0);
    db.close();
  });
});

describe('a project file', () => {
  const inFile = allTables.flatMap(([name, traits]) => (traits.inFile && name !== 'projects' ? [name] : []));

  it.each(inFile)(
    'would lack something without what %s holds, and so would what is salvaged',
    async (table) => {
      const isPacked = table.startsWith('pack');
      const options = isPacked ? { packs: smallPacks } : {};
      const { store, name, project, person, documentIds } = await smallProject(undefined, undefined, options);
      const [first = '', second = ''] = documentIds;
      const target = { kind: 'span', from: 0, to: 3 } as const;
      const explanations = [{ kind: 'nl', text: 'a name' }] as const;
      value(
        await store.act(project.id, [
          { kind: 'annotate', documentId: first, labelId: person, target, explanations },
        ]),
      );
      const db = await raw(name);
      const gone = await db.table('documents').get(second);
      await db
        .table('removedDocuments')
        .add({ ...gone, id: 'gone', text: '', meta: {}, flagged: false, deleted: true });
      await db.table('weights').add({
        ...{ projectId: project.id, model: 'ner', version: 1, tensors: {}, metrics: {}, step: 1 },
        ...{ labels: [], trainedAt: 1, seed: 1 },
      });
      const read = () => store.bundles.read(project.id, { tombstones: true, weights: true });
      const salvaged = async () => {
        const salvage = await openSalvage(name);
        if (!salvage.ok) throw new Error(salvage.error.code);
        const { bundle } = await salvage.value.read(project.id);
        salvage.value.close();
        return bundle;
      };
      const [file, rescue] = [await read(), await salvaged()];
      expect(await db.table(table).count()).toBeGreaterThan(0);
      await db.table(table).clear();
      db.close();
      // By somebody who has none of it at hand; a pack without its rows is told.
      const { store: later } = await freshStore(name);
      const left = later.bundles.read(project.id, { tombstones: true, weights: true });
      expect(await left.catch(() => undefined)).not.toEqual(file);
      // What the heads of packs say, their rows say too.
      if (table === 'packs') expect(await salvaged()).toEqual(rescue);
      else expect(await salvaged()).not.toEqual(rescue);
    },
  );

  it('and nothing else would be missed', async () => {
    const { store, name, project } = await smallProject();
    const db = await raw(name);
    const read = () => store.bundles.read(project.id, { tombstones: true, weights: true });
    const file = await read();
    for (const [table, traits] of allTables) {
      if (traits.inFile) continue;
      await db.table(table).clear();
      await db.table(table).add(rowFor(db.table(table), project.id, 'd'));
    }
    db.close();
    expect(await read()).toEqual(file);
  });
});

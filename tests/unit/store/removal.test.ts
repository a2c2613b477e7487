/** Nothing is left of what was deleted: raw rows of every table are counted, not what the store chooses to show. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/store/schema.ts';
import { freshStore, type Small, smallProject, texts, value } from './fixture.ts';

/** How many rows each table holds, tables without one left out. */
async function rawRows(name: string): Promise<Record<string, number>> {
  const db = await new Dexie(name).open();
  const counts = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.count()] as const),
  );
  db.close();
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

/** A project with something in every table that an act, a model or a recommendation writes to. */
async function busyProject(): Promise<
  Small & { readonly file: NonNullable<Awaited<ReturnType<typeof read>>> }
> {
  const many = Array.from({ length: 30 }, (_, i) => ({ text: `${texts[0]} Number ${i}.` }));
  const small = await smallProject(many);
  const { store, project, person, documentIds } = small;
  const documentId = documentIds[0] ?? '';
  const target = { kind: 'span', from: 0, to: 3 } as const;
  value(
    await store.act(project.id, [
      {
        kind: 'annotate',
        documentId,
        labelId: person,
        target,
        explanations: [{ kind: 'nl', text: 'a name' }],
      },
      { kind: 'reject', documentId, items: [{ target: { kind: 'span', from: 4, to: 9 } }] },
    ]),
  );
  const projectId = project.id;
  value(await store.recommendations.put([{ projectId, documentId, source: 'model', version: 1, items: [] }]));
  value(
    await store.drafts.save({ projectId, documentId, labelId: person, target, triggers: [], sentence: '' }),
  );
  const file = await read(small);
  if (file === undefined) throw new Error('the project is there');
  return { ...small, file };
}

const read = ({ store, project }: Small) =>
  store.bundles.read(project.id, { tombstones: true, weights: true });

describe('deleting a project', () => {
  it('leaves no row of it in any table, and its file brings all of it back', async () => {
    const { store, name, project, file, documentIds } = await busyProject();
    // An import that was interrupted, with its file.
    const sources = [new File(['One more text.'], 'more.txt')];
    value(await store.importer(project.id).begin({ files: ['more.txt'], sources }));
    expect(await rawRows(name)).toMatchObject({ importFiles: 1 });
    value(await store.projects.remove(project.id));
    expect(await rawRows(name)).toEqual({ removedProjects: 1 });
    expect(value(await store.bundles.write(file))).toMatchObject({ refused: [], restored: true });
    expect(await store.bundles.read(project.id, { tombstones: true, weights: true })).toEqual(file);
    expect(await store.documents.get(documentIds[29] ?? '')).toMatchObject({
      text: file.documents[29]?.text,
    });
  });

  it('leaves other projects alone', async () => {
    const { store, name } = await busyProject();
    const before = await rawRows(name);
    const other = value(
      await store.projects.create({ name: 'other', task: 'ner', explanationKinds: [], labels: [] }),
    );
    value(await store.importer(other.id).appendBatch([{ text: 'a' }, { text: 'b' }]));
    value(await store.projects.remove(other.id));
    expect(await rawRows(name)).toEqual({ ...before, removedProjects: 1 });
  });
});

describe('an older database', () => {
  it('loses what a deleted project left behind, and nothing else', async () => {
    const { store, name } = await busyProject();
    store.close();
    const before = await rawRows(name);
    const old = new Database('orphans', 2);
    await old.open();
    const now = await new Dexie(name).open();
    for (const table of old.tables) await table.bulkPut(await now.table(table.name).toArray());
    now.close();
    const lost = { projectId: 'gone', position: 0, updatedAt: 1 };
    await old.documents.bulkAdd(
      Array.from({ length: 40 }, (_, i) => ({
        ...lost,
        id: `lost ${i}`,
        position: i,
        status: 'open' as const,
        flag: 0 as const,
        preview: 'words of a deleted text',
        length: 23,
      })),
    );
    await old.texts.add({ ...lost, id: 'lost text', text: 'words of a deleted text', meta: {} });
    await old
      .table('rejections')
      .add({ projectId: 'gone', documentId: 'lost 1', key: 't', target: { kind: 'text' } });
    old.close();
    const { store: upgraded } = await freshStore('orphans');
    const { imports: _, ...expected } = before;
    expect(await rawRows('orphans')).toEqual(expected);
    upgraded.close();
  });
});

describe('a file with ids of another project', () => {
  it('takes nothing away from it', async () => {
    const { store, file, project } = await busyProject();
    const theirs = { ...file, project: { ...file.project, id: 'theirs' }, weights: [] };
    const report = value(await store.bundles.write(theirs));
    expect(report.refused.length).toBeGreaterThan(0);
    expect(await store.bundles.read(project.id, { tombstones: true, weights: true })).toEqual(file);
  });
});

describe('taking an import back', () => {
  it('takes its labels back where nothing else uses them, and is remembered by a merge', async () => {
    const { store, project, person } = await smallProject();
    const before = (await store.labels.list(project.id)).map((label) => label.name);
    const importer = store.importer(project.id);
    const annotation = { target: { kind: 'span', from: 0, to: 2 } as const, explanations: [] };
    value(
      await importer.appendBatch([
        { text: 'of the import', annotations: [{ ...annotation, label: 'Only here' }] },
        { text: 'another', annotations: [{ ...annotation, label: 'Used elsewhere' }] },
      ]),
    );
    const used = (await store.labels.list(project.id)).find((label) => label.name === 'Used elsewhere');
    const [first] = (await store.documents.page(project.id)).items;
    const labelId = used?.id ?? person;
    const documentId = first?.id ?? '';
    value(await store.act(project.id, { kind: 'annotate', documentId, labelId, target: annotation.target }));
    const copy = await store.bundles.read(project.id, { tombstones: true });
    expect(value(await importer.rollback())).toBe(2);
    expect((await store.labels.list(project.id)).map((label) => label.name)).toEqual([
      ...before,
      'Used elsewhere',
    ]);
    if (copy !== undefined) value(await store.bundles.write(copy));
    expect(await store.documents.count(project.id)).toBe(texts.length);
  });
});

/** Projects out of a database that the app cannot use: every sound row comes out, every other one is named. */
import { describe, expect, it, vi } from 'vitest';
import { must, type Problem, type Result } from '#core/base';
import { formatById, joinChunks, openSources, readProjectFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { knownVersion, openSalvage } from '#store/salvage';
import { smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

function good<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Puts, changes or removes rows as no part of the app would. */
function damage(name: string, work: (table: (of: string) => IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      const db = request.result;
      const transaction = db.transaction([...db.objectStoreNames], 'readwrite');
      work((of) => transaction.objectStore(of));
      transaction.oncomplete = () => {
        db.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
    request.onerror = () => reject(request.error);
  });
}

function upgradeTo(name: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore('ofTheFuture');
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error);
  });
}

async function annotated() {
  const small = await smallProject();
  const { store, project, person, place, documentIds } = small;
  const [first, second] = documentIds as [string, string];
  const explanations = [{ kind: 'trigger', spans: [span(4, 9)] }] as const;
  value(
    await store.act(project.id, [
      { kind: 'annotate', id: 'x', documentId: first, labelId: person, target: span(0, 3), explanations },
      { kind: 'annotate', id: 'y', documentId: second, labelId: place, target: span(0, 4) },
    ]),
  );
  const bundle = (await store.bundles.read(project.id))!;
  store.close();
  return { ...small, first, second, bundle };
}

async function salvaged(name: string, projectId: string) {
  const salvage = good(await openSalvage(name));
  const found = await salvage.projects();
  const { bundle, leftOut } = await salvage.read(projectId);
  salvage.close();
  return { version: salvage.version, found, bundle, leftOut };
}

/** The file that is made of a bundle, opened again: what was left out or repaired at that. */
function reopened(bundle: ProjectBundle) {
  const serialize = must(formatById('project')?.serialize, 'writer');
  return good(readProjectFile(good(openSources(joinChunks(serialize(bundle, { name: 'x' }))))));
}

describe('what comes out of a database without the app', () => {
  it('is all that is in it, where all is sound', async () => {
    const { name, project, bundle } = await annotated();
    const out = await salvaged(name, project.id);
    expect(out.version, 'knownVersion of src/store/salvage follows the schema').toBe(knownVersion);
    expect(out.leftOut).toEqual([]);
    expect(out.bundle).toEqual(bundle);
    expect(out.found).toMatchObject([
      { name: project.name, annotations: 2, explanations: 1, isMended: false },
    ]);
    expect(reopened(out.bundle)).toMatchObject({ bundle, issues: [], violations: [] });
  });

  it('is all sound rows, where some are broken, and the broken ones by name', async () => {
    const { name, project, first, second, person, livesIn, bundle } = await annotated();
    await damage(name, (table) => {
      table('projects').put({ id: project.id, name: project.name });
      table('documents').delete(first);
      table('texts').put({ id: second, projectId: project.id, position: 1, text: 'Rome again.', meta: null });
      table('annotations').put({ id: 'bad', projectId: project.id, documentId: first, target: 'nowhere' });
      table('labels').put({ id: person, projectId: project.id });
      table('labels').put({ id: livesIn, projectId: project.id, kind: 'relation' });
      table('weights').put({ projectId: project.id, model: 'ner', tensors: { w: { dims: [2], data: [1] } } });
    });
    const out = await salvaged(name, project.id);
    expect(out.found).toMatchObject([{ name: project.name, isMended: true }]);
    expect(out.leftOut.map(({ table, key, reason }) => `${reason} ${table} ${key}`).sort()).toEqual(
      [
        `broken annotation bad`,
        `broken weights ${project.id} · ner`,
        `mended document ${first}`,
        `mended document ${second}`,
        `mended label ${livesIn}`,
        `mended label ${person}`,
        `mended project ${project.id}`,
      ].sort(),
    );
    const texts = new Map(bundle.documents.map(({ id, text }) => [id, text]));
    texts.set(second, 'Rome again.');
    expect(new Map(out.bundle.documents.map(({ id, text }) => [id, text]))).toEqual(texts);
    // By what it is used for, or by what is left of its row.
    const kinds = new Map(out.bundle.labels.map(({ id, kind }) => [id, kind]));
    expect([kinds.get(person), kinds.get(livesIn)]).toEqual(['span', 'relation']);
    expect(out.bundle.annotations).toEqual(bundle.annotations);
    expect(out.bundle.explanations).toEqual(bundle.explanations);
    expect(reopened(out.bundle)).toMatchObject({ bundle: out.bundle, issues: [], violations: [] });
  });

  it('does without the rows that the browser itself cannot read', async () => {
    const { name, project, bundle } = await annotated();
    const { get, getAll } = IDBObjectStore.prototype;
    // What Chromium answers where the file of a large value is gone from the disk.
    const lost = (store: IDBObjectStore, key?: unknown): void => {
      if (store.name === 'annotations' && (key === undefined || key === 'x'))
        throw new DOMException('Failed to read large IndexedDB value', 'DataError');
    };
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      lost(this);
      return getAll.apply(this, given);
    });
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
      lost(this, key);
      return get.call(this, key);
    });
    const out = await salvaged(name, project.id);
    vi.restoreAllMocks();
    expect(out.leftOut).toMatchObject([
      { table: 'annotation', key: 'x', reason: 'unreadable' },
      { table: 'explanation', reason: 'loose' },
    ]);
    expect(out.bundle.annotations).toEqual(bundle.annotations.filter(({ id }) => id === 'y'));
    expect(out.bundle.documents).toEqual(bundle.documents);
  });

  it('comes out of a database of a newer version too', async () => {
    const { name, project, bundle } = await annotated();
    await upgradeTo(name, 990);
    const salvage = good(await openSalvage(name));
    expect(salvage.version).toBe(99);
    expect((await salvage.read(project.id)).bundle).toEqual(bundle);
    let lines = 0;
    for await (const { line } of salvage.raw()) {
      JSON.parse(line);
      lines++;
    }
    expect(lines).toBeGreaterThan(8);
    salvage.close();
  });

  it('goes on after another tab has upgraded the database in between', async () => {
    const { name, project, bundle } = await annotated();
    const salvage = good(await openSalvage(name));
    await upgradeTo(name, 990); // would wait for ever for a page that does not let go
    expect((await salvage.read(project.id)).bundle).toEqual(bundle);
    salvage.close();
  });

  it('is nothing where there is nothing, and leaves no empty database behind', async () => {
    const opened = await openSalvage('never-made');
    expect(opened).toMatchObject({ ok: false, error: { code: 'nothing-here' } });
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('never-made');
  });
});

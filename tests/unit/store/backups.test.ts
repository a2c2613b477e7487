/** Backups: when they are made, what is in them, which of them go, and that a project comes back from one. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { must } from '#core/base';
import { openSources, readProjectFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { type Backup, openStore, type Store } from '#store';
import { Shelf } from '#store/salvage';
import { keptOfActs, keptOfOthers, surplus } from '../../../src/store/backups/rotation.ts';
import { Database } from '../../../src/store/schema.ts';
import { freshStore, type Small, smallProject, value } from './fixture.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const label = ({ store, project, documentIds, person }: Small, from: number) =>
  store.act(project.id, {
    kind: 'annotate',
    documentId: documentIds[0] ?? '',
    labelId: person,
    target: { kind: 'span', from, to: from + 2 },
  });

function contentOf(bytes: Uint8Array | undefined): ProjectBundle {
  const files = openSources([{ name: 'backup.leanlife', bytes: must(bytes, 'backup') }]);
  if (!files.ok) throw new Error(files.error.code);
  const read = readProjectFile(files.value);
  if (!read.ok) throw new Error(read.error.code);
  return read.value.bundle;
}

const living = async (store: Store, projectId: string) =>
  must(await store.bundles.read(projectId), 'project');

describe('a backup', () => {
  it('holds the project as it was, and counts the acts since', async () => {
    const small = await smallProject();
    const { store, project } = small;
    value(await label(small, 0));
    expect(await store.backups.actsSince(project.id)).toBe(1);
    const before = await store.bundles.read(project.id, { tombstones: true });
    const made = value(await store.backups.make(project.id, 'acts'));
    expect(made).toMatchObject({ projectName: 'small', reason: 'acts', documents: 3, annotations: 1 });
    value(await label(small, 4));
    value(await label(small, 8));
    expect(await store.backups.actsSince(project.id)).toBe(2);
    expect(await store.backups.list(project.id)).toEqual([made]);
    expect(contentOf(await store.backups.read(made.id))).toEqual(before);
    value(await store.backups.remove(made.id));
    expect(await store.backups.list()).toEqual([]);
  });

  it('of the same content is not kept twice', async () => {
    const { store, project } = await smallProject();
    const first = value(await store.backups.make(project.id, 'acts'));
    expect(value(await store.backups.make(project.id, 'merge'))).toEqual(first);
    expect(await store.backups.list()).toHaveLength(1);
  });

  it('is made before a project is deleted, and brings it back', async () => {
    const small = await smallProject();
    const { store, project } = small;
    value(await label(small, 0));
    const before = await living(store, project.id);
    const { backup } = value(await store.projects.remove(project.id));
    expect(await store.projects.get(project.id)).toBeUndefined();
    value(await store.bundles.write(contentOf(await store.backups.read(must(backup, 'backup').id))));
    expect(await living(store, project.id)).toEqual(before);
  });

  it('is made before a merge, and takes the place of what came of it', async () => {
    const small = await smallProject();
    const { store, project, name } = small;
    const before = await living(store, project.id);
    const theirs = await freshStore(`${name}-theirs`);
    value(await theirs.store.bundles.write(before));
    value(await theirs.store.labels.add(project.id, { kind: 'span', name: 'Unwanted' }));
    value(await store.bundles.write(await living(theirs.store, project.id)));
    expect(await store.labels.list(project.id)).toHaveLength(before.labels.length + 1);
    const [backup] = await store.backups.list(project.id);
    expect(backup).toMatchObject({ reason: 'merge' });
    value(await store.bundles.replace(contentOf(await store.backups.read(must(backup, 'backup').id))));
    expect(await living(store, project.id)).toEqual(before);
    // And that can be taken back, too.
    expect((await store.backups.list(project.id)).map(({ reason }) => reason)).toEqual(['restore', 'merge']);
  });

  it('is made of every project before the database is upgraded', async () => {
    const { store, project, name } = await smallProject();
    const before = await living(store, project.id);
    store.close();
    const [now, old] = [new Database(name), new Database(`${name}-old`, 1)];
    await Promise.all([now.open(), old.open()]);
    for (const table of old.tables) await table.bulkPut(await now.table(table.name).toArray());
    now.close();
    old.close();
    const upgraded = await freshStore(`${name}-old`);
    const [backup] = await upgraded.store.backups.list(project.id);
    expect(backup).toMatchObject({ reason: 'upgrade', documents: 3 });
    expect(contentOf(await upgraded.store.backups.read(must(backup, 'backup').id)).documents).toEqual(
      before.documents,
    );
    // Once: the next start upgrades nothing.
    upgraded.store.close();
    expect(await (await freshStore(`${name}-old`)).store.backups.list()).toHaveLength(1);
  });

  it('is read without the app’s database, after it is gone', async () => {
    const { store, project, name } = await smallProject();
    const made = value(await store.backups.make(project.id, 'acts'));
    value(await store.destroy());
    const shelf = new Shelf(name);
    expect(await shelf.list()).toEqual([made]);
    expect(contentOf(await shelf.read(made.id)).project).toEqual(project);
  });

  it('makes room by letting the oldest go, and is an answer where there is none', async () => {
    const small = await smallProject();
    const { store, project } = small;
    value(await store.backups.make(project.id, 'acts'));
    value(await label(small, 0));
    const { put } = IDBObjectStore.prototype;
    let room = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'files' && room-- <= 0) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    });
    expect(await store.backups.make(project.id, 'acts')).toMatchObject({
      ok: false,
      error: { code: 'quota-exceeded' },
    });
    expect(await store.annotations.count(project.id)).toBe(1);
    room = 2;
    const made = value(await store.backups.make(project.id, 'acts'));
    expect(await store.backups.list()).toEqual([made]);
    // No room for a backup is no reason to keep a project that is to go.
    value(await label(small, 4));
    room = 0;
    expect(value(await store.projects.remove(project.id)).backup).toBeUndefined();
    expect(await store.projects.get(project.id)).toBeUndefined();
  });
});

describe('of many backups', () => {
  const backup = (n: number, more: Partial<Backup>): Backup => ({
    ...{ id: String(n), projectId: 'p', projectName: 'p', at: n, reason: 'acts', seq: 0 },
    ...{ documents: 1, annotations: 1, explanations: 1, bytes: 1, digest: String(n) },
    ...more,
  });

  it('the newest of each kind stay', () => {
    const all = Array.from({ length: 30 }, (_, n) => backup(n, { reason: n % 3 === 0 ? 'merge' : 'acts' }));
    const gone = new Set(surplus(all, () => true, 30).map(({ id }) => id));
    const kept = all.filter(({ id }) => !gone.has(id));
    expect(kept.filter(({ reason }) => reason === 'acts')).toHaveLength(keptOfActs);
    expect(kept.filter(({ reason }) => reason === 'merge')).toHaveLength(keptOfOthers);
    expect(kept.at(-1)?.id).toBe('29');
  });

  it('those of a deleted project go after thirty days', () => {
    const day = 24 * 3_600_000;
    const all = [backup(1, { at: 0 }), backup(2, { at: 0, projectId: 'here' })];
    expect(surplus(all, (id) => id === 'here', 29 * day)).toEqual([]);
    expect(surplus(all, (id) => id === 'here', 31 * day)).toEqual([all[0]]);
  });
});

describe('a database that the browser clears', () => {
  it('is told as that, and not as a newer version', async () => {
    const { store, name } = await freshStore();
    const found: string[] = [];
    store.onProblem(({ code }) => found.push(code));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    expect(found).toEqual(['evicted']);
    expect(
      await store.projects.create({ name: 'x', task: 'ner', explanationKinds: [], labels: [] }),
    ).toMatchObject({
      ok: false,
    });
    expect((await indexedDB.databases()).some((one) => one.name === name)).toBe(false);
  });

  /** What a browser does that clears a site's data: closes every connection, then deletes. */
  async function clear(name: string, forceClose: () => void): Promise<void> {
    forceClose();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
  }

  async function openedOnce() {
    const open = vi.spyOn(IDBFactory.prototype, 'open');
    const { store, name } = await freshStore();
    const call = open.mock.calls.findLastIndex(([opened]) => opened === name);
    const request = open.mock.results[call]?.value as IDBOpenDBRequest; // of the call that opened it
    const forceClose = (): void => forceCloseDatabase(request.result as never); // fake-indexeddb has a type of its own
    open.mockRestore();
    const found: string[] = [];
    store.onProblem(({ code }) => found.push(code));
    return { store, name, found, forceClose };
  }

  it('and closes first is told as that, and does not come back empty', async () => {
    const { store, name, found, forceClose } = await openedOnce();
    await clear(name, forceClose);
    await vi.waitFor(() => expect(found).toEqual(['evicted']), { timeout: 5000 });
    await expect(store.projects.list()).rejects.toThrow();
    expect((await indexedDB.databases()).some((one) => one.name === name)).toBe(false);
  });

  it('is not made anew by a worker that starts just then', async () => {
    const { name, found, forceClose } = await openedOnce();
    await clear(name, forceClose);
    const worker = await openStore({ name, clock: () => 1, ids: () => 'x', create: false });
    expect(worker).toMatchObject({ ok: false, error: { code: 'evicted' } });
    await vi.waitFor(() => expect(found).toEqual(['evicted']), { timeout: 5000 });
  });

  it('or only closes goes on where it is still there', async () => {
    const { store, found, forceClose } = await openedOnce();
    forceClose();
    await vi.waitFor(() => expect(found).toEqual(['aborted']), { timeout: 5000 });
    expect(await store.projects.list()).toEqual([]);
  });

  it('by the person’s own order is no surprise', async () => {
    const opened = await openStore({ name: 'ordered', clock: () => 1, ids: () => 'x' });
    const store = value(opened);
    const found: string[] = [];
    store.onProblem(({ code }) => found.push(code));
    value(await store.destroy());
    expect(found).toEqual([]);
  });
});

/** A database as each released version left it, opened by this one; and one that is too new. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import { openStore } from '#store';
import { Database, schemaVersion } from '../../../src/store/schema.ts';
import { freshStore, value } from './fixture.ts';

/** Records as version 1 wrote them. */
const version1 = {
  projects: [
    {
      id: 'p',
      name: 'old',
      task: 'ner',
      explanationKinds: ['trigger'],
      guidelines: '',
      settings: {
        sources: { 'noun-phrases': true, dictionary: true, model: true, explanations: true },
        acquisition: 'sequential',
        trainEvery: 5,
        confidenceThreshold: 0.5,
        ruleThreshold: 0.8,
        triggerThreshold: 0.6,
        multiLabel: false,
        textDirection: 'auto',
      },
      createdAt: 1,
      updatedAt: 1,
    },
  ],
  labels: [{ id: 'l', projectId: 'p', kind: 'span', name: 'Person', colour: 0, shortcut: '1', position: 0 }],
  documents: [
    {
      id: 'd',
      projectId: 'p',
      position: 0,
      status: 'open',
      flag: 0,
      preview: 'Ada lived.',
      length: 10,
      updatedAt: 1,
    },
  ],
  texts: [{ id: 'd', projectId: 'p', position: 0, text: 'Ada lived.', meta: {} }],
  annotations: [
    {
      id: 'a',
      projectId: 'p',
      documentId: 'd',
      annotator: '',
      labelId: 'l',
      target: { kind: 'span', from: 0, to: 3 },
      source: 'manual',
      updatedAt: 1,
      at: 0,
    },
  ],
  weights: [
    {
      projectId: 'p',
      model: 'ner',
      version: 1,
      tensors: { w: { dims: [2], data: new Float32Array([1, 2]) } },
      step: 3,
      labels: ['l'],
      trainedAt: 1,
      seed: 1,
    },
  ],
} as const;

describe('a database of an older version', () => {
  it('is upgraded with everything in it', async () => {
    const old = new Database('upgrade-1', 1);
    await old.open();
    for (const [table, rows] of Object.entries(version1)) await old.table(table).bulkAdd([...rows]);
    old.close();
    const { store } = await freshStore('upgrade-1');
    expect(await store.documents.get('d')).toMatchObject({ text: 'Ada lived.' });
    expect(await store.annotations.ofDocument('d')).toHaveLength(1);
    expect(await store.weights.get('p', 'ner')).toMatchObject({ metrics: {}, step: 3 });
    const point = { projectId: 'p', model: 'ner', version: 1, step: 1, at: 1, values: { loss: 2 } };
    value(await store.trainingLog.append([point]));
    expect(await store.trainingLog.list('p', 'ner')).toEqual([point]);
    store.close();
  });
});

describe('an import that was killed under version 6', () => {
  it('can go on: its files lie apart now', async () => {
    const old = new Database('upgrade-6', 6);
    await old.open();
    const row = { id: 'i', projectId: 'p', startedAt: 1, files: ['a.txt'], labelIds: [], explanationIds: [] };
    const sources = [new File(['One.'], 'a.txt')];
    await old.table('imports').bulkAdd([
      { ...row, documents: 3, attachments: 0, sources },
      { ...row, id: 'done', documents: 1, attachments: 0, finishedAt: 2 },
    ]);
    old.close();
    const { store } = await freshStore('upgrade-6');
    const [found, ...others] = await store.imports.unfinished('p');
    expect(others).toEqual([]);
    expect(found).toEqual({ ...row, documents: 3, attachments: 0, hasFiles: true });
    expect(await store.imports.files('i')).toHaveLength(1);
    expect(await store.imports.files('done')).toBeUndefined();
    store.close();
  });
});

describe('a database of a newer version', () => {
  it('is not touched', async () => {
    const newer = new Dexie('upgrade-newer');
    newer.version(schemaVersion + 1).stores({ projects: 'id', future: 'id' });
    await newer.open();
    await newer.table('future').add({ id: 'keep' });
    newer.close();
    const opened = await openStore({ name: 'upgrade-newer', clock: () => 0, ids: () => '' });
    expect(opened).toMatchObject({ ok: false, error: { code: 'version-newer' } });
    const again = new Dexie('upgrade-newer');
    again.version(schemaVersion + 1).stores({ projects: 'id', future: 'id' });
    expect(await again.table('future').get('keep')).toEqual({ id: 'keep' });
    again.close();
  });

  it('that comes while this one is open makes it let go and say so', async () => {
    const { store, name } = await freshStore();
    const problems: string[] = [];
    store.onProblem((found) => problems.push(found.code));
    const newer = new Dexie(name);
    newer.version(schemaVersion + 1).stores({});
    await newer.open();
    expect(problems).toContain('version-change');
    await expect(store.projects.list()).rejects.toMatchObject({ problem: { code: 'aborted' } });
    newer.close();
  });
});

describe('a browser without a database', () => {
  it('is an answer, not an exception', async () => {
    const { indexedDB, IDBKeyRange } = Dexie.dependencies;
    Dexie.dependencies = { ...Dexie.dependencies, indexedDB: undefined as never };
    try {
      const opened = await openStore({ name: 'none', clock: () => 0, ids: () => '' });
      expect(opened).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    } finally {
      Dexie.dependencies = { indexedDB, IDBKeyRange };
    }
  });
});

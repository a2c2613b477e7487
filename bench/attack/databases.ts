/**
 * Databases that are not what they should be: of an older version, of a newer one, with rows that are gone, cut or full of
 * nonsense. None makes the app throw instead of answer; every older one comes through whole; what the recovery page makes of the
 * others holds all that is sound and makes a file that opens.
 */
import 'fake-indexeddb/auto';
import { createRng, must, type Rng } from '#core/base';
import { joinChunks, openSources, readProjectFile, writeProject } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { openStore, type Store } from '#store';
import { openSalvage } from '#store/salvage';
import { Database, schemaVersion } from '../../src/store/schema.ts';
import { type Figures, Tally } from './figures.ts';

let names = 0;

async function opened(name: string): Promise<Store> {
  let [now, id] = [1000, 0];
  const store = await openStore({ name, clock: () => ++now, ids: () => `${name}-${++id}` });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

/** A small project, labelled; its id. */
async function filled(store: Store): Promise<string> {
  const created = await store.projects.create({
    name: 'Attacked',
    task: 'ner',
    explanationKinds: ['trigger', 'nl'],
    labels: [{ kind: 'span', name: 'Person' }],
  });
  if (!created.ok) throw new Error(created.error.code);
  const { id } = created.value;
  await store
    .importer(id)
    .appendBatch(Array.from({ length: 8 }, (_, i) => ({ text: `Ada wrote letter ${i} to Grace.` })));
  const [label] = await store.labels.list(id);
  for (const { document } of await store.documents.chunk(id, 0, 5)) {
    await store.act(id, {
      kind: 'annotate',
      documentId: document.id,
      labelId: label?.id ?? '',
      target: { kind: 'span', from: 0, to: 3 },
      explanations: [{ kind: 'trigger', spans: [{ from: 4, to: 9 }] }],
    });
  }
  return id;
}

const raw = (
  name: string,
  work: (db: IDBDatabase) => IDBTransaction | undefined,
  version?: number,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore('ofTheFuture');
    request.onsuccess = () => {
      const db = request.result;
      const finish = (): void => {
        db.close();
        resolve();
      };
      const transaction = work(db);
      if (transaction === undefined) finish();
      else transaction.oncomplete = finish;
    };
    request.onerror = () => reject(request.error);
  });

const nonsense: readonly unknown[] = [
  null,
  '',
  -1,
  Number.NaN,
  2 ** 60,
  [],
  {},
  '\ud800',
  { from: 9, to: 1 },
  true,
];

/** Spoils some rows of any table; answers which. Keys stay, for a row without one cannot be stored. */
async function corrupt(name: string, rng: Rng): Promise<ReadonlySet<string>> {
  const touched = new Set<string>();
  await raw(name, (db) => {
    const tables = [...db.objectStoreNames];
    const transaction = db.transaction(tables, 'readwrite');
    for (let times = 1 + rng.int(6); times > 0; times--) {
      const table = tables[rng.int(tables.length)] ?? 'projects';
      const store = transaction.objectStore(table);
      const [which, how, what, worth] = [rng.next(), rng.int(3), rng.next(), rng.int(nonsense.length)];
      const request = store.getAll();
      request.onsuccess = () => {
        const rows = request.result as Record<string, unknown>[]; // every row is an object
        const row = rows[Math.floor(which * rows.length)];
        if (row === undefined) return;
        const parts = [store.keyPath].flat().map(String);
        const key = parts.map((part) => row[part] as IDBValidKey);
        const fields = Object.keys(row).filter((field) => !parts.includes(field));
        const field = fields[Math.floor(what * fields.length)];
        touched.add(`${table} ${key.join(' ')}`);
        if (how === 0 || field === undefined) store.delete(key.length === 1 ? (key[0] ?? '') : key);
        else if (how === 1) store.put({ ...row, [field]: nonsense[worth] });
        else {
          const { [field]: _, ...rest } = row;
          store.put(rest);
        }
      };
    }
    return transaction;
  });
  return touched;
}

/** What is sound, whatever the rest is: a text whose row was not touched, a label on it, a reason for that. */
function soundOf(bundle: ProjectBundle, touched: ReadonlySet<string>): string[] {
  const isSound = (table: string, id: string): boolean => !touched.has(`${table} ${id}`);
  const documents = bundle.documents.filter(({ id }) => isSound('texts', id)).map(({ id }) => id);
  const known = new Set(documents);
  const annotations = bundle.annotations
    .filter(
      (one) => isSound('annotations', one.id) && isSound('labels', one.labelId) && known.has(one.documentId),
    )
    .map(({ id }) => id);
  const labelled = new Set(annotations);
  const explanations = bundle.explanations
    .filter((one) => isSound('explanations', one.id) && labelled.has(one.annotationId))
    .map(({ id }) => id);
  return [...documents, ...annotations, ...explanations];
}

async function attackCorrupt(rng: Rng, tally: Tally, what: string): Promise<void> {
  const name = `corrupt-${++names}`;
  const store = await opened(name);
  const projectId = await filled(store);
  const before = must(await store.bundles.read(projectId), 'bundle');
  store.close();
  const touched = await corrupt(name, rng);
  const salvage = await openSalvage(name);
  if (!salvage.ok) {
    tally.fault('exceptions', `${what}: ${salvage.error.code}`);
    return;
  }
  const found = await salvage.value.projects();
  const isThere = found.some(({ id }) => id === projectId);
  const isDeleted = touched.has(`projects ${projectId}`) && !isThere;
  if (!isThere && !isDeleted) tally.fault('lost', `${what}: the project`);
  for (const { id } of found) {
    const { bundle } = await salvage.value.read(id);
    const files = openSources(joinChunks(writeProject(bundle, { name: 'x' })));
    const read = files.ok ? readProjectFile(files.value) : files;
    if (!read.ok) {
      tally.fault('exceptions', `${what}: the file does not open (${read.error.code})`);
      continue;
    }
    const { issues, violations } = read.value;
    if (issues.length + violations.length > 0)
      tally.fault(
        'exceptions',
        `${what}: the file is not sound: ${JSON.stringify([...issues, ...violations][0])}`,
      );
    const kept = read.value.bundle;
    const there = new Set(
      [...kept.documents, ...kept.annotations, ...kept.explanations].map((one) => one.id),
    );
    const lost = soundOf(before, touched).filter((one) => !there.has(one));
    tally.fault('lost', `${what}: ${lost[0]} of ${[...touched].join(', ')}`, lost.length);
  }
  salvage.value.close();
  // The app itself answers, too: with the store or with a reason.
  const again = await openStore({ name, clock: () => 1, ids: () => 'x' });
  if (again.ok) again.value.close();
}

async function attackOlder(version: number, tally: Tally, what: string): Promise<void> {
  const name = `older-${++names}`;
  const store = await opened(`${name}-now`);
  const projectId = await filled(store);
  const bundle = await store.bundles.read(projectId);
  store.close();
  const old = new Database(name, version);
  await old.open();
  const now = new Database(`${name}-now`);
  await now.open();
  for (const table of old.tables) await table.bulkPut(await now.table(table.name).toArray());
  old.close();
  now.close();
  const upgraded = await opened(name);
  const after = await upgraded.bundles.read(projectId);
  upgraded.close();
  if (JSON.stringify(after) !== JSON.stringify(bundle))
    tally.fault('silent', `${what}: version ${version} is another project`);
}

async function attackNewer(rng: Rng, tally: Tally, what: string): Promise<void> {
  const name = `newer-${++names}`;
  const store = await opened(name);
  const projectId = await filled(store);
  const before = await store.bundles.read(projectId);
  store.close();
  await raw(name, () => undefined, (schemaVersion + 1 + rng.int(900)) * 10);
  const refused = await openStore({ name, clock: () => 1, ids: () => 'x' });
  if (refused.ok) {
    refused.value.close();
    tally.fault('silent', `${what}: opened as if it were ours`);
  } else if (refused.error.code !== 'version-newer')
    tally.fault('exceptions', `${what}: ${refused.error.code}`);
  const salvage = await openSalvage(name);
  if (!salvage.ok) tally.fault('lost', `${what}: ${salvage.error.code}`);
  else {
    const { bundle } = await salvage.value.read(projectId);
    salvage.value.close();
    if (JSON.stringify(bundle.documents) !== JSON.stringify(before?.documents)) tally.fault('lost', what);
  }
}

/** `databases` corrupt ones, and older and newer ones beside them. */
export async function attackDatabases(seed: number, databases: number): Promise<Figures> {
  const tally = new Tally();
  const rng = createRng(seed);
  for (let n = 0; n < databases; n++) {
    const kind = n % 6 === 0 ? 'newer' : n % 6 === 1 ? 'older' : 'corrupt';
    const what = `${kind} database #${n} of seed ${seed}`;
    tally.case();
    const started = performance.now();
    try {
      if (kind === 'newer') await attackNewer(rng, tally, what);
      else if (kind === 'older') await attackOlder(1 + rng.int(schemaVersion - 1), tally, what);
      else await attackCorrupt(rng, tally, what);
    } catch (error) {
      tally.fault('exceptions', `${what}: ${String(error)}`);
    }
    tally.took(performance.now() - started, what);
  }
  return tally.figures;
}

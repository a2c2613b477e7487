/**
 * The database looked at from outside, and what must hold of it after anything: no row belongs to nothing, every step of the
 * history is there in whole or not at all, and what was there before is there.
 */
import { sameContent } from '../../src/store/same-content.ts';

export interface Row {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
export type Rows = Readonly<Record<string, readonly Row[]>>;

/**
 * Every row of every table, as of one moment; texts and numbers of models by their size only. Runs in Node and, handed to
 * `page.evaluate`, in a page: it names nothing outside of itself.
 */
export async function readRows(name: string): Promise<Record<string, Row[]>> {
  const asked = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return {};
  const db = await asked(indexedDB.open(name));
  const tables = [...db.objectStoreNames];
  const rows: Record<string, Row[]> = {};
  if (tables.length > 0) {
    const transaction = db.transaction(tables);
    await Promise.all(
      tables.map(async (table) => {
        const store = transaction.objectStore(table);
        const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
        const add = (of: string, key: IDBValidKey, row: Record<string, unknown>): void => {
          const { tensors: _t, optimiser: _o, items: _i, sources: _s, text, ...rest } = row;
          const value = of === 'texts' ? { ...rest, length: String(text).length } : { ...rest, text };
          rows[of] ??= [];
          rows[of].push({ key: Array.isArray(key) ? key.join(' ') : String(key), value });
        };
        if (table === 'packs') return;
        for (const [i, key] of keys.entries()) {
          // Many rows in one record: each is a row of the table that the key begins with.
          if (table !== 'packedRows') add(table, key, values[i]);
          else for (const row of values[i].rows) add(String(key).split(' ')[0] ?? '', row.id, row);
        }
      }),
    );
  }
  db.close();
  return rows;
}

const of = (rows: Rows, table: string): readonly Row[] => rows[table] ?? [];
const keysOf = (rows: Rows, table: string): ReadonlySet<string> =>
  new Set(of(rows, table).map(({ key }) => key));
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Rows that belong to no project, no document or no annotation. */
export function orphansIn(rows: Rows): string[] {
  const projects = keysOf(rows, 'projects');
  const documents = keysOf(rows, 'documents');
  const known = new Set([...documents, ...keysOf(rows, 'removedDocuments')]);
  const annotations = keysOf(rows, 'annotations');
  const found: string[] = [];
  for (const [table, list] of Object.entries(rows)) {
    for (const { key, value } of list) {
      const { projectId, documentId, annotationId } = value;
      if (projectId !== undefined && !projects.has(text(projectId)))
        found.push(`${table} ${key}: no project`);
      else if (table === 'history' || table === 'drafts') continue;
      else if (documentId !== undefined && !known.has(text(documentId)))
        found.push(`${table} ${key}: no document`);
      else if (table === 'explanations' && !annotations.has(text(annotationId)))
        found.push(`${table} ${key}: no annotation`);
    }
  }
  const texts = keysOf(rows, 'texts');
  for (const key of documents) if (!texts.has(key)) found.push(`documents ${key}: no text`);
  for (const key of texts) if (!documents.has(key)) found.push(`texts ${key}: no document`);
  const living = new Set(
    of(rows, 'annotations').flatMap(({ key, value }) => (value['deleted'] === true ? [] : [key])),
  );
  for (const { key, value } of of(rows, 'annotations')) {
    const target = value['target'] as { kind: string; head?: string; tail?: string } | undefined; // as the store writes it
    if (target?.kind !== 'relation' || !living.has(key)) continue;
    if (!living.has(target.head ?? '') || !living.has(target.tail ?? ''))
      found.push(`relation ${key}: no end`);
  }
  return found;
}

interface Step {
  readonly seq: number;
  readonly undone: number;
  readonly changes: readonly {
    readonly table: string;
    readonly key: string | readonly string[];
    readonly before?: object;
    readonly after?: object;
  }[];
}

/** A record without what undo, a merge and time do to it; `undefined` for one that is not there. */
function content(row: object | undefined): unknown {
  if (row === undefined) return undefined;
  const { updatedAt: _u, at: _a, was: _w, deleted, ...rest } = row as Record<string, unknown>;
  return deleted === true
    ? undefined
    : Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined));
}

/** Records that are not what the last step that touched them says. */
export function halfStepsIn(rows: Rows): string[] {
  const expected = new Map<
    string,
    { readonly table: string; readonly key: string; readonly record: unknown }
  >();
  const steps = of(rows, 'history')
    .map(({ value }) => value as unknown as Step) // as the store writes them
    .sort((a, b) => a.seq - b.seq);
  for (const step of steps) {
    for (const { table, key, before, after } of step.changes) {
      const name = typeof key === 'string' ? key : key.join(' ');
      const id = `${table} ${name}`;
      if (step.undone === 1 && expected.has(id)) continue;
      expected.set(id, { table, key: name, record: content(step.undone === 1 ? before : after) });
    }
  }
  return [...expected.values()].flatMap(({ table, key, record }) => {
    const there = of(rows, table).find((row) => row.key === key)?.value;
    return sameContent(content(there), record) ? [] : [`${table} ${key} is not what its step left`];
  });
}

/** Steps kept per project at most; older ones go. */
const maxSteps = 500;

/** What was there and is gone, though nobody took it away: steps of the history, texts, projects. */
export function lostSince(before: Rows, after: Rows): string[] {
  const removed = keysOf(after, 'removedProjects');
  const lost: string[] = [];
  for (const { key } of of(before, 'projects'))
    if (!keysOf(after, 'projects').has(key) && !removed.has(key)) lost.push(`project ${key}`);
  const steps = keysOf(after, 'history');
  for (const { key, value } of of(before, 'history')) {
    const projectId = text(value['projectId']);
    const count = of(after, 'history').filter((row) => row.value['projectId'] === projectId).length;
    if (steps.has(key) || value['undone'] === 1 || removed.has(projectId) || count >= maxSteps) continue;
    lost.push(`step ${key} of ${projectId}`);
  }
  const documents = new Set([...keysOf(after, 'documents'), ...keysOf(after, 'removedDocuments')]);
  for (const { key, value } of of(before, 'documents'))
    if (!documents.has(key) && !removed.has(text(value['projectId']))) lost.push(`document ${key}`);
  return lost;
}

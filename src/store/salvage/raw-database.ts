/**
 * The database as the browser has it: opened without a schema, whatever version it is, and read row by row. One row
 * that cannot be read costs that row only. Nothing is ever written, and nothing made: a database that is not there
 * stays so.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';

export type SalvageCode =
  /** There is no database: the app was never used here, or the browser has cleared it. */
  | 'nothing-here'
  /** Another tab holds it: an upgrade or a deletion is under way. */
  | 'busy'
  /** The browser cannot open it, or refuses to store anything. */
  | 'unavailable';

export interface RawRow {
  /** As the row can be named to a person. */
  readonly key: string;
  /** Absent where the browser cannot read it. */
  readonly value?: unknown;
}

export interface RawDatabase {
  /** The version of the app's schema that wrote it. */
  readonly version: number;
  readonly tables: readonly string[];
  /** Every row of a table in the order of the keys, and then those that lie in packs; at most `chunk` are held at once, or a pack. */
  rows(table: string, chunk?: number): AsyncGenerator<RawRow>;
  close(): void;
}

/** Dexie multiplies the versions that the schema declares. */
const dexieFactor = 10;
const busyAfterMs = 8000;

export async function openRaw(name: string): Promise<Result<RawDatabase, Problem<SalvageCode>>> {
  let connection: IDBDatabase | undefined;
  const connected = async (): Promise<IDBDatabase> => {
    if (connection !== undefined) return connection;
    const opened = await open(name);
    const letGo = (): void => {
      opened.close();
      if (connection === opened) connection = undefined;
    };
    // Another tab may upgrade or delete at any time; what is read next opens it anew.
    opened.onversionchange = letGo;
    opened.onclose = letGo;
    connection = opened;
    return opened;
  };
  try {
    const first = await connected();
    return ok({
      version: Math.round(first.version / dexieFactor),
      tables: [...first.objectStoreNames].filter((table) => !packing.includes(table)),
      rows: (table, chunk = 500) => rowsOf(connected, table, chunk),
      close: () => connection?.close(),
    });
  } catch (error) {
    const [code, message] =
      error instanceof NotOpened ? [error.code, error.message] : [undefined, String(error)];
    return err(problem(code ?? 'unavailable', message));
  }
}

/** Where many rows lie in one record (`packing`): told as rows of the tables that they are of. The heads say nothing more. */
const content = 'packedRows';
const packing: readonly string[] = ['packs', content];

class NotOpened extends Error {
  readonly code: SalvageCode;
  constructor(code: SalvageCode, message: string) {
    super(message);
    this.code = code;
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Throws where IndexedDB is missing or refused, which rejects.
    const request = indexedDB.open(name);
    const timer = setTimeout(
      () => reject(new NotOpened('busy', 'Another tab holds the database.')),
      busyAfterMs,
    );
    let isThere = true;
    request.onupgradeneeded = () => {
      // Asked for without a version, only a database that is not there needs one: leave it so.
      isThere = false;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      reject(
        isThere
          ? new NotOpened('unavailable', String(request.error))
          : new NotOpened('nothing-here', 'There is no database.'),
      );
    };
  });
}

async function* rowsOf(
  connected: () => Promise<IDBDatabase>,
  table: string,
  chunk: number,
): AsyncGenerator<RawRow> {
  yield* ownRowsOf(connected, table, chunk);
  if (!(await connected()).objectStoreNames.contains(content)) return;
  // A pack's key begins with the name of its table.
  const ofTable = IDBKeyRange.bound(`${table} `, `${table}!`);
  for await (const { key, value } of ownRowsOf(connected, content, 1, ofTable)) {
    const rows: unknown =
      typeof value === 'object' && value !== null && 'rows' in value ? value.rows : undefined;
    if (!Array.isArray(rows)) {
      yield value === undefined ? { key } : { key, value };
      continue;
    }
    for (const [at, row] of rows.entries()) {
      const id: unknown = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
      yield { key: typeof id === 'string' ? id : `${key} · ${at}`, value: row };
    }
  }
}

async function* ownRowsOf(
  connected: () => Promise<IDBDatabase>,
  table: string,
  chunk: number,
  range?: IDBKeyRange,
): AsyncGenerator<RawRow> {
  const ask = async <T>(request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const db = await connected();
    if (!db.objectStoreNames.contains(table)) throw new NotOpened('nothing-here', `no table ${table}`);
    return answerOf(request(db.transaction(table).objectStore(table)));
  };
  const keys = await ask((store) => store.getAllKeys(range));
  for (let from = 0; from < keys.length; from += chunk) {
    const part = keys.slice(from, from + chunk);
    let values: unknown[] | undefined;
    try {
      values = await ask((store) => store.getAll(IDBKeyRange.bound(part[0], part.at(-1))));
    } catch {
      // One of them cannot be read: then each by itself.
    }
    for (const [at, key] of part.entries()) {
      const named = Array.isArray(key) ? key.join(' · ') : String(key);
      if (values?.length === part.length) {
        yield { key: named, value: values[at] };
        continue;
      }
      try {
        yield { key: named, value: await ask((store) => store.get(key)) };
      } catch {
        yield { key: named };
      }
    }
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error ?? new Error('no answer'));
    };
  });
}

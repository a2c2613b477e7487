/** A cursor over the rows of a table and those of its packs, as if all were rows: what `DBCoreCursor` of Dexie asks for. */
import Dexie, { cmp, type DBCoreCursor, type DBCoreTransaction } from 'dexie';
import { compareEntries, type Entry } from './packs.ts';

interface Asked {
  readonly trans: DBCoreTransaction;
  readonly isReverse: boolean;
  readonly isUnique: boolean;
  /** Absent where keys alone are asked for. */
  readonly load?: (entry: Entry) => PromiseLike<object>;
}

/** Which of two comes first. Of those of one key, an index that is walked backwards without twins has the first (W3C IndexedDB, `prevunique`). */
export function orderOf(isReverse: boolean, isUnique: boolean): typeof compareEntries {
  const sign = isReverse ? -1 : 1;
  if (!isUnique) return (a, b) => compareEntries(a, b) * sign;
  return (a, b) => cmp(a.key, b.key) * sign || cmp(a.primaryKey, b.primaryKey);
}

/** One entry for each key, the first of its rows. */
export function* withoutTwins(entries: Iterable<Entry>): Generator<Entry, undefined> {
  let last: Entry | undefined;
  for (const entry of entries) {
    const isTwin = last !== undefined && cmp(last.key, entry.key) === 0;
    if (last !== undefined && !isTwin) yield last;
    if (last === undefined || !isTwin || cmp(entry.primaryKey, last.primaryKey) < 0) last = entry;
  }
  if (last !== undefined) yield last;
  return undefined;
}

/** Where the cursor is to go. */
interface Move {
  readonly to?: unknown;
  readonly primaryKey?: unknown;
}

export function mergedCursor(
  rows: DBCoreCursor | null,
  entries: Iterator<Entry, undefined>,
  { trans, isReverse, isUnique, load }: Asked,
): DBCoreCursor {
  const sign = isReverse ? -1 : 1;
  const order = orderOf(isReverse, isUnique);
  let packed = entries.next().value;
  let areRowsOver = rows === null;
  let current: Pick<Entry, 'key' | 'primaryKey'> | undefined;
  let value: unknown;
  let wanted: Move | undefined;
  let skipped = 0;
  let isOver = false;
  let isRunning = false;
  let onNext = (): void => undefined;
  let resolve = (_: unknown): void => undefined;
  let reject = (_: unknown): void => undefined;

  const finish = (result?: unknown): void => {
    if (isOver) return;
    isOver = true;
    resolve(result);
  };
  /** Leaves what it stands on; `false` while the browser looks for the next row. */
  const step = ({ to, primaryKey }: Move): boolean => {
    const from = current;
    const isPassed = (one: Pick<Entry, 'key' | 'primaryKey'>): boolean => {
      const ahead = to === undefined ? 1 : cmp(one.key, to) * sign;
      if (ahead < 0) return true;
      if (ahead === 0 && primaryKey !== undefined && cmp(one.primaryKey, primaryKey) * sign < 0) return true;
      if (from === undefined) return false;
      return isUnique ? cmp(one.key, from.key) * sign <= 0 : compareEntries(one, from) * sign <= 0;
    };
    while (packed !== undefined && isPassed(packed)) packed = entries.next().value;
    if (rows === null || areRowsOver || !isPassed(rows)) return true;
    const isForward = to !== undefined && cmp(rows.key, to) * sign < 0;
    if (isForward) rows.continue(to);
    else rows.continue();
    return false;
  };
  const pump = (): void => {
    if (isRunning) return;
    isRunning = true;
    try {
      while (!isOver) {
        if (wanted !== undefined) {
          const move = wanted;
          if (!step(move)) break;
          wanted = undefined;
        }
        const row = rows === null || areRowsOver ? undefined : rows;
        const isRow = row !== undefined && (packed === undefined || order(row, packed) < 0);
        const next = isRow ? row : packed;
        if (next === undefined) {
          finish();
          break;
        }
        current = { key: next.key, primaryKey: next.primaryKey };
        if (skipped > 0) {
          skipped--;
          wanted = {};
          continue;
        }
        if (isRow) value = row.value;
        else if (load !== undefined && packed !== undefined) {
          load(packed).then((loaded) => {
            value = loaded;
            deliver();
            pumpOn();
          }, reject);
          break;
        }
        deliver();
        if (wanted === undefined) break;
      }
    } finally {
      isRunning = false;
    }
  };
  const pumpOn = (): void => {
    if (wanted !== undefined) pump();
  };
  const deliver = (): void => {
    const held = isRunning;
    isRunning = true;
    try {
      onNext();
    } catch (error) {
      isOver = true;
      reject(error);
    } finally {
      isRunning = held;
    }
  };

  const cursor = {
    trans,
    get key() {
      return current?.key;
    },
    get primaryKey() {
      return current?.primaryKey;
    },
    get value() {
      return value;
    },
    get done() {
      return isOver;
    },
    continue: (to?: unknown): void => {
      wanted = to === undefined ? {} : { to };
      pump();
    },
    continuePrimaryKey: (to: unknown, primaryKey: unknown): void => {
      wanted = { to, primaryKey };
      pump();
    },
    advance: (count: number): void => {
      skipped = count - 1;
      wanted = {};
      pump();
    },
    start: (callback: () => void): Promise<unknown> => {
      onNext = callback;
      return new Dexie.Promise((done, failed) => {
        resolve = done;
        reject = failed;
        if (rows === null) {
          pump();
          return;
        }
        rows
          .start(() => pump())
          .then(
            () => {
              areRowsOver = true;
              pump();
            },
            (error: unknown) => failed(error),
          );
      });
    },
    stop: (result?: unknown): void => finish(result),
    next: (): Promise<DBCoreCursor> => {
      let isFirst = true;
      return cursor
        .start(() => {
          if (isFirst) cursor.continue();
          else cursor.stop();
          isFirst = false;
        })
        .then(() => cursor);
    },
    fail: (error: Error): void => {
      isOver = true;
      reject(error);
    },
  };
  return cursor;
}

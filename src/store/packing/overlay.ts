/**
 * Many rows to a record, below everything else of the store. A browser takes half a millisecond for a row with its entries in indexes
 * and hardly more for a hundred rows in one record without any; so rows that are added many at once are written as packs
 * (`packs.ts`), and whoever reads a table finds them as if each lay there by itself. The first that changes or removes a row of
 * a pack has all of the pack written as rows, in the same transaction (`writer.ts`).
 *
 * Law: whatever is asked or done, a table with packs answers as one that has each row by itself
 * (tests/property/store/packing.test.ts).
 */
import Dexie, {
  cmp,
  type DBCore,
  type DBCoreCountRequest,
  type DBCoreCursor,
  type DBCoreGetManyRequest,
  type DBCoreGetRequest,
  type DBCoreIndex,
  type DBCoreKeyRange,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCoreOpenCursorRequest,
  type DBCoreQueryRequest,
  type DBCoreTable,
  type DBCoreTransaction,
  RangeSet,
} from 'dexie';
import { must } from '#core/base';
import { mergedCursor, orderOf, withoutTwins } from './merged-cursor.ts';
import { type Entry, type Pack, type PackSize, type Packs, tableOf } from './packs.ts';
import { createViews, hasPacks, own, type Promised, packsIn, stampTable } from './views.ts';
import { createWriter } from './writer.ts';

/** Tables whose rows come by the thousand. Their keys are strings in a field `id`. */
const packedTables: readonly string[] = [
  'documents',
  'texts',
  'annotations',
  'explanations',
  'removedDocuments',
];
/** An act that touches one row writes all of its pack, and each record of some 64 KB or more would be a file of its own. */
const usualSize: PackSize = { from: 200, rows: 100, bytes: 48_000, spread: 4 };

const nothing = (): void => undefined;

const made = new WeakMap<DBCore, DBCore>();

/** What `down` is, with packs; as it was where the database has none (older versions). The same each time for the same. */
export function withPacks(down: DBCore, size?: PackSize): DBCore {
  const packs = made.get(down) ?? overlay(down, size ?? usualSize);
  made.set(down, packs);
  return packs;
}

function overlay(down: DBCore, size: PackSize): DBCore {
  if (!own.every((name) => down.schema.tables.some((table) => table.name === name))) return down;
  const views = createViews(down);
  const { rowsOf, given, stamped } = views;

  const rowAt = (
    rows: ReadonlyMap<Pack, readonly object[]>,
    { pack, at }: Pick<Entry, 'pack' | 'at'>,
  ): object => given(must(rows.get(pack), 'rows of a pack'), at);

  const packedTable = (name: string): DBCoreTable => {
    const rows = down.table(name);
    const { primaryKey } = rows.schema;
    const { isMany, write } = createWriter({ down, views, name, size });
    const idOf = (row: object): unknown => primaryKey.extractKey?.(row);

    /** A read: at once where all lies in rows, else behind what is being written. */
    const read = <T>(
      trans: DBCoreTransaction,
      direct: () => Promised<T>,
      merged: (packs: Packs) => PromiseLike<T>,
    ): Promised<T> => {
      if (!hasPacks(trans)) return direct();
      return views.with(trans, name).then((view) => {
        const ask = (): PromiseLike<T> => {
          const packs = packsIn(view, name);
          return packs.byId.size === 0 ? direct() : merged(packs);
        };
        const writing = view.writes.get(name);
        if (writing === undefined && packsIn(view, name).byId.size === 0) return direct();
        const reading = (writing ?? Dexie.Promise.resolve()).then(ask);
        const since = view.reads.get(name) ?? [];
        since.push(reading.then(nothing, nothing));
        view.reads.set(name, since);
        return reading;
      });
    };

    const mutate = (req: DBCoreMutateRequest): Promised<DBCoreMutateResponse> => {
      if (!hasPacks(req.trans)) return rows.mutate(req);
      return views.with(req.trans, name).then((view) => {
        const before = view.writes.get(name);
        const many = isMany(req) ? req : undefined;
        if (many === undefined && before === undefined && packsIn(view, name).byId.size === 0)
          return rows.mutate(req);
        const reads = view.reads.get(name) ?? [];
        view.reads.delete(name);
        const writing = Dexie.Promise.all([before, ...reads]).then(() => write(req, view, many));
        view.writes.set(name, writing.then(nothing, nothing));
        return writing;
      });
    };

    const get = (req: DBCoreGetRequest): Promised<unknown> =>
      read(
        req.trans,
        () => rows.get(req),
        (packs) => {
          const place = packs.find(req.key);
          if (place === undefined) return rows.get(req);
          return rowsOf(req.trans, new Set([place.pack])).then((found) => rowAt(found, place));
        },
      );

    const getMany = (req: DBCoreGetManyRequest): Promised<unknown[]> =>
      read(
        req.trans,
        () => rows.getMany(req),
        (packs) => {
          const places = req.keys.map((key) => packs.find(key));
          const wanted = new Set(places.flatMap((place) => place?.pack ?? []));
          if (wanted.size === 0) return rows.getMany(req);
          // A key that is absent is not looked for.
          const keys = req.keys.map((key, i) => (places[i] === undefined ? key : undefined));
          return Dexie.Promise.all([rows.getMany({ ...req, keys }), rowsOf(req.trans, wanted)]).then(
            ([single, found]) =>
              places.map((place, i) => (place === undefined ? single[i] : rowAt(found, place))),
          );
        },
      );

    const query = (req: DBCoreQueryRequest): Promised<{ result: unknown[] }> =>
      read(
        req.trans,
        () => rows.query(req),
        (packs) => {
          const { index, range } = req.query;
          const { direction = 'next', limit = Infinity } = req;
          const [isReverse, isUnique] = [direction.startsWith('prev'), direction.endsWith('unique')];
          const order = orderOf(isReverse, isUnique);
          const entries = entriesIn(packs, index, range, isReverse, isUnique);
          let next = entries.next().value;
          if (next === undefined || limit === 0) return rows.query(req);
          // Keys of rows do not tell where in an index they lie.
          const areRows = req.values === true || index.isPrimaryKey !== true;
          return rows.query({ ...req, values: areRows }).then(({ result }) => {
            const single = result.map((one) =>
              areRows
                ? { key: index.extractKey?.(one), primaryKey: idOf(one), row: one }
                : { key: one, primaryKey: one, row: undefined },
            );
            const merged: ((typeof single)[number] | Entry)[] = [];
            for (let i = 0; merged.length < limit; ) {
              const row = single[i];
              if (row === undefined && next === undefined) break;
              const isRow = row !== undefined && (next === undefined || order(row, next) < 0);
              const one = isRow ? row : must(next, 'the next of the packs');
              if (isRow) i++;
              else next = entries.next().value;
              const isTwin = isUnique && cmp(merged.at(-1)?.key, one.key) === 0;
              if (!isTwin) merged.push(one);
            }
            if (req.values !== true) return { result: merged.map(({ primaryKey: id }) => id) };
            const wanted = new Set(merged.flatMap((one) => ('pack' in one ? [one.pack] : [])));
            return rowsOf(req.trans, wanted).then((found) => ({
              result: merged.map((one) => ('pack' in one ? rowAt(found, one) : one.row)),
            }));
          });
        },
      );

    const count = (req: DBCoreCountRequest): Promised<number> =>
      read(
        req.trans,
        () => rows.count(req),
        (packs) => rows.count(req).then((single) => single + packs.count(req.query.index, req.query.range)),
      );

    const openCursor = (req: DBCoreOpenCursorRequest): Promised<DBCoreCursor | null> =>
      read(
        req.trans,
        () => rows.openCursor(req),
        (packs) => {
          const { index, range } = req.query;
          const { trans, reverse: isReverse = false, unique: isUnique = false } = req;
          const isThere = packs.entries(index, range, isReverse).next().done !== true;
          return rows.openCursor(req).then((cursor) => {
            if (!isThere) return cursor;
            const load = (entry: Entry): PromiseLike<object> =>
              rowsOf(trans, new Set([entry.pack])).then((found) => rowAt(found, entry));
            return mergedCursor(cursor, entriesIn(packs, index, range, isReverse, isUnique), {
              ...{ trans, isReverse, isUnique },
              ...(req.values === true ? { load } : {}),
            });
          });
        },
      );

    return { ...rows, mutate, get, getMany, query, count, openCursor } as DBCoreTable;
  };

  /** Packs that are removed as rows of a project are: what was seen of them holds no longer. */
  const ownTable = (name: string): DBCoreTable => {
    const table = down.table(name);
    return {
      ...table,
      mutate: (req) => {
        if (req.type === 'delete' && req.keys.length === 0) return table.mutate(req);
        views.forget(req.trans);
        tellWatchers(down, req);
        return Dexie.Promise.all([table.mutate(req), stamped(req.trans)]).then(([written]) => written);
      },
    };
  };

  const tables = new Map<string, DBCoreTable>([
    ...packedTables.map((name) => [name, packedTable(name)] as const),
    ...own.map((name) => [name, ownTable(name)] as const),
  ]);
  return {
    ...down,
    transaction: (stores, mode, options) => {
      const isConcerned = stores.some((name) => packedTables.includes(name) || own.includes(name));
      const all = isConcerned ? [...new Set([...stores, ...own, stampTable])] : stores;
      return down.transaction(all, mode, options);
    },
    table: (name) => tables.get(name) ?? down.table(name),
  };
}

function entriesIn(
  packs: Packs,
  index: DBCoreIndex,
  range: DBCoreKeyRange,
  isReverse: boolean,
  isUnique: boolean,
): Generator<Entry, undefined> {
  const entries = packs.entries(index, range, isReverse);
  return isUnique ? withoutTwins(entries) : entries;
}

/** Whoever watches rows goes by what Dexie lists of a change above all this: packs that go by themselves are rows that go. */
function tellWatchers({ schema, MIN_KEY, MAX_KEY }: DBCore, req: DBCoreMutateRequest): void {
  const { mutatedParts } = req;
  if (mutatedParts === undefined) return;
  const gone = new Set(req.type === 'delete' ? req.keys.map((key) => tableOf(String(key))) : packedTables);
  for (const { name, indexes } of schema.tables) {
    if (!gone.has(name)) continue;
    for (const part of ['', ':dels', ...indexes.map((index) => index.name)])
      mutatedParts[`idb://${schema.name}/${name}/${part}`] = new RangeSet(MIN_KEY, MAX_KEY);
  }
}

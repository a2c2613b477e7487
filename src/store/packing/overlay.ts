/**
 * Many rows to a record, below everything else of the store. A browser takes half a millisecond for a row with its entries in indexes
 * and hardly more for a hundred rows in one record without any; so rows that are added many at once are written as packs
 * (`packs.ts`), and whoever reads a table finds them as if each lay there by itself. The first that changes or removes a row of
 * a pack has all of the pack written as rows, in the same transaction.
 *
 * Law: whatever is asked or done, a table with packs answers as one that has each row by itself
 * (tests/property/store/packing.test.ts).
 */
import Dexie, {
  cmp,
  type DBCore,
  type DBCoreAddRequest,
  type DBCoreCountRequest,
  type DBCoreCursor,
  type DBCoreGetManyRequest,
  type DBCoreGetRequest,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCoreOpenCursorRequest,
  type DBCoreQueryRequest,
  type DBCoreTable,
  type DBCoreTransaction,
} from 'dexie';
import { InternalError, must } from '#core/base';
import { mergedCursor } from './merged-cursor.ts';
import {
  compareEntries,
  type Entry,
  Pack,
  type PackedRows,
  type PackRecord,
  type PackSize,
  Packs,
  packed,
  tableOf,
} from './packs.ts';

/** Tables whose rows come by the thousand. Their keys are strings in a field `id`. */
const packedTables: readonly string[] = ['documents', 'texts', 'annotations', 'explanations'];
const own = ['packs', 'packedRows'];

/** An act that touches one row writes all of its pack, and each record of some 64 KB or more would be a file of its own. */
const usualSize: PackSize = { from: 200, rows: 100, bytes: 48_000 };

/** Packs whose rows are kept at hand: texts are read one after the other. */
const packsAtHand = 16;
/** From so many on they are read as a range. */
const manyPacks = 40;

/** What one transaction sees. */
interface View {
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Of each table that was asked for so far. */
  readonly packs: Map<string, Packs>;
  readonly loading: Map<string, PromiseLike<View>>;
  /** The last write of each table that takes several steps, and what has been read since. */
  readonly writes: Map<string, PromiseLike<unknown>>;
  readonly reads: Map<string, PromiseLike<unknown>[]>;
}

type Promised<T> = Promise<T>;
const nothing = (): void => undefined;

/** What `down` is, with packs; as it was where the database has none (older versions). */
export function withPacks(down: DBCore, size: PackSize = usualSize): DBCore {
  if (!own.every((name) => down.schema.tables.some((table) => table.name === name))) return down;
  const [heads, contents] = [down.table('packs'), down.table('packedRows')];
  const byProject = must(heads.schema.getIndexByKeyPath('projectId'), 'the index of packs');
  /** Packs as any transaction saw them: none is ever changed, so what is known of one holds for good. */
  const known = new Map<string, Packs>();
  const atHand = new Map<string, readonly object[]>();
  const views = new WeakMap<DBCoreTransaction, Promised<View>>();
  const all = { type: 3, lower: undefined, upper: undefined } as const;

  const viewOf = (trans: DBCoreTransaction): Promised<View> => {
    const there = views.get(trans);
    if (there !== undefined) return there;
    const query = { index: byProject, range: all };
    const view = heads.query({ trans, values: false, limit: Infinity, query }).then(({ result }): View => {
      const ids = new Map<string, string[]>();
      for (const id of result.map(String)) {
        const list = ids.get(tableOf(id));
        if (list === undefined) ids.set(tableOf(id), [id]);
        else list.push(id);
      }
      return { ids, packs: new Map(), loading: new Map(), writes: new Map(), reads: new Map() };
    });
    views.set(trans, view);
    return view;
  };

  /** The view once the packs of a table are in it. All who ask go through the same promise, so that they stay in their order. */
  const viewWith = (trans: DBCoreTransaction, table: string): Promised<View> =>
    viewOf(trans).then((view) => {
      const there = view.loading.get(table);
      if (there !== undefined) return there;
      const loading = packsOf(trans, table, view.ids.get(table) ?? []).then((packs) => {
        view.packs.set(table, packs);
        return view;
      });
      view.loading.set(table, loading);
      return loading;
    });

  const packsOf = (trans: DBCoreTransaction, table: string, ids: readonly string[]): PromiseLike<Packs> => {
    const before = known.get(table);
    const missing = ids.filter((id) => before?.byId.has(id) !== true);
    if (before !== undefined && missing.length === 0 && before.byId.size === ids.length)
      return Dexie.Promise.resolve(before);
    const range = { type: 2, lower: `${table} `, upper: `${table}!` } as const;
    const query = { index: heads.schema.primaryKey, range };
    const reading: PromiseLike<readonly PackRecord[]> =
      missing.length === 0
        ? Dexie.Promise.resolve([])
        : missing.length < manyPacks
          ? heads.getMany({ trans, keys: [...missing] })
          : heads.query({ trans, values: true, limit: Infinity, query }).then(({ result }) => result);
    return reading.then((records) => {
      const fresh = new Map(records.map((record) => [record.id, record]));
      const packs = ids.map(
        (id) => before?.byId.get(id) ?? new Pack(must(fresh.get(id), 'a pack of this moment')),
      );
      const now = new Packs(packs, down.table(table).schema.primaryKey);
      known.set(table, now);
      return now;
    });
  };

  /** Rows of packs. */
  const rowsOf = (
    trans: DBCoreTransaction,
    packs: ReadonlySet<Pack>,
  ): PromiseLike<ReadonlyMap<Pack, readonly object[]>> => {
    const found = new Map<Pack, readonly object[]>();
    const missing: Pack[] = [];
    for (const pack of packs) {
      const rows = atHand.get(pack.id);
      if (rows === undefined) missing.push(pack);
      else found.set(pack, rows);
    }
    if (missing.length === 0) return Dexie.Promise.resolve(found);
    return contents.getMany({ trans, keys: missing.map((pack) => pack.id) }).then((records) => {
      for (const [i, pack] of missing.entries()) {
        const record: PackedRows | undefined = records[i];
        if (record?.rows.length !== pack.size) throw new InternalError('a pack has lost its rows');
        found.set(pack, record.rows);
        atHand.set(pack.id, record.rows);
        const [oldest] = atHand.keys();
        if (atHand.size > packsAtHand && oldest !== undefined) atHand.delete(oldest);
      }
      return found;
    });
  };

  const rowAt = (
    rows: ReadonlyMap<Pack, readonly object[]>,
    { pack, at }: Pick<Entry, 'pack' | 'at'>,
  ): object => must(rows.get(pack)?.[at], 'a row of a pack');

  const packedTable = (name: string): DBCoreTable => {
    const rows = down.table(name);
    const { primaryKey, indexes } = rows.schema;
    const fields = new Set(['id', ...indexes.flatMap(({ keyPath }) => keyPath ?? [])]);
    const idOf = (row: object): unknown => primaryKey.extractKey?.(row);

    const packsIn = (view: View): Packs => must(view.packs.get(name), 'packs of a table');

    /** A read: at once where all lies in rows, else behind what is being written. */
    const read = <T>(
      trans: DBCoreTransaction,
      direct: () => Promised<T>,
      merged: (packs: Packs) => PromiseLike<T>,
    ): Promised<T> => {
      if (!hasPacks(trans)) return direct();
      return viewWith(trans, name).then((view) => {
        const ask = (): PromiseLike<T> => {
          const packs = packsIn(view);
          return packs.byId.size === 0 ? direct() : merged(packs);
        };
        const writing = view.writes.get(name);
        if (writing === undefined && packsIn(view).byId.size === 0) return direct();
        const reading = (writing ?? Dexie.Promise.resolve()).then(ask);
        const since = view.reads.get(name) ?? [];
        since.push(reading.then(nothing, nothing));
        view.reads.set(name, since);
        return reading;
      });
    };

    const mutate = (req: DBCoreMutateRequest): Promised<DBCoreMutateResponse> => {
      if (!hasPacks(req.trans)) return rows.mutate(req);
      return viewWith(req.trans, name).then((view) => {
        const isMany = (req.type === 'add' || req.type === 'put') && req.values.length >= size.from;
        const before = view.writes.get(name);
        if (!isMany && before === undefined && packsIn(view).byId.size === 0) return rows.mutate(req);
        const reads = view.reads.get(name) ?? [];
        view.reads.delete(name);
        const writing = Dexie.Promise.all([before, ...reads]).then(() =>
          (req.type === 'add' || req.type === 'put') && isMany
            ? isNew(req, packsIn(view)).then((isSo) => (isSo ? pack(req, view) : change(req, view)))
            : change(req, view),
        );
        view.writes.set(name, writing.then(nothing, nothing));
        return writing;
      });
    };

    /** Whether none of these rows is there, and no two are one. */
    const isNew = (
      { trans, values }: Pick<DBCoreAddRequest, 'trans' | 'values'>,
      packs: Packs,
    ): PromiseLike<boolean> => {
      const ids = values.map(idOf);
      const strings = ids.filter((id) => typeof id === 'string').sort();
      const [first, last] = [strings[0], strings.at(-1)];
      const areOwn = strings.length === ids.length && new Set(ids).size === ids.length;
      if (!areOwn || ids.some((id) => packs.find(id) !== undefined)) return Dexie.Promise.resolve(false);
      const range = { type: 2, lower: first, upper: last } as const;
      const query = { index: primaryKey, range };
      // Ids are mostly made in their order, so that between those of one batch there is no other.
      return rows.query({ trans, values: false, limit: 1, query }).then(({ result: [between] }) => {
        if (between === undefined) return true;
        if (between === first) return false;
        return rows.getMany({ trans, keys: ids }).then((there) => there.every((row) => row === undefined));
      });
    };

    const pack = (
      { trans, values }: Pick<DBCoreAddRequest, 'trans' | 'values'>,
      view: View,
    ): PromiseLike<DBCoreMutateResponse> => {
      const made = packed(name, fields, values, size);
      const packs = packsIn(view).with(made.map(({ record }) => new Pack(record)));
      view.packs.set(name, packs);
      known.set(name, packs);
      return Dexie.Promise.all([
        heads.mutate({ trans, type: 'add', values: made.map(({ record }) => record) }),
        contents.mutate({ trans, type: 'add', values: made.map(({ content }) => content) }),
      ]).then((written) => {
        throwFailed(written);
        const results = values.map(idOf);
        return { numFailures: 0, failures: {}, results, lastResult: results.at(-1) };
      });
    };

    /** Packs that hold a row in question become rows, but for those rows that go or are overwritten. */
    const change = (req: DBCoreMutateRequest, view: View): PromiseLike<DBCoreMutateResponse> => {
      const { trans } = req;
      const packs = packsIn(view);
      const touched = new Map<Pack, Set<number>>();
      const places =
        req.type === 'deleteRange'
          ? [...packs.entries(primaryKey, req.range)]
          : (req.type === 'delete' ? req.keys : req.values.map(idOf)).map((id) => packs.find(id));
      for (const place of places) {
        if (place === undefined) continue;
        const own = touched.get(place.pack) ?? new Set();
        touched.set(place.pack, own);
        // A row that is there cannot be added: the browser has to say so.
        if (req.type !== 'add') own.add(place.at);
      }
      if (touched.size === 0) return rows.mutate(req);
      const halves = new Set([...touched].flatMap(([pack, own]) => (own.size < pack.size ? [pack] : [])));
      return rowsOf(trans, halves).then((found) => {
        const gone = new Set(touched.keys());
        const keys = [...gone].map(({ id }) => id);
        const values = [...found].flatMap(([pack, all]) =>
          all.filter((_, at) => touched.get(pack)?.has(at) !== true),
        );
        view.packs.set(name, packs.without(gone));
        // In this order, which is also that in which the browser does it.
        const steps = [
          heads.mutate({ trans, type: 'delete', keys }),
          contents.mutate({ trans, type: 'delete', keys }),
          ...(values.length === 0 ? [] : [rows.mutate({ trans, type: 'add', values })]),
        ];
        const done = rows.mutate(req);
        return Dexie.Promise.all(steps).then((written) => {
          throwFailed(written);
          return done;
        });
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
          const sign = direction.startsWith('prev') ? -1 : 1;
          const entries = packs.entries(index, range, sign === -1);
          let next = entries.next().value;
          if (next === undefined || limit === 0) return rows.query(req);
          // Keys of rows do not tell where in an index they lie.
          return rows
            .query({ ...req, values: req.values === true || index.isPrimaryKey !== true })
            .then(({ result }) => {
              const single = result.map((one) =>
                typeof one === 'object'
                  ? { key: index.extractKey?.(one), primaryKey: String(idOf(one)), row: one }
                  : { key: one, primaryKey: String(one), row: undefined },
              );
              const merged: ((typeof single)[number] | Entry)[] = [];
              for (let i = 0; merged.length < limit; ) {
                const row = single[i];
                if (row === undefined && next === undefined) break;
                const isRow =
                  row !== undefined && (next === undefined || compareEntries(row, next) * sign < 0);
                const one = isRow ? row : must(next, 'the next of the packs');
                if (isRow) i++;
                else next = entries.next().value;
                const isTwin = direction.endsWith('unique') && cmp(merged.at(-1)?.key, one.key) === 0;
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
            return mergedCursor(cursor, packs.entries(index, range, isReverse), {
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
        views.delete(req.trans);
        return table.mutate(req);
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
      const isConcerned = stores.some((name) => packedTables.includes(name));
      return down.transaction(isConcerned ? [...new Set([...stores, ...own])] : stores, mode, options);
    },
    table: (name) => tables.get(name) ?? down.table(name),
  };
}

/** A transaction that was begun before packs were known of has none in its sight. */
function hasPacks(trans: DBCoreTransaction): boolean {
  const { objectStoreNames } = trans as IDBTransaction; // which it is
  return objectStoreNames.contains('packs') && objectStoreNames.contains('packedRows');
}

function throwFailed(written: readonly DBCoreMutateResponse[]): void {
  for (const { failures } of written) for (const failed of Object.values(failures)) throw failed;
}

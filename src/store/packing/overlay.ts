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
  type DBCoreIndex,
  type DBCoreKeyRange,
  type DBCoreMutateRequest,
  type DBCoreMutateResponse,
  type DBCoreOpenCursorRequest,
  type DBCorePutRequest,
  type DBCoreQueryRequest,
  type DBCoreTable,
  type DBCoreTransaction,
} from 'dexie';
import { must } from '#core/base';
import { mergedCursor, orderOf, withoutTwins } from './merged-cursor.ts';
import { type Entry, Pack, type PackSize, type Packs, packed } from './packs.ts';
import { createViews, hasPacks, own, type Promised, stampTable, type View } from './views.ts';

/** Of each pack the rows that are in question. */
type Places = ReadonlyMap<Pack, ReadonlySet<number>>;

/** Tables whose rows come by the thousand. Their keys are strings in a field `id`. */
const packedTables: readonly string[] = [
  'documents',
  'texts',
  'annotations',
  'explanations',
  'removedDocuments',
];
/** An act that touches one row writes all of its pack, and each record of some 64 KB or more would be a file of its own. */
const usualSize: PackSize = { from: 200, rows: 100, bytes: 48_000 };

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
  const [heads, contents] = [down.table('packs'), down.table('packedRows')];
  const views = createViews(down);
  const { rowsOf, given, stamped } = views;

  const rowAt = (
    rows: ReadonlyMap<Pack, readonly object[]>,
    { pack, at }: Pick<Entry, 'pack' | 'at'>,
  ): object => given(must(rows.get(pack), 'rows of a pack'), at);

  const withdrawn = (
    trans: DBCoreTransaction,
    packs: Iterable<Pack>,
  ): readonly Promised<DBCoreMutateResponse>[] => {
    const keys = [...packs].map(({ id }) => id);
    return [heads, contents].map((table) => table.mutate({ trans, type: 'delete', keys }));
  };

  const packedTable = (name: string): DBCoreTable => {
    const rows = down.table(name);
    const { primaryKey, indexes } = rows.schema;
    const fields = new Set(['id', ...indexes.flatMap(({ keyPath }) => keyPath ?? [])]);
    const idOf = (row: object): unknown => primaryKey.extractKey?.(row);

    /** What the browser would have in an index and packs would not: such rows stay by themselves. */
    const isOther = (value: unknown): boolean => typeof value === 'object' && value !== null;

    /** Whether rows may be written as packs. */
    const isMany = (req: DBCoreMutateRequest): req is DBCoreAddRequest | DBCorePutRequest =>
      (req.type === 'add' || req.type === 'put') &&
      req.values.length >= size.from &&
      !req.values.some((row) => [...fields].some((field) => isOther(row[field])));

    const packsIn = (view: View): Packs => must(view.packs.get(name), 'packs of a table');

    /** A read: at once where all lies in rows, else behind what is being written. */
    const read = <T>(
      trans: DBCoreTransaction,
      direct: () => Promised<T>,
      merged: (packs: Packs) => PromiseLike<T>,
    ): Promised<T> => {
      if (!hasPacks(trans)) return direct();
      return views.with(trans, name).then((view) => {
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
      return views.with(req.trans, name).then((view) => {
        const before = view.writes.get(name);
        const many = isMany(req) ? req : undefined;
        if (many === undefined && before === undefined && packsIn(view).byId.size === 0)
          return rows.mutate(req);
        const reads = view.reads.get(name) ?? [];
        view.reads.delete(name);
        const writing = Dexie.Promise.all([before, ...reads]).then(() =>
          many === undefined
            ? change(req, view)
            : isNew(many, packsIn(view)).then((isSo) => (isSo ? pack(many, view) : change(req, view))),
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

    /** Rows that are new, or all that there are of packs that go. */
    const pack = (
      req: DBCoreAddRequest | DBCorePutRequest,
      view: View,
      gone: ReadonlySet<Pack> = new Set(),
    ): PromiseLike<DBCoreMutateResponse> => {
      const { trans, values } = req;
      const made = packed(name, fields, values, size);
      // Before anything says that they are there: one of the rows may be such that no browser can copy it.
      return contents
        .mutate({ trans, type: 'add', values: made.map(({ content }) => content) })
        .then(
          ({ numFailures }) => numFailures === 0,
          () => false,
        )
        .then((isWritten): PromiseLike<DBCoreMutateResponse> => {
          if (!isWritten) {
            // Row by row the browser says what is wrong with which.
            const keys = made.map(({ record }) => record.id);
            return contents
              .mutate({ trans, type: 'delete', keys })
              .then(() => (gone.size === 0 ? rows.mutate(req) : overwrite(req, view)));
          }
          const fresh = made.map(({ record }) => new Pack(record));
          views.note(view, name, packsIn(view).without(gone).with(fresh));
          const results = values.map(idOf);
          const writing = Dexie.Promise.all([
            ...withdrawn(trans, gone),
            heads.mutate({ trans, type: 'add', values: made.map(({ record }) => record) }),
            stamped(trans),
          ]);
          return whole(trans, writing).then(() => ({
            numFailures: 0,
            failures: {},
            results,
            lastResult: results.at(-1),
          }));
        });
    };

    /** The rows that a request is about, as far as they lie in packs. */
    const placesOf = (req: DBCoreMutateRequest, packs: Packs): Places => {
      const found =
        req.type === 'deleteRange'
          ? packs.entries(primaryKey, req.range)
          : (req.type === 'delete' ? req.keys : req.values.map(idOf)).map((id) => packs.find(id));
      const places = new Map<Pack, Set<number>>();
      for (const place of found) {
        if (place === undefined) continue;
        const own = places.get(place.pack) ?? new Set();
        places.set(place.pack, own.add(place.at));
      }
      return places;
    };

    /** Packs go, and their rows but these become rows. */
    const spread = (trans: DBCoreTransaction, view: View, places: Places): PromiseLike<void> => {
      if (places.size === 0) return Dexie.Promise.resolve();
      const halves = new Set([...places].flatMap(([pack, own]) => (own.size < pack.size ? [pack] : [])));
      const spreading = rowsOf(trans, halves).then((found) => {
        const values = [...found].flatMap(([pack, all]) =>
          all.filter((_, at) => places.get(pack)?.has(at) !== true),
        );
        views.note(view, name, packsIn(view).without(new Set(places.keys())));
        return Dexie.Promise.all([
          ...withdrawn(trans, places.keys()),
          stamped(trans),
          ...(values.length === 0 ? [] : [rows.mutate({ trans, type: 'add', values })]),
        ]);
      });
      return whole(trans, spreading);
    };

    /** What is overwritten or goes, and lies in packs. First as it is asked for: what the browser refuses to write, or to remove, stays. */
    const overwrite = (req: DBCoreMutateRequest, view: View): PromiseLike<DBCoreMutateResponse> => {
      const { trans } = req;
      const places = placesOf(req, packsIn(view));
      const there = (failures: Readonly<Record<number, unknown>>): PromiseLike<Places> => {
        const packs = packsIn(view);
        if (req.type === 'delete') {
          const keys = req.keys.filter((_, i) => !(i in failures));
          return Dexie.Promise.resolve(placesOf({ ...req, keys }, packs));
        }
        if (req.type === 'deleteRange') return Dexie.Promise.resolve(new Map());
        const values = req.values.filter((row) => packs.find(idOf(row)) !== undefined);
        return rows
          .getMany({ trans, keys: values.map(idOf) })
          .then((found) =>
            placesOf({ ...req, values: values.filter((_, i) => found[i] !== undefined) }, packs),
          );
      };
      const keep = (failures: Readonly<Record<number, unknown>>): PromiseLike<void> =>
        there(failures)
          .then((sure) => spread(trans, view, sure))
          .then(nothing, () => abort(trans));
      return rows.mutate(req).then(
        (done): PromiseLike<DBCoreMutateResponse> => {
          const isWhole = done.numFailures === 0;
          return (isWhole ? spread(trans, view, places) : keep(done.failures)).then(() => done);
        },
        (error: unknown) => {
          const kept = req.type === 'put' ? keep({}) : Dexie.Promise.resolve();
          return kept.then(() => {
            throw error;
          });
        },
      );
    };

    const change = (req: DBCoreMutateRequest, view: View): PromiseLike<DBCoreMutateResponse> => {
      const { trans } = req;
      const places = placesOf(req, packsIn(view));
      if (places.size === 0) return rows.mutate(req);
      if (req.type === 'add') {
        // A row that is there cannot be added: the browser has to say so.
        const all: Places = new Map([...places.keys()].map((one) => [one, new Set()]));
        return spread(trans, view, all).then(() => rows.mutate(req));
      }
      if (!isMany(req)) return overwrite(req, view);
      const isAll = [...places].every(([one, own]) => own.size === one.size);
      const found = [...places.values()].reduce((sum, own) => sum + own.size, 0);
      // Nothing but these packs, and all of them: what takes their place is packed again.
      return isAll && found === req.values.length
        ? pack(req, view, new Set(places.keys()))
        : overwrite(req, view);
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

/** What was begun is done whole or not at all, also where somebody catches the error and goes on. */
function whole(
  trans: DBCoreTransaction,
  writing: PromiseLike<readonly DBCoreMutateResponse[]>,
): PromiseLike<void> {
  return writing.then(throwFailed).then(nothing, (error: unknown) => {
    abort(trans);
    throw error;
  });
}

function abort(trans: DBCoreTransaction): void {
  try {
    trans.abort();
  } catch {
    // It has come to nothing already.
  }
}

function throwFailed(written: readonly DBCoreMutateResponse[]): void {
  for (const { failures } of written) for (const failed of Object.values(failures)) throw failed;
}

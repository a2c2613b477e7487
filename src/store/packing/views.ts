/** What each transaction sees of packs: which there are, asked for once, and their rows when somebody wants them. */
import Dexie, { type DBCore, type DBCoreMutateResponse, type DBCoreTransaction } from 'dexie';
import { InternalError, must } from '#core/base';
import type { DeviceRow } from '../rows.ts';
import { Pack, type PackedRows, type PackRecord, Packs, tableOf } from './packs.ts';

export const own = ['packs', 'packedRows'];
/** Where a name stands that changes with every change of packs, so that a transaction need not ask which there are. */
export const stampTable = 'device';
const stampKey = 'packs';

/** Packs whose rows are kept at hand: texts are read one after the other. */
const packsAtHand = 16;
/** From so many on they are read as a range. */
const manyPacks = 40;

/** What one transaction sees. */
export interface View {
  /** What stood for this set of packs; absent where none ever were, or in an older database. */
  readonly stamp: string | undefined;
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Of each table that was asked for so far. */
  readonly packs: Map<string, Packs>;
  readonly loading: Map<string, PromiseLike<View>>;
  /** The last write of each table that takes several steps, and what has been read since. */
  readonly writes: Map<string, PromiseLike<unknown>>;
  readonly reads: Map<string, PromiseLike<unknown>[]>;
}

/** What Dexie's own promises are typed as. */
export type Promised<T> = Promise<T>;

/** The packs of a database, over the tables as they lie in the browser. */
export interface Views {
  /** What the transaction sees, once the packs of a table are in it. All who ask go through the same promise, so that they stay in their order. */
  with(trans: DBCoreTransaction, table: string): Promised<View>;
  /** Forgets what the transaction saw. */
  forget(trans: DBCoreTransaction): void;
  rowsOf(
    trans: DBCoreTransaction,
    packs: ReadonlySet<Pack>,
  ): PromiseLike<ReadonlyMap<Pack, readonly object[]>>;
  /** One of them for whoever asked for it: theirs, as what a browser reads is. */
  given(rows: readonly object[], at: number): object;
  /** Said in each transaction that makes or removes packs. */
  stamped(trans: DBCoreTransaction): Promised<DBCoreMutateResponse>;
  /** Packs of a table after a change in this transaction. */
  note(view: View, table: string, packs: Packs): void;
}

export function createViews(down: DBCore): Views {
  const [heads, contents, stamps] = [down.table('packs'), down.table('packedRows'), down.table(stampTable)];
  const byProject = must(heads.schema.getIndexByKeyPath('projectId'), 'the index of packs');
  /** Packs as the last transaction that looked saw them: none is ever changed, so what is known of one holds for good. */
  const known = new Map<string, Packs>();
  let latest: Pick<View, 'ids' | 'stamp'> | undefined;
  const atHand = new Map<string, readonly object[]>();
  /** All that ever were at hand. */
  const shared = new WeakSet<readonly object[]>();
  const views = new WeakMap<DBCoreTransaction, Promised<View>>();
  const all = { type: 3, lower: undefined, upper: undefined } as const;

  const viewOf = (trans: DBCoreTransaction): Promised<View> => {
    const there = views.get(trans);
    if (there !== undefined) return there;
    const seen = ({ stamp, ids }: Pick<View, 'ids' | 'stamp'>): View => ({
      ...{ stamp, ids, packs: new Map(), loading: new Map(), writes: new Map(), reads: new Map() },
    });
    const query = { index: byProject, range: all };
    const view = stamps
      .get({ trans, key: stampKey })
      .then((row: DeviceRow | undefined): View | Promised<View> => {
        const stamp = row?.value;
        if (stamp !== undefined && stamp === latest?.stamp) return seen(latest);
        return heads.query({ trans, values: false, limit: Infinity, query }).then(({ result }): View => {
          const ids = new Map<string, string[]>();
          for (const id of result.map(String)) {
            const list = ids.get(tableOf(id));
            if (list === undefined) ids.set(tableOf(id), [id]);
            else list.push(id);
          }
          latest = { stamp, ids };
          return seen(latest);
        });
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
      const there = new Set(ids);
      const fresh = new Map(records.map((record) => [record.id, record]));
      // Those that were known first, in their order: what is sorted by it stays nearly so.
      const packs = [
        ...[...(before?.byId.values() ?? [])].filter(({ id }) => there.has(id)),
        ...missing.map((id) => new Pack(must(fresh.get(id), 'a pack of this moment'))),
      ];
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
        // More than can stay are read for a scan.
        if (missing.length > packsAtHand) continue;
        shared.add(record.rows);
        atHand.set(pack.id, record.rows);
        const [oldest] = atHand.keys();
        if (atHand.size > packsAtHand && oldest !== undefined) atHand.delete(oldest);
      }
      return found;
    });
  };

  const given = (rows: readonly object[], at: number): object => {
    const row = must(rows[at], 'a row of a pack');
    return shared.has(rows) ? structuredClone(row) : row;
  };

  /** Said in each transaction that makes or removes packs. */
  const stamped = (trans: DBCoreTransaction): Promised<DBCoreMutateResponse> =>
    stamps.mutate({ trans, type: 'put', values: [{ key: stampKey, value: crypto.randomUUID() }] });

  return {
    with: viewWith,
    forget: (trans) => views.delete(trans),
    rowsOf,
    given,
    stamped,
    note: (view, table, packs) => {
      view.packs.set(table, packs);
      known.set(table, packs);
    },
  };
}

/** Once the packs of the table are in it (`with`). */
export const packsIn = (view: View, table: string): Packs => must(view.packs.get(table), 'packs of a table');

/** A transaction that was begun before packs were known of has none in its sight. */
export function hasPacks(trans: DBCoreTransaction): boolean {
  const { objectStoreNames } = trans as IDBTransaction; // which it is
  return [...own, stampTable].every((name) => objectStoreNames.contains(name));
}

/** A table whose rows lie in packs, beside one whose rows lie by themselves: what is rare, and what goes wrong. */
import 'fake-indexeddb/auto';
import Dexie, { type DBCore, type DBCoreMutateRequest, type DBCoreMutateResponse } from 'dexie';
import { describe, expect, it } from 'vitest';
import { removeRowsOfProject } from '../../../src/store/orphans.ts';
import { withPacks } from '../../../src/store/packing/overlay.ts';
import { packed } from '../../../src/store/packing/packs.ts';
import { Database } from '../../../src/store/schema.ts';

const size = { from: 2, rows: 3, bytes: 100_000, spread: 1 };
let databases = 0;

async function opened(isPacked: boolean, name = `packed-tables-${++databases}`): Promise<Database> {
  const db = new Database(name);
  if (isPacked) db.packing = (rows) => withPacks(rows, size);
  await db.open();
  return db;
}

const rowOf = (id: unknown, more: object = {}) =>
  ({
    ...{ id, projectId: 'p', documentId: 'd', labelId: 'l', at: 1, updatedAt: 0, target: { kind: 'text' } },
    ...more,
  }) as never;
/** No browser can copy it. */
const broken = (id: string) => rowOf(id, { target: () => 'nothing' });

/** What comes of it, a refusal among the rest. */
async function outcome(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return String((error as Error).name);
  }
}

type Work = (db: Database) => PromiseLike<unknown>;

/** The same comes of it, and the same is there behind it, for this connection and for a later one. */
async function same(work: Work): Promise<void> {
  const found: unknown[] = [];
  for (const isPacked of [false, true]) {
    const db = await opened(isPacked);
    await db.annotations.bulkAdd(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => rowOf(id)));
    const result = await outcome(() => work(db));
    const rows = await outcome(() => db.annotations.toArray());
    db.close();
    const later = await opened(isPacked, db.name);
    found.push({ result, rows, later: await outcome(() => later.annotations.toArray()) });
    later.close();
  }
  expect(found[1]).toEqual(found[0]);
}

const within =
  (work: Work): Work =>
  (db) =>
    db.transaction('rw', db.annotations, () => work(db));

const tried =
  (work: Work): Work =>
  (db) =>
    outcome(() => work(db));

describe('what a read gives belongs to the reader', () => {
  it('who changes it changes nothing that is kept', () =>
    same(async ({ annotations }) => {
      const rows = [await annotations.get('b'), ...(await annotations.bulkGet(['c', 'd']))];
      for (const row of [...rows, ...(await annotations.toArray())]) Object.assign(row ?? {}, { at: 7 });
      await annotations.toCollection().each((row) => Object.assign(row.target, { kind: 'span' }));
      return annotations.get('b');
    }));

  const updates: readonly (readonly [string, Work])[] = [
    ['bulkUpdate', (db) => db.annotations.bulkUpdate([{ key: 'b', changes: { updatedAt: 7 } }])],
    ['upsert', (db) => db.annotations.upsert('b', { updatedAt: 7 })],
    ['update', (db) => db.annotations.update('b', { updatedAt: 7 })],
    [
      'modify',
      (db) =>
        db.annotations
          .where('id')
          .above('b')
          .modify((row, ref) => {
            ref.value = { ...row, at: 3 };
          }),
    ],
  ];
  it.each(updates)('%s in a transaction that comes to nothing', (_, update) =>
    same(async (db) => {
      const nothing = within(async () => {
        await update(db);
        throw new Error('no');
      });
      return [await outcome(() => nothing(db)), await db.annotations.toArray()];
    }),
  );
  it.each(updates)('%s in one that does not', (_, update) => same(update));
});

describe('a write that the browser refuses', () => {
  const writes: readonly (readonly [string, Work])[] = [
    ['one over a packed row', ({ annotations }) => annotations.put(broken('b'))],
    ['the first of several', ({ annotations }) => annotations.bulkPut([broken('b'), rowOf('c', { at: 2 })])],
    ['the last of several', ({ annotations }) => annotations.bulkPut([rowOf('b', { at: 2 }), broken('d')])],
    [
      'in place of a pack',
      ({ annotations }) => annotations.bulkPut([rowOf('a', { at: 2 }), broken('b'), rowOf('c')]),
    ],
    ['a new one among new ones', ({ annotations }) => annotations.bulkAdd([broken('x'), rowOf('y')])],
    [
      'in a later pack',
      ({ annotations }) => annotations.bulkAdd([...['v', 'w', 'x'].map((id) => rowOf(id)), broken('y')]),
    ],
    [
      'one that is there',
      ({ annotations }) => annotations.bulkAdd([rowOf('x'), rowOf('b', { at: 2 }), rowOf('y')]),
    ],
    [
      'one that is there twice',
      ({ annotations }) => annotations.bulkAdd([rowOf('x'), rowOf('x', { at: 2 }), rowOf('y')]),
    ],
    ['one without an id', ({ annotations }) => annotations.bulkAdd([rowOf('x'), rowOf(undefined)])],
    [
      'over a row under another id',
      ({ annotations }) =>
        annotations
          .where('id')
          .equals('b')
          .modify({ id: 'bb' } as never),
    ],
  ];
  it.each(writes)('%s', (_, write) => same(write));
  it.each(writes)('%s, and somebody goes on', (_, write) => same(within(tried(write))));

  it('comes to nothing where a pack has lost its rows, and somebody goes on', async () => {
    const db = await opened(true);
    await db.annotations.bulkAdd(['a', 'b', 'c', 'd'].map((id) => rowOf(id)));
    const ofThree = (await db.packedRows.toArray()).filter(({ rows }) => rows.length === 3);
    await db.packedRows.bulkPut(ofThree.map((one) => ({ ...one, rows: [] })));
    db.close();
    const later = await opened(true, db.name);
    const put: Work = ({ annotations }) => annotations.bulkPut(['a', 'd'].map((id) => rowOf(id, { at: 2 })));
    expect(await tried(put)(later)).toBe('InternalError');
    expect(await outcome(() => within(tried(put))(later))).toBe('AbortError');
    expect([await later.packs.count(), await later.annotations.count()]).toEqual([2, 4]);
    later.close();
  });
});

describe('keys of any kind', () => {
  it('in an index', () =>
    same(async ({ annotations }) => {
      const keys = [new Date(5), [1, 2], new Uint8Array([1]), true, null, { a: 1 }, -0, 0, -1, Number.NaN];
      await annotations.bulkAdd(keys.map((at, i) => rowOf(`x${i}`, { at })));
      await annotations.bulkPut(keys.map((_, i) => rowOf(`y${i}`, { at: -0 })));
      const all = () =>
        annotations.where('[projectId+at]').between(['p', Dexie.minKey], ['p', Dexie.maxKey], true, true);
      return [
        await all().primaryKeys(),
        await all().reverse().primaryKeys(),
        await annotations.where('[projectId+at]').above(['p', 5]).primaryKeys(),
        await annotations.where('[projectId+at]').equals(['p', 0]).count(),
        await annotations.orderBy('[projectId+at]').count(),
      ];
    }));

  it('as ids', () =>
    same(async ({ annotations }) => {
      const others = [5, 6, new Date(5), ['a', 1]];
      await annotations.bulkAdd(others.map((id) => rowOf(id)));
      const long = ['\u{1F600}', '\uFFEE', '\uE000', 'z', '', '0'.repeat(3000), 'é', 'e\u0301'];
      await annotations.bulkAdd(long.map((id) => rowOf(id)));
      const all = () => annotations.where('[projectId+at]').above(['p', 0]);
      return [
        await annotations.toCollection().primaryKeys(),
        await all().primaryKeys(),
        await all().reverse().uniqueKeys(),
        await annotations.bulkGet([...others, ...long, undefined, 'none', 'a', 'a'] as never),
        await annotations.where('id').between('\uE000', '\uFFFF').primaryKeys(),
        await annotations.where('id').anyOf('z', 'a', 'z', 'none').primaryKeys(),
        await outcome(() => annotations.get(true as never)),
        await annotations.where('id').equals('').delete(),
      ];
    }));
});

it('a pack is as heavy as its rows with what they hold within', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ id: `t${i}`, meta: { source: 'a'.repeat(1200) } }));
  const usual = { from: 200, rows: 100, bytes: 48_000, spread: 4 };
  const counts = packed('texts', new Set(['id']), rows, usual).map(({ record }) => record.size);
  expect(counts).toEqual([19, 19, 19, 19, 19, 5]);
});

it('an act on texts here and there writes no more rows than it changes', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const db = await opened(true);
  await db.annotations.bulkAdd(ids.map((id) => rowOf(id)));
  await db.annotations.bulkPut(['b', 'd', 'i'].map((id) => rowOf(id, { at: 2 })));
  expect(await db.packs.count()).toBe(3);
  await db.annotations.bulkDelete(['a', 'e', 'g']);
  expect(await db.packs.count()).toBe(3);
  // The last of its rows takes a pack along.
  await db.annotations.delete('f');
  expect(await db.packs.count()).toBe(2);
  expect(await db.annotations.toCollection().primaryKeys()).toEqual(['b', 'c', 'd', 'h', 'i']);
  const bare = await opened(false, db.name);
  expect(await bare.annotations.toCollection().primaryKeys()).toEqual(['b', 'd', 'i']);
  for (const one of [db, bare]) one.close();
});

describe('who watches a table', () => {
  it('is told of a project that goes, rows and packs at once', async () => {
    const name = `packed-tables-${++databases}`;
    const [db, other] = [await opened(true, name), await opened(true, name)];
    const seen: Record<string, unknown> = {};
    const watched = [db, other].flatMap(({ annotations }, i) => {
      const asks = {
        count: () => annotations.where('projectId').equals('p').count(),
        rows: () => annotations.where('projectId').equals('p').toArray(),
        keys: () => annotations.where('projectId').equals('p').primaryKeys(),
        row: () => annotations.get('b'),
        some: () => annotations.bulkGet(['a', 'c']),
        filtered: () => annotations.filter(({ at }) => at === 1).primaryKeys(),
      };
      return Object.entries(asks).map(([what, ask]) =>
        Dexie.liveQuery<unknown>(ask).subscribe((found) => {
          seen[`${what} ${i}`] = found;
        }),
      );
    });
    const all = (count: unknown, rows: unknown, keys: unknown, row: unknown, some: unknown) =>
      Object.fromEntries(
        [0, 1].flatMap((i) => [
          ...[
            [`count ${i}`, count],
            [`rows ${i}`, rows],
            [`keys ${i}`, keys],
            [`row ${i}`, row],
          ],
          ...[
            [`some ${i}`, some],
            [`filtered ${i}`, keys],
          ],
        ]),
      );
    const none = all(0, [], [], undefined, [undefined, undefined]);
    await expect.poll(() => seen).toEqual(none);
    const rows = ['a', 'b', 'c', 'd'].map((id): object => rowOf(id));
    await db.annotations.bulkAdd(rows as never);
    await expect.poll(() => seen).toEqual(all(4, rows, ['a', 'b', 'c', 'd'], rows[1], [rows[0], rows[2]]));
    await db.transaction('rw', db.projectTables, () => removeRowsOfProject(db, 'p'));
    await expect.poll(() => seen).toEqual(none);
    for (const one of watched) one.unsubscribe();
    for (const one of [db, other]) one.close();
  });
});

describe('a browser that fails in the middle', () => {
  const many = (...ids: readonly string[]): never[] => ids.map((id) => rowOf(id, { at: 2 }));
  const acts: readonly (readonly [string, Work])[] = [
    ['one row', ({ annotations }) => annotations.put(rowOf('b', { at: 2 }))],
    ['a pack and a row', ({ annotations }) => annotations.bulkPut(many('a', 'b', 'c', 'd'))],
    ['a pack', ({ annotations }) => annotations.bulkPut(many('a', 'b', 'c'))],
    ['new ones', ({ annotations }) => annotations.bulkAdd(many('x', 'y', 'z', 'zz'))],
    ['what goes', ({ annotations }) => annotations.bulkDelete(['a', 'b', 'c', 'd'])],
    ['a range that goes', ({ annotations }) => annotations.where(':id').between('b', 'e').delete()],
  ];

  /** The request of this number is refused, in one of two ways. */
  const failing = (rows: DBCore, next: { request: number; throws: boolean }): DBCore => ({
    ...rows,
    table: (name) => {
      const table = rows.table(name);
      const mutate = (req: DBCoreMutateRequest): Promise<DBCoreMutateResponse> => {
        if (next.request-- !== 0) return table.mutate(req);
        const error = new DOMException('full', 'QuotaExceededError');
        if (next.throws) return Dexie.Promise.reject(error);
        const one = [undefined];
        const { length } = req.type === 'deleteRange' ? one : req.type === 'delete' ? req.keys : req.values;
        const failures = Object.fromEntries(Array.from({ length }, (_, i) => [i, error]));
        return Dexie.Promise.resolve({ numFailures: length, failures, results: [], lastResult: undefined });
      };
      return { ...table, mutate };
    },
  });

  it.each(acts)('leaves all as it was, or as it is to be: %s', async (_, act) => {
    const next = { request: -1, throws: false };
    const made = new WeakMap<DBCore, DBCore>();
    const db = new Database(`packed-tables-${++databases}`);
    db.packing = (rows) => {
      const down = made.get(rows) ?? failing(rows, next);
      made.set(rows, down);
      return withPacks(down, size);
    };
    await db.open();
    const other = await opened(true, db.name);
    const begin = async () => {
      await db.annotations.clear();
      await db.annotations.bulkAdd(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => rowOf(id)));
      return other.annotations.toArray();
    };
    const before = await begin();
    await act(db);
    const after = await other.annotations.toArray();
    for (const throws of [false, true]) {
      for (let request = 0, isOver = false; !isOver; request++) {
        await begin();
        Object.assign(next, { request, throws });
        await outcome(() => within(tried(act))(db));
        isOver = next.request >= 0;
        next.request = -1;
        const here = await db.annotations.toArray();
        expect([before, after]).toContainEqual(here);
        expect(await other.annotations.toArray()).toEqual(here);
      }
    }
    for (const one of [db, other]) one.close();
  });
});

/** A table whose rows lie in packs answers everything as one whose rows lie by themselves does. */
import 'fake-indexeddb/auto';
import Dexie, { type Collection, type Table } from 'dexie';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { withPacks } from '../../../src/store/packing/overlay.ts';
import type { AnnotationRow } from '../../../src/store/rows.ts';
import { Database } from '../../../src/store/schema.ts';

let databases = 0;
const size = { from: 2, rows: 3, bytes: 100_000 };

async function opened(name: string, isPacked: boolean): Promise<Database> {
  const db = new Database(name);
  if (isPacked) db.packing = (rows) => withPacks(rows, size);
  await db.open();
  return db;
}

/** Few of everything, so that ids meet and rows are not in the order of their ids. */
const row = fc
  .record({
    id: fc.nat(120).map((n) => `a${n}`),
    projectId: fc.constantFrom('p', 'q'),
    documentId: fc.constantFrom('d1', 'd2', 'd3'),
    labelId: fc.constantFrom('l', 'm'),
    at: fc.option(fc.nat(9), { nil: undefined }),
    goldAt: fc.option(fc.nat(3), { nil: undefined }),
    updatedAt: fc.nat(5),
  })
  .map(({ at, goldAt, ...rest }) => ({
    ...{ ...rest, annotator: '', target: { kind: 'text' }, source: 'manual' },
    ...(at === undefined ? {} : { at }),
    ...(goldAt === undefined ? {} : { goldAt }),
  })) as unknown as fc.Arbitrary<AnnotationRow>;
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 14, selector: (one) => one.id });
const id = fc.nat(120).map((n) => `a${n}`);
const ids = fc.array(id, { minLength: 1, maxLength: 12 });

type Ask = (table: Table<AnnotationRow, string>) => PromiseLike<unknown>;
type Do = (table: Table<AnnotationRow, string>) => PromiseLike<unknown>;

const range = fc.oneof(
  fc.constantFrom('p', 'q').map((projectId) => ({
    index: '[projectId+at]',
    from: [projectId, Dexie.minKey],
    to: [projectId, Dexie.maxKey],
  })),
  fc.tuple(fc.constantFrom('p', 'q'), fc.nat(9), fc.nat(9)).map(([projectId, a, b]) => ({
    index: '[projectId+at]',
    from: [projectId, Math.min(a, b)],
    to: [projectId, Math.max(a, b)],
  })),
  fc.tuple(fc.constantFrom('p', 'q'), fc.constantFrom('l', 'm')).map(([projectId, labelId]) => ({
    index: '[projectId+labelId+at]',
    from: [projectId, labelId, 0],
    to: [projectId, labelId, Dexie.maxKey],
  })),
  fc
    .constantFrom('d1', 'd2')
    .map((documentId) => ({ index: 'documentId', from: documentId, to: documentId })),
  fc.tuple(id, id).map((two) => ({ index: 'id', from: two.toSorted()[0], to: two.toSorted()[1] })),
);

const ask: fc.Arbitrary<Ask> = fc.oneof(
  id.map(
    (one): Ask =>
      (table) =>
        table.get(one),
  ),
  ids.map(
    (some): Ask =>
      (table) =>
        table.bulkGet(some),
  ),
  fc
    .record({
      range,
      isReverse: fc.boolean(),
      offset: fc.nat(3),
      limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      isFiltered: fc.boolean(),
      open: fc.boolean(),
      what: fc.constantFrom('rows', 'count', 'keys', 'primaryKeys', 'uniqueKeys', 'first', 'last'),
    })
    .map(
      ({ range, isReverse, offset, limit, isFiltered, open, what }): Ask =>
        (table) => {
          let found: Collection<AnnotationRow, string> = table
            .where(range.index)
            .between(range.from, range.to, !open, true);
          if (isReverse) found = found.reverse();
          if (isFiltered) found = found.filter((one) => one.updatedAt % 2 === 0);
          if (offset > 0) found = found.offset(offset);
          if (limit !== undefined) found = found.limit(limit);
          if (what === 'rows') return found.toArray();
          if (what === 'count') return found.count();
          if (what === 'first') return found.first();
          if (what === 'last') return found.last();
          return found[what as 'keys' | 'primaryKeys' | 'uniqueKeys']();
        },
    ),
  ids.map(
    (some): Ask =>
      (table) =>
        table.where('id').anyOf(some).primaryKeys(),
  ),
  ids.map(
    (some): Ask =>
      (table) =>
        table.where('id').anyOf(some).toArray(),
  ),
  fc.constant<Ask>((table) => table.where('documentId').anyOf('d1', 'd3').toArray()),
  fc.constant<Ask>((table) => table.where('[projectId+at]').anyOf(['p', 1], ['p', 4], ['q', 2]).toArray()),
  fc.constant<Ask>((table) => table.toCollection().count()),
  fc.constant<Ask>((table) => table.toArray()),
  fc.constant<Ask>((table) => table.orderBy('documentId').uniqueKeys()),
  fc.constant<Ask>(async (table) => {
    const seen: string[] = [];
    await table
      .where('projectId')
      .equals('p')
      .each((one) => seen.push(one.id));
    return seen;
  }),
  // At once, as screens ask.
  fc.tuple(id, ids).map(
    ([one, some]): Ask =>
      (table) =>
        Promise.all([table.get(one), table.bulkGet(some), table.where('projectId').equals('q').toArray()]),
  ),
);

const act: fc.Arbitrary<Do> = fc.oneof(
  {
    weight: 4,
    arbitrary: rows.map(
      (some): Do =>
        (table) =>
          table.bulkAdd(some),
    ),
  },
  rows.map(
    (some): Do =>
      (table) =>
        table.bulkPut(some),
  ),
  row.map(
    (one): Do =>
      (table) =>
        table.put(one),
  ),
  id.map(
    (one): Do =>
      (table) =>
        table.delete(one),
  ),
  ids.map(
    (some): Do =>
      (table) =>
        table.bulkDelete(some),
  ),
  id.map(
    (one): Do =>
      (table) =>
        table.where('id').aboveOrEqual(one).limit(2).delete(),
  ),
  fc.tuple(id, id).map(
    ([a, b]): Do =>
      (table) =>
        table.where(':id').between(a, b).delete(),
  ),
  fc.constant<Do>((table) => table.where('documentId').equals('d2').modify({ updatedAt: 4 })),
  rows.map(
    (some): Do =>
      (table) =>
        table.bulkAdd(some, { allKeys: true }),
  ),
  fc.record({ rows, goesOn: fc.boolean() }).map(
    ({ rows, goesOn }): Do =>
      (table) =>
        table.db.transaction('rw', table, () =>
          goesOn ? outcome(() => table.bulkAdd(rows)) : table.bulkAdd(rows),
        ),
  ),
  // Changes of what is there.
  fc.tuple(id, fc.nat(5)).map(
    ([one, updatedAt]): Do =>
      (table) =>
        table.update(one, { updatedAt, goldAt: 2 }),
  ),
  fc.tuple(id, fc.nat(5)).map(
    ([one, updatedAt]): Do =>
      (table) =>
        table.where('id').aboveOrEqual(one).limit(3).modify({ updatedAt }),
  ),
  fc.tuple(ids, fc.nat(9)).map(
    ([some, at]): Do =>
      (table) =>
        table.bulkUpdate(some.map((key) => ({ key, changes: { at, labelId: 'm' } }))),
  ),
  fc.tuple(range, fc.nat(9)).map(
    ([{ index, from, to }, at]): Do =>
      (table) =>
        table
          .where(index)
          .between(from, to, true, true)
          .modify((row, ref) => {
            if (row.updatedAt === 1) delete (ref as Partial<typeof ref>).value;
            else if (row.updatedAt === 2) Object.assign(row, { at });
            else if (row.updatedAt === 3) return false;
            else ref.value = { ...row, documentId: 'd3' };
            return true;
          }),
  ),
  range.map(
    ({ index, from, to }): Do =>
      (table) =>
        table.where(index).between(from, to, true, true).delete(),
  ),
  // Several at once, in one transaction.
  fc.tuple(rows, row, ids).map(
    ([some, one, gone]): Do =>
      (table) =>
        table.db.transaction('rw', table, async () => {
          await Promise.all([table.bulkPut(some), table.put(one), table.bulkDelete(gone)]);
          return table.where('projectId').equals('p').primaryKeys();
        }),
  ),
  // One that comes to nothing.
  rows.map(
    (some): Do =>
      (table) =>
        table.db.transaction('rw', table, async () => {
          await table.bulkPut(some);
          await table.where('projectId').equals('p').delete();
          throw new Error('no');
        }),
  ),
  fc.tuple(ids, ask, fc.nat(5)).map(
    ([some, ask, updatedAt]): Do =>
      (table) =>
        table.db.transaction('rw', table, async () => {
          await table.bulkUpdate(some.map((key) => ({ key, changes: { updatedAt } })));
          await outcome(() => ask(table));
          await table.bulkDelete(some);
          await table.count();
          throw new Error('no');
        }),
  ),
);

/** One that the browser refuses, among others; with somebody who goes on, and without. Dexie does not tell of those that were written before it. */
const refused: fc.Arbitrary<Do> = fc
  .record({ rows, at: fc.nat(13), what: fc.constantFrom('bulkAdd', 'bulkPut'), goesOn: fc.boolean() })
  .map(
    ({ rows, at, what, goesOn }): Do =>
      (table) => {
        const some = rows.map((one, i) => (i === at % rows.length ? { ...one, target: () => one } : one));
        const write = () => outcome(() => table[what as 'bulkAdd' | 'bulkPut'](some as never));
        return goesOn ? table.db.transaction('rw', table, write) : write();
      },
  );

/** What takes one request, so that two who ask for it at once get it in that order. */
const request: fc.Arbitrary<Do> = fc.oneof(
  rows.map(
    (some): Do =>
      (table) =>
        table.bulkAdd(some),
  ),
  rows.map(
    (some): Do =>
      (table) =>
        table.bulkPut(some),
  ),
  ids.map(
    (some): Do =>
      (table) =>
        table.bulkDelete(some),
  ),
  id.map(
    (one): Do =>
      (table) =>
        table.get(one),
  ),
);

const step = fc.record({
  act: fc.oneof({ weight: 9, arbitrary: act }, { weight: 1, arbitrary: refused }),
  asks: fc.array(ask, { maxLength: 4 }),
  // Of one and the other, at once.
  requests: fc.array(request, { maxLength: 3 }),
  isOther: fc.boolean(),
  isWithin: fc.boolean(),
});

/** What was read is the reader's: whatever becomes of it is nothing to others. */
function spoil(found: unknown): void {
  if (Array.isArray(found)) found.forEach(spoil);
  else if (typeof found === 'object' && found !== null)
    Object.assign(found, { updatedAt: -1, target: undefined, projectId: 'spoilt' });
}

/** What comes of it, a refusal among the rest. */
async function outcome(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return String((error as Error).name);
  }
}

it('whatever is done to it, in whatever order, by one or two that have it open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const name = `packing-${++databases}`;
      const plain = await opened(`${name}-plain`, false);
      const packed = await opened(name, true);
      const other = await opened(name, true);
      for (const { act, asks, requests, isOther, isWithin } of steps) {
        const [doer, reader] = isOther ? [other, packed] : [packed, other];
        expect(await outcome(() => act(doer.annotations))).toEqual(
          await outcome(() => act(plain.annotations)),
        );
        const inTurn = (one: Database, two: Database) =>
          Promise.all(requests.map((ask, i) => outcome(() => ask((i % 2 === 0 ? one : two).annotations))));
        expect(await inTurn(doer, reader)).toEqual(await inTurn(plain, plain));
        for (const ask of asks) {
          const all = (db: Database) =>
            outcome(() =>
              isWithin ? db.transaction('r', db.annotations, () => ask(db.annotations)) : ask(db.annotations),
            );
          const expected = await all(plain);
          for (const db of [reader, doer]) {
            const found = await all(db);
            expect(found).toEqual(expected);
            spoil(found);
          }
        }
      }
      expect(await packed.annotations.toArray()).toEqual(await plain.annotations.toArray());
      for (const db of [plain, packed, other]) db.close();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 30), seed: Number(process.env['SEED'] ?? 13) },
  );
});

const watched = async (table: Table<AnnotationRow, string>): Promise<unknown> => [
  await table.where('projectId').equals('p').toArray(),
  await table.where('[projectId+labelId+at]').between(['q', 'l', 0], ['q', 'l', 9]).count(),
  await table.orderBy('documentId').uniqueKeys(),
  await table.bulkGet(['a1', 'a7', 'a50']),
];

it('and is told to whoever watches, here and in another tab', async () => {
  const steps = fc.array(fc.record({ act, isOther: fc.boolean() }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const name = `packing-${++databases}`;
      const plain = await opened(`${name}-plain`, false);
      const both = [await opened(name, true), await opened(name, true)] as const;
      const seen: unknown[] = [];
      const live = both.map((db, i) =>
        Dexie.liveQuery(() => watched(db.annotations)).subscribe((found) => {
          seen[i] = found;
        }),
      );
      for (const { act, isOther } of steps) {
        await outcome(() => act(both[isOther ? 1 : 0].annotations));
        await outcome(() => act(plain.annotations));
        const expected = await watched(plain.annotations);
        await expect.poll(() => seen, { interval: 5 }).toEqual([expected, expected]);
      }
      for (const one of live) one.unsubscribe();
      for (const db of [plain, ...both]) db.close();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 12), seed: Number(process.env['SEED'] ?? 13) },
  );
});

it('and is told of what is packed and unpacked', async () => {
  const db = await opened('packing-live', true);
  const seen: number[] = [];
  const live = Dexie.liveQuery(() => db.documents.count()).subscribe((count) => seen.push(count));
  const rowOf = (id: string) => ({ id, projectId: 'p', position: 1 }) as never;
  await expect.poll(() => seen.at(-1)).toBe(0);
  await db.documents.bulkAdd(['a', 'b', 'c', 'd'].map(rowOf));
  expect(await db.packs.count()).toBe(2);
  await expect.poll(() => seen.at(-1)).toBe(4);
  await db.documents.delete('b');
  expect(await db.packs.count()).toBe(1);
  await expect.poll(() => seen.at(-1)).toBe(3);
  live.unsubscribe();
  db.close();
});

it('and walks an index backwards without twins as a browser does: of one key the first row counts', async () => {
  const [plain, packed] = [await opened('packing-twins-plain', false), await opened('packing-twins', true)];
  const rowOf = (id: string, at: number, updatedAt: number) =>
    ({ id, projectId: 'q', documentId: 'd', labelId: 'l', at, updatedAt }) as never;
  for (const { annotations } of [plain, packed]) {
    await annotations.bulkAdd([rowOf('a', 0, 0), rowOf('c', 0, 1), rowOf('d', 1, 1), rowOf('e', 1, 1)]);
    await annotations.put(rowOf('b', 0, 1));
  }
  expect(await packed.packs.count()).toBe(2);
  const asked = ({ annotations }: Database) =>
    annotations
      .where('[projectId+at]')
      .between(['q', 0], ['q', 9])
      .reverse()
      .filter(({ updatedAt }) => updatedAt === 0)
      .uniqueKeys();
  expect(await asked(plain)).toEqual([['q', 0]]);
  expect(await asked(packed)).toEqual([['q', 0]]);
  plain.close();
  packed.close();
});

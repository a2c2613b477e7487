/** What can be asked of a table and done to it, for comparing one with packs with one without. */
import Dexie, { type Collection, type Table } from 'dexie';
import * as fc from 'fast-check';
import type { AnnotationRow } from '../../../src/store/rows.ts';

/** What comes of it, a refusal among the rest. */
export async function outcome(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return String((error as Error).name);
  }
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

export const ask: fc.Arbitrary<Ask> = fc.oneof(
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

export const act: fc.Arbitrary<Do> = fc.oneof(
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
export const refused: fc.Arbitrary<Do> = fc
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
export const request: fc.Arbitrary<Do> = fc.oneof(
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

/** A table whose rows lie in packs answers everything as one whose rows lie by themselves does. */
import 'fake-indexeddb/auto';
import Dexie, { type Table } from 'dexie';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { withPacks } from '../../../src/store/packing/overlay.ts';
import type { AnnotationRow } from '../../../src/store/rows.ts';
import { Database } from '../../../src/store/schema.ts';
import { act, ask, outcome, refused, request } from './packing-acts.ts';

let databases = 0;
const size = { from: 2, rows: 3, bytes: 100_000, spread: 1 };

async function opened(name: string, isPacked: boolean): Promise<Database> {
  const db = new Database(name);
  if (isPacked) db.packing = (rows) => withPacks(rows, size);
  await db.open();
  return db;
}

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

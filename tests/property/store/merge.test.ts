/**
 * The laws of merging on the store's own path: people who share a project work each in a database of their own, with
 * clocks that disagree, and open each other's project files.
 */
import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProjectBundle, validateBundle } from '#core/project';
import { openStore, type Store } from '#store';
import { smallPacks, smallProject, value } from '../../unit/store/fixture.ts';

let people = 0;

/** A database of one person. `clock` answers the time of each act: few values, so that equal times are common. */
async function personStore(name: string, times: readonly number[]): Promise<Store> {
  let acts = 0;
  let ids = 0;
  people += 1;
  return value(
    await openStore({
      name: `merge-${people}`,
      clock: () => times[acts++ % times.length] ?? 0,
      ids: () => `${name}${++ids}`,
      annotator: () => '',
      // Whether rows lie by themselves is nobody's business.
      ...(people % 2 === 0 ? { packs: smallPacks } : {}),
    }),
  );
}

async function fileOf(store: Store, projectId: string): Promise<ProjectBundle> {
  const bundle = await store.bundles.read(projectId, { tombstones: true });
  if (bundle === undefined) throw new Error('the project is there');
  return bundle;
}

const step = fc.record({
  kind: fc.constantFrom(
    'annotate',
    'annotate',
    'relation',
    'remove',
    'relabel',
    'explain',
    'mark',
    'label-add',
    'label-rename',
    'label-remove',
    'import',
    'take-back',
    'undo',
    'settings',
  ),
  a: fc.nat(9),
  b: fc.nat(9),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A person: clock skews from minutes to years, in whole steps so that two may agree. */
const person = fc.record({
  steps: fc.array(step, { maxLength: 9 }),
  times: fc.array(fc.constantFrom(0, 1, 1_100, 2_000, 3_000_000_000_000), { minLength: 1, maxLength: 3 }),
});

type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

function pick<T>(items: readonly T[], n: number): T | undefined {
  return items[n % Math.max(1, items.length)];
}

async function perform(
  store: Store,
  projectId: string,
  { kind, a, b }: Step,
  imports: string[],
): Promise<void> {
  const docs = (await store.documents.page(projectId)).items;
  const doc = pick(docs, a);
  const labels = await store.labels.list(projectId);
  const of = (wanted: string) => labels.filter((label) => label.kind === wanted);
  const there = doc === undefined ? [] : await store.annotations.ofDocument(doc.id);
  const one = pick(there, b);
  const entities = there.filter((annotation) => annotation.target.kind === 'span');
  switch (kind) {
    case 'annotate': {
      const label = pick(of('span'), b);
      if (doc === undefined || label === undefined) return;
      const target = { kind: 'span', from: b % 2, to: 2 + (a % 2) } as const;
      const explanations = [{ kind: 'trigger', spans: [{ from: 3, to: 4 + (b % 2) }] }] as const;
      await store.act(projectId, {
        kind: 'annotate',
        documentId: doc.id,
        labelId: label.id,
        target,
        explanations,
      });
      return;
    }
    case 'relation': {
      const [head, tail] = [pick(entities, a), pick(entities, a + 1)];
      const label = pick(of('relation'), b);
      if (doc === undefined || head === undefined || tail === undefined || label === undefined) return;
      const target = { kind: 'relation', head: head.id, tail: tail.id } as const;
      await store.act(projectId, { kind: 'annotate', documentId: doc.id, labelId: label.id, target });
      return;
    }
    case 'remove':
      if (one === undefined) return;
      await store.act(projectId, { kind: 'remove', annotationIds: [one.id], relations: 'remove' });
      return;
    case 'relabel': {
      const label = pick(of('span'), a);
      if (one === undefined || label === undefined) return;
      await store.act(projectId, { kind: 'relabel', annotationIds: [one.id], labelId: label.id });
      return;
    }
    case 'explain':
      if (one === undefined) return;
      await store.act(projectId, {
        kind: 'explain',
        annotationId: one.id,
        explanations: [{ kind: 'nl', text: `because ${b}` }],
      });
      return;
    case 'mark':
      if (doc === undefined) return;
      await store.act(projectId, {
        kind: 'mark',
        documentIds: [doc.id],
        status: b % 2 === 0 ? 'done' : 'skipped',
      });
      return;
    case 'label-add':
      await store.labels.add(projectId, { kind: 'span', name: `New ${b % 3}` });
      return;
    case 'label-rename': {
      const label = pick(labels, a);
      if (label !== undefined) await store.labels.update(label.id, { name: `New ${b % 4}` });
      return;
    }
    case 'label-remove': {
      const label = pick(labels, a);
      if (label !== undefined) await store.labels.remove(label.id, 'remove');
      return;
    }
    case 'import': {
      const importer = store.importer(projectId);
      imports.push(importer.importId);
      const annotations = [
        { label: `New ${b % 3}`, target: { kind: 'span', from: 0, to: 2 } as const, explanations: [] },
      ];
      value(await importer.appendBatch([{ text: `first ${a}`, annotations }, { text: `second ${b}` }]));
      return;
    }
    case 'take-back': {
      const importId = pick(imports, a);
      if (importId !== undefined) value(await store.importer(projectId, importId).rollback());
      return;
    }
    case 'undo':
      await store.history.undo(projectId);
      return;
    case 'settings':
      await store.projects.update(projectId, { name: `name ${b}` });
      return;
    default:
      kind satisfies never;
  }
}

/** What a person has after working on a shared project. */
async function workOf(shared: ProjectBundle, name: string, { steps, times }: Person) {
  const store = await personStore(name, times);
  value(await store.bundles.write(shared));
  const imports: string[] = [];
  for (const one of steps) await perform(store, shared.project.id, one, imports);
  return store;
}

/** The file after merging others into it one after the other, in a database of its own. */
async function merged(...files: readonly ProjectBundle[]): Promise<ProjectBundle> {
  const store = await personStore('m', [5]);
  for (const file of files) value(await store.bundles.write(file));
  const result = await fileOf(store, files[0]?.project.id ?? '');
  await store.destroy();
  return result;
}

async function shared(): Promise<ProjectBundle> {
  const { store, project, person: label, documentIds } = await smallProject();
  value(
    await store.act(project.id, {
      kind: 'annotate',
      documentId: documentIds[0] ?? '',
      labelId: label,
      target: { kind: 'span', from: 0, to: 3 },
    }),
  );
  const file = await fileOf(store, project.id);
  await store.destroy();
  return file;
}

describe('people who open each other’s files, seed 20261129', () => {
  it('come to the same project, in whatever order and however often they do it', async () => {
    const start = await shared();
    await fc.assert(
      fc.asyncProperty(person, person, person, async (one, two, three) => {
        const stores = [
          await workOf(start, 'a', one),
          await workOf(start, 'b', two),
          await workOf(start, 'c', three),
        ] as const;
        const id = start.project.id;
        const [a, b, c] = [
          await fileOf(stores[0], id),
          await fileOf(stores[1], id),
          await fileOf(stores[2], id),
        ];
        // Commutative, in the databases of the two themselves.
        value(await stores[0].bundles.write(b));
        value(await stores[1].bundles.write(a));
        const ab = await fileOf(stores[0], id);
        expect(await fileOf(stores[1], id)).toEqual(ab);
        // Associative.
        const bc = await merged(b, c);
        expect(await merged(ab, c)).toEqual(await merged(a, bc));
        // Idempotent: nothing that is in comes in again.
        const again = value(await stores[0].bundles.write(b));
        expect([again.added, again.updated, again.refused]).toEqual([0, 0, []]);
        expect(await fileOf(stores[0], id)).toEqual(ab);
        // Sound, and no record is lost.
        expect(validateBundle(ab)).toEqual({ bundle: ab, violations: [] });
        const ids = new Set(ab.annotations.map((record) => record.id));
        for (const record of [...a.annotations, ...b.annotations]) expect(ids).toContain(record.id);
        for (const store of stores) await store.destroy();
      }),
      { numRuns: 25, seed: 20261129 },
    );
  }, 60_000);

  it('come to the same project where both changed the same thing at the same moment', async () => {
    const start = await shared();
    /** What changes a record that both have. */
    const same = fc.record({
      kind: fc.constantFrom<Step['kind']>('relabel', 'mark', 'label-rename', 'settings'),
      a: fc.nat(9),
      b: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(same, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, other) => {
          const times: Person['times'] = [2_000];
          const others = steps.map(({ kind, a, b }) =>
            kind === 'relabel' ? { kind, a: a + other, b } : { kind, a, b: b + other },
          );
          const one = await workOf(start, 'a', { steps, times });
          const two = await workOf(start, 'b', { steps: others, times });
          const id = start.project.id;
          const [a, b] = [await fileOf(one, id), await fileOf(two, id)];
          value(await one.bundles.write(b));
          value(await two.bundles.write(a));
          expect(await fileOf(two, id)).toEqual(await fileOf(one, id));
          for (const store of [one, two]) await store.destroy();
        },
      ),
      { numRuns: 15, seed: 20261129 },
    );
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import type { AcquisitionStrategy } from '#core/project';
import type { Store } from '#store';
import { smallProject, texts, value } from './fixture.ts';

const hostile = [
  '我爱北京天安门',
  'مرحبا بالعالم',
  'Évry',
  'Москва is big',
  '👨‍👩‍👧 love 🇫🇷',
  'see [12] Jane Roe (',
  'a.*b (c',
  'cat and dog, cat and dog.',
  'pre-war',
  'one\r\ntwo\rthree',
  '\uFEFFwith a mark',
  '',
];

async function positions(pages: ReturnType<Store['documents']['page']>): Promise<number[]> {
  return (await pages).items.map((doc) => doc.position);
}

describe('documents', () => {
  it('keep their text exactly as it was imported', async () => {
    const { store, project } = await smallProject(hostile.map((text) => ({ text })));
    const chunk = await store.documents.chunk(project.id, 0, 100);
    expect(chunk.map(({ document }) => document.text)).toEqual(hostile);
    expect(await store.documents.at(project.id, 4)).toMatchObject({ text: hostile[4] });
  });

  it('have a preview that never ends in half a character', async () => {
    const { store, project } = await smallProject([
      { text: `${'a'.repeat(159)}👍` },
      { text: 'x'.repeat(400) },
    ]);
    const { items } = await store.documents.page(project.id);
    expect(items.map((doc) => doc.preview)).toEqual(['a'.repeat(159), 'x'.repeat(160)]);
    expect(items.map((doc) => doc.length)).toEqual([161, 400]);
  });

  it('are read page by page', async () => {
    const { store, project } = await smallProject(Array.from({ length: 25 }, (_, i) => ({ text: `${i}` })));
    const first = await store.documents.page(project.id, { limit: 10 });
    const second = await store.documents.page(project.id, { limit: 10, from: first.next! });
    const third = await store.documents.page(project.id, { limit: 10, from: second.next! });
    expect([first, second, third].flatMap(({ items }) => items.map((doc) => doc.position))).toEqual(
      Array.from({ length: 25 }, (_, i) => i),
    );
    expect(third.next).toBeUndefined();
  });

  it('are found by status, flag, label and text, alone and together', async () => {
    const count = 600; // more than one chunk of the scan
    const { store, project, person, documentIds } = await smallProject(
      Array.from({ length: count }, (_, i) => ({ text: `Text ${i} a.*b (c ${i % 7 === 0 ? 'SEVEN' : ''}` })),
    );
    const every = (n: number): string[] => documentIds.filter((_, i) => i % n === 0);
    value(await store.act(project.id, { kind: 'mark', documentIds: every(2), status: 'done' }));
    value(await store.act(project.id, { kind: 'mark', documentIds: every(3), flagged: true }));
    for (const documentId of every(5)) {
      const target = { kind: 'span', from: 0, to: 4 } as const;
      value(await store.act(project.id, { kind: 'annotate', documentId, labelId: person, target }));
    }
    const filters = [
      [{}, () => true],
      [{ status: 'done' }, (i: number) => i % 2 === 0],
      [{ flagged: true }, (i: number) => i % 3 === 0],
      [{ flagged: false }, (i: number) => i % 3 !== 0],
      [{ labelId: person }, (i: number) => i % 5 === 0],
      [{ text: 'seven' }, (i: number) => i % 7 === 0],
      [{ text: 'a.*b (C' }, () => true],
      [{ text: 'a.b' }, () => false],
      [{ status: 'open', flagged: true, labelId: person }, (i: number) => i % 15 === 0 && i % 2 === 1],
      [{ status: 'done', text: 'seven', flagged: true }, (i: number) => i % 42 === 0],
    ] as const;
    for (const [filter, holds] of filters) {
      const expected = documentIds.flatMap((_, i) => (holds(i) ? [i] : []));
      const name = JSON.stringify(filter);
      expect(await positions(store.documents.page(project.id, { filter, limit: count })), name).toEqual(
        expected,
      );
      expect(await store.documents.count(project.id, filter), name).toBe(expected.length);
      const next = expected.find((i) => i > 301);
      const previous = expected.findLast((i) => i < 301);
      const neighbour = async (direction: 'next' | 'previous') =>
        (await store.documents.neighbour(project.id, 301, direction, filter))?.position;
      expect(await neighbour('next'), name).toBe(next);
      expect(await neighbour('previous'), name).toBe(previous);
    }
    expect(await store.documents.counts(project.id)).toEqual({
      total: 600,
      open: 300,
      done: 300,
      skipped: 0,
      flagged: 200,
    });
  });

  it('come up next in order, by priority, or by chance, and only open ones', async () => {
    const { store, project, documentIds } = await smallProject(texts.map((text) => ({ text })));
    const next = async (from: number, strategy: AcquisitionStrategy, except?: string) =>
      (await store.documents.upNext(project.id, from, strategy, except))?.position;
    expect(await next(2, 'sequential')).toBe(0);
    expect(await next(0, 'uncertainty', documentIds[0])).toBe(1);
    const priority = (i: number, uncertainty: number) => ({
      documentId: documentIds[i]!,
      projectId: project.id,
      uncertainty,
      disagreement: 0,
    });
    value(await store.recommendations.putPriorities([priority(1, 0.2), priority(2, 0.9)]));
    expect(await next(0, 'uncertainty')).toBe(2);
    expect(await next(0, 'uncertainty', documentIds[2])).toBe(1);
    // Rows say only what is new in them; a score of 0 is none, and then the file's order stands.
    const row = { documentId: documentIds[1]!, projectId: project.id };
    value(await store.recommendations.putPriorities([{ ...row, diversity: 0.5, about: 'Paris' }]));
    expect(await next(1, 'disagreement', documentIds[1])).toBe(2);
    expect(await next(1, 'least-confidence', documentIds[1])).toBe(2);
    expect(await next(2, 'diversity', documentIds[2])).toBe(1);
    expect((await store.documents.upNext(project.id, 2, 'uncertainty', documentIds[2]))?.why).toEqual({
      strategy: 'uncertainty',
      about: 'Paris',
    });
    expect([0, 1]).toContain(await next(2, 'random', documentIds[2]));
    value(await store.act(project.id, { kind: 'mark', documentIds, status: 'skipped' }));
    expect(await next(0, 'uncertainty')).toBeUndefined();
    expect(await next(0, 'random')).toBeUndefined();
  });

  it('measure in a share that is chosen as they come in: no help in them, and their turn among the others', async () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ text: `Text ${i} of many.` }));
    const { store, project } = await smallProject(many);
    const page = (await store.documents.page(project.id, { limit: 1000 })).items;
    const blind = page.filter((one) => one.split === 'holdout');
    expect(blind.length).toBeGreaterThan(20);
    expect(blind.length).toBeLessThan(60);
    expect(blind.every((one) => one.position >= 20)).toBe(true);
    const set = { projectId: project.id, source: 'dictionary', version: 1 } as const;
    const phrase = { target: { kind: 'span', from: 0, to: 4 }, confidence: 0.1, provenance: [] } as const;
    const seeing = page.find((one) => one.split === undefined);
    for (const one of [blind[0], seeing]) {
      value(await store.recommendations.put([{ ...set, documentId: one?.id ?? '', items: [phrase] }]));
    }
    expect(await store.recommendations.ofDocument(blind[0]?.id ?? '')).toEqual([]);
    expect(await store.recommendations.ofDocument(seeing?.id ?? '')).toHaveLength(1);
    // Every text has a priority; still those that measure have their turns.
    value(
      await store.recommendations.putPriorities(
        page.map((one) => ({ documentId: one.id, projectId: project.id, uncertainty: 1 })),
      ),
    );
    let turns = 0;
    for (const { id, position } of page) {
      const next = await store.documents.upNext(project.id, position, 'uncertainty', id);
      if (next?.split === 'holdout') turns++;
    }
    expect(turns / page.length).toBeGreaterThan(0.05);
    expect(turns / page.length).toBeLessThan(0.16);
    value(await store.projects.update(project.id, { settings: { blindShare: 0 } }));
    value(await store.importer(project.id).appendBatch(many.map(({ text }) => ({ text: `${text} again` }))));
    const later = await store.documents.page(project.id, { from: 400, limit: 1000 });
    expect(later.items.every((one) => one.split === undefined)).toBe(true);
  });

  it('tell a live query of what another connection writes', async () => {
    const { store, project, documentIds, name } = await smallProject();
    const { freshStore } = await import('./fixture.ts');
    const other = (await freshStore(name)).store;
    const seen: number[] = [];
    const subscription = store
      .live(() => store.documents.counts(project.id))
      .subscribe((counts) => seen.push(counts.done));
    // What was written before is told late, and then the same is seen once more.
    await expect.poll(() => seen.at(-1)).toBe(0);
    value(await other.act(project.id, { kind: 'mark', documentIds: [documentIds[0]!], status: 'done' }));
    await expect.poll(() => seen.at(-1)).toBe(1);
    subscription.unsubscribe();
    other.close();
  });
});

describe('labelled documents', () => {
  it('are read with exactly their own texts, wherever they lie', async () => {
    const { store, project, person, documentIds } = await smallProject(
      Array.from({ length: 90 }, (_, i) => ({ text: `Ada ${i}` })),
    );
    // Neighbours, near ones with others between, and one far away.
    const chosen = [0, 1, 9, 40, 89];
    for (const at of chosen.toReversed()) {
      const target = { kind: 'span', from: 0, to: 3 } as const;
      value(
        await store.act(project.id, {
          kind: 'annotate',
          documentId: documentIds[at]!,
          labelId: person,
          target,
          explanations: [{ kind: 'nl', text: `reason ${at}` }],
        }),
      );
    }
    value(await store.act(project.id, { kind: 'mark', documentIds: [documentIds[50]!], status: 'done' }));
    const found = await store.documents.labelled(project.id);
    expect(found.map(({ document }) => document.text)).toEqual([0, 1, 9, 40, 50, 89].map((i) => `Ada ${i}`));
    expect(found.map(({ annotations }) => annotations.length)).toEqual([1, 1, 1, 1, 0, 1]);
    expect(found.map(({ explanations }) => explanations.length)).toEqual([1, 1, 1, 1, 0, 1]);
    const chunk = await store.documents.chunk(project.id, 5, 40);
    expect(chunk.map(({ document }) => document.position)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 5),
    );
    expect(
      chunk.filter(({ annotations }) => annotations.length > 0).map(({ document }) => document.position),
    ).toEqual([9, 40]);
  });
});

it('finds the texts that hold some words, with their labels', async () => {
  const { store, project, person, documentIds } = await smallProject();
  const target = { kind: 'span', from: 0, to: 5 } as const;
  value(
    await store.act(project.id, {
      kind: 'annotate',
      documentId: documentIds[1]!,
      labelId: person,
      target,
      noReason: true,
    }),
  );
  const [found, ...others] = await store.documents.holding(project.id, 'Grace', 10);
  expect(others).toEqual([]);
  expect(found?.document.id).toBe(documentIds[1]);
  expect(found?.annotations).toMatchObject([{ target, noReason: true }]);
  expect(await store.documents.holding(project.id, 'in', 1)).toHaveLength(1);
  expect(await store.documents.holding(project.id, 'grace', 10)).toEqual([]);
});

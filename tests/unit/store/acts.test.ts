import { describe, expect, it } from 'vitest';
import { code, smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

describe('an act', () => {
  it('writes a label and its explanations as one undo step', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const documentId = documentIds[0]!;
    value(
      await store.act(project.id, {
        kind: 'annotate',
        documentId,
        labelId: person,
        target: span(0, 3),
        explanations: [{ kind: 'trigger', spans: [{ from: 13, to: 19 }, span(4, 9), span(5, 12)] }],
      }),
    );
    const explanations = await store.explanations.ofDocument(documentId);
    expect(explanations).toMatchObject([
      {
        spans: [
          { from: 4, to: 12 },
          { from: 13, to: 19 },
        ],
      },
    ]);
    expect(await store.annotations.ofDocument(documentId)).toMatchObject([
      { labelId: person, annotator: 'ann', source: 'manual', target: { from: 0, to: 3 } },
    ]);
    value(await store.history.undo(project.id));
    expect(await store.annotations.ofDocument(documentId)).toEqual([]);
    expect(await store.explanations.ofDocument(documentId)).toEqual([]);
    value(await store.history.redo(project.id));
    expect(await store.annotations.ofDocument(documentId)).toHaveLength(1);
    expect(await store.explanations.ofDocument(documentId)).toHaveLength(1);
    expect(code(await store.history.redo(project.id))).toBe('nothing-to-redo');
  });

  it('leaves nothing behind when a later part is refused', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const documentId = documentIds[0]!;
    const refused = await store.act(project.id, [
      { kind: 'annotate', documentId, labelId: person, target: span(0, 3) },
      { kind: 'mark', documentIds: [documentId], status: 'done' },
      { kind: 'annotate', documentId, labelId: person, target: span(4, 400) },
    ]);
    expect(code(refused)).toBe('invalid-span');
    expect(await store.annotations.count(project.id)).toBe(0);
    expect(await store.documents.counts(project.id)).toMatchObject({ done: 0, open: 3 });
    expect(await store.history.state(project.id)).toEqual({});
  });

  it.each([
    ['reversed', 3, 0],
    ['empty', 2, 2],
    ['negative', -1, 2],
    ['beyond the end', 0, 21],
    ['fractional', 0.5, 2],
  ])('refuses a span that is %s', async (_, from, to) => {
    const { store, project, person, documentIds } = await smallProject();
    const act = {
      kind: 'annotate',
      documentId: documentIds[0]!,
      labelId: person,
      target: span(from, to),
    } as const;
    expect(code(await store.act(project.id, act))).toBe('invalid-span');
  });

  it('refuses the same label on the same target, and allows another label there', async () => {
    const { store, project, person, place, documentIds } = await smallProject();
    const act = {
      kind: 'annotate',
      documentId: documentIds[0]!,
      labelId: person,
      target: span(0, 3),
    } as const;
    value(await store.act(project.id, act));
    expect(code(await store.act(project.id, act))).toBe('duplicate');
    value(await store.act(project.id, { ...act, labelId: place }));
  });

  it('refuses a label of another kind and one that does not exist', async () => {
    const { store, project, livesIn, documentIds } = await smallProject();
    const act = { kind: 'annotate', documentId: documentIds[0]!, target: span(0, 3) } as const;
    expect(code(await store.act(project.id, { ...act, labelId: livesIn }))).toBe('invalid-label');
    expect(code(await store.act(project.id, { ...act, labelId: '__proto__' }))).toBe('invalid-label');
  });

  it('refuses a trigger without words and a sentence without text', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const act = {
      kind: 'annotate',
      documentId: documentIds[0]!,
      labelId: person,
      target: span(0, 3),
    } as const;
    for (const explanation of [
      { kind: 'trigger', spans: [] },
      { kind: 'trigger', spans: [span(15, 30)] },
      { kind: 'nl', text: '  ' },
    ] as const) {
      const refused = await store.act(project.id, { ...act, explanations: [explanation] });
      expect(code(refused)).toBe('invalid-explanation');
    }
    expect(await store.annotations.count(project.id)).toBe(0);
  });

  it('remembers a rejected recommendation, and forgets it when undone', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const documentId = documentIds[0]!;
    const item = { labelId: person, target: span(0, 3) };
    const set = { projectId: project.id, documentId, version: 1 };
    value(
      await store.recommendations.put([
        { ...set, source: 'dictionary', items: [{ ...item, confidence: 0.4, provenance: [] }] },
      ]),
    );
    expect(await store.recommendations.ofDocument(documentId)).toHaveLength(1);
    value(await store.act(project.id, { kind: 'reject', documentId, items: [item] }));
    expect(await store.recommendations.ofDocument(documentId)).toHaveLength(0);
    value(await store.history.undo(project.id));
    expect(await store.recommendations.ofDocument(documentId)).toHaveLength(1);
  });
});

describe('relations', () => {
  async function related() {
    const small = await smallProject();
    const { store, project, person, place, livesIn, documentIds } = small;
    const documentId = documentIds[0]!;
    value(
      await store.act(project.id, [
        { kind: 'annotate', id: 'x', documentId, labelId: person, target: span(0, 3) },
        { kind: 'annotate', id: 'y', documentId, labelId: place, target: span(13, 19) },
        {
          kind: 'annotate',
          id: 'r',
          documentId,
          labelId: livesIn,
          target: { kind: 'relation', head: 'x', tail: 'y' },
        },
      ]),
    );
    return { ...small, documentId };
  }

  it('must end in two different living entities of the same text, of the types that the label allows', async () => {
    const { store, project, livesIn, documentId, documentIds } = await related();
    const relation = (head: string, tail: string, at = documentId) =>
      store.act(project.id, {
        kind: 'annotate',
        documentId: at,
        labelId: livesIn,
        target: { kind: 'relation', head, tail },
      });
    expect(code(await relation('x', 'x'))).toBe('invalid-relation');
    expect(code(await relation('x', 'gone'))).toBe('invalid-relation');
    expect(code(await relation('x', 'r'))).toBe('invalid-relation');
    expect(code(await relation('y', 'x'))).toBe('invalid-relation');
    expect(code(await relation('x', 'y', documentIds[1]!))).toBe('invalid-relation');
    expect(code(await relation('x', 'y'))).toBe('duplicate');
  });

  it('keep their entities from being removed until told to go too; undo brings all back', async () => {
    const { store, project, documentId } = await related();
    const refused = await store.act(project.id, { kind: 'remove', annotationIds: ['x'] });
    expect(refused).toMatchObject({ error: { code: 'has-relations', params: { relations: 1 } } });
    value(await store.act(project.id, { kind: 'remove', annotationIds: ['x'], relations: 'remove' }));
    expect((await store.annotations.ofDocument(documentId)).map((one) => one.id)).toEqual(['y']);
    value(await store.history.undo(project.id));
    expect((await store.annotations.ofDocument(documentId)).map((one) => one.id)).toEqual(['x', 'y', 'r']);
    value(await store.act(project.id, { kind: 'remove', annotationIds: ['x', 'r'] }));
  });

  it('keep their entities from labels that they do not allow', async () => {
    const { store, project, place } = await related();
    const act = { kind: 'relabel', annotationIds: ['x'], labelId: place } as const;
    expect(code(await store.act(project.id, act))).toBe('invalid-relation');
  });

  it('are recommended by the spans of their ends and accepted onto the entities that are there', async () => {
    const { store, project, livesIn, documentId } = await related();
    value(await store.act(project.id, { kind: 'remove', annotationIds: ['r'] }));
    const target = { kind: 'relation', head: { from: 0, to: 3 }, tail: { from: 13, to: 19 } } as const;
    value(await store.act(project.id, { kind: 'accept', documentId, items: [{ labelId: livesIn, target }] }));
    const [relation] = (await store.annotations.ofDocument(documentId)).filter(
      (one) => one.target.kind === 'relation',
    );
    expect(relation).toMatchObject({ source: 'accepted', target: { head: 'x', tail: 'y' } });
    const off = { ...target, tail: { from: 4, to: 9 } };
    const refused = await store.act(project.id, {
      kind: 'accept',
      documentId,
      items: [{ labelId: livesIn, target: off }],
    });
    expect(code(refused)).toBe('invalid-relation');
  });
});

describe('undo', () => {
  it('survives closing the database', async () => {
    const { store, project, person, documentIds, name } = await smallProject();
    const documentId = documentIds[0]!;
    value(await store.act(project.id, { kind: 'annotate', documentId, labelId: person, target: span(0, 3) }));
    store.close();
    const again = (await import('./fixture.ts')).freshStore(name);
    const { store: reopened } = await again;
    expect(await reopened.history.state(project.id)).toMatchObject({ undo: { kinds: ['annotate'] } });
    value(await reopened.history.undo(project.id));
    expect(await reopened.annotations.count(project.id)).toBe(0);
    reopened.close();
  });

  it('gives what it restores a newer time, so that a merge takes it', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const act = {
      kind: 'annotate',
      documentId: documentIds[0]!,
      labelId: person,
      target: span(0, 3),
    } as const;
    value(await store.act(project.id, { ...act, id: 'a' }));
    value(await store.act(project.id, { kind: 'remove', annotationIds: ['a'] }));
    const removed = (await store.bundles.read(project.id))?.annotations[0];
    value(await store.history.undo(project.id));
    const back = (await store.bundles.read(project.id))?.annotations[0];
    expect(removed?.deleted).toBe(true);
    expect(back?.deleted).toBeUndefined();
    expect(back!.updatedAt).toBeGreaterThan(removed!.updatedAt);
  });

  it('takes a merge back before the acts whose records it changed', async () => {
    const { store, project, person, place, documentIds } = await smallProject();
    const act = { kind: 'annotate', documentId: documentIds[0]!, labelId: person } as const;
    value(await store.act(project.id, { ...act, id: 'a', target: span(0, 3) }));
    value(await store.act(project.id, { ...act, id: 'b', target: span(4, 9) }));
    const bundle = (await store.bundles.read(project.id))!;
    const annotations = bundle.annotations.map((one) =>
      one.id === 'b' ? { ...one, labelId: place, updatedAt: one.updatedAt + 1_000 } : one,
    );
    expect(value(await store.bundles.write({ ...bundle, annotations }))).toMatchObject({ updated: 1 });
    const labels = async () =>
      (await store.annotations.ofDocument(documentIds[0]!)).map(({ id, labelId }) => [id, labelId]);
    expect(await labels()).toEqual([
      ['a', person],
      ['b', place],
    ]);
    value(await store.history.undo(project.id));
    expect(await labels()).toEqual([
      ['a', person],
      ['b', person],
    ]);
    value(await store.history.undo(project.id));
    expect(await labels()).toEqual([['a', person]]);
  });

  it('ends the redo branch when something else is done', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const act = { kind: 'annotate', documentId: documentIds[0]!, labelId: person } as const;
    value(await store.act(project.id, { ...act, target: span(0, 3) }));
    value(await store.history.undo(project.id));
    value(await store.act(project.id, { ...act, target: span(4, 9) }));
    expect(code(await store.history.redo(project.id))).toBe('nothing-to-redo');
  });
});

import { describe, expect, it } from 'vitest';
import type { ProjectBundle } from '#core/project';
import { freshStore, smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

async function annotated() {
  const small = await smallProject();
  const { store, project, person, place, livesIn, documentIds } = small;
  const documentId = documentIds[0]!;
  const explanations = [{ kind: 'trigger', spans: [span(4, 9)] }] as const;
  value(
    await store.act(project.id, [
      { kind: 'annotate', id: 'x', documentId, labelId: person, target: span(0, 3), explanations },
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
  const bundle = (await store.bundles.read(project.id))!;
  return { ...small, documentId, bundle };
}

/** The bundle with one annotation changed. */
function withAnnotation(bundle: ProjectBundle, id: string, change: object): ProjectBundle {
  return {
    ...bundle,
    annotations: bundle.annotations.map((one) => (one.id === id ? { ...one, ...change } : one)),
  };
}

describe('a project as one piece', () => {
  it('comes out of another database as it went in', async () => {
    const { bundle } = await annotated();
    const { store } = await freshStore();
    expect(value(await store.bundles.write(bundle)).refused).toEqual([]);
    expect(await store.bundles.read(bundle.project.id)).toEqual(bundle);
    const again = value(await store.bundles.write(bundle));
    expect([again.added, again.updated]).toEqual([0, 0]);
  });

  it('takes the newer record of two, from either side', async () => {
    const { store, bundle, person, place, documentId, project } = await annotated();
    const older = withAnnotation(bundle, 'y', { labelId: person, updatedAt: 1 });
    value(await store.bundles.write(older));
    const newer = withAnnotation(bundle, 'y', { target: span(10, 12), updatedAt: 9_000_000 });
    expect(value(await store.bundles.write(newer)).updated).toBe(1);
    const [, , y] = await Promise.all(['x', 'r', 'y'].map((id) => store.annotations.get(id)));
    expect(y).toMatchObject({ labelId: place, target: { from: 10 }, documentId, projectId: project.id });
  });

  it('does not bring back what was deleted, and takes relations of the deleted with it', async () => {
    const { store, bundle, documentId } = await annotated();
    const deleted = withAnnotation(bundle, 'x', { deleted: true, updatedAt: 9_000_000 });
    value(await store.bundles.write(deleted));
    expect((await store.annotations.ofDocument(documentId)).map((one) => one.id)).toEqual(['y']);
    expect(await store.explanations.ofDocument(documentId)).toEqual([]);
    value(await store.bundles.write(bundle));
    expect((await store.annotations.ofDocument(documentId)).map((one) => one.id)).toEqual(['y']);
  });

  it('joins labels of one name, and gives documents of a later import the places after the last', async () => {
    const { store, bundle, person, project } = await annotated();
    const [first] = bundle.documents;
    const foreign: ProjectBundle = {
      ...bundle,
      labels: [{ ...bundle.labels[0]!, id: 'their-person' }],
      documents: [{ ...first!, id: 'theirs', text: 'Alan.', meta: {}, addedAt: 5_000 }],
      annotations: [
        {
          ...bundle.annotations[0]!,
          id: 'alan',
          documentId: 'theirs',
          labelId: 'their-person',
          target: span(0, 4),
        },
        {
          ...bundle.annotations[0]!,
          id: 'off',
          documentId: 'theirs',
          labelId: 'their-person',
          target: span(0, 40),
        },
      ],
      explanations: [],
    };
    const report = value(await store.bundles.write(foreign));
    expect(report.refused.map((one) => one.params)).toEqual([
      { table: 'annotation', id: 'off', reason: 'span' },
    ]);
    expect(await store.annotations.get('alan')).toMatchObject({ labelId: person });
    expect(await store.labels.list(project.id)).toHaveLength(4);
    expect(await store.documents.at(project.id, 3)).toMatchObject({ id: 'theirs' });
  });
});

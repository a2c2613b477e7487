/** What the learner keeps: models to come back to, and which text is asked about next. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { AcquisitionStrategy, Weights } from '#core/project';
import { smallProject, value } from './fixture.ts';

const model = (projectId: string, version: number, f1: number): Weights => ({
  ...{ projectId, model: 're', version, step: version, labels: ['l'], trainedAt: version, seed: 1 },
  tensors: { w: { dims: [1], data: new Float32Array([version]) } },
  metrics: { f1 },
});

describe('versions of a model', () => {
  it('are the last five and the best, whole, and go with the model', async () => {
    const { store, project } = await smallProject();
    for (let version = 1; version <= 9; version++)
      value(await store.weights.keep(model(project.id, version, version === 2 ? 0.9 : 0.5)));
    const kept = await store.weights.versions(project.id, 're');
    expect(kept.map(({ version }) => version)).toEqual([9, 8, 7, 6, 5, 2]);
    expect(await store.weights.version(project.id, 're', 2)).toEqual(model(project.id, 2, 0.9));
    expect(await store.weights.version(project.id, 're', 3)).toBeUndefined();
    value(await store.weights.remove(project.id));
    expect(await store.weights.versions(project.id, 're')).toEqual([]);
  });
});

describe('the next text', () => {
  it.each([
    ['uncertainty', 'uncertainty'],
    ['least-confidence', 'leastConfidence'],
    ['disagreement', 'disagreement'],
    ['diversity', 'diversity'],
  ] as const satisfies readonly (readonly [AcquisitionStrategy, string])[])(
    'by %s is the open one with the highest score',
    async (strategy, score) => {
      const { store, project, documentIds } = await smallProject();
      const [first = '', second = '', third = ''] = documentIds;
      value(
        await store.recommendations.putPriorities([
          { projectId: project.id, documentId: first, [score]: 0.2 },
          { projectId: project.id, documentId: second, [score]: 0.4 },
          { projectId: project.id, documentId: third, [score]: 0.9 },
        ]),
      );
      value(await store.act(project.id, { kind: 'mark', documentIds: [third], status: 'done' }));
      expect((await store.documents.upNext(project.id, 0, strategy, first))?.id).toBe(second);
      value(await store.recommendations.dropPriorities([second]));
      expect((await store.documents.upNext(project.id, 1, strategy, second))?.id).toBe(first);
    },
  );
});

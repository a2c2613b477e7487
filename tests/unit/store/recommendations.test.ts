import { expect, it } from 'vitest';
import type { Provenance } from '#core/project';
import { smallProject, value } from './fixture.ts';

it('what is a guess is shown from the threshold on, what is known always', async () => {
  const { store, project, person, documentIds } = await smallProject();
  const documentId = documentIds[0]!;
  const rule = (strict: boolean): Provenance => ({
    kind: 'rule',
    explanationId: 'e',
    sentence: 'the word "lived" is right after the entity',
    score: strict ? 1 : 0.8,
    strict,
  });
  const trigger: Provenance = {
    kind: 'trigger',
    explanationId: 't',
    phrase: 'lived in',
    similarity: 0.8,
    documentId,
  };
  const put = async (
    source: 'model' | 'explanations',
    confidence: number,
    ...provenance: readonly Provenance[]
  ): Promise<number> => {
    value(
      await store.recommendations.put([
        {
          projectId: project.id,
          documentId,
          source,
          version: 1,
          items: [{ target: { kind: 'span', from: 0, to: 3 }, labelId: person, confidence, provenance }],
        },
      ]),
    );
    const shown = (await store.recommendations.ofDocument(documentId)).length;
    value(await store.recommendations.clear(project.id, source));
    return shown;
  };
  const model: Provenance = { kind: 'model', version: 1 };
  expect(project.settings.confidenceThreshold).toBe(0.5);
  expect(await put('model', 0.4, model)).toBe(0);
  expect(await put('model', 0.6, model)).toBe(1);
  expect(await put('explanations', 0.05, rule(false))).toBe(0);
  expect(await put('explanations', 0.6, rule(false))).toBe(1);
  expect(await put('explanations', 0.3, rule(false), rule(true))).toBe(1);
  expect(await put('explanations', 0.3, trigger)).toBe(1);
});

it('reads what one source made, from a version on', async () => {
  const { store, project, documentIds } = await smallProject();
  value(
    await store.recommendations.put(
      documentIds.map((documentId, version) => ({
        projectId: project.id,
        documentId,
        source: 'model' as const,
        version,
        items: [],
      })),
    ),
  );
  const versions = async (source: 'model' | 'dictionary', from: number): Promise<number[]> =>
    (await store.recommendations.setsOfSource(project.id, source, from)).map((set) => set.version).sort();
  expect(await versions('model', 0)).toEqual([0, 1, 2]);
  expect(await versions('model', 2)).toEqual([2]);
  expect(await versions('dictionary', 0)).toEqual([]);
});

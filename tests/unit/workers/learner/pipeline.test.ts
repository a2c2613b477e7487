/** What the learner recommends on the screen is what a pipeline made of the same project recommends elsewhere. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must, type Problem, type Result } from '#core/base';
import { labelledDocuments } from '#core/pipeline';
import type { Recommendation } from '#core/project';
import { loadAssets, loadVectors } from '#workers/platform/assets';
import { pipelineFor } from '../../pipeline/trained-sample.ts';
import { type AssetHost, assetHost } from './asset-host.ts';
import { labelSome, learnerProject, startLearner, untilDone } from './learner-fixture.ts';

function loaded<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

let host: AssetHost;
beforeAll(async () => {
  host = await assetHost();
});
afterAll(() => host.close());

it('the learner and a pipeline of the same project say the same of a text', {
  timeout: 180_000,
}, async () => {
  const project = await learnerProject(40, { blindShare: 0 });
  await labelSome(project, 0, 6, () => '');
  const at = startLearner(project);
  const texts = await project.store.documents.chunk(project.projectId, 12, 6);
  at.loop.focus(must(texts[0], 'text').document.id);
  await at.until('trained', ({ version, phase }) => version >= 1 && phase === 'idle', 80_000);
  const shown = async () =>
    Promise.all(texts.map(({ document }) => project.store.recommendations.ofDocument(document.id)));
  // Sentences would have their own network trained, which takes minutes: rules are compared by their engine's tests.
  // Until nothing changes any more.
  let before = '';
  await untilDone(
    'at rest',
    async () => {
      const now = JSON.stringify(await shown());
      const isSame = now === before && at.status().phase === 'idle';
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 700));
      return isSame;
    },
    at.status,
    80_000,
  );
  await at.stop();

  const bundle = must(await project.store.bundles.read(project.projectId, { weights: true }), 'project');
  const vectors = loaded(await loadVectors());
  const { network, encoder } = loaded(await loadAssets('ner'));
  const own = must(
    (bundle.weights ?? []).find((one) => one.model === 'ner'),
    'weights',
  );
  const pipeline = await pipelineFor(bundle, {
    vectors,
    encoder,
    model: { manifest: network.manifest, graph: network.predict, weights: own },
  });
  const ids = new Set(texts.map(({ document }) => document.id));
  const said = await pipeline.label(labelledDocuments(bundle).filter(({ document }) => ids.has(document.id)));
  const places = (items: readonly Recommendation[]) =>
    items
      .filter(({ labelId }) => labelId !== undefined)
      .map(({ target, labelId, confidence, provenance }) => ({
        target,
        labelId,
        confidence: Number(confidence.toFixed(2)),
        sources: provenance
          .map(({ kind }) => kind)
          .filter((kind) => kind !== 'noun-phrase')
          .sort(),
      }));
  const expected = (await shown()).map(places);
  expect(expected.flat().flatMap(({ sources }) => sources)).toEqual(
    expect.arrayContaining(['dictionary', 'model', 'trigger']),
  );
  expect(said.map(places)).toEqual(expected);
});

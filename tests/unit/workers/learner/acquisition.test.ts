/** What the learner writes for the order of texts: where model and explanations disagree, and which texts lie far apart. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { value } from '../../store/fixture.ts';
import { type AssetHost, assetHost } from './asset-host.ts';
import {
  labelSome,
  learnerProject,
  type RunningLearner,
  startLearner,
  untilRead,
} from './learner-fixture.ts';

let host: AssetHost;
let at: RunningLearner | undefined;
beforeAll(async () => {
  host = await assetHost();
});
afterEach(async () => {
  await at?.stop();
  at = undefined;
});
afterAll(() => host.close());

describe('what comes next', () => {
  it('is where the model contradicts an explanation, and says about which words', async () => {
    const project = await learnerProject(20, { trainEvery: 0 });
    const { store, projectId } = project;
    const place = (await store.labels.list(projectId))[1]?.id ?? '';
    const next = async () => (await store.documents.upNext(projectId, 1, 'disagreement', 'nobody'))?.position;
    // Nothing is known: the file's order.
    expect(await next()).toBe(2);
    const contested = await store.documents.at(projectId, 7);
    const from = contested?.text.indexOf('sushi') ?? -1;
    const documentId = contested?.id ?? '';
    value(
      await store.recommendations.put([
        {
          projectId,
          documentId,
          source: 'model',
          version: 1,
          items: [
            {
              target: { kind: 'span', from, to: from + 5 },
              labelId: place,
              confidence: 0.9,
              provenance: [{ kind: 'model', version: 1 }],
            },
          ],
        },
      ]),
    );
    await labelSome(project, 0, 2, () => 'The word "had" is directly before the entity.');
    at = startLearner(project);
    await untilRead('contested', next, 7);
    const why = (await store.documents.upNext(projectId, 1, 'disagreement', 'nobody'))?.why;
    expect(why).toEqual({ strategy: 'disagreement', about: 'sushi' });
  });

  it('is unlike what is labelled, also before there is a model', async () => {
    const project = await learnerProject(40, { trainEvery: 0, acquisition: 'diversity' });
    const { store, projectId } = project;
    value(
      await store
        .importer(projectId)
        .appendBatch([{ text: 'Shares of the central bank fell sharply after the vote.' }]),
    );
    await labelSome(project, 0, 2);
    at = startLearner(project);
    const next = async () =>
      (await store.documents.upNext(projectId, 1, 'diversity', 'nobody'))?.why?.strategy;
    await untilRead('placed', next, 'diversity');
  });
});

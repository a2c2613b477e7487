/** What guidelines say of a label is where the model begins: it begins anew when they say something else, without a new label. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { value } from '../../store/fixture.ts';
import { type AssetHost, assetHost } from './asset-host.ts';
import { type RunningLearner, startLearner } from './learner-fixture.ts';
import { reviews } from './reviews-fixture.ts';

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

it('learns at once what guidelines say of a label', async () => {
  const { store, projectId } = await reviews(20, 8);
  at = startLearner({ store, projectId });
  const { version } = await at.until('quiet', (now) => now.version > 0 && now.phase === 'idle');
  value(await store.projects.update(projectId, { guidelines: 'Read twice.\n\ngood: The guest liked it.' }));
  await at.until('learned', (now) => now.version === version + 1 && now.phase === 'idle');
  // The same words again, and words about no label, are nothing new.
  const guidelines = 'Read three times.\n\ngood: The guest liked it.';
  value(await store.projects.update(projectId, { guidelines }));
  at.loop.train();
  await at.until('trained', (now) => now.order === 'done' && now.phase === 'idle');
  expect(at.status().version).toBe(version + 2);
});

/** *Train thoroughly* in the learner: it waits for nothing but is waited for by nobody, outlives a reload, and ends with a verdict. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ok } from '#core/base';
import { value } from '../../store/fixture.ts';
import { type AssetHost, assetHost } from './asset-host.ts';
import { encoder, name, ready } from './encoder-fixture.ts';
import {
  labelSome,
  learnerProject,
  type RunningLearner,
  startLearner,
  untilRead,
} from './learner-fixture.ts';
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

it('gives way to labels, goes on after a reload, and leaves nothing behind', async () => {
  const project = await learnerProject();
  const row = () => project.store.weights.get(project.projectId, 'thorough');
  await labelSome(project, 0, 12);
  // Longer than a label may take to be read: the mirror rests for a second and a half at most.
  at = startLearner(project, false, undefined, { teacherSteps: 500 });
  await at.until('quiet', ({ version, phase }) => version > 0 && phase === 'idle');
  at.loop.thoroughly(false);
  await at.until('under way', ({ thorough }) => thorough.phase === 'training' && thorough.step > 3);
  expect((await row())?.metrics['done']).toBe(1);

  // A label that comes now is learned at once when it is read: until then the thorough training has not gone on.
  const { version } = at.status();
  await labelSome(project, 12, 1);
  await at.until('learned', (now) => now.version > version);
  const since = at.told.slice(
    at.told.findIndex((now) => now.pending === 1),
    at.told.findIndex((now) => now.version > version) + 1,
  );
  expect(
    new Set(since.map(({ thorough }) => (thorough.phase === 'training' ? thorough.step : -1))).size,
  ).toBe(1);
  expect(since.at(-1)?.thorough.phase).toBe('training');

  await at.stop();
  at = startLearner(project);
  const { thorough } = await at.until('judged', ({ thorough: { phase } }) => phase.endsWith('better'));
  if (thorough.phase !== 'better' && thorough.phase !== 'not-better') throw new Error(thorough.phase);
  expect(thorough.judgedOn).toBeGreaterThan(0);
  expect(thorough.phase === 'better').toBe(thorough.after > thorough.before);
  expect(at.told.some(({ thorough: { phase } }) => phase === 'training')).toBe(true);
  await untilRead('put away', row, undefined);
});

it('is given up when it is told to, and says where there is nothing to learn', async () => {
  const project = await learnerProject(20);
  at = startLearner(project);
  at.loop.thoroughly(false);
  await at.until('answered', ({ thorough }) => thorough.phase === 'nothing-to-learn');
  await labelSome(project, 0, 8);
  await at.until('quiet', ({ version, phase }) => version > 0 && phase === 'idle');
  at.loop.thoroughly(false);
  await at.until('under way', ({ thorough }) => thorough.phase === 'training');
  at.loop.thoroughly(true);
  await at.until('given up', ({ thorough }) => thorough.phase === 'none');
  const row = () => project.store.weights.get(project.projectId, 'thorough');
  await untilRead('put away', row, undefined);
});

it('lets a network learn from what the model reads in texts, words in their context where the model reads them so', async () => {
  const project = await reviews(60, 12, true);
  const { client, answer } = encoder();
  at = startLearner(project, false, { client, choice: 'wasm', patienceMs: 1e9 });
  await at.until('quiet', ({ version, phase }) => version > 0 && phase === 'idle');
  answer(ok(ready));
  const model = () => project.store.weights.get(project.projectId, 'sa');
  await at.until('by states', ({ version, phase }) => version > 2 && phase === 'idle');
  expect((await model())?.encoder).toBe(name);
  at.loop.thoroughly(false);
  const { thorough } = await at.until('judged', ({ thorough: { phase } }) => phase.endsWith('better'));
  if (thorough.phase !== 'better' && thorough.phase !== 'not-better') throw new Error(thorough.phase);
  expect(thorough.judgedOn).toBe(2);
  expect(at.told.some(({ thorough: now }) => now.phase === 'training' && now.step > 0)).toBe(true);
  await untilRead('put away', () => project.store.weights.get(project.projectId, 'thorough'), undefined);
});

it('begins anew where the model has learned another label meanwhile', async () => {
  const project = await reviews(60, 12);
  const { store, projectId } = project;
  at = startLearner(project);
  await at.until('quiet', ({ version, phase }) => version > 0 && phase === 'idle');
  at.loop.thoroughly(false);
  await at.until('under way', ({ thorough }) => thorough.phase === 'training' && thorough.step > 0);
  const { version } = at.status();
  const { id: labelId } = value(await store.labels.add(projectId, { kind: 'text', name: 'mixed' }));
  const [{ document } = {}] = await store.documents.chunk(projectId, 20, 1);
  const target = { kind: 'text' } as const;
  const documentId = document?.id ?? '';
  value(await store.act(projectId, [{ kind: 'annotate', documentId, labelId, target, explanations: [] }]));
  await at.until('learned', (now) => now.version > version);
  await at.until('judged', ({ thorough: { phase } }) => phase.endsWith('better'));
  const model = await store.weights.get(projectId, 'sa');
  expect(model?.labels).toContain(labelId);
  // It still says something: what was taken fits its outputs.
  at.loop.train();
  const { version: last } = at.status();
  await at.until('trained on', (now) => now.version > last && now.phase === 'idle');
});

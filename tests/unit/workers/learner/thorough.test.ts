/** *Train thoroughly* in the learner: it waits for nothing but is waited for by nobody, outlives a reload, and ends with a verdict. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
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

it('gives way to labels, goes on after a reload, and leaves nothing behind', async () => {
  const project = await learnerProject();
  const row = () => project.store.weights.get(project.projectId, 'thorough');
  await labelSome(project, 0, 12);
  at = startLearner(project);
  await at.until('quiet', ({ version, phase }) => version > 0 && phase === 'idle');
  at.loop.thoroughly(false);
  await at.until('under way', ({ thorough }) => thorough.phase === 'training' && thorough.step > 3);
  expect((await row())?.metrics['done']).toBe(1);

  // A label that comes now is learned before the thorough training is over.
  const { version } = at.status();
  await labelSome(project, 12, 1);
  const learned = await at.until('learned', (now) => now.version > version);
  expect(learned.thorough.phase).toBe('training');

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

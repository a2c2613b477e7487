/** *Train thoroughly* in the learner: it waits for nothing but is waited for by nobody, outlives a reload, and ends with a verdict. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ok } from '#core/base';
import { type AssetHost, assetHost } from './asset-host.ts';
import {
  labelSome,
  learnerProject,
  type RunningLearner,
  startLearner,
  untilRead,
} from './learner-fixture.ts';
import { encoder, name, ready } from './states-fixture.ts';

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

it('is judged against a model that reads by states, and what it puts in its place reads by word vectors whole', async () => {
  const project = await learnerProject(60, { encoder: { name, label: 'mine' } });
  const model = () => project.store.weights.get(project.projectId, 'ner');
  await labelSome(project, 0, 12);
  // Every fifth text judges: what the encoder says of these is no use.
  const texts = await project.store.documents.chunk(project.projectId, 0, 12);
  const judges = texts.flatMap(({ document }, i) => (i % 5 === 4 ? [document.id] : []));
  const { client, answer } = encoder(new Set(judges));
  at = startLearner(project, false, { client, choice: 'wasm', patienceMs: 1e9 });
  await at.until('answered by word vectors', ({ version, phase }) => version > 0 && phase === 'idle');
  answer(ok(ready));
  await at.until('trained', ({ version, phase }) => version > 2 && phase === 'idle');
  expect((await model())?.encoder).toBe(name);

  at.loop.thoroughly(false);
  await at.until('judged', ({ thorough: { phase } }) => phase.endsWith('better'));
  expect(at.status().thorough).toMatchObject({ phase: 'better', judgedOn: judges.length });
  const taken = await model();
  expect(taken?.encoder).toBeUndefined();
  expect(taken?.tensors['expert.mean']?.dims).toEqual([3 * 100]);
  const width = taken?.tensors['tokens.input']?.dims[1];
  expect(width).toBe(100 + 50);

  // What it learned without states is not thrown away for them by the next labels.
  await labelSome(project, 12, 6);
  const { version } = at.status();
  await at.until('learned', (now) => now.version > version && now.pending === 0 && now.phase === 'idle');
  const later = await model();
  expect(later?.encoder).toBeUndefined();
  expect(later?.tensors['tokens.input']?.dims[1]).toBe(width);
  expect(later?.step).toBeGreaterThan(taken?.step ?? 0);
});

/** A new project whose texts will be read in context: nobody waits for that, and no network is trained in vain. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { err, ok, problem } from '#core/base';
import type { ProjectSettings, Weights } from '#core/project';
import { type AssetHost, assetHost } from './asset-host.ts';
import { encoder, name, ready } from './encoder-fixture.ts';
import { labelSome, learnerProject, type RunningLearner, startLearner } from './learner-fixture.ts';

let host: AssetHost;
let at: RunningLearner | undefined;
beforeAll(async () => {
  host = await assetHost();
});
afterEach(async () => {
  await at?.stop();
  vi.unstubAllGlobals();
});
afterAll(() => host.close());

/** A project of six labels, which is more than a network is trained for, and every model that is written of it. */
async function begun(settings: Partial<ProjectSettings> = { encoder: { name, label: 'mine' } }) {
  const project = await learnerProject(60, settings);
  await labelSome(project, 0, 3);
  const written: Weights[] = [];
  const { put } = project.store.weights;
  vi.spyOn(project.store.weights, 'put').mockImplementation((weights) => {
    written.push(weights);
    return put(weights);
  });
  const { client, answer } = encoder();
  at = startLearner(project, false, { client, choice: 'wasm', patienceMs: 1e9 });
  await at.until('answered by word vectors', ({ version, phase }) => version === 1 && phase === 'idle');
  const made = (): (readonly [encoder: string | undefined, hasNetwork: boolean])[] =>
    written.map((weights) => [weights.encoder, weights.step > 0]);
  return { at, answer, made };
}

describe('the first model of a project that is read in context', () => {
  it('speaks by word vectors at once, then by states, and its network is trained on these alone', async () => {
    const { at: learner, answer, made } = await begun();
    expect(made()).toEqual([[undefined, false]]);
    answer(ok(ready));
    await learner.until('trained', ({ version, phase }) => version === 3 && phase === 'idle');
    expect(made()).toEqual([
      [undefined, false],
      [name, false],
      [name, true],
    ]);
  });

  it('has its network on word vectors where the encoder cannot be had', async () => {
    const { at: learner, answer, made } = await begun();
    answer(err(problem('own-missing', 'no')));
    await learner.until('trained', ({ version, phase }) => version === 2 && phase === 'idle');
    expect(made()).toEqual([
      [undefined, false],
      [undefined, true],
    ]);
  });

  it('has it at once where a person asks for it', async () => {
    const { at: learner, made } = await begun();
    learner.loop.train();
    await learner.until('trained', ({ version, order }) => version === 2 && order === 'done');
    expect(made().at(-1)).toEqual([undefined, true]);
  });

  it('reads entities so where a person wants it', async () => {
    const { at: learner, answer, made } = await begun({ entitiesInContext: true });
    answer(ok(ready));
    await learner.until('trained', ({ version, phase }) => version === 3 && phase === 'idle');
    expect(made().at(-1)).toEqual([name, true]);
  });
});

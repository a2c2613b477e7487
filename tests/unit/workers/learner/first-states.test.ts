/** A new project whose texts will be read in context: nobody waits for that, and no network is trained in vain. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRng, err, ok, type Problem, problem, type Result } from '#core/base';
import type { EncodableDocument, TokenStates } from '#core/encoder';
import type { Weights } from '#core/project';
import { tokensOf } from '#core/text';
import type { EncoderClient } from '#workers/encoder/client';
import type { EncoderReady } from '#workers/encoder/contract';
import { type AssetHost, assetHost } from './asset-host.ts';
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

const dim = 4;
const name = 'own-0123456789abcdef';
const ready: EncoderReady = { source: { name, dim }, runner: 'wasm', perSecond: 60 };

function states(document: EncodableDocument): TokenStates {
  const count = tokensOf(document).length;
  const rng = createRng(document.text.length);
  const codes = Int8Array.from({ length: count * dim }, () => Math.floor(254 * rng.next()) - 127);
  return { dim, codes, scales: new Float32Array(count).fill(0.01) };
}

/** An encoder's worker that is there when it is told so. */
function encoder() {
  let answer: (result: Result<EncoderReady, Problem>) => void = () => undefined;
  const job = <T>(result: Promise<T>) => ({ result, cancel: () => undefined });
  const never = () => job(new Promise<never>(() => undefined));
  const client: EncoderClient = {
    prepare: () =>
      job(
        new Promise((resolve) => {
          answer = resolve;
        }),
      ),
    encode: (_, documents) => job(Promise.resolve(ok(documents.map(states)))),
    compare: () => job(Promise.resolve(ok(ready))),
    ...{ adopt: never, owned: never, forget: never, like: never },
    onCrash: () => undefined,
    close: () => undefined,
  };
  return { client, answer: (result: Result<EncoderReady, Problem>) => answer(result) };
}

/** A project of six labels, which is more than a network is trained for, and every model that is written of it. */
async function begun() {
  const project = await learnerProject(60, { encoder: { name, label: 'mine' } });
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
});

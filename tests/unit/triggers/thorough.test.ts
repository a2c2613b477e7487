import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { TaskNetwork } from '#core/tasks';
import {
  stateOf,
  storedState,
  type ThoroughOptions,
  type ThoroughState,
  trainThoroughly,
} from '#core/triggers';
import { compileNetwork, type NetworkDefinition, nerNetwork, triggerContextNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { encoder, labels, plantedSentence, recordOfSentence } from './planted.ts';

const sizes = { characterDim: 6, characterHidden: 6, hidden: 12 };
const rng = createRng(91);
const taught = Array.from({ length: 10 }, (_, i) => plantedSentence(rng, `taught-${i}`, 0));
const others = Array.from({ length: 40 }, (_, i) => plantedSentence(rng, `other-${i}`, 5));
async function loaded(definition: NetworkDefinition): Promise<TaskNetwork> {
  const { manifest, train, predict } = compileNetwork(definition);
  return { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}

const options: ThoroughOptions = {
  labels,
  network: await loaded(nerNetwork(sizes, 'ner-thorough')),
  context: await loaded(triggerContextNetwork(sizes, 'context-thorough')),
  encoder,
  documents: taught.map(recordOfSentence),
  texts: others.map(({ document }) => document),
  seed: 92,
  plan: { lessonEpochs: 2, teachers: 2, teacherSteps: 6, studentSteps: 6, checkpointEvery: 2 },
};

/** Runs on; `until`: gives up as soon as a state of so many is there, and returns it as it was stored. */
async function run(resume?: ThoroughState, until = Number.POSITIVE_INFINITY) {
  const training = trainThoroughly({ ...options, ...(resume === undefined ? {} : { resume }) });
  let [states, last] = [0, 0];
  for (;;) {
    const next = await training.next();
    if (next.done === true) return { outcome: next.value, states };
    expect(next.value.step).toBeGreaterThanOrEqual(last);
    expect(next.value.step).toBeLessThanOrEqual(next.value.steps);
    last = next.value.step;
    if (next.value.state === undefined) continue;
    states += 1;
    if (states === until)
      return { state: stateOf(storedState(next.value.state), ['context-thorough', 'ner-thorough']), states };
  }
}

describe('a thorough training (seed 92)', () => {
  it('goes on from any stored state to the weights of the whole run', async () => {
    const whole = await run();
    if (whole.outcome?.ok !== true) throw new Error(JSON.stringify(whole.outcome));
    expect(whole.outcome.value.unlabelled).toBeGreaterThan(20);
    expect(whole.states).toBeGreaterThan(6);
    for (const at of [2, whole.states - 1]) {
      const { state } = await run(undefined, at);
      const resumed = await run(state);
      expect(resumed.outcome).toEqual(whole.outcome);
    }
  });

  it('reads every word where it stands, and hides none, where words are read in their context', async () => {
    let lost = 0;
    const inContext: typeof encoder = {
      ...encoder,
      name: 'states',
      encode: (words, into, offset, place) => {
        if (place === undefined) lost++;
        encoder.encode(words, into, offset);
      },
    };
    const training = trainThoroughly({ ...options, encoder: inContext });
    let next = await training.next();
    const { steps } = next.done === true ? { steps: 0 } : next.value;
    while (next.done !== true) next = await training.next();
    expect(next.value.ok).toBe(true);
    expect(steps).toBe(2 * 6 + 6);
    expect(lost).toBe(0);
  });

  it('stops where it is told to, and says so without labels or texts', async () => {
    const stop = { stopped: true };
    const session = trainThoroughly({ ...options, signal: stop });
    let next = await session.next();
    while (next.done !== true) next = await session.next();
    expect(next.value).toMatchObject({ ok: false, error: { code: 'stopped' } });
    for (const missing of [{ documents: [] }, { texts: [] }]) {
      const { value } = await trainThoroughly({ ...options, ...missing }).next();
      expect(value).toMatchObject({ ok: false, error: { code: 'nothing-to-learn' } });
    }
  });
});

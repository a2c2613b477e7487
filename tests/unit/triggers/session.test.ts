import { describe, expect, it } from 'vitest';
import { createRng, StopSource } from '#core/base';
import { TriggerMatcher, type TriggerTrainingOptions, trainTriggers, triggerModelOf } from '#core/triggers';
import {
  encoder,
  labels,
  plantedNetworks,
  plantedSentence,
  recordOfSentence,
  triggerOfSentence,
} from './planted.ts';

const rng = createRng(81);
const taught = Array.from({ length: 16 }, (_, i) => plantedSentence(rng, `taught-${i}`, 0));

const networks = await plantedNetworks();
const options: TriggerTrainingOptions = {
  projectId: 'p',
  labels,
  triggers: taught.map(triggerOfSentence),
  documents: taught.map(recordOfSentence),
  networks,
  encoder,
  seed: 82,
  clock: () => 5,
  steps: 12,
};

async function finish(changes: Partial<TriggerTrainingOptions> = {}) {
  const session = trainTriggers({ ...options, ...changes });
  let steps = 0;
  let last = 0;
  for (;;) {
    const { done, value } = await session.next();
    if (done === true) return { steps, result: value };
    // Between the stages sentences are encoded, which is no step.
    if (value.step !== last) steps += 1;
    // Progress never runs backwards.
    expect(value.step).toBeGreaterThanOrEqual(last);
    last = value.step;
    expect(value.step).toBeLessThanOrEqual(value.steps);
  }
}

describe('a training of the trigger networks (seed 82)', () => {
  it('gives weights of both stages that can be asked, the same each time, and goes on from them', async () => {
    const { steps, result } = await finish();
    if (!result.ok) throw new Error(result.error.message);
    const { trigger, tagger } = result.value;
    expect(steps).toBe(trigger.step + (tagger?.step ?? 0));
    expect([trigger.version, tagger?.version, trigger.trainedAt]).toEqual([1, 1, 5]);
    const again = await finish();
    expect(again.result).toEqual(result);

    const matcher = new TriggerMatcher({
      model: triggerModelOf(networks, encoder, result.value),
      threshold: 0,
    });
    await matcher.addTriggers(options.triggers);
    const unseen = plantedSentence(rng, 'unseen', 5);
    await matcher.addDocuments([unseen.document]);
    for (const { labelId } of matcher.proposeLabels('unseen')) expect(labels).toContain(labelId);
    for (const { labelId } of await matcher.propose('unseen')) expect(labels).toContain(labelId);

    const warm = await finish({ previous: result.value });
    if (!warm.result.ok) throw new Error(warm.result.error.message);
    expect(warm.result.value.trigger.version).toBe(2);
    expect(warm.result.value.trigger.step).toBe(2 * trigger.step);
  }, 60_000);

  it('has nothing to learn without a trigger of a known label', async () => {
    for (const changes of [{ triggers: [] }, { labels: ['other'] }]) {
      const { steps, result } = await finish(changes);
      expect(steps).toBe(0);
      expect(result).toMatchObject({ ok: false, error: { code: 'nothing-to-learn' } });
    }
  });

  it('stops when it is told to', async () => {
    const signal = new StopSource();
    const session = trainTriggers({ ...options, signal });
    await session.next();
    signal.stop();
    const { done, value } = await session.next();
    expect(done).toBe(true);
    expect(value).toMatchObject({ ok: false, error: { code: 'stopped' } });
  });
});

import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { contextCollator, learnContext, rarityWeights } from '#core/triggers';
import { compileNetwork, triggerContextNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { spellingEncoder } from '../models/planted.ts';

const sizes = { characterDim: 6, characterHidden: 6, hidden: 12 };
const sentences = (...texts: string[]) => texts.map((text) => ({ words: text.split(' ') }));

describe('how much a gap counts in the lesson without labels', () => {
  // Ten tokens: "the" is 4 of them, "of" 2, the other words 1 each.
  const weightOf = rarityWeights(sentences('the dose of the drug', 'the rate of the pulse'), 0.1);

  it('is all where the word is no more frequent than asked', () => {
    expect(weightOf('drug')).toBe(1);
    expect(weightOf('never seen')).toBe(1);
  });

  it('falls with the root of the frequency', () => {
    // √(0.1 / 0.2) and √(0.1 / 0.4).
    expect(weightOf('of')).toBeCloseTo(Math.SQRT1_2, 6);
    expect(weightOf('the')).toBeCloseTo(0.5, 6);
  });
});

describe('the lesson without labels', () => {
  const compiled = compileNetwork(triggerContextNetwork(sizes, 'context-small'));
  const { manifest } = compiled;

  it('is given a weight for each token, and none for padding', () => {
    const collator = contextCollator(manifest, spellingEncoder, (word) => word.length);
    const { weights } = collator.collate(sentences('a bb ccc', 'dd'));
    expect(weights).toEqual({ dims: [2, 3], data: Float32Array.of(1, 2, 3, 2, 0, 0) });
  });

  it('learns which word a gap calls for (seed 5)', async () => {
    const train = await runtime.load(compiled.train);
    // The word before decides the word after.
    const texts = sentences('we eat red apples now', 'we sail blue ships now', 'we read old books now');
    const examples = Array.from({ length: 16 }, () => texts).flat();
    const losses: number[] = [];
    const lesson = learnContext(
      {
        network: { manifest, train },
        encoder: spellingEncoder,
        rng: createRng(5),
        batchSize: 12,
        epochs: 8,
        learningRate: 0.01,
        often: 0.1,
      },
      examples,
    );
    for await (const { loss } of lesson) losses.push(loss);
    expect(losses.at(-1)).toBeLessThan(0.7 * (losses[0] ?? 0));
    await train.dispose();
  });
});

/** Labels of rules teach where labels of people bear them out, in the real session of the real linear expert. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { TaughtDocument } from '#core/project';
import type { TaskNetwork, WeakInstance } from '#core/tasks';
import { createWordVectorEncoder, createWordVectors } from '#core/train';
import { sentimentNetwork } from '#models';
import { labelOf, loadedNetwork, taught, trained } from './learning.ts';

const words = { good: ['great', 'tasty', 'lovely', 'superb'], bad: ['awful', 'stale', 'rude', 'bland'] };
const rng = createRng(3);
/** Words of one side look alike, a little. */
const vectors = new Map(
  Object.values(words).flatMap((own, side) =>
    own.map((word) => [
      word,
      Array.from({ length: 12 }, (_, d) => rng.normal() + (d === 0 ? 0.5 - side : 0)),
    ]),
  ),
);
const encoder = createWordVectorEncoder(createWordVectors(vectors, 12));
const labels = ['good', 'bad'].map((id, position) => labelOf(id, 'text', position));
let network: TaskNetwork;

beforeAll(async () => {
  network = await loadedNetwork(sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 4 }));
}, 60_000);

const labelled = (id: string, text: string, labelId: string): TaughtDocument =>
  taught(id, text, [[labelId, { kind: 'text' }]]);

/** Each word twice, in texts of their own. */
const gold = (count: number): TaughtDocument[] =>
  Array.from({ length: count }, (_, i) => {
    const side = i % 2 === 0 ? 'good' : 'bad';
    const word = words[side][(i >> 1) % 4] ?? '';
    return labelled(`g${i}`, `It was ${word} ${i}`, side);
  });

const weak = (isRight: boolean): WeakInstance[] =>
  Object.entries(words).flatMap(([side, own]) =>
    own.flatMap((word, i) =>
      [0, 1, 2].map((n): WeakInstance => {
        const labelId = isRight ? side : side === 'good' ? 'bad' : 'good';
        return {
          kind: 'text',
          document: taught(`w${side}${i}${n}`, `So ${word} was it ${n}`, [], { status: 'open' }).document,
          labels: { [labelId]: 1 },
          confidence: 0.9,
          strict: true,
        };
      }),
    ),
  );

async function weakExamples(
  documents: readonly TaughtDocument[],
  instances: readonly WeakInstance[],
): Promise<number> {
  const found = await trained({
    ...{ task: 'sa', projectId: 'p', labels, network, encoder, documents, weak: instances, seed: 1 },
    clock: () => 1,
    schedule: { coldSteps: 2, warmSteps: 1 },
  });
  return found.weakExamples;
}

describe('labels of rules', () => {
  it('teach where more is right with them', async () => {
    expect(await weakExamples(gold(12), weak(true))).toBe(24);
  });

  it('do not teach where they make it worse', async () => {
    expect(await weakExamples(gold(24), weak(false))).toBe(0);
  });

  it('do not teach while there are too few labels to tell, but do where nobody has labelled', async () => {
    expect(await weakExamples(gold(4), weak(true))).toBe(0);
    expect(await weakExamples([], weak(true))).toBe(24);
  });
});

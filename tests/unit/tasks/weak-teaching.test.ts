/** Labels of rules teach where labels of people bear them out, in the real session of the real linear expert. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { Label, TaughtDocument } from '#core/project';
import { type ModelTrainingOptions, type TaskNetwork, trainModel, type WeakInstance } from '#core/tasks';
import { createWordVectorEncoder, createWordVectors } from '#core/train';
import { compileNetwork, sentimentNetwork } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

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
const labels = ['good', 'bad'].map(
  (id, position): Label => ({
    id,
    projectId: 'p',
    kind: 'text',
    name: id,
    colour: 0,
    shortcut: '',
    position,
  }),
);
let network: TaskNetwork;

beforeAll(async () => {
  const runtime = createOrtRuntime({ threads: 1 });
  const { manifest, train, predict } = compileNetwork(
    sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 4 }),
  );
  network = { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}, 60_000);

const document = (id: string, text: string, status: 'done' | 'open') => ({
  ...{ id, projectId: 'p', position: 0, text, meta: {}, status, flagged: false, updatedAt: 0 },
});

const labelled = (id: string, text: string, labelId: string): TaughtDocument => ({
  document: document(id, text, 'done'),
  annotations: [
    {
      ...{ id: `${id}/a`, projectId: 'p', documentId: id, annotator: '', labelId, updatedAt: 0 },
      ...{ target: { kind: 'text' }, source: 'manual' },
    },
  ],
});

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
          document: document(`w${side}${i}${n}`, `So ${word} was it ${n}`, 'open'),
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
  const options: ModelTrainingOptions = {
    ...{ task: 'sa', projectId: 'p', labels, network, encoder, documents, weak: instances, seed: 1 },
    clock: () => 1,
    schedule: { coldSteps: 2, warmSteps: 1 },
  };
  const session = trainModel(options);
  for (;;) {
    const step = await session.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.error.message);
    return step.value.value.weakExamples;
  }
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

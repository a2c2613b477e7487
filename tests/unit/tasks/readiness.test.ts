/** When a model is heard: with the real expert, on labels that can be learned and on labels that mean nothing. */
import { beforeAll, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { Label, TaughtDocument, Weights } from '#core/project';
import { recommendByModel, type TaskNetwork, trainModel } from '#core/tasks';
import { createWordVectorEncoder, createWordVectors } from '#core/train';
import { compileNetwork, nerNetwork } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

const rng = createRng(5);
const words =
  'Ann Bob Eve Max Zoe Paris Rome Oslo Lima Bonn flew to again today , and then came back .'.split(' ');
const encoder = createWordVectorEncoder(
  createWordVectors(new Map(words.map((word) => [word, Array.from({ length: 12 }, () => rng.normal())])), 12),
);
let network: TaskNetwork;
beforeAll(async () => {
  const runtime = createOrtRuntime({ threads: 1 });
  const { manifest, train, predict } = compileNetwork(
    nerNetwork({ characterDim: 8, characterHidden: 6, hidden: 16 }),
  );
  network = { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}, 60_000);

const label: Label = {
  ...{ id: 'l', projectId: 'p', kind: 'span', name: 'ORG', colour: 0, shortcut: '', position: 0 },
};

/** A text with one labelled word, by its place among the words. */
function text(i: number, place: number): TaughtDocument {
  const own = `${words[i % 5]} flew to ${words[5 + ((i * 3) % 5)]} , and then came back .`.split(' ');
  const from = own.slice(0, place).reduce((at, word) => at + word.length + 1, 0);
  const [id, common] = [`d${i}`, { projectId: 'p', updatedAt: i }];
  const target = { kind: 'span', from, to: from + (own[place] ?? '').length } as const;
  return {
    document: {
      ...{ ...common, id, position: i, text: own.join(' '), meta: {}, status: 'done', flagged: false },
    },
    annotations: [
      { ...common, id: `${id}/a`, documentId: id, annotator: '', labelId: 'l', target, source: 'manual' },
    ],
  };
}

async function learn(documents: readonly TaughtDocument[], previous?: Weights): Promise<Weights> {
  const session = trainModel({
    ...{ task: 'ner', projectId: 'p', labels: [label], network, encoder, documents, seed: 1, quick: true },
    clock: () => 0,
    ...(previous === undefined ? {} : { previous }),
  });
  for (;;) {
    const next = await session.next();
    if (next.done !== true) continue;
    if (!next.value.ok) throw new Error(next.value.error.message);
    return next.value.value.weights;
  }
}

async function proposed(weights: Weights): Promise<number> {
  const documents = [text(40, 3)].map((one) => ({ ...one, annotations: [] }));
  const session = recommendByModel({ task: 'ner', labels: [label], network, encoder, weights, documents });
  let count = 0;
  for await (const some of session) for (const { items } of some) count += items.length;
  return count;
}

it('proposes nothing from labels that nothing can be learned from, however sure it is', async () => {
  // Another place in each text: a comma, a verb, a name.
  const silly = await learn([0, 7, 4, 2, 5, 1].map((place, i) => text(i, place)));
  expect(silly.metrics['facts.heard']).toBe(0);
  expect(await proposed(silly)).toBe(0);
});

it('is heard when it is as good as the dictionary on what it did not learn from, and from then on', async () => {
  const few = await learn([0, 1, 2].map((i) => text(i, 3)));
  expect(few.metrics['facts.heard']).toBe(0);
  const places = Array.from({ length: 10 }, (_, i) => text(i, 3));
  const good = await learn(places, few);
  expect(good.metrics['facts.heard']).toBe(1);
  expect(await proposed(good)).toBe(1);
  const later = await learn([...places, text(10, 7), text(11, 2)], good);
  expect(later.metrics['facts.heard']).toBe(1);
  // Most labels were taken back: it begins again.
  expect((await learn(places.slice(0, 3), good)).metrics['facts.heard']).toBe(0);
});

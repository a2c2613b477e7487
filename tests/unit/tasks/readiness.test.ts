/** When a model may propose: with the real expert, on labels that can be learned and on labels that mean nothing. */
import { beforeAll, expect, it } from 'vitest';
import type { TaughtDocument, Weights } from '#core/project';
import { recommendByModel, type TaskNetwork } from '#core/tasks';
import { nerNetwork } from '#models';
import { encoderOf, labelOf, loadedNetwork, taught, trained } from './learning.ts';

const words =
  'Ann Bob Eve Max Zoe Paris Rome Oslo Lima Bonn flew to again today , and then came back .'.split(' ');
const encoder = encoderOf(words);
let network: TaskNetwork;
beforeAll(async () => {
  network = await loadedNetwork(nerNetwork({ characterDim: 8, characterHidden: 6, hidden: 16 }));
}, 60_000);

const labels = [labelOf('org', 'span', 0)];

/** A text with one labelled word, by its place among the words. */
function text(i: number, place: number): TaughtDocument {
  const own = `${words[i % 5]} flew to ${words[5 + ((i * 3) % 5)]} , and then came back .`.split(' ');
  const from = own.slice(0, place).reduce((at, word) => at + word.length + 1, 0);
  const target = { kind: 'span', from, to: from + (own[place] ?? '').length } as const;
  return taught(`d${i}`, own.join(' '), [['org', target]], { position: i, updatedAt: i });
}

async function learn(documents: readonly TaughtDocument[], previous?: Weights): Promise<Weights> {
  const { weights } = await trained({
    ...{ task: 'ner', projectId: 'p', labels, network, encoder, documents, seed: 1, quick: true },
    clock: () => 0,
    ...(previous === undefined ? {} : { previous }),
  });
  return weights;
}

async function proposed(weights: Weights): Promise<number> {
  const documents = [text(40, 3)].map((one) => ({ ...one, annotations: [] }));
  const session = recommendByModel({ task: 'ner', labels, network, encoder, weights, documents });
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

it('proposes when it is as good as the dictionary on what it did not learn from, and from then on', async () => {
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

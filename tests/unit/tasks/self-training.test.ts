/** What texts that nobody labelled teach networks that classify: with the real networks in onnxruntime-web. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, must } from '#core/base';
import type { Task, TaughtDocument, Weights } from '#core/project';
import { type SelfTrainingPlan, selfTraining, type TaskNetwork } from '#core/tasks';
import {
  type Checkpoint,
  createRelationPredictor,
  createTextPredictor,
  createWordVectorEncoder,
  createWordVectors,
  DocumentWindows,
} from '#core/train';
import { relationNetwork, sentimentNetwork } from '#models';
import { type Lesson, labelOf, loadedNetwork, optionsOf, spanOf, taught, trained } from './learning.ts';

/** Each word is an axis of its own: nothing is like anything else until it is learned. */
const words =
  'The soup fish rice was and great awful tasty stale today here . Ann Bob Eve Max left met'.split(' ');
const encoder = createWordVectorEncoder(
  createWordVectors(
    new Map(words.map((word, i) => [word, words.map((_, axis) => (axis === i ? 4 : 0))])),
    words.length,
  ),
);
const networks = {} as Record<'re' | 'sa', TaskNetwork>;
const plan: Partial<SelfTrainingPlan> = { taught: 60, steps: 240, checkpointEvery: 40 };

beforeAll(async () => {
  networks.re = await loadedNetwork(relationNetwork({ positionDim: 4, hidden: 12 }));
  networks.sa = await loadedNetwork(sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 12 }));
}, 60_000);

const dishes = ['soup', 'fish', 'rice'];
const rng = createRng(31);
const dish = (): string => dishes[rng.int(3)] ?? '';
const good = (id: string, text: string, label?: string): TaughtDocument =>
  taught(id, text, label === undefined ? [] : [[label, { kind: 'text' }]], {
    status: label === undefined ? 'open' : 'done',
  });

const sentiment = (): Lesson => ({
  ...{ task: 'sa', labels: [labelOf('good', 'text', 0), labelOf('bad', 'text', 1)] },
  ...{ network: networks.sa, encoder },
});
const judged = Array.from({ length: 12 }, (_, i) =>
  good(`t${i}`, `The ${dish()} was ${i % 2 ? 'awful' : 'great'} today .`, i % 2 ? 'bad' : 'good'),
);
// In them stands a word that no labelled text has, beside one that is known, in either order.
const open = Array.from({ length: 60 }, (_, i) => {
  const pair = i % 2 ? ['awful', 'stale'] : ['great', 'tasty'];
  const [a, b] = i % 4 < 2 ? pair : pair.toReversed();
  return good(`o${i}`, `The ${dish()} was ${a} and ${b} here .`);
});

async function run(
  task: Task,
  lesson: Lesson,
  documents: readonly TaughtDocument[],
  texts: readonly TaughtDocument[],
  teacher: Weights,
  from?: Checkpoint,
) {
  const training = selfTraining({
    ...{ task, teacher, network: lesson.network, encoder, documents, texts, seed: 7, plan },
    ...(from === undefined ? {} : { resume: from }),
  });
  const checkpoints: Checkpoint[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done === true) return { outcome: next.value, checkpoints };
    expect(next.value.step).toBeLessThanOrEqual(next.value.steps);
    if (next.value.checkpoint !== undefined) checkpoints.push(next.value.checkpoint);
  }
}

describe('self-training', () => {
  it('learns words that no person labelled, and goes on from any checkpoint to the same network', async () => {
    const { weights: teacher } = await trained(optionsOf(sentiment(), judged));
    const { outcome, checkpoints } = await run('sa', sentiment(), judged, open, teacher);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.taught).toBe(60);
    const says = async (word: string, parameters: Weights['tensors']): Promise<number> => {
      const { document } = good('new', `The fish was ${word} .`);
      const { manifest, predict: graph } = networks.sa;
      const predictor = createTextPredictor({ manifest, graph, parameters, encoder });
      const [found] = await predictor.predict([must(new DocumentWindows(document).text(), 'input')]);
      return found?.[0] ?? 0;
    };
    const { parameters } = outcome.value;
    const gap = async (tensors: Weights['tensors']): Promise<number> =>
      (await says('tasty', tensors)) - (await says('stale', tensors));
    expect((await gap(parameters)) - Math.abs(await gap(teacher.tensors))).toBeGreaterThan(0.1);

    expect(checkpoints.length).toBeGreaterThan(3);
    const resumed = await run('sa', sentiment(), judged, open, teacher, checkpoints[3]);
    expect(resumed.outcome).toEqual(outcome);
  });

  it('reads the pairs of marked words that nobody related', async () => {
    const people = ['Ann', 'Bob', 'Eve', 'Max'];
    const pair = (id: string, verb: string, label: string | undefined, i: number): TaughtDocument => {
      const [x = '', y = ''] = [people[i % 4], people[(i + 1 + (i % 3)) % 4]];
      const text = `${x} ${verb} ${y} today .`;
      const entities = [x, y].map((name) => ['entity', spanOf(text, name)] as const);
      if (label === undefined) return taught(id, text, entities, { status: 'open' });
      return taught(id, text, [...entities, [label, { kind: 'relation', head: `${id}/0`, tail: `${id}/1` }]]);
    };
    const labels = [
      labelOf('entity', 'span', 0),
      labelOf('left', 'relation', 1),
      labelOf('met', 'relation', 2),
    ];
    const lesson: Lesson = { task: 're', labels, network: networks.re, encoder };
    const related = Array.from({ length: 12 }, (_, i) =>
      pair(`r${i}`, i % 2 ? 'met' : 'left', i % 2 ? 'met' : 'left', i),
    );
    const texts = Array.from({ length: 24 }, (_, i) => pair(`n${i}`, i % 2 ? 'met' : 'left', undefined, i));
    const { weights: teacher } = await trained(optionsOf(lesson, related));
    const { outcome } = await run('re', lesson, related, texts, teacher);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.taught).toBe(24);
    const { manifest, predict: graph } = networks.re;
    const predictor = createRelationPredictor({
      manifest,
      graph,
      parameters: outcome.value.parameters,
      encoder,
    });
    const { document } = pair('new', 'met', undefined, 2);
    const input = new DocumentWindows(document).relation({ from: 0, to: 3 }, { from: 8, to: 11 });
    const [found] = await predictor.predict([must(input, 'input')]);
    expect(found?.[1]).toBeGreaterThan(0.5);
  });

  it('stops where it is told to, and says so without labels or texts', async () => {
    const { weights: teacher } = await trained(optionsOf(sentiment(), judged));
    const options = { task: 'sa', teacher, network: networks.sa, encoder, seed: 7, plan } as const;
    const stop = { stopped: true };
    const stopped = selfTraining({ ...options, documents: judged, texts: open, signal: stop });
    let next = await stopped.next();
    while (next.done !== true) next = await stopped.next();
    expect(next.value).toMatchObject({ ok: false, error: { code: 'stopped' } });
    for (const missing of [{ documents: [] }, { texts: [] }]) {
      const session = selfTraining({ ...options, documents: judged, texts: open, ...missing });
      let step = await session.next();
      while (step.done !== true) step = await session.next();
      expect(step.value).toMatchObject({ ok: false, error: { code: 'nothing-to-learn' } });
    }
  });
});

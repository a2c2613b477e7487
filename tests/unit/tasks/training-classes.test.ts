/** Training on relations, texts and aspects, with the real networks in onnxruntime-web: no part of it is imitated. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Weights } from '#core/project';
import {
  evaluateWeights,
  learnedLabels,
  type RuleExpert,
  type TaskNetwork,
  type VotesOf,
  votePowerOf,
} from '#core/tasks';
import { relationNetwork, sentimentNetwork } from '#models';
import {
  encoderOf,
  type Lesson,
  labelOf,
  loadedNetwork,
  opinions,
  optionsOf,
  spanOf,
  taught,
  trained,
} from './learning.ts';

const encoder = encoderOf(
  `Ann Bob Eve Max Zoe Then left met today and slept The was It just so really quite great awful tasty stale
  soup fish rice Today the .`.split(/\s+/u),
);
const networks = {} as Record<'re' | 'sa', TaskNetwork>;
const people = ['Ann', 'Bob', 'Eve', 'Max'];

beforeAll(async () => {
  networks.re = await loadedNetwork(relationNetwork({ positionDim: 4, hidden: 12 }));
  networks.sa = await loadedNetwork(sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 12 }));
}, 60_000);

describe('relations', () => {
  const lesson = (): Lesson => ({ task: 're', labels, network: networks.re, encoder });
  const labels = [
    labelOf('entity', 'span', 0),
    labelOf('left', 'relation', 1),
    labelOf('met', 'relation', 2),
  ];
  const documents = people.flatMap((x, i) =>
    people
      .filter((y) => y !== x)
      .flatMap((y) => [[y, 'left'] as const, [y, 'met'] as const])
      .map(([y, verb], j) => {
        const text = `${x} ${verb} ${y} today .`;
        const id = `${i}${j}`;
        return taught(id, text, [
          ['entity', spanOf(text, x)],
          ['entity', spanOf(text, y)],
          [verb, { kind: 'relation', head: `${id}/0`, tail: `${id}/1` }],
        ]);
      }),
  );

  it('are recommended between entities that are annotated, in the order people use', async () => {
    const { weights } = await trained(optionsOf(lesson(), documents));
    expect(weights.labels).toEqual(['left', 'met', '']);
    const text = 'Then Ann met Eve .';
    const open = taught(
      'new',
      text,
      [
        ['entity', spanOf(text, 'Ann')],
        ['entity', spanOf(text, 'Eve')],
      ],
      {
        status: 'open',
      },
    );
    const [opinion] = await opinions(lesson(), weights, [open]);
    expect(opinion?.items).toMatchObject([
      {
        target: { kind: 'relation', head: { from: 5, to: 8 }, tail: { from: 13, to: 16 } },
        labelId: 'met',
      },
    ]);
    expect(learnedLabels('re', labels, weights)).toEqual(['left', 'met']);
  });

  it('are counted without their ends, and measured with the words from one end to the other', async () => {
    const [first, ...others] = documents;
    if (first === undefined) throw new Error('no document');
    const held = { ...first, document: { ...first.document, split: 'holdout' as const } };
    const { weights } = await trained(optionsOf(lesson(), [held, ...others]));
    expect(weights.metrics['labelled']).toBe(others.length);
    const [item] = weights.measured?.items ?? [];
    expect(first.document.text.slice(item?.from, item?.to)).toMatch(/^\S+ (left|met) \S+$/u);
    // What rules say of the pair has its say where it is asked for.
    const { text } = first.document;
    const ends = first.annotations.slice(0, 2).map(({ target }) => target);
    const [head, tail] = ends.map((end) => (end.kind === 'span' ? { from: end.from, to: end.to } : end));
    const votes = () => [{ target: { kind: 'relation', head, tail }, scores: new Map([['met', [1, 1]]]) }];
    const rules = { votes, power: 9 } as unknown as RuleExpert; // ends that are spans
    const options = { ...lesson(), weights, documents: [held] };
    expect((await evaluateWeights(options)).items).toMatchObject([{ gold: 'left', predicted: 'left' }]);
    expect((await evaluateWeights({ ...options, rules })).items).toMatchObject([{ predicted: 'met' }]);
    expect(text).toContain('left');
  });

  it('are none between entities that finished documents leave unrelated', async () => {
    const apart = people.map((x, i) => {
      const text = `${x} and Zoe slept .`;
      return taught(`none${i}`, text, [
        ['entity', spanOf(text, x)],
        ['entity', spanOf(text, 'Zoe')],
      ]);
    });
    const { weights } = await trained(optionsOf(lesson(), [...documents, ...apart]));
    const text = 'Max and Zoe slept .';
    const open = taught(
      'new',
      text,
      [
        ['entity', spanOf(text, 'Max')],
        ['entity', spanOf(text, 'Zoe')],
      ],
      {
        status: 'open',
      },
    );
    expect((await opinions(lesson(), weights, [open]))[0]?.items).toEqual([]);
  });
});

describe('texts and aspects', () => {
  const lesson = (): Lesson => ({ task: 'sa', labels, network: networks.sa, encoder });
  const labels = [labelOf('good', 'text', 0), labelOf('bad', 'text', 1)];
  const words = [
    ['great', 'good'],
    ['awful', 'bad'],
    ['tasty', 'good'],
    ['stale', 'bad'],
  ] as const;

  it('get a label for the whole text', async () => {
    const documents = words.flatMap(([word, labelId], i) =>
      ['really', 'just', 'so'].map((how, j) =>
        taught(`${i}${j}`, `It was ${how} ${word} .`, [[labelId, { kind: 'text' }]]),
      ),
    );
    const { weights } = await trained(optionsOf(lesson(), documents));
    const open = taught('new', 'It was quite stale .', [], { status: 'open' });
    expect((await opinions(lesson(), weights, [open]))[0]?.items).toMatchObject([
      { target: { kind: 'text' }, labelId: 'bad' },
    ]);
  });

  it('take what rules say into account, until labels prove the rules wrong', async () => {
    const documents = words.flatMap(([word, labelId], i) =>
      ['really', 'just', 'so'].map((how, j) =>
        taught(`${i}${j}`, `It was ${how} ${word} .`, [[labelId, { kind: 'text' }]]),
      ),
    );
    const votes: VotesOf = () => [{ target: { kind: 'text' }, scores: new Map([['good', [1, 1]]]) }];
    const { weights: before } = await trained({ ...optionsOf(lesson(), documents), votes });
    const open = taught('new', 'It was quite stale .', [], { status: 'open' });
    const sureness = async (weights: Weights, how?: VotesOf): Promise<number> => {
      const [opinion] = await opinions(lesson(), weights, [open], how);
      const [item] = opinion?.items ?? [];
      return item?.labelId === 'good' ? (item.confidence ?? 0) : 1 - (item?.confidence ?? 0);
    };
    expect(votePowerOf(before.tensors)).toBeGreaterThan(0);
    expect(await sureness(before, votes)).toBeGreaterThan((await sureness(before)) + 0.05);
    // Eight texts that were labelled since, all of them against the rules.
    const since = Array.from({ length: 8 }, (_, i) =>
      taught(`later ${i}`, 'It was just awful .', [['bad', { kind: 'text' }]], { updatedAt: 1e6 }),
    );
    const { weights: after } = await trained({
      ...optionsOf(lesson(), [...documents, ...since]),
      previous: before,
      votes,
    });
    expect(votePowerOf(after.tensors)).toBe(0);
    expect(await sureness(after, votes)).toBeCloseTo(await sureness(after));
    // What is shown is what is measured.
    const judged = { ...open, ...taught('new', 'It was quite stale .', [['bad', { kind: 'text' }]]) };
    const measured = async (rules?: RuleExpert) =>
      (await evaluateWeights({ ...lesson(), weights: before, documents: [judged], ...(rules && { rules }) }))
        .items;
    expect(await measured()).toMatchObject([{ gold: 'bad', predicted: 'bad' }]);
    expect(await measured({ votes, power: 9 })).toMatchObject([{ gold: 'bad', predicted: 'good' }]);
    expect(await measured({ votes, power: 0 })).toEqual(await measured());
  });

  it('get labels for candidate aspects where aspects were taught, and none for the text', async () => {
    const documents = words.flatMap(([word, labelId], i) =>
      ['soup', 'fish', 'rice'].map((dish, j) => {
        const text = `The ${dish} was ${word} .`;
        return taught(`${i}${j}`, text, [[labelId, { ...spanOf(text, dish), kind: 'aspect' }]]);
      }),
    );
    const { weights } = await trained(optionsOf(lesson(), documents));
    const open = taught('new', 'Today the soup was great .', [], { status: 'open' });
    expect((await opinions(lesson(), weights, [open]))[0]?.items).toMatchObject([
      { target: { kind: 'aspect', from: 10, to: 14 }, labelId: 'good' },
    ]);
  });
});

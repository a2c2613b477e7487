/** Training on entities, and what cannot be learned, with the real network in onnxruntime-web: no part of it is imitated. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Problem, type Result, StopSource } from '#core/base';
import type { TaughtDocument, Weights } from '#core/project';
import {
  evaluateWeights,
  type ModelTrainingOutcome,
  type ModelTrainingProgress,
  replacingNetwork,
  type TaskNetwork,
  trainModel,
  type VotesOf,
} from '#core/tasks';
import { nerNetwork } from '#models';
import {
  encoderOf,
  type Lesson,
  labelOf,
  loadedNetwork,
  opinions,
  optionsOf,
  outcomeOf,
  spanOf,
  taught,
  trained,
} from './learning.ts';

const encoder = encoderOf('Ann Bob Eve Max Zoe Paris Rome Oslo Lima Then flew to again slept .'.split(' '));
let network: TaskNetwork;
/** The model that most tests start from; trained once. */
let first: Weights;

beforeAll(async () => {
  network = await loadedNetwork(nerNetwork({ characterDim: 8, characterHidden: 6, hidden: 16 }));
}, 60_000);

const cities = ['Paris', 'Rome', 'Oslo', 'Lima'];
const people = ['Ann', 'Bob', 'Eve', 'Max'];
const labels = [labelOf('person', 'span', 0), labelOf('city', 'span', 1)];
const lesson = (known = labels): Lesson => ({ task: 'ner', labels: known, network, encoder });
const visits = people.flatMap((person, i) =>
  cities.map((city, j) => {
    const text = `${(i + j) % 2 === 0 ? 'Then ' : ''}${person} flew to ${city} again .`;
    return taught(`${i}${j}`, text, [
      ['person', spanOf(text, person)],
      ['city', spanOf(text, city)],
    ]);
  }),
);
const unseen = taught('new', 'Then Eve flew to Oslo again .', [], { status: 'open' });

describe('named entities', () => {
  it('are learned from a few documents and recommended with provenance, in reported steps', async () => {
    const reports: ModelTrainingProgress[] = [];
    const outcome = await outcomeOf(optionsOf(lesson(), visits), reports);
    if (!outcome.ok) throw new Error(outcome.error.message);
    const { weights, examples } = outcome.value;
    const shares = reports.map(({ step, steps }) => step / steps);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(examples).toBe(visits.length);
    first = weights;
    expect(weights).toMatchObject({ version: 1, model: 'ner', labels: ['person', 'city'], step: 60 });
    expect(reports[0]).toMatchObject({ step: 1, steps: 60 });
    const [opinion] = await opinions(lesson(), weights, [unseen]);
    expect(
      opinion?.items.map(({ target, labelId, provenance }) => ({ target, labelId, provenance })),
    ).toEqual([
      {
        target: { kind: 'span', from: 5, to: 8 },
        labelId: 'person',
        provenance: [{ kind: 'model', version: 1 }],
      },
      {
        target: { kind: 'span', from: 17, to: 21 },
        labelId: 'city',
        provenance: [{ kind: 'model', version: 1 }],
      },
    ]);
  });

  it('are those that rules vote for, too, where the model does not contradict', async () => {
    const odd = taught('odd', 'Zoe slept .', [], { status: 'open' });
    const votes: VotesOf = () => [
      { target: { kind: 'span', from: 0, to: 3 }, scores: new Map([['person', [1, 1, 1, 1, 1, 1, 1, 1]]]) },
      // Of what is no token of the text nobody can say anything.
      { target: { kind: 'span', from: 1, to: 6 }, scores: new Map([['city', [1]]]) },
    ];
    const shown = async (how?: VotesOf) => (await opinions(lesson(), first, [odd], how))[0]?.items ?? [];
    const person = (items: readonly { labelId?: string; confidence: number }[]): number =>
      items.find(({ labelId }) => labelId === 'person')?.confidence ?? 0;
    expect(person(await shown(votes))).toBeGreaterThan(person(await shown()));
    expect((await shown(votes)).length).toBe(1);
    // What is shown is what is measured.
    const judged = taught('odd', 'Zoe slept .', [['person', spanOf('Zoe slept .', 'Zoe')]]);
    const options = { task: 'ner', network, encoder, weights: first, documents: [judged] } as const;
    const measured = async (power: number) =>
      (await evaluateWeights({ ...options, rules: { votes, power } })).items;
    const [alone] = (await evaluateWeights(options)).items;
    const [together] = await measured(2);
    expect(together).toMatchObject({ gold: 'person', predicted: 'person', from: 0, to: 3 });
    expect(together?.confidence).toBeGreaterThan(alone?.predicted === 'person' ? alone.confidence : 0);
    expect(await measured(0)).toEqual((await evaluateWeights(options)).items);
  });

  it('keep the powers that a network came with, which was trained elsewhere', async () => {
    const powers = { linear: 0.25, network: 1 };
    const replaced: Weights = { ...first, tensors: { ...first.tensors, ...replacingNetwork({}, powers) } };
    const { weights: next } = await trained({
      ...optionsOf(lesson(), visits),
      previous: replaced,
      quick: true,
    });
    expect([...(next.tensors['expert.powers']?.data ?? [])]).toEqual([0.25, 1]);
    const { weights: later } = await trained({ ...optionsOf(lesson(), visits), previous: next, quick: true });
    expect([...(later.tensors['expert.powers']?.data ?? [])]).toEqual([0.25, 1]);
  });

  it('come out the same from the same seed', async () => {
    const options = { ...optionsOf(lesson(), visits.slice(0, 4)), schedule: { coldSteps: 4 } };
    const once = await trained(options);
    expect((await trained(options)).weights.tensors).toEqual(once.weights.tensors);
  });

  it('go on from earlier weights, also when a label was added and another removed', async () => {
    const changed = [labelOf('date', 'span', 0), labelOf('city', 'span', 1)];
    const { weights: second } = await trained({
      ...optionsOf(lesson(changed), visits),
      previous: first,
      schedule: { ...optionsOf(lesson([]), []).schedule, warmSteps: 8 },
    });
    expect(second).toMatchObject({ version: 2, labels: ['city', 'date'], step: 68 });
    const [opinion] = await opinions(lesson(changed), second, [unseen]);
    // Eight steps from scratch know nothing: the city must have been carried over.
    expect(opinion?.items.map(({ labelId }) => labelId)).toEqual(['city']);
  });

  it('never name a label that has gone', async () => {
    const [opinion] = await opinions(lesson([labelOf('city', 'span', 0)]), first, [unseen]);
    expect(opinion?.items.map(({ labelId }) => labelId)).toEqual(['city']);
  });

  it('are not held to be absent where a document is only partly annotated', async () => {
    // Cities are annotated in half of the documents, and those are open: nothing ever says that a city is O.
    const half = visits.map(({ document, annotations }, i) => ({
      document: { ...document, status: 'open' as const },
      annotations: i % 2 === 0 ? annotations : annotations.slice(0, 1),
    }));
    const complete = half.map(({ document, annotations }) => ({
      document: { ...document, status: 'done' as const },
      annotations,
    }));
    const cityScore = async (documents: TaughtDocument[]): Promise<number> => {
      const { weights } = await trained(optionsOf(lesson(), documents));
      const [opinion] = await opinions(lesson(), weights, [unseen]);
      return Math.max(
        0,
        ...(opinion?.items ?? []).filter((i) => i.labelId === 'city').map((i) => i.confidence),
      );
    };
    expect(await cityScore(half)).toBeGreaterThan(await cityScore(complete));
  });

  it('are measured on the held-out documents, which teach nothing', async () => {
    const held = visits.slice(0, 4).map(({ document, annotations }) => ({
      document: { ...document, split: 'holdout' as const },
      annotations,
    }));
    const { weights, examples } = await trained(optionsOf(lesson(), [...held, ...visits.slice(4)]));
    expect(examples).toBe(visits.length - 4);
    expect(weights.metrics['f1']).toBeGreaterThan(0.9);
    const again = await evaluateWeights({ ...lesson(), weights, documents: held });
    expect(again.metrics['f1']).toBe(weights.metrics['f1']);
  });

  it('are measured on finished texts in which there is no label, too', async () => {
    const held = visits.slice(0, 4).map(({ document, annotations }) => ({
      document: { ...document, split: 'holdout' as const },
      annotations,
    }));
    /** Names stand in them, and nobody labelled one. */
    const without = (status: 'open' | 'done') =>
      visits
        .slice(4, 12)
        .map(({ document: { id, text } }) => taught(`without ${id}`, text, [], { split: 'holdout', status }));
    const scoreWith = async (others: readonly TaughtDocument[]): Promise<number> => {
      const documents = [...held, ...others, ...visits.slice(4)];
      const options = { ...optionsOf(lesson(), documents), previous: first, quick: true };
      return (await trained(options)).weights.metrics['f1'] ?? 0;
    };
    expect(await scoreWith(without('open'))).toBeGreaterThan(0.9);
    expect(await scoreWith(without('done'))).toBeLessThan(0.6);
  });

  it('look, in a warm session of a large project, at what is new and at a part of the rest', async () => {
    const { document, annotations } = taught('late', 'Then Zoe flew to Rome again .', []);
    const late = { document: { ...document, updatedAt: first.trainedAt + 1 }, annotations };
    const outcome = await outcomeOf({
      ...optionsOf(lesson(), [...visits, late]),
      previous: first,
      schedule: { warmSteps: 1, warmDocuments: 5 },
    });
    // One is new, and four of the other sixteen fill the room.
    expect(outcome.ok && outcome.value.examples).toBe(5);
  });

  it('learn from weak sequences too', async () => {
    const weak = visits.slice(4).map(({ document, annotations }) => ({
      kind: 'sequence' as const,
      document,
      complete: true,
      strict: true,
      confidence: 0.9,
      spans: annotations.flatMap(({ target, labelId }) =>
        target.kind === 'span' ? [{ from: target.from, to: target.to, labelId }] : [],
      ),
    }));
    const found = await trained({ ...optionsOf(lesson(), visits.slice(0, 4)), weak });
    expect(found).toMatchObject({ examples: 4, weakExamples: 12 });
    const [opinion] = await opinions(lesson(), found.weights, [unseen]);
    expect(opinion?.items.map(({ labelId }) => labelId)).toEqual(['person', 'city']);
  });
});

describe('what cannot be learned', () => {
  it('is said', async () => {
    const codeOf = (result: Result<ModelTrainingOutcome, Problem>): string =>
      result.ok ? 'ok' : result.error.code;
    expect(codeOf(await outcomeOf(optionsOf(lesson(), [])))).toBe('nothing-to-learn');
    expect(codeOf(await outcomeOf(optionsOf(lesson([]), visits)))).toBe('nothing-to-learn');
    const signal = new StopSource();
    signal.stop();
    expect(codeOf(await outcomeOf({ ...optionsOf(lesson(), visits), signal }))).toBe('stopped');
  });

  it('stops between two steps and keeps what was learned so far', async () => {
    const signal = new StopSource();
    let time = 0;
    const session = trainModel({ ...optionsOf(lesson(), visits), clock: () => (time += 1000), signal });
    let step = await session.next();
    while (step.done !== true && step.value.step < 2) step = await session.next();
    signal.stop();
    while (step.done !== true) step = await session.next();
    if (!step.value.ok) throw new Error(step.value.error.message);
    expect(step.value.value).toMatchObject({ reason: 'stopped', weights: { version: 1, step: 2 } });
  });
});

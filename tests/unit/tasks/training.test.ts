/**
 * The online session against the real networks in onnxruntime-web: no part of it is imitated.
 *
 * Over 400 lines because the three tasks are put to the same questions on the same planted data.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, type Problem, type Result, StopSource } from '#core/base';
import type { Annotation, Document, Label, LabelKind, Target, TaughtDocument, Weights } from '#core/project';
import {
  evaluateWeights,
  learnedLabels,
  type ModelOpinion,
  type ModelTrainingOptions,
  type ModelTrainingOutcome,
  type ModelTrainingProgress,
  recommendByModel,
  replacingNetwork,
  type TaskNetwork,
  trainModel,
  type VotesOf,
  votePowerOf,
} from '#core/tasks';
import { createWordVectorEncoder, createWordVectors } from '#core/train';
import { compileNetwork, nerNetwork, relationNetwork, sentimentNetwork } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

const runtime = createOrtRuntime({ threads: 1 });
/** Words of the tests with random vectors; what they mean must be learned. */
const known =
  `Ann Bob Eve Max Zoe Paris Rome Oslo Lima Then flew to again left met today and slept The was It just so really
  quite great awful tasty stale soup fish rice Today the .`.split(/\s+/u);
const rng = createRng(5);
const encoder = createWordVectorEncoder(
  createWordVectors(new Map(known.map((word) => [word, Array.from({ length: 12 }, () => rng.normal())])), 12),
);
const networks = {} as Record<'ner' | 're' | 'sa', TaskNetwork>;

beforeAll(async () => {
  const definitions = {
    ner: nerNetwork({ characterDim: 8, characterHidden: 6, hidden: 16 }),
    re: relationNetwork({ positionDim: 4, hidden: 12 }),
    sa: sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 12 }),
  };
  for (const task of ['ner', 're', 'sa'] as const) {
    const { manifest, train, predict } = compileNetwork(definitions[task]);
    networks[task] = { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
  }
}, 60_000);

const label = (id: string, kind: LabelKind, position: number): Label => ({
  id,
  projectId: 'p',
  kind,
  name: id.toUpperCase(),
  colour: 0,
  shortcut: '',
  position,
});

function taught(
  id: string,
  text: string,
  marks: readonly (readonly [string, Target])[],
  change: Partial<Document> = {},
): TaughtDocument {
  const document: Document = {
    id,
    projectId: 'p',
    position: 0,
    text,
    meta: {},
    status: 'done',
    flagged: false,
    updatedAt: 0,
    ...change,
  };
  const annotations = marks.map(([labelId, target], i): Annotation => {
    return {
      id: `${id}/${i}`,
      projectId: 'p',
      documentId: id,
      annotator: '',
      labelId,
      target,
      source: 'manual',
      updatedAt: 0,
    };
  });
  return { document, annotations };
}

const spanOf = (text: string, word: string): { kind: 'span'; from: number; to: number } => {
  const from = text.indexOf(word);
  return { kind: 'span', from, to: from + word.length };
};

async function finish(
  options: ModelTrainingOptions,
  reports: ModelTrainingProgress[] = [],
): Promise<Result<ModelTrainingOutcome, Problem>> {
  const session = trainModel(options);
  for (;;) {
    const { done, value } = await session.next();
    if (done === true) return value;
    reports.push(value);
  }
}

async function trained(options: ModelTrainingOptions): Promise<Weights> {
  const outcome = await finish(options);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.weights;
}

async function opinions(
  task: 'ner' | 're' | 'sa',
  weights: Weights,
  labels: readonly Label[],
  documents: readonly TaughtDocument[],
  votes?: VotesOf,
): Promise<ModelOpinion[]> {
  const all: ModelOpinion[] = [];
  for await (const some of recommendByModel({
    task,
    labels,
    network: networks[task],
    encoder,
    weights,
    documents,
    aspects: ({ text }) => (text.includes('soup') ? [spanOf(text, 'soup')] : []),
    ...(votes === undefined ? {} : { votes }),
  })) {
    all.push(...some);
  }
  return all;
}

let now = 0;
/** The model that most tests start from; trained once. */
let first: Weights;
const base = (task: 'ner' | 're' | 'sa', labels: readonly Label[], documents: readonly TaughtDocument[]) =>
  ({
    task,
    projectId: 'p',
    labels,
    network: networks[task],
    encoder,
    documents,
    seed: 1,
    clock: () => now++,
    schedule: { batchSize: 4, coldSteps: 60, warmSteps: 20, hyperParameters: { learningRate: 0.01 } },
  }) satisfies ModelTrainingOptions;

const cities = ['Paris', 'Rome', 'Oslo', 'Lima'];
const people = ['Ann', 'Bob', 'Eve', 'Max'];
const nerLabels = [label('person', 'span', 0), label('city', 'span', 1)];
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
    const outcome = await finish(base('ner', nerLabels, visits), reports);
    if (!outcome.ok) throw new Error(outcome.error.message);
    const { weights, examples } = outcome.value;
    expect(examples).toBe(visits.length);
    first = weights;
    expect(weights).toMatchObject({ version: 1, model: 'ner', labels: ['person', 'city'], step: 60 });
    expect(reports[0]).toMatchObject({ step: 1, steps: 60 });
    const [opinion] = await opinions('ner', weights, nerLabels, [unseen]);
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

  it('are those that rules speak for, too, where the model does not contradict', async () => {
    const odd = taught('odd', 'Zoe slept .', [], { status: 'open' });
    const votes: VotesOf = () => [
      { target: { kind: 'span', from: 0, to: 3 }, scores: new Map([['person', [1, 1, 1, 1, 1, 1, 1, 1]]]) },
      // Of what is no token of the text nobody can say anything.
      { target: { kind: 'span', from: 1, to: 6 }, scores: new Map([['city', [1]]]) },
    ];
    const shown = async (how?: VotesOf) =>
      (await opinions('ner', first, nerLabels, [odd], how))[0]?.items ?? [];
    const person = (items: readonly { labelId?: string; confidence: number }[]): number =>
      items.find(({ labelId }) => labelId === 'person')?.confidence ?? 0;
    expect(person(await shown(votes))).toBeGreaterThan(person(await shown()));
    expect((await shown(votes)).length).toBe(1);
  });

  it('keep the powers that a network came with, which was trained elsewhere', async () => {
    const powers = { linear: 0.25, network: 1 };
    const replaced: Weights = { ...first, tensors: { ...first.tensors, ...replacingNetwork({}, powers) } };
    const next = await trained({ ...base('ner', nerLabels, visits), previous: replaced, quick: true });
    expect([...(next.tensors['expert.powers']?.data ?? [])]).toEqual([0.25, 1]);
    const later = await trained({ ...base('ner', nerLabels, visits), previous: next, quick: true });
    expect([...(later.tensors['expert.powers']?.data ?? [])]).toEqual([0.25, 1]);
  });

  it('come out the same from the same seed', async () => {
    const options = { ...base('ner', nerLabels, visits.slice(0, 4)), schedule: { coldSteps: 4 } };
    expect((await trained(options)).tensors).toEqual((await trained(options)).tensors);
  });

  it('go on from earlier weights, also when a label was added and another removed', async () => {
    const changed = [label('date', 'span', 0), label('city', 'span', 1)];
    const second = await trained({
      ...base('ner', changed, visits),
      previous: first,
      schedule: { ...base('ner', [], []).schedule, warmSteps: 8 },
    });
    expect(second).toMatchObject({ version: 2, labels: ['city', 'date'], step: 68 });
    const [opinion] = await opinions('ner', second, changed, [unseen]);
    // Eight steps from scratch know nothing: the city must have been carried over.
    expect(opinion?.items.map(({ labelId }) => labelId)).toEqual(['city']);
  });

  it('never name a label that has gone', async () => {
    const [opinion] = await opinions('ner', first, [label('city', 'span', 0)], [unseen]);
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
      const weights = await trained(base('ner', nerLabels, documents));
      const [opinion] = await opinions('ner', weights, nerLabels, [unseen]);
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
    const outcome = await finish(base('ner', nerLabels, [...held, ...visits.slice(4)]));
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.examples).toBe(visits.length - 4);
    expect(outcome.value.weights.metrics['f1']).toBeGreaterThan(0.9);
    const { weights } = outcome.value;
    const again = await evaluateWeights({
      task: 'ner',
      network: networks.ner,
      encoder,
      weights,
      documents: held,
    });
    expect(again.metrics['f1']).toBe(weights.metrics['f1']);
  });

  it('look, in a warm session of a large project, at what is new and at a part of the rest', async () => {
    const { document, annotations } = taught('late', 'Then Zoe flew to Rome again .', []);
    const late = { document: { ...document, updatedAt: first.trainedAt + 1 }, annotations };
    const outcome = await finish({
      ...base('ner', nerLabels, [...visits, late]),
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
    const outcome = await finish({ ...base('ner', nerLabels, visits.slice(0, 4)), weak });
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value).toMatchObject({ examples: 4, weakExamples: 12 });
    const [opinion] = await opinions('ner', outcome.value.weights, nerLabels, [unseen]);
    expect(opinion?.items.map(({ labelId }) => labelId)).toEqual(['person', 'city']);
  });
});

describe('relations', () => {
  const labels = [label('entity', 'span', 0), label('left', 'relation', 1), label('met', 'relation', 2)];
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
    const weights = await trained(base('re', labels, documents));
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
    const [opinion] = await opinions('re', weights, labels, [open]);
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
    const weights = await trained(base('re', labels, [held, ...others]));
    expect(weights.metrics['labelled']).toBe(others.length);
    const [item] = weights.measured?.items ?? [];
    expect(first.document.text.slice(item?.from, item?.to)).toMatch(/^\S+ (left|met) \S+$/u);
  });

  it('are none between entities that finished documents leave unrelated', async () => {
    const apart = people.map((x, i) => {
      const text = `${x} and Zoe slept .`;
      return taught(`none${i}`, text, [
        ['entity', spanOf(text, x)],
        ['entity', spanOf(text, 'Zoe')],
      ]);
    });
    const weights = await trained(base('re', labels, [...documents, ...apart]));
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
    expect((await opinions('re', weights, labels, [open]))[0]?.items).toEqual([]);
  });
});

describe('texts and aspects', () => {
  const labels = [label('good', 'text', 0), label('bad', 'text', 1)];
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
    const weights = await trained(base('sa', labels, documents));
    const open = taught('new', 'It was quite stale .', [], { status: 'open' });
    expect((await opinions('sa', weights, labels, [open]))[0]?.items).toMatchObject([
      { target: { kind: 'text' }, labelId: 'bad' },
    ]);
  });

  it('hear what rules say, until labels prove the rules wrong', async () => {
    const documents = words.flatMap(([word, labelId], i) =>
      ['really', 'just', 'so'].map((how, j) =>
        taught(`${i}${j}`, `It was ${how} ${word} .`, [[labelId, { kind: 'text' }]]),
      ),
    );
    const votes: VotesOf = () => [{ target: { kind: 'text' }, scores: new Map([['good', [1, 1]]]) }];
    const before = await trained({ ...base('sa', labels, documents), votes });
    const open = taught('new', 'It was quite stale .', [], { status: 'open' });
    const sureness = async (weights: Weights, how?: VotesOf): Promise<number> => {
      const [opinion] = await opinions('sa', weights, labels, [open], how);
      const [item] = opinion?.items ?? [];
      return item?.labelId === 'good' ? (item.confidence ?? 0) : 1 - (item?.confidence ?? 0);
    };
    expect(votePowerOf(before.tensors)).toBeGreaterThan(0);
    expect(await sureness(before, votes)).toBeGreaterThan((await sureness(before)) + 0.05);
    // Eight texts that were labelled since, all of them against the rules.
    const since = Array.from({ length: 8 }, (_, i) =>
      taught(`later ${i}`, 'It was just awful .', [['bad', { kind: 'text' }]], { updatedAt: 1e6 }),
    ).map((one) => ({ ...one, annotations: one.annotations.map((a) => ({ ...a, updatedAt: 1e6 })) }));
    const after = await trained({ ...base('sa', labels, [...documents, ...since]), previous: before, votes });
    expect(votePowerOf(after.tensors)).toBe(0);
    expect(await sureness(after, votes)).toBeCloseTo(await sureness(after));
  });

  it('get labels for candidate aspects where aspects were taught, and none for the text', async () => {
    const documents = words.flatMap(([word, labelId], i) =>
      ['soup', 'fish', 'rice'].map((dish, j) => {
        const text = `The ${dish} was ${word} .`;
        return taught(`${i}${j}`, text, [[labelId, { ...spanOf(text, dish), kind: 'aspect' }]]);
      }),
    );
    const weights = await trained(base('sa', labels, documents));
    const open = taught('new', 'Today the soup was great .', [], { status: 'open' });
    expect((await opinions('sa', weights, labels, [open]))[0]?.items).toMatchObject([
      { target: { kind: 'aspect', from: 10, to: 14 }, labelId: 'good' },
    ]);
  });
});

describe('what cannot be learned', () => {
  it('is said', async () => {
    const codeOf = (result: Result<ModelTrainingOutcome, Problem>): string =>
      result.ok ? 'ok' : result.error.code;
    expect(codeOf(await finish(base('ner', nerLabels, [])))).toBe('nothing-to-learn');
    expect(codeOf(await finish(base('ner', [], visits)))).toBe('nothing-to-learn');
    const signal = new StopSource();
    signal.stop();
    expect(codeOf(await finish({ ...base('ner', nerLabels, visits), signal }))).toBe('stopped');
  });

  it('stops between two steps and keeps what was learned so far', async () => {
    const signal = new StopSource();
    const session = trainModel({ ...base('ner', nerLabels, visits), clock: () => (now += 1000), signal });
    let step = await session.next();
    while (step.done !== true && step.value.step < 2) step = await session.next();
    signal.stop();
    while (step.done !== true) step = await session.next();
    if (!step.value.ok) throw new Error(step.value.error.message);
    expect(step.value.value).toMatchObject({ reason: 'stopped', weights: { version: 1, step: 2 } });
  });
});

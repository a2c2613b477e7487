/** The check of labels, with the real expert on planted texts: what slipped is found, and reasons are counted at their price. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckUp, Explanation, LabelledDocument } from '#core/project';
import { type CheckUpOptions, checkUp, type TaskNetwork, type WeakInstance } from '#core/tasks';
import { suspectedItems } from '#core/train';
import { sentimentNetwork } from '#models';
import { encoderOf, labelOf, loadedNetwork, taught } from './learning.ts';

const encoder = encoderOf(
  'the food was great good fine lovely awful bad poor cold today here again soup fish rice bread'.split(' '),
);
let network: TaskNetwork;
beforeAll(async () => {
  network = await loadedNetwork(sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 12 }));
}, 60_000);

const labels = ['good', 'bad'].map((id, position) => labelOf(id, 'text', position));

function text(i: number, labelId: string, explained: boolean): LabelledDocument {
  const id = `d${i}`;
  const word = (i % 2 === 0 ? ['great', 'good', 'lovely'] : ['awful', 'bad', 'poor'])[i % 3];
  const thing = ['soup', 'fish', 'rice', 'bread'][i % 4];
  const explanation: Explanation = {
    ...{ id: `${id}/e`, projectId: 'p', documentId: id, annotationId: `${id}/0`, updatedAt: i },
    ...{ enabled: true, kind: 'nl', text: 'The text contains a word' },
  };
  const marks = [[labelId, { kind: 'text' }]] as const;
  return {
    ...taught(id, `the ${thing} was ${word} today`, marks, { position: i, updatedAt: i }),
    explanations: explained ? [explanation] : [],
  };
}

const gold = (i: number): string => (i % 2 === 0 ? 'good' : 'bad');

async function check(
  documents: readonly LabelledDocument[],
  weak: (ids: ReadonlySet<string>) => WeakInstance[] = () => [],
  votes: CheckUpOptions['votes'] = () => [],
  reading: Partial<Pick<CheckUpOptions, 'encoder' | 'inContext' | 'signal'>> = {},
): Promise<{ readonly found: CheckUp | undefined; readonly steps: readonly number[] }> {
  const checking = checkUp({
    ...{ task: 'sa', projectId: 'p', labels, network, encoder, documents, seed: 3, clock: () => 0 },
    seconds: { plain: 10, explained: 30 },
    weak: async (ids) => weak(ids),
    votes,
    ...reading,
  });
  const steps: number[] = [];
  for (;;) {
    const next = await checking.next();
    if (next.done === true) return { found: next.value, steps };
    steps.push(next.value.step);
  }
}

describe('the check of labels', () => {
  it('finds the label that slipped, from the other texts alone', async () => {
    const documents = Array.from({ length: 40 }, (_, i) => text(i, i === 12 ? 'bad' : gold(i), false));
    const { found, steps } = await check(documents);
    expect(found?.items).toHaveLength(40);
    const doubtful = suspectedItems(found?.items ?? []);
    expect(doubtful[0]).toMatchObject({ documentId: 'd12', gold: 'bad', predicted: 'good' });
    expect(doubtful.length).toBeLessThan(4);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    // Nobody gave a reason, so there is nothing to compare.
    expect(found?.payOff).toBeUndefined();
  });

  it('counts what reasons cost: three times the seconds leave a third of the labels', async () => {
    const asked: ReadonlySet<string>[] = [];
    const documents = Array.from({ length: 45 }, (_, i) => text(i, gold(i), true));
    const { found } = await check(documents, (ids) => {
      asked.push(ids);
      return [];
    });
    // A third of 45 is left out; 30 labels at 10 seconds are 5 minutes, in which ten are explained.
    expect(found?.payOff).toMatchObject({
      plainSeconds: 10,
      explainedSeconds: 30,
      measured: true,
      reasons: 45,
    });
    expect(found?.payOff?.points.at(-1)).toMatchObject({ minutes: 5, plainTexts: 30, explainedTexts: 10 });
    expect(asked.map(({ size }) => size).slice(0, 4)).toEqual([2, 5, 7, 10]);
  });

  it('counts what sentences say of the texts that are judged, and of them only what is explained by then', async () => {
    // A model can learn nothing: label and words have nothing to do with each other.
    const chance = (i: number): string => ((i * 7) % 10 < 5 ? 'good' : 'bad');
    const documents = Array.from({ length: 60 }, (_, i) => text(i, chance(i), true));
    const asked = new Set<number>();
    const { found } = await check(
      documents,
      () => [],
      (ids, documentId) => {
        asked.add(ids.size);
        const labelId = chance(Number(documentId.slice(1)));
        // Rules that are right, but only once the last mark's sentences are there.
        return ids.size < 13
          ? []
          : [{ target: { kind: 'text' }, scores: new Map([[labelId, [1, 1, 1, 1, 1]]]) }];
      },
    );
    const { points = [] } = found?.payOff ?? {};
    expect([...asked].sort((a, b) => a - b)).toEqual([3, 6, 10, 13]);
    expect(points.at(-1)?.explained).toBeGreaterThan(0.9);
    for (const { plain } of points) expect(plain).toBeLessThan(0.75);
    for (const { explained } of points.slice(0, 3)) expect(explained).toBeLessThan(0.75);
  });

  it('judges by what the model reads texts by, and by words where that cannot be', async () => {
    const documents = Array.from({ length: 40 }, (_, i) => text(i, i === 12 ? 'bad' : gold(i), false));
    const read = { words: 0, context: 0 };
    const counted = (by: keyof typeof read): typeof encoder => ({
      ...encoder,
      encode: (...given) => {
        read[by]++;
        encoder.encode(...given);
      },
    });
    const asked: string[] = [];
    const found = async (context: typeof encoder | undefined) =>
      (
        await check(documents, undefined, undefined, {
          encoder: counted('words'),
          inContext: async (some) => {
            asked.push(...some.map(({ id }) => id));
            return context;
          },
        })
      ).found;
    const seen = await found(counted('context'));
    expect(suspectedItems(seen?.items ?? [])[0]).toMatchObject({ documentId: 'd12', predicted: 'good' });
    expect(new Set(asked).size).toBe(40);
    expect(read.words).toBe(0);
    expect(read.context).toBeGreaterThan(0);
    read.context = 0;
    expect((await found(undefined))?.items).toEqual(seen?.items);
    expect(read.words).toBeGreaterThan(0);
    expect(read.context).toBe(0);
  });

  it('reads no further once it is stopped', async () => {
    const signal = { stopped: false };
    let asked = 0;
    const { found } = await check(
      Array.from({ length: 100 }, (_, i) => text(i, gold(i), false)),
      undefined,
      undefined,
      {
        signal,
        inContext: async () => {
          asked++;
          signal.stopped = true;
          return encoder;
        },
      },
    );
    expect(found).toBeUndefined();
    expect(asked).toBe(1);
  });

  it('reads what weak labels stand on as well, or has none of them teach', async () => {
    const documents = Array.from({ length: 45 }, (_, i) => text(i, gold(i), true));
    const { document } = text(100, 'good', false);
    const weak: WeakInstance = { kind: 'text', document, labels: { good: 1 }, confidence: 0.9, strict: true };
    const asked: string[] = [];
    const { found } = await check(documents, () => [weak], undefined, {
      inContext: async (some) => {
        asked.push(...some.map(({ id }) => id));
        return encoder;
      },
    });
    expect(found?.payOff?.points).toHaveLength(4);
    expect(asked.filter((id) => id === 'd100')).toHaveLength(12);
  });

  it('says nothing of too little, and is stopped when it is asked to', async () => {
    expect((await check(Array.from({ length: 9 }, (_, i) => text(i, gold(i), false)))).found).toBeUndefined();
  });
});

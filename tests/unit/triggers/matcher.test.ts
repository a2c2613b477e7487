import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { type TriggerEncoder, TriggerMatcher, type TriggerModel } from '#core/triggers';
import {
  documentOf,
  labels,
  learnPlanted,
  type PlantedSentence,
  plantedSentence,
  triggerOfSentence,
} from './planted.ts';

const rng = createRng(61);
const taught = Array.from({ length: 20 }, (_, i) => plantedSentence(rng, `taught-${i}`, 0));
/** Triggers that nobody marked: only their vectors say what they are. */
const unseen = Array.from({ length: 100 }, (_, i) => plantedSentence(rng, `unseen-${i}`, 5));
let model: TriggerModel;
let nearest: TriggerMatcher;

beforeAll(async () => {
  model = await learnPlanted(taught, 62);
  nearest = new TriggerMatcher({ model, threshold: 0 });
  await nearest.addTriggers(taught.map(triggerOfSentence));
  await nearest.addDocuments(unseen.map((s) => s.document));
}, 60_000);

const right = (s: PlantedSentence, labelId: string | undefined) => labelId === labels[s.label];

describe('a world where only the trigger tells the label, learned from 20 examples (seed 61)', () => {
  it('finds the labelled things by triggers it has never seen', async () => {
    let correct = 0;
    let proposed = 0;
    for (const sentence of unseen) {
      const spans = await nearest.propose(sentence.document.id);
      proposed += spans.length;
      const from = sentence.document.tokens![sentence.entity.from]!.from;
      correct += spans.filter(
        ({ target, labelId }) => target.kind === 'span' && target.from === from && right(sentence, labelId),
      ).length;
    }
    const f1 = (2 * correct) / (proposed + unseen.length);
    expect(f1).toBeGreaterThan(0.9);
  });

  it('proposes a text’s label by its nearest triggers', () => {
    const hits = unseen.filter((s) => right(s, nearest.proposeLabels(s.document.id)[0]?.labelId)).length;
    expect(hits).toBeGreaterThan(90);
  });

  it('names the trigger, its sentence and the similarity', async () => {
    const sentence = unseen[0]!;
    const [proposal] = await nearest.propose(sentence.document.id);
    const [first] = proposal!.provenance;
    if (first?.kind !== 'trigger') throw new Error('a trigger expected');
    const source = taught.find((s) => s.document.id === first.documentId)!;
    expect(first.phrase).toBe(source.words[source.trigger[0]!]);
    expect(first.explanationId).toBe(`x-${source.document.id}`);
    expect(first.similarity).toBeGreaterThan(0.5);
    expect(proposal!.confidence).toBeGreaterThan(0);
    expect(proposal!.confidence).toBeLessThanOrEqual(1 + 1e-6);
  });

  it('gives shares that sum to 1, and obeys the labels that are allowed', () => {
    for (const { document } of unseen) {
      const shares = nearest.proposeLabels(document.id);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      const places = nearest.proposeFor(document.id, { kind: 'text' }, new Set(['place']));
      if (places !== undefined) expect(places.labelId).toBe('place');
    }
  });
});

describe('the threshold', () => {
  it('covers less the higher it is, and everything and nothing at its ends', () => {
    const thresholds = [0, 0.2, 0.4, 0.6, 0.8, 1.01];
    const matched = nearest.coverage(thresholds).map((c) => c.matched);
    expect(matched[0]).toBe(unseen.length);
    expect(matched.at(-1)).toBe(0);
    expect(matched.toSorted((a, b) => b - a)).toEqual(matched);
  });

  it('leaves a sentence that nothing reaches without any proposal', async () => {
    const strict = new TriggerMatcher({ model, threshold: 1.01 });
    await strict.addTriggers(taught.map(triggerOfSentence));
    await strict.addDocuments(unseen.slice(0, 3).map((s) => s.document));
    const { document } = unseen[0]!;
    expect(await strict.propose(document.id)).toEqual([]);
    expect(strict.proposeLabels(document.id)).toEqual([]);
    expect(await strict.weakly(document, { span: 0, outside: 0 })).toBeUndefined();
    strict.setThreshold(0);
    expect(strict.proposeLabels(document.id)).not.toEqual([]);
  });
});

describe('adding and removing', () => {
  /** Counts what the real encoder is asked to encode. */
  function counting(): {
    readonly encoder: TriggerEncoder;
    readonly counts: { triggers: number; sentences: number };
  } {
    const counts = { triggers: 0, sentences: 0 };
    return {
      counts,
      encoder: {
        dim: model.encoder.dim,
        triggers: (inputs, signal) => {
          counts.triggers += inputs.length;
          return model.encoder.triggers(inputs, signal);
        },
        sentences: (inputs, signal) => {
          counts.sentences += inputs.length;
          return model.encoder.sentences(inputs, signal);
        },
      },
    };
  }

  it('encodes a new trigger and nothing else', async () => {
    const { encoder, counts } = counting();
    const matcher = new TriggerMatcher({ model: { ...model, encoder }, threshold: 0 });
    await matcher.addTriggers(taught.slice(0, 19).map(triggerOfSentence));
    await matcher.addDocuments(unseen.map((s) => s.document));
    expect(counts).toEqual({ triggers: 19, sentences: 100 });
    const changed = await matcher.addTriggers([triggerOfSentence(taught[19]!)]);
    expect(counts).toEqual({ triggers: 20, sentences: 100 });
    expect(changed.size).toBeGreaterThan(0);
    for (const id of changed) {
      expect(matcher.reach().get(`x-${taught[19]!.document.id}`) ?? nearest.matchesOf(id)).toBeDefined();
    }
  });

  it('comes to the same in any order, and after taking some away again', async () => {
    const direct = new TriggerMatcher({ model, threshold: 0 });
    await direct.addTriggers(taught.slice(0, 10).map(triggerOfSentence));
    await direct.addDocuments(unseen.map((s) => s.document));
    const roundabout = new TriggerMatcher({ model, threshold: 0 });
    await roundabout.addDocuments(unseen.map((s) => s.document));
    for (const sentence of taught.toReversed()) await roundabout.addTriggers([triggerOfSentence(sentence)]);
    const affected = roundabout.removeTriggers(taught.slice(10).map((s) => `x-${s.document.id}`));
    expect(affected.size).toBeGreaterThan(0);
    for (const { document } of unseen) {
      const expected = direct.matchesOf(document.id);
      const found = roundabout.matchesOf(document.id);
      // Equal words make equal vectors, so ids may change places among equals.
      expect(found.length).toBe(expected.length);
      found.forEach((m, i) => {
        expect(m.similarity).toBeCloseTo(expected[i]!.similarity, 5);
        expect(direct.triggers.has(m.explanationId)).toBe(true);
      });
    }
  });

  it('forgets documents that are taken away', () => {
    const before = nearest.documents;
    nearest.removeDocuments([unseen[99]!.document.id]);
    expect(nearest.documents).toBe(before - 1);
    expect(nearest.matchesOf(unseen[99]!.document.id)).toEqual([]);
    expect(nearest.best(unseen[99]!.document.id)).toBe(0);
  });

  it('never lets a trigger speak for its own document', async () => {
    const matcher = new TriggerMatcher({ model, threshold: 0 });
    await matcher.addTriggers(taught.map(triggerOfSentence));
    await matcher.addDocuments(taught.map((s) => s.document));
    for (const { document } of taught) {
      expect(matcher.matchesOf(document.id).map((m) => m.explanationId)).not.toContain(`x-${document.id}`);
    }
  });

  it('reads a text of several sentences, and one without words', async () => {
    const matcher = new TriggerMatcher({ model, threshold: 0 });
    await matcher.addTriggers(taught.map(triggerOfSentence));
    const text = 'word1 ate7 thing3 word2. word4 met8 thing5 word6.';
    await matcher.addDocuments([
      { id: 'long', text },
      { id: 'empty', text: '' },
      documentOf('one', ['word3']),
    ]);
    const proposals = await matcher.propose('long');
    for (const { target } of proposals) {
      if (target.kind !== 'span') throw new Error('a span expected');
      expect(text.slice(target.from, target.to)).toMatch(/^\S/);
    }
    expect(await matcher.propose('empty')).toEqual([]);
    expect(matcher.matchesOf('nobody')).toEqual([]);
  });

  it('encodes everything anew with a newly trained network', async () => {
    const matcher = new TriggerMatcher({ model, threshold: 0 });
    await matcher.addTriggers(taught.map(triggerOfSentence));
    await matcher.addDocuments(unseen.slice(0, 10).map((s) => s.document));
    const { encoder, counts } = counting();
    await matcher.use({ ...model, encoder });
    expect(counts).toEqual({ triggers: 20, sentences: 10 });
    for (const { document } of unseen.slice(0, 10)) {
      expect(matcher.matchesOf(document.id)).toEqual(nearest.matchesOf(document.id));
    }
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { LabelledDocument } from '#core/project';
import { defaultSettings, type Label, type Project } from '#core/project';
import type { TriggerModel } from '#core/triggers';
import { TriggerIndex } from '#workers/project/trigger-index';
import { labels, learnPlanted, type PlantedSentence, plantedSentence } from '../triggers/planted.ts';

const rng = createRng(91);
const taught = Array.from({ length: 13 }, (_, i) => plantedSentence(rng, `taught-${i}`, 0));
const unseen = Array.from({ length: 40 }, (_, i) => plantedSentence(rng, `unseen-${i}`, 5).document);
const project: Project = {
  id: 'p',
  name: 'planted',
  task: 'ner',
  explanationKinds: ['trigger'],
  guidelines: '',
  settings: { ...defaultSettings, triggerThreshold: 0.5 },
  createdAt: 0,
  updatedAt: 0,
};
const set = labels.map(
  (id, position): Label => ({
    ...{ id, position, projectId: 'p', kind: 'span', name: id, colour: position, shortcut: '' },
  }),
);

/** As the store keeps a sentence with one entity and its trigger. */
function stored({ document, entity, label, trigger }: PlantedSentence, enabled = true): LabelledDocument {
  const { tokens = [] } = document;
  const common = { projectId: 'p', documentId: document.id, updatedAt: 1 };
  return {
    document: {
      ...{ ...document, projectId: 'p', position: 0, meta: {} },
      ...{ status: 'done', flagged: false, updatedAt: 1 },
    },
    annotations: [
      {
        ...{ ...common, id: `a-${document.id}`, annotator: '', labelId: labels[label]! },
        ...{ target: { kind: 'span', ...tokens[entity.from]! }, source: 'manual' },
      },
    ],
    explanations: [
      {
        ...{ ...common, id: `x-${document.id}`, annotationId: `a-${document.id}`, enabled },
        ...{ kind: 'trigger', spans: trigger.map((t) => tokens[t]!) },
      },
    ],
  };
}

let learned: TriggerModel;
/** How many triggers and sentences the network was asked to encode. */
let encoded: { triggers: number; sentences: number };
let house: TriggerIndex;

beforeAll(async () => {
  learned = await learnPlanted(taught, 92);
}, 60_000);

beforeEach(() => {
  encoded = { triggers: 0, sentences: 0 };
  const { encoder } = learned;
  house = new TriggerIndex(30);
  house.use({
    ...learned,
    encoder: {
      ...encoder,
      triggers: (inputs, signal) => {
        encoded.triggers += inputs.length;
        return encoder.triggers(inputs, signal);
      },
      sentences: (inputs, signal) => {
        encoded.sentences += inputs.length;
        return encoder.sentences(inputs, signal);
      },
    },
  });
});

describe('the triggers of a project at work (seed 91)', () => {
  it('encodes a new trigger and nothing else, and then names it', async () => {
    house.follow(
      project,
      set,
      taught.slice(0, 4).map((one) => stored(one)),
    );
    await house.encode();
    await house.hold(unseen.slice(0, 20));
    expect(encoded).toEqual({ triggers: 4, sentences: 20 });
    const { revision } = house;
    house.follow(
      project,
      set,
      taught.slice(0, 5).map((one) => stored(one)),
    );
    await house.encode();
    await house.hold(unseen.slice(0, 20));
    expect(encoded).toEqual({ triggers: 5, sentences: 20 });
    expect(house.revision).toBeGreaterThan(revision);
    expect(house.matcher?.reach().get('x-taught-4')?.length).toBeGreaterThan(0);
    await house.encode();
    expect(house.revision).toBe(revision + 1);
  });

  it('forgets a trigger that is switched off, and never hears what is held out or another kind of label', async () => {
    const all = taught.map((one) => stored(one));
    house.follow(project, set, all);
    await house.encode();
    const heldOut = all.map(
      (one, i): LabelledDocument =>
        i === 1 ? { ...one, document: { ...one.document, split: 'holdout' } } : one,
    );
    house.follow(
      project,
      set.map((label, i): Label => (i === 1 ? { ...label, kind: 'relation' } : label)),
      [stored(taught[0]!, false), ...heldOut.slice(1)],
    );
    await house.encode();
    const left = taught
      .filter(({ label }, i) => i > 1 && label === 0)
      .map(({ document }) => `x-${document.id}`);
    expect([...(house.matcher?.triggers.keys() ?? [])].sort()).toEqual(left.sort());
    expect(encoded.triggers).toBe(13);
  });

  it('keeps the documents asked for last, and moves the threshold without encoding', async () => {
    house.follow(
      project,
      set,
      taught.map((one) => stored(one)),
    );
    await house.encode();
    await house.hold(unseen);
    expect(house.matcher?.documents).toBe(30);
    expect(house.matcher?.best('unseen-9')).toBe(0);
    expect(house.matcher?.best('unseen-39')).toBeGreaterThan(0);
    const wide = house.matcher?.coverage()[0]?.matched ?? 0;
    house.setThreshold(1);
    expect(house.matcher?.coverage()[0]?.matched).toBeLessThan(wide);
    expect(encoded).toEqual({ triggers: 13, sentences: 40 });
  });

  it('looks for phrases until there are networks, which then take over the same triggers', async () => {
    const few = taught.slice(0, 3);
    const young = new TriggerIndex(30);
    young.follow(
      project,
      set,
      few.map((one) => stored(one)),
    );
    await young.encode();
    expect(young.matcher).toBeUndefined();
    young.usePhrases(undefined, 'ner');
    await young.encode();
    const others = Array.from({ length: 30 }, (_, i) => plantedSentence(rng, `other-${i}`, 0));
    await young.hold(others.map(({ document }) => document));
    expect(young.isTrained).toBe(false);
    const wordOf = ({ words, trigger }: PlantedSentence) => words[trigger[0]!];
    const marked = new Set(few.map(wordOf));
    for (const other of others) {
      const matches = young.matcher?.matchesOf(other.document.id) ?? [];
      expect(matches.length > 0).toBe(marked.has(wordOf(other)));
      if (matches.length > 0) expect(matches[0]?.similarity).toBe(1);
    }
    const said = (
      await Promise.all(others.map(({ document }) => young.matcher?.propose(document.id)))
    ).flat();
    expect(said.some((item) => item?.provenance[0]?.kind === 'trigger')).toBe(true);

    const { revision } = young;
    young.use(learned);
    await young.encode();
    expect(young.isTrained).toBe(true);
    expect(young.revision).toBeGreaterThan(revision);
    expect([...(young.matcher?.triggers.keys() ?? [])]).toEqual(
      few.map(({ document }) => `x-${document.id}`),
    );
    young.use(undefined);
    expect(young.matcher).toBeUndefined();
  });
});

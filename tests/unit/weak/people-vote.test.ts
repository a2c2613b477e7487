/** A vote of people in which whoever is right more often counts for more. */
import { describe, expect, it } from 'vitest';
import { majorityOf, type Version } from '#core/agreement';
import { createRng } from '#core/base';
import { type RecommendedTarget, recommendedKey } from '#core/project';
import { type VotedText, weighPeople } from '#core/weak';

const span = (from: number, to: number): RecommendedTarget => ({ kind: 'span', from, to });
const whole: RecommendedTarget = { kind: 'text' };

function version(labelId: string, target: RecommendedTarget, people: readonly string[]): Version {
  return { key: `${labelId} ${recommendedKey(target)}`, labelId, target, people, reasons: [] };
}

/** What people said of one thing, as versions. */
function said(target: RecommendedTarget, sayings: Readonly<Record<string, string>>): Version[] {
  const labels = [...new Set(Object.values(sayings))].filter((label) => label !== '');
  return labels.map((label) =>
    version(
      label,
      target,
      Object.keys(sayings).filter((person) => sayings[person] === label),
    ),
  );
}

/** Texts of which people name the class, each right as often as said, wrong evenly otherwise. */
function planted(seed: number, count: number, right: Readonly<Record<string, number>>) {
  const rng = createRng(seed);
  const classes = ['a', 'b', 'c'];
  const truth = Array.from({ length: count }, () => classes[rng.int(3)] ?? 'a');
  const texts = truth.map((label): VotedText => {
    const others = classes.filter((one) => one !== label);
    const sayings = Object.fromEntries(
      Object.entries(right).map(([person, share]) => [
        person,
        rng.int(1000) < share * 1000 ? label : (others[rng.int(2)] ?? 'a'),
      ]),
    );
    return { people: Object.keys(right), versions: said(whole, sayings) };
  });
  return { truth, texts };
}

const rightOf = (chosen: readonly (readonly Version[])[], truth: readonly string[]): number =>
  truth.filter((label, i) => chosen[i]?.length === 1 && chosen[i][0]?.labelId === label).length /
  truth.length;

describe('a weighed vote', () => {
  it('finds who is right how often, and is right more often than the most', () => {
    const right = { ann: 0.92, bob: 0.5, cleo: 0.5 };
    const { truth, texts } = planted(14, 400, right);
    const { chosen, accuracies } = weighPeople(texts);
    for (const [person, share] of Object.entries(right)) {
      expect(Math.abs((accuracies.get(person) ?? 0) - share)).toBeLessThan(0.15);
    }
    const most = texts.map(({ versions, people }) => majorityOf(versions, people));
    expect(rightOf(chosen, truth)).toBeGreaterThan(0.85);
    expect(rightOf(most, truth)).toBeLessThan(0.75);
  });

  it('learns from what was decided whom of two to believe', () => {
    const sure = said(whole, { ann: 'a', bob: 'b' });
    const decided = Array.from({ length: 12 }, (): VotedText => {
      return { people: ['ann', 'bob'], versions: sure, decided: [version('b', whole, ['gold'])] };
    });
    const open: VotedText = { people: ['ann', 'bob'], versions: said(whole, { ann: 'b', bob: 'a' }) };
    const { chosen } = weighPeople([...decided, open]);
    expect(chosen.at(-1)?.map(({ people }) => people)).toEqual([['bob']]);
  });

  it('knows a label that was decided and that nobody gave', () => {
    const versions = said(whole, { ann: 'a', bob: 'a' });
    const wrong: VotedText = { people: ['ann', 'bob'], versions, decided: [version('c', whole, ['gold'])] };
    const { accuracies } = weighPeople(Array.from({ length: 10 }, () => wrong));
    expect(accuracies.get('ann')).toBeLessThan(0.4);
  });

  it('counts a thing left without a label as a vote for that', () => {
    const people = ['ann', 'bob', 'cleo'];
    const all = said(span(0, 3), { ann: 'person', bob: 'person', cleo: 'person' });
    const alone = said(span(8, 12), { ann: 'place' });
    const texts = Array.from({ length: 20 }, () => ({ people, versions: [...all, ...alone] }));
    for (const chosen of weighPeople(texts).chosen) expect(chosen).toEqual(all);
  });

  it('keeps one of two spans that overlap, unless somebody gave both', () => {
    const people = ['ann', 'bob'];
    const [long, short] = [version('x', span(0, 9), ['ann']), version('x', span(0, 4), ['bob'])];
    const sure = Array.from({ length: 10 }, (): VotedText => {
      const versions = said(span(0, 3), { ann: 'x', bob: 'x' });
      return { people, versions };
    });
    const chosen = weighPeople([...sure, { people, versions: [short, long] }]).chosen.at(-1) ?? [];
    expect(chosen.length).toBeLessThan(2);
    const both = [version('x', span(0, 9), people), version('y', span(0, 4), people)];
    expect(weighPeople([{ people, versions: both }]).chosen[0]).toHaveLength(2);
  });

  it('keeps a relation only with its ends, and does not ask in which order people are named', () => {
    const people = ['ann', 'bob', 'cleo'];
    const ends = [span(0, 3), span(5, 9)] as const;
    const relation: RecommendedTarget = {
      kind: 'relation',
      head: { from: 0, to: 3 },
      tail: { from: 5, to: 9 },
    };
    const versions = [
      version('person', ends[0], people),
      version('place', ends[1], ['ann']),
      version('lives', relation, people),
    ];
    const texts = Array.from({ length: 15 }, () => ({ people, versions }));
    const found = weighPeople(texts);
    expect(found.chosen[0]?.map(({ labelId }) => labelId)).toEqual(['person']);
    expect(weighPeople(texts.map((one) => ({ ...one, people: [...people].reverse() })))).toEqual(found);
  });
});

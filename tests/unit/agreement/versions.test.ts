/** What people said side by side, what most of them did, and how texts are dealt out. */
import { describe, expect, it } from 'vitest';
import { dealtOut, disagreementOf, majorityOf, peopleOfText, versionsOf } from '#core/agreement';
import type { Annotation, Target } from '#core/project';

let ids = 0;
function by(annotator: string, labelId: string, target: Target, id = `a${++ids}`): Annotation {
  return { id, projectId: 'p', documentId: 'd', annotator, labelId, target, source: 'manual', updatedAt: 0 };
}
const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

describe('versions of a text', () => {
  const annotations = [
    by('ann', 'person', span(0, 3), 'x1'),
    by('bob', 'person', span(0, 3), 'x2'),
    by('cleo', 'place', span(0, 3), 'x3'),
    by('ann', 'place', span(5, 9), 'y1'),
    by('bob', 'place', span(5, 9), 'y2'),
    by('ann', 'lives', { kind: 'relation', head: 'x1', tail: 'y1' }),
    by('cleo', 'place', span(5, 9), 'y3'),
    by('cleo', 'lives', { kind: 'relation', head: 'x3', tail: 'y3' }),
  ];
  const people = ['ann', 'bob', 'cleo'];

  it('are one where label and words are, relations by the words of their ends', () => {
    const versions = versionsOf(annotations, [], people);
    expect(versions.map((one) => [one.labelId, one.people.length])).toEqual([
      ['person', 2],
      ['place', 1],
      ['place', 3],
      ['lives', 2],
    ]);
    expect(disagreementOf(versions, people)).toBe(0.75);
  });

  it('by majority keep a relation only with its ends', () => {
    const versions = versionsOf(annotations, [], people);
    expect(majorityOf(versions, people).map(({ labelId }) => labelId)).toEqual(['person', 'place', 'lives']);
    const without = versions.filter(({ labelId }) => labelId !== 'person');
    expect(majorityOf(without, people).map(({ labelId }) => labelId)).toEqual(['place']);
  });

  it('count who is done, and who labelled without saying so', () => {
    const statuses = { ann: { status: 'done', at: 1 }, bob: { status: 'open', at: 1 } } as const;
    expect(peopleOfText(annotations, statuses)).toEqual(['ann', 'cleo']);
  });
});

describe('dealing out', () => {
  it('gives the shared texts to everybody and each other text to one', () => {
    const texts = Array.from({ length: 25 }, (_, i) => `t${i}`);
    const parts = dealtOut(texts, ['ann', 'bob', 'cleo'], 0.2);
    const counts = texts.map((id) => [...parts.values()].filter((part) => part.has(id)).length);
    expect(counts.filter((n) => n === 3)).toHaveLength(5);
    expect(counts.filter((n) => n === 1)).toHaveLength(20);
    const sizes = [...parts.values()].map((part) => part.size);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(dealtOut(texts, ['ann', 'bob', 'cleo'], 0.2)).toEqual(parts);
  });
});

/** Where two reasons speak against each other. */
import { expect, it } from 'vitest';
import type { Version } from '#core/agreement';
import { type Explanation, type RecommendedTarget, recommendedKey } from '#core/project';
import { clashesOf } from '../../../src/ui/screens/review/choice.ts';

const why: Explanation = {
  ...{ id: 'e', projectId: 'p', documentId: 'd', annotationId: 'a', enabled: true, order: 0, updatedAt: 0 },
  ...{ kind: 'nl', text: 'The word "in" is before X.' },
};

function version(labelId: string, target: RecommendedTarget, isReasoned = true): Version {
  const key = `${labelId} ${recommendedKey(target)}`;
  return {
    key,
    labelId,
    target,
    people: ['ann'],
    reasons: isReasoned ? [{ person: 'ann', explanation: why }] : [],
  };
}
const span = (from: number, to: number): RecommendedTarget => ({ kind: 'span', from, to });

it('reasons clash on the same thing and on words that overlap, and nowhere else', () => {
  const [person, place, longer, apart] = [
    version('person', span(0, 3)),
    version('place', span(0, 3)),
    version('person', span(0, 8)),
    version('place', span(9, 12)),
  ];
  expect(clashesOf([person, place, longer, apart])).toEqual([
    [person, place],
    [person, longer],
    [place, longer],
  ]);
  expect(clashesOf([person, version('place', span(0, 3), false)])).toEqual([]);
  const [good, bad] = [version('good', { kind: 'text' }), version('bad', { kind: 'text' })];
  expect(clashesOf([good, bad, version('good', { kind: 'aspect', from: 0, to: 3 })])).toEqual([[good, bad]]);
});

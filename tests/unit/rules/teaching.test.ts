import { expect, it } from 'vitest';
import { isTaught, type WeakLabel } from '#core/rules';

function weak(confidence: number, ...votes: readonly (readonly [string, boolean])[]): WeakLabel {
  return {
    documentId: 'd',
    target: { kind: 'text' },
    labelId: 'good',
    confidence,
    votes: votes.map(([labelId, strict]) => ({ ruleId: 'r', labelId, score: strict ? 1 : 0.8, strict })),
  };
}

it('teaches what is exactly true, and what is alike where it is sure enough', () => {
  expect(isTaught(weak(0.1, ['good', true]))).toBe(true);
  expect(isTaught(weak(0.1, ['good', false]))).toBe(false);
  // An exact match for another label is no reason for this one.
  expect(isTaught(weak(0.1, ['good', false], ['bad', true]))).toBe(false);
  expect(isTaught(weak(0.6, ['good', false]))).toBe(true);
  expect(isTaught(weak(0.6, ['good', false]), 0.7)).toBe(false);
  expect(isTaught(weak(0.99, ['good', false]), 2)).toBe(false);
});

import { expect, it } from 'vitest';
import { labelAllowsTypes } from '#core/project';
import {
  ABSTAIN,
  bestRule,
  diagnoseRules,
  LabelMatrix,
  majorityVote,
  summariseMatrix,
  weightedVote,
} from '#core/weak';

/** One row per instance, one character per rule: a digit is a vote for that label, `.` an abstention. */
function matrixOf(...rows: string[]): LabelMatrix {
  const matrix = new LabelMatrix();
  const ruleCount = rows[0]!.length;
  for (let rule = 0; rule < ruleCount; rule++) {
    const voted = rows.map((row, i) => ({ i, vote: row[rule]! })).filter(({ vote }) => vote !== '.');
    matrix.setColumn(rule, {
      instances: Int32Array.from(voted, ({ i }) => i),
      labels: Int32Array.from(voted, ({ vote }) => Number(vote)),
    });
  }
  matrix.growTo(rows.length);
  return matrix;
}

it('takes the majority, and abstains on a tie and where nobody votes', () => {
  const decisions = majorityVote(matrixOf('0.1', '011', '...', '.2.').rows());
  expect([...decisions.labels]).toEqual([ABSTAIN, 1, ABSTAIN, 2]);
  expect([...decisions.confidences]).toEqual([0, Math.fround(2 / 3), 0, 1]);
});

it('lets weights decide, and ignores rules of negative weight', () => {
  const decisions = weightedVote(matrixOf('011', '..1').rows(), [5, 1, -3]);
  expect([...decisions.labels]).toEqual([0, ABSTAIN]);
  expect(decisions.confidences[0]).toBe(Math.fround(5 / 6));
});

it('follows the best score, then the best rank', () => {
  const matrix = new LabelMatrix();
  matrix.setColumn(0, { instances: Int32Array.of(0, 1), labels: 0, scores: Float32Array.of(0.5, 1) });
  matrix.setColumn(1, { instances: Int32Array.of(0, 1), labels: 1, scores: Float32Array.of(0.75, 1) });
  const decisions = bestRule(matrix.rows(), [0.9, 0.8]);
  expect([...decisions.labels]).toEqual([1, 0]);
  expect([...decisions.confidences]).toEqual([Math.fround(0.75 * 0.8), Math.fround(0.9)]);
});

it('diagnoses rules by hand-counted numbers', () => {
  //                        gold: 0      1      1      ?
  const matrix = matrixOf('0.0', '01.', '.1.', '..0');
  const gold = Int32Array.of(0, 1, 1, ABSTAIN);
  const [a, b, c] = diagnoseRules(matrix, gold);
  expect(a).toEqual({
    rule: 0,
    polarity: [0],
    votes: 2,
    coverage: 2 / 4,
    overlaps: 2 / 4,
    conflicts: 1 / 4,
    correct: 1,
    incorrect: 1,
    accuracy: 1 / 2,
  });
  expect(b).toMatchObject({
    coverage: 2 / 4,
    overlaps: 1 / 4,
    conflicts: 1 / 4,
    correct: 2,
    incorrect: 0,
    accuracy: 1,
  });
  expect(c).toMatchObject({
    coverage: 2 / 4,
    overlaps: 1 / 4,
    conflicts: 0,
    correct: 1,
    incorrect: 0,
    accuracy: 1,
  });
  expect(summariseMatrix(matrix)).toEqual({ coverage: 1, overlaps: 2 / 4, conflicts: 1 / 4 });
});

it('has no accuracy for a rule whose votes nobody has judged', () => {
  expect(diagnoseRules(matrixOf('0'), Int32Array.of(ABSTAIN))[0]!.accuracy).toBeUndefined();
});

it('restricts labels by the declared types only', () => {
  const bornIn = { headTypes: ['Person'], tailTypes: ['Place', 'Country'] };
  expect(labelAllowsTypes(bornIn, { headType: 'Person', tailType: 'Country' })).toBe(true);
  expect(labelAllowsTypes(bornIn, { headType: 'Place', tailType: 'Person' })).toBe(false);
  expect(labelAllowsTypes(bornIn, { headType: 'Person' })).toBe(true);
  expect(labelAllowsTypes({}, { headType: '__proto__', tailType: 'constructor' })).toBe(true);
});

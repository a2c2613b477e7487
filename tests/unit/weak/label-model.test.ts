import { describe, expect, it } from 'vitest';
import { ABSTAIN, type Decisions, fitLabelModel, LabelMatrix, majorityVote, predictLabels } from '#core/weak';
import { type Planting, plant } from './planted.ts';

const instanceCount = 5000;
const several = { instanceCount, oneLabel: false, accuracyFrom: 0.55, accuracyTo: 0.95 } as const;
const single = { instanceCount, oneLabel: true, accuracyFrom: 0.6, accuracyTo: 0.99 } as const;
const plantings: readonly [string, Omit<Planting, 'seed'>][] = [
  ['10 rules, 2 labels each', { ...several, labelCount: 2, ruleCount: 10, rateFrom: 0.2, rateTo: 0.7 }],
  ['8 rules, 4 labels each', { ...several, labelCount: 4, ruleCount: 8, rateFrom: 0.2, rateTo: 0.6 }],
  ['40 rules of one label out of 4', { ...single, labelCount: 4, ruleCount: 40, rateFrom: 0.1, rateTo: 0.4 }],
  ['10 rules of one label out of 2', { ...single, labelCount: 2, ruleCount: 10, rateFrom: 0.2, rateTo: 0.5 }],
];

function accuracyOf(decisions: Decisions, truth: Int32Array): number {
  let right = 0;
  decisions.labels.forEach((label, i) => {
    if (label === truth[i]) right++;
  });
  return right / truth.length;
}

describe('the label model recovers planted accuracies within 0.05 from 5 000 instances', () => {
  for (const [name, planting] of plantings) {
    for (const seed of [1, 2, 3]) {
      it(`${name}, seed ${seed}`, () => {
        const { matrix, truth, accuracies } = plant({ ...planting, seed });
        const { labelCount, ruleCount } = planting;
        const rows = matrix.rows();
        const model = fitLabelModel(rows, { labelCount, ruleCount });
        const errors = accuracies.map((a, rule) => Math.abs(a - model.accuracies[rule]!));
        expect(Math.max(...errors)).toBeLessThan(0.05);
        expect(accuracyOf(predictLabels(model, rows), truth)).toBeGreaterThan(
          accuracyOf(majorityVote(rows), truth),
        );
      });
    }
  }
});

describe('the label model', () => {
  it('gives an instance without votes no label', () => {
    const matrix = new LabelMatrix();
    matrix.setColumn(0, { instances: Int32Array.of(1), labels: 1 });
    matrix.growTo(3);
    const rows = matrix.rows();
    const model = fitLabelModel(rows, { labelCount: 2, ruleCount: 1 });
    expect([...predictLabels(model, rows).labels]).toEqual([ABSTAIN, 1, ABSTAIN]);
  });

  it('believes gold labels over its prior', () => {
    const matrix = new LabelMatrix();
    const instances = Int32Array.from({ length: 100 }, (_, i) => i);
    matrix.setColumn(0, { instances, labels: 0 });
    const gold = new Int32Array(100).fill(1);
    const model = fitLabelModel(matrix.rows(), { labelCount: 2, ruleCount: 1, gold });
    // 100 votes, none of them true, against a prior of 0.75 worth 4 votes: (0 + 3) / (100 + 4).
    expect(model.accuracies[0]).toBeCloseTo(3 / 104, 6);
  });

  it('gives a rule that never votes the prior accuracy and no weight', () => {
    const model = fitLabelModel(new LabelMatrix().rows(), {
      labelCount: 2,
      ruleCount: 1,
      priorAccuracy: 0.8,
    });
    expect(model.accuracies[0]).toBe(0.8);
    expect(model.weights[0]).toBe(0);
  });

  it('is the same on every run', () => {
    const { matrix } = plant({ ...plantings[2]![1], instanceCount: 500, seed: 9 });
    const options = { labelCount: 4, ruleCount: 40 };
    expect(fitLabelModel(matrix.rows(), options)).toEqual(fitLabelModel(matrix.rows(), options));
  });
});

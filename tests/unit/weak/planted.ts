import { createRng } from '#core/base';
import { LabelMatrix } from '#core/weak';

/** Synthetic votes with a known truth. `accuracies` are the realised shares of true votes, by rule. */
export interface Planted {
  readonly matrix: LabelMatrix;
  readonly truth: Int32Array;
  readonly accuracies: number[];
}

export interface Planting {
  readonly seed: number;
  readonly labelCount: number;
  readonly ruleCount: number;
  readonly instanceCount: number;
  /** Rules with one label each, as explanations make them, or rules that vote for any label. */
  readonly oneLabel: boolean;
  readonly accuracyFrom: number;
  readonly accuracyTo: number;
  /** P(a rule votes | it could be right). */
  readonly rateFrom: number;
  readonly rateTo: number;
}

/**
 * Plants rules of known accuracy a. A rule with several labels votes at rate p, whatever the truth, and is wrong evenly.
 * A rule with the one label l votes at rate t where the truth is l and at f elsewhere, f chosen so that
 * a = πt / (πt + (1 - π)f).
 */
export function plant(planting: Planting): Planted {
  const { labelCount, ruleCount, instanceCount } = planting;
  const rng = createRng(planting.seed);
  const truth = Int32Array.from({ length: instanceCount }, () => rng.int(labelCount));
  const matrix = new LabelMatrix();
  matrix.growTo(instanceCount);
  const accuracies: number[] = [];
  for (let rule = 0; rule < ruleCount; rule++) {
    const a = planting.accuracyFrom + (planting.accuracyTo - planting.accuracyFrom) * rng.next();
    const rate = planting.rateFrom + (planting.rateTo - planting.rateFrom) * rng.next();
    const own = rule % labelCount;
    const prior = 1 / labelCount;
    const wrongRate = (prior * rate * (1 - a)) / (a * (1 - prior));
    const instances: number[] = [];
    const labels: number[] = [];
    let right = 0;
    for (let i = 0; i < instanceCount; i++) {
      const y = truth[i]!;
      if (planting.oneLabel) {
        if (rng.next() >= (y === own ? rate : wrongRate)) continue;
        labels.push(own);
      } else {
        if (rng.next() >= rate) continue;
        const other = rng.int(labelCount - 1);
        labels.push(rng.next() < a ? y : other + (other >= y ? 1 : 0));
      }
      instances.push(i);
      if (labels.at(-1) === y) right++;
    }
    accuracies.push(right / instances.length);
    matrix.setColumn(rule, { instances: Int32Array.from(instances), labels: Int32Array.from(labels) });
  }
  return { matrix, truth, accuracies };
}

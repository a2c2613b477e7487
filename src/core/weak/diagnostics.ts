/**
 * What each rule does, as numbers for the table of explanations: the columns that Snorkel's and Argilla's analyses show.
 * With the running sums of `LabelMatrix` one rule costs its own votes and the whole table one pass over all votes, so the
 * numbers can change while a threshold is being dragged (500 rules × 100 000 instances).
 */
import type { LabelMatrix } from './label-matrix.ts';
import { ABSTAIN, labelOfVote } from './vote-column.ts';

/** Diagnostics of one rule. Fractions are of all instances; counts and the accuracy are of those with a gold label. */
export interface RuleDiagnostics {
  readonly rule: number;
  /** The labels it votes for, ascending; empty if it never votes. */
  readonly polarity: readonly number[];
  readonly votes: number;
  readonly coverage: number;
  /** Where another rule votes too. Law: `conflicts <= overlaps <= coverage`. */
  readonly overlaps: number;
  /** Where another rule votes for another label. */
  readonly conflicts: number;
  readonly correct: number;
  readonly incorrect: number;
  /** `correct / (correct + incorrect)`, or `undefined` where no voted instance has a gold label. */
  readonly accuracy: number | undefined;
}

export interface DiagnosticsOptions {
  /** What fractions are taken of; all rows by default. */
  readonly instanceCount?: number;
  /** An instance that is not judged: the one that the rule was made from, which it is all but sure to be right about. */
  readonly exceptInstance?: number;
  /** Where the gold label is not known: did a person say that it is not this one? */
  readonly refutes?: (instance: number, label: number) => boolean;
}

/** `gold[i]` is the label of instance i, `NO_LABEL` if it has none, `ABSTAIN` where that is not known. */
export function diagnoseRule(
  matrix: LabelMatrix,
  rule: number,
  gold: ArrayLike<number>,
  options: DiagnosticsOptions = {},
): RuleDiagnostics {
  const column = matrix.column(rule);
  const polarity = new Set<number>();
  let overlaps = 0;
  let conflicts = 0;
  let correct = 0;
  let incorrect = 0;
  for (let k = 0; k < column.instances.length; k++) {
    const instance = column.instances[k] ?? 0;
    const label = labelOfVote(column, k);
    polarity.add(label);
    if (matrix.voteCount(instance) > 1) overlaps++;
    if (matrix.isContested(instance)) conflicts++;
    const truth = gold[instance] ?? ABSTAIN;
    if (instance === options.exceptInstance) continue;
    if (truth === ABSTAIN) {
      if (options.refutes?.(instance, label) === true) incorrect++;
    } else if (truth === label) correct++;
    else incorrect++;
  }
  const size = Math.max(options.instanceCount ?? matrix.instanceCount, 1);
  const judged = correct + incorrect;
  return {
    rule,
    polarity: [...polarity].sort((a, b) => a - b),
    votes: column.instances.length,
    coverage: column.instances.length / size,
    overlaps: overlaps / size,
    conflicts: conflicts / size,
    correct,
    incorrect,
    accuracy: judged === 0 ? undefined : correct / judged,
  };
}

/** The whole table, by rule number. */
export function diagnoseRules(
  matrix: LabelMatrix,
  gold: ArrayLike<number>,
  options: DiagnosticsOptions = {},
): RuleDiagnostics[] {
  return Array.from({ length: matrix.ruleCount }, (_, rule) => diagnoseRule(matrix, rule, gold, options));
}

/** The matrix as a whole, as the summary line above the table. Fractions are of all instances. */
export interface MatrixSummary {
  readonly coverage: number;
  readonly overlaps: number;
  readonly conflicts: number;
}

export function summariseMatrix(matrix: LabelMatrix, instanceCount = matrix.instanceCount): MatrixSummary {
  let covered = 0;
  let overlapping = 0;
  let contested = 0;
  for (let i = 0; i < matrix.instanceCount; i++) {
    const votes = matrix.voteCount(i);
    if (votes > 0) covered++;
    if (votes > 1) overlapping++;
    if (matrix.isContested(i)) contested++;
  }
  const size = Math.max(instanceCount, 1);
  return { coverage: covered / size, overlaps: overlapping / size, conflicts: contested / size };
}

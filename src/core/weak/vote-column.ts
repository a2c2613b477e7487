/**
 * A rule is a labelling function made from one explanation: it looks at an instance and either votes for its one label or
 * abstains (BabbleLabble, Hancock et al. 2018). Labels and rules are small integers in this room; the engine that owns the
 * project's ids keeps the maps.
 */

/** What a rule says about an instance it does not match. It is not a label, and never counts as one. */
export const ABSTAIN = -1;

/** A known truth: none of the labels. A vote on such an instance is wrong, whatever it says. */
export const NO_LABEL = -2;

/** A vote of rule `rule` for label `label` (never `ABSTAIN`), with the score of the match: 1 when strict, in (0, 1] when soft. */
export interface Vote {
  readonly rule: number;
  readonly label: number;
  readonly score: number;
}

/**
 * The votes of one rule over all instances, sparse: the instances it does not abstain on.
 * Laws: `instances` is strictly ascending; `labels` has its length, or is the one label of a rule that has only one
 * (every rule made from an explanation); `scores`, where present, has its length too and is 1 everywhere where absent.
 */
export interface VoteColumn {
  readonly instances: Int32Array;
  readonly labels: Int32Array | number;
  readonly scores?: Float32Array;
}

export const emptyColumn: VoteColumn = { instances: new Int32Array(0), labels: 0 };

/** The label of the k-th vote of a column. */
export function labelOfVote(column: VoteColumn, k: number): number {
  return typeof column.labels === 'number' ? column.labels : (column.labels[k] ?? ABSTAIN);
}

/**
 * The label matrix Λ (instances × rules), sparse and column-wise, because rules come and go one at a time while instances
 * come in bulk. Beside the columns it keeps three running sums per instance: the number of votes n, Σ label and Σ label².
 * Since n·Σl² = (Σl)² exactly when all labels are equal (equality in Cauchy–Schwarz), "is this instance contested?" is a
 * constant-time question that stays right when a column is taken out again, with no count per label.
 *
 * Laws: the sums equal those recomputed from the columns after any sequence of edits; a rule votes at most once per instance.
 */
import { InternalError } from '#core/base';
import { ABSTAIN, emptyColumn, labelOfVote, type Vote, type VoteColumn } from './vote-column.ts';

/** Row-wise view for passes over instances (compressed sparse rows): votes of instance i are `[starts[i], starts[i + 1])`. */
export interface VoteRows {
  readonly starts: Int32Array;
  readonly rules: Int32Array;
  readonly labels: Int32Array;
  readonly scores: Float32Array;
}

export class LabelMatrix {
  #columns: VoteColumn[] = [];
  #instanceCount = 0;
  #votes = new Int32Array(0);
  #labelSum = new Float64Array(0);
  #labelSquares = new Float64Array(0);

  /** Rows of the matrix, with and without votes. */
  get instanceCount(): number {
    return this.#instanceCount;
  }

  /** Columns of the matrix, with and without votes; a removed rule leaves an empty one. */
  get ruleCount(): number {
    return this.#columns.length;
  }

  /** Grows (never shrinks) the number of rows. */
  growTo(instanceCount: number): void {
    if (instanceCount <= this.#instanceCount) return;
    this.#instanceCount = instanceCount;
    if (instanceCount <= this.#votes.length) return;
    const capacity = Math.max(instanceCount, this.#votes.length * 2, 16);
    this.#votes = grown(this.#votes, new Int32Array(capacity));
    this.#labelSum = grown(this.#labelSum, new Float64Array(capacity));
    this.#labelSquares = grown(this.#labelSquares, new Float64Array(capacity));
  }

  column(rule: number): VoteColumn {
    return this.#columns[rule] ?? emptyColumn;
  }

  /** Puts a rule's votes in place of its earlier ones. Cost: the length of both. Throws `InternalError` if unsorted. */
  setColumn(rule: number, column: VoteColumn): void {
    let before = -1;
    for (const instance of column.instances) {
      if (instance <= before)
        throw new InternalError('votes of a rule must be sorted by instance, one per instance');
      before = instance;
    }
    this.growTo(before + 1);
    while (this.#columns.length <= rule) this.#columns.push(emptyColumn);
    this.#count(this.column(rule), -1);
    this.#columns[rule] = column;
    this.#count(column, 1);
  }

  /** Takes a rule's votes out; its number stays valid and may be given to another rule. */
  clearColumn(rule: number): void {
    this.setColumn(rule, emptyColumn);
  }

  /**
   * Replaces what a rule says about some instances only: those in `touched` lose their vote and those in `column` (a subset
   * of `touched`) get one.
   */
  patchColumn(rule: number, touched: ReadonlySet<number>, column: VoteColumn): void {
    const old = this.column(rule);
    const kept: number[] = [];
    for (let k = 0; k < old.instances.length; k++) {
      if (!touched.has(old.instances[k] ?? -1)) kept.push(k);
    }
    const added = column.instances.length;
    if (added === 0 && kept.length === old.instances.length) return;
    const size = kept.length + added;
    const instances = new Int32Array(size);
    const labels = new Int32Array(size);
    const scores = new Float32Array(size);
    let a = 0;
    let b = 0;
    for (let out = 0; out < size; out++) {
      const k = kept[a];
      const fromOld = k !== undefined && (b >= added || (old.instances[k] ?? 0) < (column.instances[b] ?? 0));
      const source = fromOld ? old : column;
      const at = fromOld && k !== undefined ? k : b;
      instances[out] = source.instances[at] ?? 0;
      labels[out] = labelOfVote(source, at);
      scores[out] = source.scores?.[at] ?? 1;
      if (fromOld) a++;
      else b++;
    }
    this.setColumn(rule, { instances, labels: sameEverywhere(labels) ?? labels, scores });
  }

  /** How many rules vote on an instance. */
  voteCount(instance: number): number {
    return this.#votes[instance] ?? 0;
  }

  /** Do two rules vote for different labels here? */
  isContested(instance: number): boolean {
    const n = this.#votes[instance] ?? 0;
    if (n < 2) return false;
    const sum = this.#labelSum[instance] ?? 0;
    return n * (this.#labelSquares[instance] ?? 0) !== sum * sum;
  }

  /** The votes on one instance, by rule. */
  row(instance: number): Vote[] {
    const votes: Vote[] = [];
    if (this.voteCount(instance) === 0) return votes;
    for (let rule = 0; rule < this.#columns.length; rule++) {
      const column = this.column(rule);
      const k = indexOfSorted(column.instances, instance);
      if (k >= 0) votes.push({ rule, label: labelOfVote(column, k), score: column.scores?.[k] ?? 1 });
    }
    return votes;
  }

  /** All votes by instance, within an instance by rule. Cost: one pass over the votes. */
  rows(): VoteRows {
    const starts = new Int32Array(this.#instanceCount + 1);
    for (let i = 0; i < this.#instanceCount; i++) starts[i + 1] = (starts[i] ?? 0) + (this.#votes[i] ?? 0);
    const total = starts[this.#instanceCount] ?? 0;
    const next = starts.slice();
    const rules = new Int32Array(total);
    const labels = new Int32Array(total);
    const scores = new Float32Array(total);
    for (let rule = 0; rule < this.#columns.length; rule++) {
      const column = this.column(rule);
      for (let k = 0; k < column.instances.length; k++) {
        const instance = column.instances[k] ?? 0;
        const at = next[instance] ?? 0;
        next[instance] = at + 1;
        rules[at] = rule;
        labels[at] = labelOfVote(column, k);
        scores[at] = column.scores?.[k] ?? 1;
      }
    }
    return { starts, rules, labels, scores };
  }

  #count(column: VoteColumn, sign: 1 | -1): void {
    for (let k = 0; k < column.instances.length; k++) {
      const i = column.instances[k] ?? 0;
      const label = labelOfVote(column, k);
      if (label === ABSTAIN) throw new InternalError('an abstention is not a vote and must not be stored');
      this.#votes[i] = (this.#votes[i] ?? 0) + sign;
      this.#labelSum[i] = (this.#labelSum[i] ?? 0) + sign * label;
      this.#labelSquares[i] = (this.#labelSquares[i] ?? 0) + sign * label * label;
    }
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function sameEverywhere(labels: Int32Array): number | undefined {
  const first = labels[0];
  return labels.every((label) => label === first) ? first : undefined;
}

/** Index of `value` in an ascending array, or -1. */
export function indexOfSorted(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] ?? 0;
    if (at === value) return middle;
    if (at < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

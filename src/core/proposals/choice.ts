/** The few forms that are shown: how far labels support each, and how they are chosen beside each other. */
import type { LogicalForm } from '#core/explain';
import type { Seed } from './seeds.ts';

export interface ProposalOptions {
  readonly limit: number;
  /** Labels that the expectation counts for. */
  readonly priorStrength: number;
  /** Standard deviations below the mean. */
  readonly caution: number;
  readonly precisionPower: number;
  readonly coveragePower: number;
  readonly clauseCost: number;
  /** How much of its score a form loses that matches what an earlier one does. */
  readonly diversity: number;
}

export const proposalOptions: ProposalOptions = {
  limit: 5,
  priorStrength: 4,
  caution: 0.5,
  precisionPower: 1,
  coveragePower: 0.5,
  clauseCost: 0.05,
  diversity: 0.7,
};

export interface RatedForm {
  readonly form: LogicalForm;
  readonly seed: Seed;
  readonly traits: readonly number[];
  /** Ascending. */
  readonly matches: Int32Array;
  readonly agreements: number;
  readonly contradictions: number;
  readonly score: number;
}

/** Forms that are compared with each other. */
const shortlist = 150;

interface FormCounts {
  readonly agreements: number;
  readonly contradictions: number;
  readonly matches: number;
  /** Matches that nothing else reaches. */
  readonly fresh: number;
  readonly clauses: number;
}

/** By how much labels, new reach and brevity lift or lower what a form was expected to be worth. */
export function supportOf(expectedPrecision: number, counts: FormCounts, options: ProposalOptions): number {
  const { fresh, matches, clauses } = counts;
  return (
    evidenceOf(expectedPrecision, counts, options) *
    ((1 + fresh) / (1 + matches)) ** options.coveragePower *
    Math.exp(-options.clauseCost * (clauses - 1))
  );
}

/** 1 where the labels say what was expected, the fewer the nearer to it. */
export function evidenceOf(
  expected: number,
  { agreements, contradictions }: Pick<FormCounts, 'agreements' | 'contradictions'>,
  options: ProposalOptions,
): number {
  const a = options.priorStrength * expected + agreements;
  const b = options.priorStrength * (1 - expected) + contradictions;
  const mean = a / (a + b);
  const bound = Math.max(0.01, mean - options.caution * Math.sqrt((mean * (1 - mean)) / (a + b + 1)));
  return (bound / expected) ** options.precisionPower;
}

/** One after the other, each by its score less what it shares with those before it. `rated`: best first. */
export function* chooseDiverse(
  rated: readonly RatedForm[],
  options: ProposalOptions,
  isSayable: (form: LogicalForm) => boolean,
): Generator<RatedForm> {
  const left = rated.slice(0, shortlist);
  const shared = new Float64Array(left.length);
  for (let chosen = 0; chosen < options.limit; ) {
    let best = -1;
    let bestValue = 0;
    for (let k = 0; k < left.length; k++) {
      const value = (left[k]?.score ?? 0) * (1 - options.diversity * (shared[k] ?? 0));
      if ((shared[k] ?? 0) < 1 && value > bestValue) [best, bestValue] = [k, value];
    }
    const one = left[best];
    if (one === undefined) return;
    shared[best] = 1;
    if (!isSayable(one.form)) continue;
    chosen++;
    yield one;
    for (let k = 0; k < left.length; k++) {
      const other = left[k];
      if (other !== undefined) shared[k] = Math.max(shared[k] ?? 0, overlap(one.matches, other.matches));
    }
  }
}

/** Share of what either matches that both do. Ascending arrays. */
function overlap(a: Int32Array, b: Int32Array): number {
  let [i, k, both] = [0, 0, 0];
  while (i < a.length && k < b.length) {
    const [left, right] = [a[i] ?? 0, b[k] ?? 0];
    if (left === right) both++;
    if (left <= right) i++;
    if (right <= left) k++;
  }
  return both / Math.max(1, a.length + b.length - both);
}

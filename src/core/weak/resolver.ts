/**
 * From the votes on one instance to its weak label. What is strictly true goes before what is only alike (NExT's S_strict and
 * S_soft): where a rule matches strictly, only strict votes count, and the label model settles their conflicts. Elsewhere the
 * label with the strongest evidence wins: the best soft score times how plausible the label is in this context, if a
 * context model has been learned. docs/experiments/rules.md compares this with majority, best rule and the label model throughout.
 */
import type { LabelModel } from './label-model.ts';
import { ABSTAIN, type Vote } from './vote-column.ts';

/** How votes become labels. */
export type Resolution = 'evidence' | 'majority' | 'best-rule';

/** A weak label of one instance: `ABSTAIN` without votes or on a tie of `majority`. */
export interface Decision {
  readonly label: number;
  /** In [0, 1]. */
  readonly confidence: number;
}

/** Plausibility of a soft match: P(label | context) over the root of the label's share; see `evidenceOf`. */
export type Plausibility = (instance: number, label: number) => number;

const undecided: Decision = { label: ABSTAIN, confidence: 0 };

export class Resolver {
  readonly #resolution: Resolution;
  readonly #model: LabelModel;
  readonly #plausibility: Plausibility | undefined;
  readonly #pairs = new Map<number, number>();
  readonly #base: Float64Array;

  constructor(resolution: Resolution, model: LabelModel, plausibility?: Plausibility) {
    this.#resolution = resolution;
    this.#model = model;
    this.#plausibility = plausibility;
    this.#base = model.classBalance.map(Math.log);
    for (let p = 0; p < model.pairRules.length; p++) {
      const label = model.pairLabels[p] ?? 0;
      this.#pairs.set((model.pairRules[p] ?? 0) * model.labelCount + label, p);
      this.#base[label] = (this.#base[label] ?? 0) + (model.silenceEvidence[p] ?? 0);
    }
  }

  decide(instance: number, votes: readonly Vote[]): Decision {
    if (votes.length === 0) return undecided;
    if (this.#resolution === 'majority') return majority(votes);
    if (this.#resolution === 'best-rule') return best(votes, ({ score }) => score);
    const strict = votes.filter((vote) => vote.score === 1);
    if (strict.length > 0) return this.#posterior(strict);
    const plausibility = this.#plausibility;
    if (plausibility === undefined) {
      return best(votes, ({ rule, score }) => score * (this.#model.accuracies[rule] ?? 0));
    }
    const { label, confidence } = best(votes, (vote) => vote.score * plausibility(instance, vote.label));
    return { label, confidence: confidence / (1 + confidence) };
  }

  /** The label model's posterior over the labels that are voted for. */
  #posterior(votes: readonly Vote[]): Decision {
    const { labelCount, voteEvidence, silenceEvidence } = this.#model;
    const logs = this.#base.slice();
    for (const { rule, label } of votes) {
      const p = this.#pairs.get(rule * labelCount + label);
      if (p === undefined) continue;
      logs[label] = (logs[label] ?? 0) + (voteEvidence[p] ?? 0) - (silenceEvidence[p] ?? 0);
    }
    const highest = Math.max(...logs);
    const total = logs.reduce((sum, log) => sum + Math.exp(log - highest), 0);
    return best(votes, ({ label }) => Math.exp((logs[label] ?? highest) - highest) / total);
  }
}

/** The vote of highest worth; the first of equals. */
function best(votes: readonly Vote[], worth: (vote: Vote) => number): Decision {
  let label = ABSTAIN;
  let confidence = 0;
  for (const vote of votes) {
    const value = worth(vote);
    if (value <= confidence) continue;
    label = vote.label;
    confidence = value;
  }
  return { label, confidence };
}

function majority(votes: readonly Vote[]): Decision {
  const tally = new Map<number, number>();
  for (const { label } of votes) tally.set(label, (tally.get(label) ?? 0) + 1);
  const ranked = [...tally].sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] === second?.[1]) return undecided;
  return { label: first[0], confidence: first[1] / votes.length };
}

/**
 * Votes into labels without learning anything: the plain majority, the weighted majority, and the single best rule (an
 * unlabelled instance takes the label of its best-scoring form, NExT §2). Each abstains where nobody votes; the majority
 * also abstains on a tie, which is evidence for neither side.
 */
import type { VoteRows } from './label-matrix.ts';
import { ABSTAIN } from './vote-column.ts';

/** One decision per instance: `labels[i]` is a label or `ABSTAIN`, `confidences[i]` in [0, 1] (0 for `ABSTAIN`). */
export interface Decisions {
  readonly labels: Int32Array;
  readonly confidences: Float32Array;
}

/** Weight of a vote, by its place in the rows. */
type WeightOf = (rule: number, score: number) => number;

/** Each vote counts one; the confidence is the winner's share of the votes. */
export function majorityVote(rows: VoteRows): Decisions {
  return decide(rows, () => 1);
}

/** Votes count by their rule's weight (negative weights count as none); the confidence is the winner's share of the weight. */
export function weightedVote(rows: VoteRows, weights: ArrayLike<number>): Decisions {
  return decide(rows, (rule) => Math.max(weights[rule] ?? 0, 0));
}

/**
 * The vote with the highest score wins, ties going to the rule of higher `rank` and then to the lower number; the
 * confidence is that score times the rank. `rank` is each rule's assumed accuracy; without it all are 1.
 */
export function bestRule(rows: VoteRows, rank?: ArrayLike<number>): Decisions {
  const instanceCount = rows.starts.length - 1;
  const labels = new Int32Array(instanceCount).fill(ABSTAIN);
  const confidences = new Float32Array(instanceCount);
  for (let i = 0; i < instanceCount; i++) {
    let bestScore = 0;
    let bestRank = 0;
    for (let at = rows.starts[i] ?? 0; at < (rows.starts[i + 1] ?? 0); at++) {
      const score = rows.scores[at] ?? 0;
      const ranked = rank?.[rows.rules[at] ?? 0] ?? 1;
      if (score < bestScore || (score === bestScore && ranked <= bestRank)) continue;
      bestScore = score;
      bestRank = ranked;
      labels[i] = rows.labels[at] ?? ABSTAIN;
      confidences[i] = score * ranked;
    }
  }
  return { labels, confidences };
}

function decide(rows: VoteRows, weightOf: WeightOf): Decisions {
  const instanceCount = rows.starts.length - 1;
  const labels = new Int32Array(instanceCount).fill(ABSTAIN);
  const confidences = new Float32Array(instanceCount);
  const tally = new Map<number, number>();
  for (let i = 0; i < instanceCount; i++) {
    const from = rows.starts[i] ?? 0;
    const to = rows.starts[i + 1] ?? 0;
    if (from === to) continue;
    tally.clear();
    let total = 0;
    for (let at = from; at < to; at++) {
      const label = rows.labels[at] ?? ABSTAIN;
      const weight = weightOf(rows.rules[at] ?? 0, rows.scores[at] ?? 0);
      tally.set(label, (tally.get(label) ?? 0) + weight);
      total += weight;
    }
    let best = ABSTAIN;
    let bestWeight = 0;
    let tied = false;
    for (const [label, weight] of tally) {
      if (weight > bestWeight) {
        best = label;
        bestWeight = weight;
        tied = false;
      } else if (weight === bestWeight) {
        tied = true;
      }
    }
    if (best === ABSTAIN || tied) continue;
    labels[i] = best;
    confidences[i] = bestWeight / total;
  }
  return { labels, confidences };
}

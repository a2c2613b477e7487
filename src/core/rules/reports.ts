/** Counting for the engine's answers: what contradicts a form, and how a threshold would change the picture. */
import { ABSTAIN } from '#core/weak';
import type { ThresholdPoint } from './answers.ts';

export interface Contradiction {
  /** Number of the gold label, or `NO_LABEL`. */
  readonly truth: number;
  readonly count: number;
  /** The first instance of it. */
  readonly example: number;
}

/** Gold labels among `instances` that are not `label`, most frequent first, and how many are. */
export function compareWithGold(
  instances: Int32Array,
  gold: ArrayLike<number>,
  label: number | undefined,
): { readonly agreements: number; readonly contradictions: readonly Contradiction[] } {
  const against = new Map<number, { truth: number; count: number; example: number }>();
  let agreements = 0;
  for (const instance of instances) {
    const truth = gold[instance] ?? ABSTAIN;
    if (truth === label) agreements++;
    if (truth === label || truth === ABSTAIN) continue;
    const entry = against.get(truth);
    if (entry === undefined) against.set(truth, { truth, count: 1, example: instance });
    else entry.count++;
  }
  return { agreements, contradictions: [...against.values()].sort((a, b) => b.count - a.count) };
}

/** By instance: the best score that a rule gives it, 0 where none matches, and for which label. */
export interface BestMatches {
  readonly scores: Float32Array;
  readonly labels: Int32Array;
}

/** Coverage and correctness from each threshold on; coverage is of `instanceCount`. */
export function thresholdCurve(
  best: BestMatches,
  gold: ArrayLike<number>,
  thresholds: readonly number[],
  instanceCount: number,
): ThresholdPoint[] {
  const counts = thresholds.map((threshold) => ({ threshold, covered: 0, correct: 0, incorrect: 0 }));
  const lowest = Math.min(...thresholds);
  for (let instance = 0; instance < best.scores.length; instance++) {
    const score = best.scores[instance] ?? 0;
    if (score === 0 || score < lowest) continue;
    const label = best.labels[instance] ?? ABSTAIN;
    const truth = gold[instance] ?? ABSTAIN;
    for (const count of counts) {
      if (score < count.threshold) continue;
      count.covered++;
      if (truth === label) count.correct++;
      else if (truth !== ABSTAIN) count.incorrect++;
    }
  }
  return counts.map(({ threshold, covered, correct, incorrect }) => ({
    threshold,
    coverage: covered / Math.max(instanceCount, 1),
    correct,
    incorrect,
  }));
}

/**
 * What to show next (methods.md §6): how uncertain a model is about a document, how much model and explanations
 * disagree, and the order that follows. Scores are 0 where nothing is to be learned and grow with what there is.
 */
import { type Rng, shuffled } from '#core/base';
import type { AcquisitionStrategy } from '#core/project';

/**
 * Maximum normalised log-probability (Shen et al. 2017), turned round: the negative log-probability of the best tag
 * sequence per token. 0 for a text without tokens.
 */
export function mnlp(logProbability: number, tokens: number): number {
  return tokens === 0 ? 0 : Math.max(0, -logProbability / tokens);
}

/** 1 − the highest probability. 0 for an empty distribution. */
export function leastConfidence(probabilities: ArrayLike<number>): number {
  let highest = probabilities.length === 0 ? 1 : 0;
  for (let i = 0; i < probabilities.length; i++) highest = Math.max(highest, probabilities[i] ?? 0);
  return 1 - highest;
}

/** Entropy divided by its maximum, the logarithm of the number of labels: in [0, 1]. */
export function normalisedEntropy(probabilities: ArrayLike<number>): number {
  if (probabilities.length < 2) return 0;
  let entropy = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    if (p > 0) entropy -= p * Math.log(p);
  }
  return entropy / Math.log(probabilities.length);
}

/**
 * How much more each class is wanted, by how few labels it has: the root of the mean count over its own, with one label more
 * each. All 1 where nothing is counted.
 */
export function wantedClasses(counts: readonly number[]): number[] {
  const mean = counts.reduce((sum, count) => sum + count + 1, 0) / Math.max(1, counts.length);
  return counts.map((count) => Math.sqrt(mean / (count + 1)));
}

/**
 * How near the two likeliest classes are (1 − their distance), times how much what it may be is wanted. Of sixteen relations
 * entropy is high for texts that are like nothing at all; this is high between two classes, and for rare ones.
 */
export function wantedMargin(probabilities: ArrayLike<number>, wanted: readonly number[]): number {
  let [first, second, want] = [0, 0, 0];
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    want += p * (wanted[i] ?? 1);
    if (p > first) [first, second] = [p, first];
    else if (p > second) second = p;
  }
  return (1 - (first - second)) * want;
}

/** A proposal of a model or of an explanation: equal keys mean the same place and label. */
export interface Claim {
  readonly key: string;
  /** In [0, 1]. */
  readonly confidence: number;
}

/**
 * How much two sources contradict each other: one minus the Dice overlap of their claims, weighted by confidence.
 * 0 where neither or only one of them claims anything: silence is no contradiction.
 */
export function disagreement(model: readonly Claim[], explanations: readonly Claim[]): number {
  if (model.length === 0 || explanations.length === 0) return 0;
  const sum = (claims: readonly Claim[]): number => claims.reduce((total, c) => total + c.confidence, 0);
  const confidences = new Map(model.map((claim) => [claim.key, claim.confidence]));
  const shared = explanations.reduce(
    (total, c) => total + Math.min(c.confidence, confidences.get(c.key) ?? 0),
    0,
  );
  const all = sum(model) + sum(explanations);
  return all === 0 ? 0 : 1 - (2 * shared) / all;
}

/** What is known of a document for the order; a score of 0 is none. */
export interface Candidate {
  readonly documentId: string;
  readonly position: number;
  /** MNLP of entities, the wanted margin of classes. */
  readonly uncertainty: number;
  readonly leastConfidence?: number;
  readonly disagreement: number;
  /** How early a spread over all texts takes it, in (0, 1]. */
  readonly diversity?: number;
}

/** The score that a strategy goes by; 0 where it has nothing to say. */
function scoreFor(
  strategy: AcquisitionStrategy,
  candidate: Pick<Candidate, 'uncertainty' | 'leastConfidence' | 'disagreement' | 'diversity'>,
): number {
  switch (strategy) {
    case 'sequential':
    case 'random':
      return 0;
    case 'uncertainty':
      return candidate.uncertainty;
    case 'least-confidence':
      return candidate.leastConfidence ?? 0;
    case 'disagreement':
      return candidate.disagreement;
    case 'diversity':
      return candidate.diversity ?? 0;
    default:
      return strategy satisfies never;
  }
}

/**
 * Document ids in the order in which they are to be shown. Ties, and what has no score, go by position, so that the
 * order is the same each time; `'random'` needs the generator. Of equal disagreement the less certain comes first.
 */
export function acquisitionOrder(
  candidates: readonly Candidate[],
  strategy: AcquisitionStrategy,
  rng: Rng,
): string[] {
  const byPosition = candidates.toSorted((a, b) => a.position - b.position);
  const ids = (ordered: readonly Candidate[]): string[] => ordered.map((c) => c.documentId);
  if (strategy === 'random') return ids(shuffled(byPosition, rng));
  const score = (candidate: Candidate): number => scoreFor(strategy, candidate);
  return ids(
    byPosition.toSorted(
      (a, b) =>
        score(b) - score(a) ||
        (strategy === 'disagreement' && score(a) > 0 ? b.uncertainty - a.uncertainty : 0),
    ),
  );
}

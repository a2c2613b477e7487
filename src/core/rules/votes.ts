/**
 * From a rule's matches to its votes: those on instances that are still there, that its label's types allow, and that score
 * enough. All rules are gone through while a threshold is being dragged, so this runs over typed arrays and makes no objects.
 */
import type { Corpus, SoftMatches } from '#core/execute';
import type { EngineParts } from './parts.ts';
import type { BestMatches } from './reports.ts';
import type { RuleState } from './rule-book.ts';

/** Matches of one rule, and what decides which of them count. */
export interface MatchedRule {
  readonly matches: SoftMatches;
  readonly label: number;
  /** Whether it may vote on an instance; absent: on all. */
  readonly allows: ((instance: number) => boolean) | undefined;
}

export function matchedRule({ labels, documents }: EngineParts, { spec, running }: RuleState): MatchedRule {
  const restriction = labels.restrictionOf(spec.labelId);
  return {
    matches: running.matches,
    label: labels.numberOf(spec.labelId),
    allows:
      restriction === undefined ? undefined : (instance) => restriction(documents.ref(instance)?.types ?? {}),
  };
}

/** Matches from `threshold` on that count, and how many live ones are exact, whether they may count or not. */
export function countedMatches(
  { matches, allows }: MatchedRule,
  corpus: Corpus,
  threshold: number,
): SoftMatches & { readonly strictMatches: number } {
  const { instances, scores } = matches;
  const kept = new Int32Array(instances.length);
  const keptScores = new Float32Array(instances.length);
  let n = 0;
  let strictMatches = 0;
  for (let k = 0; k < instances.length; k++) {
    const instance = instances[k] ?? -1;
    const score = scores[k] ?? 0;
    if ((score < threshold && score < 1) || !corpus.isLive(instance)) continue;
    if (score === 1) strictMatches++;
    if (allows?.(instance) === false) continue;
    kept[n] = instance;
    keptScores[n] = score;
    n++;
  }
  return { instances: kept.slice(0, n), scores: keptScores.slice(0, n), strictMatches };
}

/** By instance the best score of any rule. `own`: the instance that a rule explains is not counted for it. */
export function bestMatches(
  rules: readonly (MatchedRule & { readonly own: number | undefined })[],
  corpus: Corpus,
): BestMatches {
  const best = {
    scores: new Float32Array(corpus.instanceCount),
    labels: new Int32Array(corpus.instanceCount),
  };
  for (const { matches, label, allows, own } of rules) {
    const { instances, scores } = matches;
    for (let k = 0; k < instances.length; k++) {
      const instance = instances[k] ?? -1;
      const score = scores[k] ?? 0;
      if (score <= (best.scores[instance] ?? 0) || instance === own) continue;
      if (!corpus.isLive(instance) || allows?.(instance) === false) continue;
      best.scores[instance] = score;
      best.labels[instance] = label;
    }
  }
  return best;
}

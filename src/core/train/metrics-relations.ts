/**
 * The official score of SemEval-2010 Task 8 (Hendrickx et al. 2010): macro-averaged F1 over the relations, direction
 * taken into account, `Other` left out of the mean. A relation found in the wrong direction is no hit, but counts
 * among what was predicted of that relation; what was wrongly taken for `Other` counts as missed, what is `Other` and was
 * taken for a relation counts as a false alarm.
 */
import { must } from '#core/base';
import { type Score, scoreOf } from './metrics.ts';

export interface RelationScores {
  readonly macroF1: number;
  /** By relation, without direction and without `other`. */
  readonly byRelation: ReadonlyMap<string, Score>;
}

const direction = /\(e[12],e[12]\)$/;

/** `'Cause-Effect(e2,e1)'` → `'Cause-Effect'`. */
export function undirected(label: string): string {
  return label.replace(direction, '');
}

/**
 * `undefined` is no prediction and scores like `other`. The mean is over `relations` (undirected); by default over all
 * that occur on either side, which for the task's own test set are its nine.
 */
export function scoreRelations(
  gold: readonly string[],
  predicted: readonly (string | undefined)[],
  options: { readonly other?: string; readonly relations?: readonly string[] } = {},
): RelationScores {
  const other = options.other ?? 'Other';
  const counts = new Map<string, { correct: number; predicted: number; gold: number }>();
  const at = (label: string) => {
    const relation = undirected(label);
    const known = counts.get(relation) ?? { correct: 0, predicted: 0, gold: 0 };
    counts.set(relation, known);
    return known;
  };
  for (const relation of options.relations ?? []) at(relation);
  gold.forEach((label, i) => {
    const answer = predicted[i] ?? other;
    if (label !== other) at(label).gold++;
    if (answer !== other) at(answer).predicted++;
    if (answer === label && label !== other) at(label).correct++;
  });
  const byRelation = new Map(
    [...counts].map(([relation, c]) => [relation, scoreOf(c.correct, c.predicted, c.gold)]),
  );
  const counted = options.relations?.map(undirected) ?? [...byRelation.keys()];
  const sum = counted.reduce((total, relation) => total + must(byRelation.get(relation), relation).f1, 0);
  return { macroF1: counted.length === 0 ? 0 : sum / counted.length, byRelation };
}

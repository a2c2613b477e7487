/** What triggers reach, for the Explanations screen: whichever matcher answers, it is counted in the same way. */
import type { TriggerMatch } from './matcher.ts';

export interface TriggerCoverage {
  readonly threshold: number;
  readonly documents: number;
  /** Documents with at least one trigger within the threshold. */
  readonly matched: number;
}

/** How many documents are reached at each threshold; `best` is the similarity of each one's nearest trigger, 0 where there is none. */
export function coverageAt(thresholds: readonly number[], best: readonly number[]): TriggerCoverage[] {
  return thresholds.map((threshold) => ({
    threshold,
    documents: best.length,
    matched: best.filter((similarity) => similarity > 0 && similarity >= threshold).length,
  }));
}

/** Documents that each trigger votes for, by its id; absent where none. */
export function reachOf(
  documentIds: Iterable<string>,
  matchesOf: (documentId: string) => readonly TriggerMatch[],
): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, string[]>();
  for (const documentId of documentIds) {
    for (const { explanationId } of matchesOf(documentId)) {
      const list = reached.get(explanationId) ?? [];
      list.push(documentId);
      reached.set(explanationId, list);
    }
  }
  return reached;
}

/**
 * Which words tell a label from the others: log-odds with an informative prior, as a z-score (Monroe, Colaresi & Quinn 2008, "Fightin'
 * Words", §3.5), over how many labelled instances have the word. The prior is the word's rate in all of them, so that with few
 * labels nothing is told.
 */
import type { WordWeight } from './keywords.ts';

export interface LabelledWords {
  readonly labelId: string;
  /** In lower case. */
  readonly words: ReadonlySet<string>;
}

/** The prior counts as much as so many instances. */
const priorInstances = 4;
/** A z-score that is as good as certain. */
const certain = 4;

export function tellingWords(labelled: readonly LabelledWords[], labelId: string): WordWeight {
  const own = labelled.filter((one) => one.labelId === labelId);
  const others = labelled.filter((one) => one.labelId !== labelId);
  if (own.length === 0 || others.length === 0) return () => 0;
  const counted = (of: readonly LabelledWords[]) => {
    const counts = new Map<string, number>();
    for (const { words } of of) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const inOwn = counted(own);
  const inOthers = counted(others);
  return (word) => {
    const here = inOwn.get(word) ?? 0;
    if (here === 0) return 0;
    const there = inOthers.get(word) ?? 0;
    const prior = (priorInstances * (here + there)) / labelled.length;
    const odds = (n: number, of: number) => Math.log((n + prior) / (of + priorInstances - n - prior));
    const spread = Math.sqrt(1 / (here + prior) + 1 / (there + prior));
    const z = (odds(here, own.length) - odds(there, others.length)) / spread;
    return Math.min(1, Math.max(0, z / certain));
  };
}

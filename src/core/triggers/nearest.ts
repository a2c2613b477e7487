/** The nearest triggers of many sentences at once, from their vectors. */
import { must } from '../base/index.ts';
import { rows } from './collators.ts';
import { cosines } from './vector-table.ts';

export interface Neighbour {
  /** Place in the list of triggers. */
  readonly trigger: number;
  readonly similarity: number;
}

/**
 * For each sentence at most `count` triggers, nearest first, none below `threshold`. `excluded(sentence, trigger)` says
 * which pairs are no match whatever their vectors: a sentence's own triggers.
 */
export function nearestTriggers(
  sentences: readonly Float32Array[],
  triggers: readonly Float32Array[],
  options: {
    readonly count: number;
    readonly threshold?: number;
    readonly excluded?: (sentence: number, trigger: number) => boolean;
  },
): Neighbour[][] {
  const dim = triggers[0]?.length ?? sentences[0]?.length ?? 0;
  const threshold = options.threshold ?? Number.NEGATIVE_INFINITY;
  const similarities = cosines(rows(sentences).data, rows(triggers).data, dim);
  return sentences.map((_, s) => {
    const found: Neighbour[] = [];
    for (let trigger = 0; trigger < triggers.length; trigger++) {
      const similarity = must(similarities[s * triggers.length + trigger], 'similarity');
      if (similarity < threshold || options.excluded?.(s, trigger) === true) continue;
      found.push({ trigger, similarity });
    }
    return found.sort((a, b) => b.similarity - a.similarity).slice(0, options.count);
  });
}

/**
 * Similarity, and the nearest triggers of many sentences at once, from their vectors.
 *
 * The matcher is trained on distances d with margin 1 (trigger.ts in models): what belongs together is drawn to 0, what
 * does not is left alone from 1 on. Similarity is therefore 1 − d, and 0 beyond the margin. (The cosine, 1 − d²/2, would
 * crowd everything of interest between 0.9 and 1.)
 */
import { must } from '#core/base';
import { rows } from './collators.ts';
import { cosines } from './vector-table.ts';

/** Of the cosine of two vectors of length 1; in [0, 1], and 0 for all that the training holds to be strangers. */
export function similarityOf(cosine: number): number {
  return Math.max(0, 1 - Math.sqrt(Math.max(0, 2 - 2 * cosine)));
}

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
  const threshold = options.threshold ?? 0;
  const products = cosines(rows(sentences).data, rows(triggers).data, dim);
  return sentences.map((_, s) => {
    const found: { readonly trigger: number; readonly cosine: number }[] = [];
    for (let trigger = 0; trigger < triggers.length; trigger++) {
      const cosine = must(products[s * triggers.length + trigger], 'product');
      if (similarityOf(cosine) < threshold || options.excluded?.(s, trigger) === true) continue;
      found.push({ trigger, cosine });
    }
    // By the cosine: it tells strangers apart as well.
    found.sort((a, b) => b.cosine - a.cosine);
    return found
      .slice(0, options.count)
      .map(({ trigger, cosine }) => ({ trigger, similarity: similarityOf(cosine) }));
  });
}

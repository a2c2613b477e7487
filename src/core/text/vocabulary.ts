/**
 * Words numbered from 0, most frequent first; equally frequent ones by code unit, so that the numbering depends on
 * nothing but the counts. Plain data: it goes into a downloaded model beside the labels.
 */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

/** Counts words, whatever they are called (`__proto__` is a word like any other). */
export class VocabularyBuilder {
  readonly #counts = new Map<string, number>();

  add(word: string, times = 1): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + times);
  }

  /** Words seen at least `minCount` times, at most `limit` of them. */
  build(minCount = 1, limit = Number.POSITIVE_INFINITY): Vocabulary {
    const kept = [...this.#counts].filter(([, count]) => count >= minCount);
    kept.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const cut = kept.slice(0, Math.min(limit, kept.length));
    return { words: cut.map(([word]) => word), counts: cut.map(([, count]) => count) };
  }
}

/** Number of each word. */
export function indexVocabulary(vocabulary: Vocabulary): ReadonlyMap<string, number> {
  return new Map(vocabulary.words.map((word, id) => [word, id]));
}

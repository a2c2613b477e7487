/**
 * How alike a keyword and a window of tokens are: the string-matching module of the Neural Execution Tree (NExT, Wang et
 * al. 2020, §3.2). There are three of them: exact (here), the cosine of mean word vectors, and the learned `find` network;
 * the latter two are `EmbeddingMatcher`s and differ in who encodes.
 */

/** Scores of one keyword against n-grams of an `NgramTable`. */
export interface KeywordScorer {
  /**
   * In [0, `nearlyOne`]. Whether the keyword really stands there is not asked here: an exact match is always 1. `token`: where
   * in the corpus the n-gram begins, for those who read it in its sentence.
   */
  score(ngram: number, token?: number): number;
}

export interface StringMatcher {
  readonly name: string;
  /** `keyword` as in the form. Throws `InternalError` for one that has not been prepared. */
  scorer(keyword: string): KeywordScorer;
}

/** What anything short of an exact match may score at most: soft execution at threshold 1 is strict execution. */
export const nearlyOne = 0.999;

/** Nothing is like anything: soft execution with it softens distances and counts only. */
export const exactMatcher: StringMatcher = { name: 'exact', scorer: () => ({ score: () => 0 }) };

export {
  acquisitionOrder,
  disagreement,
  leastConfidence,
  mnlp,
  normalisedEntropy,
  wantedClasses,
  wantedMargin,
} from './acquisition.ts';
export { isBlind, isTurnOfBlind } from './blind.ts';
export { type Contest, contest, placeOf } from './contest.ts';
export {
  Dictionary,
  type DictionaryEntry,
  type DictionaryMatch,
  type DictionaryRecord,
} from './dictionary.ts';
export { dictionaryOf, type ListedTerm, pairDictionaryOf } from './from-labels.ts';
export {
  type MergeOptions,
  mergeRecommendations,
  PairDictionary,
  type PairRecord,
  recommendFromDictionary,
  recommendNounPhrases,
  type StretchKind,
} from './recommend.ts';
export { hashedTexts, hashedWidth, spread } from './spread.ts';
export { type SourceSaid, visibleRecommendations } from './visible.ts';

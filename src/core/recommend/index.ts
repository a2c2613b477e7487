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
export { contest, placeOf } from './contest.ts';
export {
  Dictionary,
  type DictionaryEntry,
  type DictionaryRecord,
} from './dictionary.ts';
export { dictionaryOf, pairDictionaryOf } from './from-labels.ts';
export {
  mergeRecommendations,
  PairDictionary,
  type PairRecord,
  recommendFromDictionary,
  recommendNounPhrases,
} from './recommend.ts';
export { hashedTexts, hashedWidth, spread } from './spread.ts';
export { visibleRecommendations } from './visible.ts';

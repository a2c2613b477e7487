export {
  type Acquisition,
  acquisitionOrder,
  type Candidate,
  type Claim,
  disagreement,
  leastConfidence,
  mnlp,
  normalisedEntropy,
} from './acquisition.ts';
export { Dictionary, type DictionaryEntry, type DictionaryMatch } from './dictionary.ts';
export { dictionaryOf, type ListedTerm, pairDictionaryOf } from './from-labels.ts';
export {
  type MergeOptions,
  mergeRecommendations,
  PairDictionary,
  recommendFromDictionary,
  recommendNounPhrases,
  type StretchKind,
  targetKey,
} from './recommend.ts';

export { Dictionary, type DictionaryEntry, type DictionaryMatch, sentenceStarts } from './dictionary.ts';
export type {
  NerExample,
  NerInput,
  RelationExample,
  RelationInput,
  TextExample,
  TextInput,
  TokenEncoder,
  TokenSpan,
} from './examples.ts';
export {
  allowedTags,
  beginTag,
  flatten,
  type IndexedSpan,
  insideTag,
  nerExamples,
  outsideTag,
  spansOfRanges,
  tagCount,
} from './features-ner.ts';
export { DocumentWindows, relationExample, targetOf, textExample } from './features-pairs.ts';
export { maxPassageTokens, type Passage, passagesOf, type ReadableDocument } from './features-passages.ts';
export {
  type ClassScores,
  type ConfusionMatrix,
  type EntityScores,
  type LabelledSpan,
  type Score,
  scoreClasses,
  scoreEntities,
  scoreOf,
} from './metrics.ts';
export { type RelationScores, scoreRelations, undirected } from './metrics-relations.ts';
export { entitiesOfTags } from './metrics-tags.ts';
export type {
  ClassPredictor,
  NerPrediction,
  NerPredictor,
  PredictedSpan,
  PredictorOptions,
} from './predictor.ts';
export {
  type MergeOptions,
  mergeRecommendations,
  PairDictionary,
  recommendFromDictionary,
  recommendNounPhrases,
  type StretchKind,
  targetKey,
} from './recommend.ts';
export type { LoadedGraph, Runtime } from './runtime.ts';
export type {
  Checkpoint,
  Collator,
  Train,
  TrainingOptions,
  TrainingProgress,
  TrainingResult,
} from './trainer.ts';
export {
  createWordVectorEncoder,
  createWordVectors,
  readWordVectors,
  type VectorsProblem,
  type WordVectors,
} from './vectors.ts';

export {
  type Collator,
  lengthBatches,
  nerCollator,
  nerInputs,
  relationCollator,
  relationInputs,
  textCollator,
  textInputs,
} from './batches.ts';
export { characterIds, distanceRow } from './characters.ts';
export type { Checkpoint } from './checkpoint.ts';
export {
  type ConfidenceMap,
  fitConfidenceMap,
  mappedConfidence,
} from './confidence-map.ts';
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
} from './examples-ner.ts';
export { DocumentWindows, relationExample, targetOf, textExample } from './examples-pairs.ts';
export {
  countedTransitions,
  expertOf,
  expertTensors,
  type Powers,
  productOfClasses,
  withPowers,
} from './expert.ts';
export { tokenRows } from './expert-features-ner.ts';
export { relationPools, relationRows, textPools, textRows } from './expert-features-pairs.ts';
export {
  calibrationOf,
  confusionOf,
  intervalOf,
  type JudgedScores,
  kappaOf,
  scoresOfItems,
  suspectedItems,
} from './judged.ts';
export { type LabelWords, labelText, namePrior } from './label-names.ts';
export { type CurvePoint, fitCurve, scoreAt, steadyScore, stoppingAdvice } from './learning-curve.ts';
export {
  type FeatureRows,
  fitLinear,
  type LinearLesson,
  type LinearOptions,
  linearFitting,
  linearLogProbabilities,
} from './linear-softmax.ts';
export {
  initialParameters,
  parametersFit,
  parseModelsManifest,
  type SymbolValues,
  startFrom,
} from './manifest.ts';
export {
  type NamedSpan,
  type Score,
  scoreClasses,
  scoreEntities,
} from './metrics.ts';
export { scoreRelations, undirected } from './metrics-relations.ts';
export { entitiesOfTags } from './metrics-tags.ts';
export {
  downloadTensors,
  downloadVocabulary,
  modelArchive,
  modelFiles,
  type VocabularyWords,
} from './model-files.ts';
export { ortGraph } from './ort-graph.ts';
export { maxPassageTokens, type Passage, passagesOf, type ReadableDocument } from './passages.ts';
export {
  type ClassPredictor,
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  type NerPrediction,
  type PredictedSpan,
  type PredictorOptions,
  readChain,
} from './predictor.ts';
export type { LoadedGraph, Runtime } from './runtime.ts';
export { spansOfTags, type TokenLabel, tagMayFollow, tagNames } from './tags.ts';
export {
  DivergedError,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingResult,
  train,
  trainToEnd,
} from './trainer.ts';
export {
  createWordVectorEncoder,
  createWordVectors,
  readWordVectors,
  type WordVectors,
} from './vectors.ts';
export { Chain } from './viterbi.ts';

export { type Arguments, argIndex, Corpus, type Sentence } from './corpus.ts';
export { type Decay, exponentialDecay, noDecay, stepDecay } from './decay.ts';
export {
  type Calibration,
  EmbeddingMatcher,
  type Encodings,
  meanCalibration,
  plainCosine,
} from './embedding-matcher.ts';
export {
  argumentsOf,
  type CutInstance,
  InstanceCutter,
  type SentenceWindow,
  type TargetTypes,
} from './instance-cutter.ts';
export { encodeMeans, type MeanOptions, type WordTable } from './mean-vectors.ts';
export { nearestMatches } from './nearest-aspect.ts';
export { maxWindow, NgramTable } from './ngram-table.ts';
export { type Scorer, type SoftOptions, softKeywords } from './soft.ts';
export { type SoftMatches, SoftPass } from './soft-pass.ts';
export { StrictPass, type StrictRule } from './strict-pass.ts';
export { exactMatcher, type KeywordScorer, nearlyOne, type StringMatcher } from './string-matcher.ts';
export { compileTrace, type KeywordMatch, type Tracer, traceMatch } from './trace.ts';

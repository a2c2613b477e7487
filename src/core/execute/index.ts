export { argIndex, Corpus, type Sentence } from './corpus.ts';
export { exponentialDecay, noDecay, stepDecay, usualDecay } from './decay.ts';
export {
  type Calibration,
  EmbeddingMatcher,
  meanCalibration,
  plainCosine,
} from './embedding-matcher.ts';
export {
  argumentsOf,
  type CutInstance,
  InstanceCutter,
  type TargetTypes,
} from './instance-cutter.ts';
export { encodeMeans, type WordTable } from './mean-vectors.ts';
export { nearestMatches } from './nearest-aspect.ts';
export { maxWindow, NgramTable } from './ngram-table.ts';
export { type SoftOptions, softKeywords } from './soft.ts';
export { type SoftMatches, SoftPass } from './soft-pass.ts';
export { StrictPass, type StrictRule } from './strict-pass.ts';
export { exactMatcher, nearlyOne, type StringMatcher } from './string-matcher.ts';
export { compileTrace, type KeywordMatch, traceMatch } from './trace.ts';

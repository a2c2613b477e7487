export { corpusAbbreviations, spellOut } from './abbreviations.ts';
export {
  contextCollator,
  rarityWeights,
  type TriggeredExample,
} from './collators.ts';

export { createTriggerEncoder, type TriggerEncoder } from './encoder.ts';
export { ExactFirst } from './exact-first.ts';
export { givenTriggers, triggerLabels } from './given.ts';
export { growSpans } from './grow.ts';
export {
  learnContext,
  learnTagging,
  learnTriggers,
  triggeredExamples,
} from './learn.ts';
export {
  TriggerMatcher,
  type TriggerModel,
} from './matcher.ts';
export { nearestTriggers, similarityOf } from './nearest.ts';
export { type TriggerScope, triggerOpinion, triggerScope } from './opinion.ts';
export { PhraseMatcher, type TriggerAdviser } from './phrase-matcher.ts';
export {
  createWordSimilarity,
  findPhrase,
  type PhraseVectors,
  partsOf,
} from './phrases.ts';
export { corpusTerms, propagate } from './propagate.ts';
export {
  createTriggerTagger,
  type TaggingInput,
  type TriggerTagger,
} from './tagger.ts';
export {
  type ThoroughOptions,
  type ThoroughPlan,
  type ThoroughProblem,
  type ThoroughProgress,
  type ThoroughState,
  trainThoroughly,
  usualPlan,
} from './thorough.ts';
export {
  runThoroughly,
  studentTensors,
  type ThoroughVerdict,
} from './thorough-run.ts';
export { stateOf, storedState } from './thorough-state.ts';
export {
  type TriggerNetworks,
  type TriggerTrainingOptions,
  type TriggerTrainingProblem,
  type TriggerWeights,
  trainTriggers,
  triggerModelOf,
} from './training.ts';
export { type Trigger, triggerOf } from './trigger.ts';
export { cosines, VectorTable } from './vector-table.ts';
export { type Ballot, voteOnSequences } from './vote.ts';
export { readSentences, type TriggerReading, type WeakThresholds, weakExample } from './weak.ts';

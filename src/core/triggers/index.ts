export { type Abbreviation, corpusAbbreviations, spellOut } from './abbreviations.ts';
export {
  contextCollator,
  rarityWeights,
  type TriggerExample,
  type TriggeredExample,
  type TriggerInput,
} from './collators.ts';
export type { TriggerCoverage } from './coverage.ts';
export { createTriggerEncoder, type TriggerEncoder, type TriggerEncoderOptions } from './encoder.ts';
export { ExactFirst } from './exact-first.ts';
export { givenTriggers, triggerLabels } from './given.ts';
export { type GrowOptions, growSpans } from './grow.ts';
export {
  type ContextOptions,
  type LessonOptions,
  learnContext,
  learnTagging,
  learnTriggers,
  type MeasuredOptions,
  type SentenceWithTriggers,
  triggeredExamples,
} from './learn.ts';
export {
  type LabelShare,
  type TriggerMatch,
  TriggerMatcher,
  type TriggerMatcherOptions,
  type TriggerModel,
} from './matcher.ts';
export { type Neighbour, nearestTriggers, similarityOf } from './nearest.ts';
export { type TriggerScope, triggerOpinion, triggerScope } from './opinion.ts';
export { PhraseMatcher, type PhraseMatcherOptions, type TriggerAdviser } from './phrase-matcher.ts';
export {
  createWordSimilarity,
  findPhrase,
  type PhraseVectors,
  partsOf,
  type WordSimilarity,
} from './phrases.ts';
export { corpusTerms, type PropagateOptions, propagate, type Term } from './propagate.ts';
export {
  createTriggerTagger,
  type TaggingInput,
  type TriggerTagger,
  type TriggerTaggerOptions,
} from './tagger.ts';
export {
  type ThoroughOptions,
  type ThoroughOutcome,
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
  type ThoroughRunOptions,
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
export { type Ballot, type Verdict, type VotedSpan, voteOnSequences } from './vote.ts';
export { readSentences, type TriggerReading, type WeakThresholds, weakExample } from './weak.ts';

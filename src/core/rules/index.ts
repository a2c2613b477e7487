export type {
  FormPreview,
  MatchedInstance,
  MatcherFactory,
  ProposedForm,
  RuleEngineOptions,
  RuleReport,
  RuleSpec,
  RuleVote,
  ThresholdPoint,
  UpdateProgress,
  WeakLabel,
} from './answers.ts';
export { ruleDocument } from './candidates.ts';
export type { RuleDocument } from './corpus.ts';
export { RuleEngine } from './engine.ts';
export { type IndexedRule, indexedRule } from './indexed-rule.ts';
export { instanceOf } from './instance.ts';
export {
  FindCollator,
  type FindExample,
  findExamples,
  type LabelledKeyword,
  type TextEncoder,
} from './matcher-examples.ts';
export {
  encodePending,
  type FindEncoder,
  type FindTrainingOptions,
  findCalibration,
  trainFind,
} from './matcher-network.ts';
export { type FindLessonSize, findStepsDue } from './matcher-schedule.ts';
export type { ProbeRequest, RuleProbe } from './probing.ts';
export { ruleRecommendation } from './recommendation.ts';
export { isTaught, softTeaching } from './teaching.ts';
export type { VoterReport } from './voters.ts';

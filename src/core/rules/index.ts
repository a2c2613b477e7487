export type {
  FormPreview,
  MatchedInstance,
  RuleEngineOptions,
  RuleSpec,
  WeakLabel,
} from './answers.ts';
export { ruleDocument } from './candidates.ts';
export type { RuleDocument } from './corpus.ts';
export { RuleEngine } from './engine.ts';
export { type IndexedRule, indexedRule } from './indexed-rule.ts';
export { instanceOf } from './instance.ts';
export {
  FindCollator,
  findExamples,
  type LabelledKeyword,
} from './matcher-examples.ts';
export {
  encodePending,
  type FindEncoder,
  findCalibration,
  trainFind,
} from './matcher-network.ts';
export { type FindLessonSize, findStepsDue } from './matcher-schedule.ts';

export { ruleRecommendation } from './recommendation.ts';
export { isTaught, softTeaching } from './teaching.ts';

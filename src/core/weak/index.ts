export {
  type ContextExamples,
  type ContextModel,
  type ContextOptions,
  contextFitting,
  contextProbabilities,
  evidenceOf,
  fitContextModel,
} from './context-model.ts';
export {
  diagnoseRule,
  diagnoseRules,
  type MatrixSummary,
  type RuleDiagnostics,
  summariseMatrix,
} from './diagnostics.ts';
export { LabelMatrix, type VoteRows } from './label-matrix.ts';
export { fitLabelModel, type LabelModel, type LabelModelOptions, predictLabels } from './label-model.ts';
export { type Decision, type Plausibility, type Resolution, Resolver } from './resolver.ts';
export { ABSTAIN, emptyColumn, labelOfVote, NO_LABEL, type Vote, type VoteColumn } from './rule.ts';
export type {
  FormPreview,
  MatchedInstance,
  MatcherFactory,
  RuleEngineOptions,
  RuleRow,
  RuleSpec,
  RuleVote,
  ThresholdPoint,
  UpdateProgress,
  WeakLabel,
} from './rule-answers.ts';
export type { RuleDocument, RuleInstance } from './rule-corpus.ts';
export { RuleEngine } from './rule-engine.ts';
export { isTaught, softTeaching } from './teaching.ts';
export { type ArgumentTypes, labelAllowsTypes } from './type-restriction.ts';
export { bestRule, type Decisions, majorityVote, weightedVote } from './vote.ts';

export {
  diagnoseRule,
  diagnoseRules,
  type MatrixSummary,
  type RuleDiagnostics,
  summariseMatrix,
} from './diagnostics.ts';
export { LabelMatrix, type VoteRows } from './label-matrix.ts';
export { fitLabelModel, type LabelModel, type LabelModelOptions, predictLabels } from './label-model.ts';
export { ABSTAIN, emptyColumn, labelOfVote, type Vote, type VoteColumn } from './rule.ts';
export { type ArgumentTypes, labelAllowsTypes } from './type-restriction.ts';
export { bestRule, type Decisions, majorityVote, weightedVote } from './vote.ts';

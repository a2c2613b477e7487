export { ContextFeatures } from './context-features.ts';
export { ContextLearner } from './context-learner.ts';
export {
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
export { LabelMatrix } from './label-matrix.ts';
export { fitLabelModel, type LabelModel, predictLabels } from './label-model.ts';
export { type VotedText, weighPeople } from './people-vote.ts';
export type { Resolution } from './resolver.ts';
export { bestRule, type Decisions, majorityVote, weightedVote } from './vote.ts';
export { ABSTAIN, emptyColumn, labelOfVote, NO_LABEL, type Vote, type VoteColumn } from './vote-column.ts';
export { type LearnedWeights, type Situation, WeakLabeller } from './weak-labeller.ts';

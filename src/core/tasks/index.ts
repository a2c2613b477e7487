export { type Candidate, typesOf } from './candidate.ts';
export { type CheckUpOptions, checkUp, type Seconds } from './check-up.ts';
export { replacingNetwork } from './expert.ts';
export { labelTexts } from './label-words.ts';
export { methodOf } from './methods.ts';
export { evaluateWeights, recommendByModel } from './recommending.ts';
export { type RuleExpert, type TargetVotes, type VotesOf, votePowerOf } from './rule-votes.ts';
export type { Schedule } from './schedule.ts';
export { type SelfTrainingPlan, selfTraining } from './self-training.ts';
export type { ModelOpinion, WeakInstance } from './task.ts';
export {
  learnedLabels,
  type ModelTrainingOptions,
  type ModelTrainingOutcome,
  type ModelTrainingProblem,
  type ModelTrainingProgress,
  networkAtFact,
  type TaskNetwork,
  trainModel,
} from './training.ts';
export { weakInstancesOf } from './weak-instances.ts';

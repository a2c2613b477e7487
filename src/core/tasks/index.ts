export { type CheckUpStep, checkUp, type Seconds } from './check-up.ts';
export { evaluateWeights, type RecommendOptions, recommendSession } from './recommending.ts';
export type { Evaluation, ModelOpinion, WeakInstance } from './task.ts';
export {
  learnedLabels,
  networkAtFact,
  type Schedule,
  type SessionNetwork,
  type SessionOptions,
  type SessionOutcome,
  type SessionProblem,
  type SessionProgress,
  trainSession,
  usualSchedules,
} from './training.ts';
export { type GivenLabel, weakInstancesOf } from './weak-instances.ts';

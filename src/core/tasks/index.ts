export { type Candidate, typesOf } from './candidate.ts';
export { methodOf } from './methods.ts';
export { evaluateWeights, type RecommendOptions, recommendSession } from './recommending.ts';
export type { Schedule } from './schedule.ts';
export type { Evaluation, ModelOpinion, WeakInstance } from './task.ts';
export {
  learnedLabels,
  networkAtFact,
  type SessionNetwork,
  type SessionOptions,
  type SessionOutcome,
  type SessionProblem,
  type SessionProgress,
  trainSession,
} from './training.ts';
export { type GivenLabel, weakInstancesOf } from './weak-instances.ts';

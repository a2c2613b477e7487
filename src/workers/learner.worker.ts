/** Trains and recommends. */
import { err, ok, problem } from '#core/base';
import type { LearnerMethods } from './learner-contract.ts';
import { serve } from './serve.ts';

serve<LearnerMethods>({
  work: async () => err(problem('not-built', 'Nothing is learned yet.')),
  focus: async () => ok(undefined),
  pause: async () => ok(undefined),
  train: async () => ok(undefined),
  reset: async () => ok(undefined),
});

/** Trains and recommends, for one project at a time. */
import { learnerHandlers } from './learner/handlers.ts';
import type { LearnerMethods } from './learner-contract.ts';
import { serve } from './serve.ts';
import { workerStore } from './worker-store.ts';

serve<LearnerMethods>(learnerHandlers(workerStore, reportError));

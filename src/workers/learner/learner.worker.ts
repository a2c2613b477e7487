/** Trains and recommends, for one project at a time. */
import { learnerHandlers } from './handlers.ts';
import type { LearnerMethods } from './contract.ts';
import { serve } from '../rpc/serve.ts';
import { workerStore } from '../platform/worker-store.ts';

serve<LearnerMethods>(learnerHandlers(workerStore, reportError));

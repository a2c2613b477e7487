/** Trains and recommends, for one project at a time. */

import { createEncoderClient } from '../encoder/client.ts';
import { workerStore } from '../platform/worker-store.ts';
import { serve } from '../rpc/serve.ts';
import type { LearnerMethods } from './contract.ts';
import { learnerHandlers } from './handlers.ts';

serve<LearnerMethods>(learnerHandlers(workerStore, reportError, createEncoderClient));

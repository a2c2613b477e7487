/** Reads texts with the encoder, beside the learner that trains on what it makes of them. */

import { workerStore } from '../platform/worker-store.ts';
import { serve } from '../rpc/serve.ts';
import type { EncoderMethods } from './contract.ts';
import { encoderHandlers } from './handlers.ts';
import { loadEncoder, loadOnGraphics } from './loading.ts';

serve<EncoderMethods>(encoderHandlers(workerStore, { processor: loadEncoder, graphics: loadOnGraphics }));

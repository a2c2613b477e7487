/** Reads texts with the encoder, beside the learner that trains on what it makes of them. */

import { workerStore } from '../platform/worker-store.ts';
import { serve } from '../rpc/serve.ts';
import { adoptFiles } from './adopting.ts';
import type { EncoderMethods } from './contract.ts';
import { encoderHandlers } from './handlers.ts';
import { loadEncoder, loadOnGraphics } from './loading.ts';
import { listOwn, removeOwn } from './own-files.ts';

serve<EncoderMethods>(
  encoderHandlers(workerStore, {
    processor: loadEncoder,
    graphics: loadOnGraphics,
    adopt: adoptFiles,
    owned: listOwn,
    forget: removeOwn,
  }),
);

export { AdamParameter } from './adam.ts';
export { joinBytes } from './bytes.ts';
export { InternalError, must, type Problem, problem } from './errors.ts';
export { fnv1a, fnv1aBytes } from './hash.ts';
export { err, ok, type Result } from './result.ts';
export { createRng, type Rng, type RngState, restoreRng, shuffled } from './rng.ts';
export { neverStop, type StopSignal, StopSource } from './stop-signal.ts';

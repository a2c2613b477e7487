/** A share of time: work that looks at its signal often is stopped when the share is used up, and goes on in the next one. */
import type { StopSignal } from '#core/base';

export function slice(stop: StopSignal, ms: number): StopSignal {
  const until = performance.now() + ms;
  return {
    get stopped() {
      return stop.stopped || performance.now() >= until;
    },
  };
}

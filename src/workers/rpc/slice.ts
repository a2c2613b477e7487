/**
 * A share of time: work that looks at its signal often is stopped when the share is used up, and goes on in the next one. The
 * share begins at the first look, so that what goes before it, which cannot be stopped, does not use it up. It ends early where
 * somebody waits.
 */
import type { StopSignal } from '#core/base';

export function slice(
  stop: StopSignal,
  ms: number,
  turns: { readonly isAwaited: boolean } = { isAwaited: false },
): StopSignal {
  let until: number | undefined;
  return {
    get stopped() {
      until ??= performance.now() + ms;
      return stop.stopped || turns.isAwaited || performance.now() >= until;
    },
  };
}

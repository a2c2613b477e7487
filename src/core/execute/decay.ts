/**
 * Distance and counting, softly: 1 where the constraint holds, less the more it is missed. NExT gives 0.5 to a miss of up to
 * 7 tokens and 0 beyond; the smooth decays are measured against it in docs/experiments/rules.md.
 * Laws: `decay(0) = 1`; it does not rise with the miss; it stays in [0, 1).
 */
import type { Range, Unit } from '#core/explain';

export type Decay = (miss: number) => number;

/** NExT's step: 0.5 up to 7 tokens beyond the limit. */
export const stepDecay: Decay = (miss) => (miss <= 0 ? 1 : miss <= 7 ? 0.5 : 0);

/** Halves with every `halfLife` units beyond the limit. */
export function exponentialDecay(halfLife: number): Decay {
  return (miss) => (miss <= 0 ? 1 : 0.5 ** (miss / halfLife));
}

/** As the app's rules have it. */
export const usualDecay: Decay = exponentialDecay(4);

/** A miss is not forgiven. */
export const noDecay: Decay = (miss) => (miss <= 0 ? 1 : 0);

/** By how many words `n` misses the range; six characters count as a word. */
export function missOf(n: number, range: Range, unit: Unit): number {
  const miss = n < range.min ? range.min - n : range.max !== undefined && n > range.max ? n - range.max : 0;
  return unit === 'char' ? miss / 6 : miss;
}

/**
 * How precise a form is to be expected before any label has spoken: people with ten labels know that "caused by" between
 * two things says more than "of" does. A logistic model over the form's kind and the corpus's statistics; its numbers were
 * fitted on the development halves of `bench/proposals.ts` (`docs/experiments/proposals.md`).
 */
import type { Seed } from './seeds.ts';

/** In this order: what `weights` weigh. */
export function traitsOf(
  seed: Seed,
  hasOrder: boolean,
  isTight: boolean,
  matches: number,
  labelShare: number,
): number[] {
  const reach = Math.log1p(matches) / 3;
  return [
    1,
    seed.contentWords > 0 ? 1 : 0,
    Math.min(seed.wordCount, 4) - 1,
    reach,
    seed.place === 'between' ? 1 : 0,
    seed.place === 'beside' ? 1 : 0,
    hasOrder ? 1 : 0,
    isTight ? 1 : 0,
    seed.isAdjacent ? 1 : 0,
    Math.log(labelShare / (1 - labelShare)),
    seed.place === 'argument' ? 1 : 0,
    seed.place === 'text' ? 1 : 0,
    seed.isJudging ? 1 : 0,
    seed.contentWords > 0 ? reach : 0,
    seed.isJudging ? reach : 0,
  ];
}

const weights = [-0.22, 1.26, 0.49, -1.14, 3.33, 0.55, -0.01, 0.57, 0.82, 0.46, 3.44, -0.06, 0.36, 0.48, -0.33];

export function expectedPrecision(traits: readonly number[]): number {
  let z = 0;
  for (let k = 0; k < traits.length; k++) z += (traits[k] ?? 0) * (weights[k] ?? 0);
  return 1 / (1 + Math.exp(-z));
}

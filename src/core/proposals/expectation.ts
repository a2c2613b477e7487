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
    reach * reach,
    seed.contentWords === 1 && seed.wordCount === 1 ? 1 : 0,
    seed.place === 'between' ? reach : 0,
    seed.contentWords > 1 ? 1 : 0,
    seed.isAdjacent && seed.contentWords > 0 ? 1 : 0,
    seed.place === 'between' && seed.wordCount > 2 ? 1 : 0,
  ];
}

const precisionWeights = [
  -0.53, 1.08, 0.51, -2.18, 3.75, 0.76, 0.06, 0.67, 2.84, 0.45, 0, -0.07, 0.51, 1.46, 0.02, 0.34, 0.01, 0.33,
  0.47, -1.93, 0.78,
];
const worthWeights = [
  -2.39, 1.44, -0.21, -1.31, 2.94, 0.85, -0.1, 0.05, 2.09, 0.58, 0, 0.4, 0.06, 0.51, 0.27, 0.28, -0.37, -0.17,
  0.36, -1.54, 0.22,
];

export function expectedPrecision(traits: readonly number[]): number {
  return logistic(traits, precisionWeights);
}

/** Chance that a form of this kind is as good as what a person would write: precise and far-reaching enough. */
export function expectedWorth(traits: readonly number[]): number {
  return logistic(traits, worthWeights);
}

function logistic(traits: readonly number[], weights: readonly number[]): number {
  let z = 0;
  for (let k = 0; k < traits.length; k++) z += (traits[k] ?? 0) * (weights[k] ?? 0);
  return 1 / (1 + Math.exp(-z));
}

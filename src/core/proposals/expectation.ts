/**
 * How precise a form is to be expected before any label has spoken: people with ten labels know that "caused by" between
 * two things says more than "of" does. Linear models over the form's kind and the corpus's statistics; their numbers
 * were fitted on the development halves of `bench/proposals.ts` (`docs/experiments/proposals.md`).
 */
import { precisionWeights, worthWeights } from './expectation-weights.ts';
import type { Seed } from './seeds.ts';

/** What an explanation is of. */
export type Subject = 'pair' | 'entity' | 'aspect' | 'text';

/** What is known of a form before any label is known for it. */
export interface FormKind {
  readonly seed: Seed;
  readonly hasOrder: boolean;
  /** Words that it allows to the argument, or between the arguments. */
  readonly limit: number | undefined;
  readonly isTight: boolean;
  /** Instances it is true of, and those that the words in their widest place are. */
  readonly matches: number;
  readonly widest: number;
  readonly labelShare: number;
  readonly about: Subject;
}

/** In this order: what the weights weigh. */
export function traitsOf(kind: FormKind): number[] {
  const { seed, hasOrder, limit, isTight, matches, widest, labelShare, about } = kind;
  const reach = Math.log1p(matches) / 3;
  const isOpinion = about === 'aspect' || about === 'text';
  const opinion = isOpinion && seed.opinionWords > 0 ? 1 : 0;
  const single = seed.contentWords === 1 && seed.wordCount === 1 ? 1 : 0;
  const slack = limit === undefined || seed.distance === 0 ? 0 : Math.log1p(limit - seed.distance);
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
    single,
    seed.place === 'between' ? reach : 0,
    seed.contentWords > 1 ? 1 : 0,
    seed.isAdjacent && seed.contentWords > 0 ? 1 : 0,
    seed.place === 'between' && seed.wordCount > 2 ? 1 : 0,
    seed.hasFullEdges ? 1 : 0,
    seed.isNearest ? 1 : 0,
    Math.log1p(seed.distance),
    slack,
    Math.log((matches + 1) / (widest + 1)),
    opinion,
    opinion * single,
    opinion * reach,
    opinion * slack,
    seed.place === 'side' ? 1 : 0,
    isOpinion ? reach : 0,
    about === 'entity' ? reach : 0,
    about === 'entity' ? single : 0,
    isOpinion && seed.contentWords > 0 ? 1 : 0,
    about === 'entity' && seed.contentWords > 0 ? 1 : 0,
    about === 'entity' ? Math.log1p(seed.distance) : 0,
    about === 'entity' ? 1 : 0,
    isOpinion ? 1 : 0,
    reach * reach * reach,
  ];
}

/** Expected precision of a form of this kind. */
export function expectedPrecision(traits: readonly number[], about: Subject): number {
  return 1 / (1 + Math.exp(-weigh(traits, precisionWeights[about])));
}

/**
 * How likely a form of this kind is to be as good as what a person would write: precise and far-reaching enough. Comparable among
 * the forms for one instance only.
 */
export function expectedWorth(traits: readonly number[], about: Subject): number {
  return Math.exp(weigh(traits, worthWeights[about]));
}

function weigh(traits: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < traits.length; k++) sum += (traits[k] ?? 0) * (weights[k] ?? 0);
  return sum;
}

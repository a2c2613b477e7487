/**
 * Optimisers as graph parts: from parameters, gradients and state to the next parameters and state.
 * Adam: Kingma & Ba 2015, with weight decay apart from the gradient (Loshchilov & Hutter 2019).
 */
import { add, addAll, div, maximum, mul, power, sqrt, square, sub } from './elementwise.ts';
import type { Value } from './graph.ts';
import { sumAll } from './reduce.ts';

/** Euclidean norm of all gradients together; a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  return sqrt(addAll(gradients.map((g) => sumAll(square(g)))));
}

/** Scales all gradients by one factor so that their norm does not pass `maxNorm` (a scalar). */
export function clipByGlobalNorm(gradients: readonly Value[], norm: Value, maxNorm: Value): Value[] {
  const factor = div(maxNorm, maximum(norm, maxNorm));
  return gradients.map((g) => mul(g, factor));
}

export interface AdamScalars {
  readonly learningRate: Value;
  /** 1 at the first step. */
  readonly step: Value;
  readonly weightDecay: Value;
}

export interface AdamResult {
  readonly next: Value;
  readonly m: Value;
  readonly v: Value;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** One Adam step for every parameter; `decays[i]` says whether weight decay applies. */
export function adam(
  parameters: readonly { value: Value; gradient: Value; m: Value; v: Value; decays: boolean }[],
  { learningRate, step, weightDecay }: AdamScalars,
): AdamResult[] {
  const graph = step.graph;
  return graph.unrecorded(() => {
    const correction = (beta: number): Value => sub(1, power(graph.scalar(beta), step));
    const rate = div(learningRate, correction(beta1));
    const spread = sqrt(correction(beta2));
    const shrink = sub(1, mul(learningRate, weightDecay));
    return parameters.map(({ value, gradient, m: m0, v: v0, decays }) => {
      const m = add(mul(m0, beta1), mul(gradient, 1 - beta1));
      const v = add(mul(v0, beta2), mul(square(gradient), 1 - beta2));
      const move = mul(rate, div(m, add(div(sqrt(v), spread), epsilon)));
      return { next: sub(decays ? mul(value, shrink) : value, move), m, v };
    });
  });
}

/** Plain gradient descent. */
export function sgd(parameters: readonly { value: Value; gradient: Value }[], learningRate: Value): Value[] {
  return learningRate.graph.unrecorded(() =>
    parameters.map(({ value, gradient }) => sub(value, mul(gradient, learningRate))),
  );
}

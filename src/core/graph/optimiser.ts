/**
 * Optimisers as graph parts: from parameters, gradients and state to the next parameters and state.
 * Adam: Kingma & Ba 2015, with weight decay apart from the gradient (Loshchilov & Hutter 2019).
 */
import { add, addAll, div, maximum, mul, power, sqrt, square, sub } from './elementwise.ts';
import { emitOne, int, requireFloat, type Value } from './graph.ts';

/** Euclidean norm of all gradients together; a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  return sqrt(addAll(gradients.map(sumOfSquares)));
}

function sumOfSquares(x: Value): Value {
  requireFloat('ReduceSumSquare', x);
  return emitOne('ReduceSumSquare', [x], 'float32', [], { keepdims: int(0) });
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

/**
 * One Adam step for every parameter; `decays[i]` says whether weight decay applies. The state holds the moments without
 * their factors 1 − β (m = β₁m + g, v = β₂v + g²): two passes over every parameter less, made up for in the rate.
 */
export function adam(
  parameters: readonly { value: Value; gradient: Value; m: Value; v: Value; decays: boolean }[],
  { learningRate, step, weightDecay }: AdamScalars,
): AdamResult[] {
  const graph = step.graph;
  return graph.unrecorded(() => {
    const correction = (beta: number): Value => div(sub(1, power(graph.scalar(beta), step)), 1 - beta);
    // m̂ / (√v̂ + ε) = (m / c₁) / (√v / √c₂ + ε) = (√c₂ / c₁) · m / (√v + ε √c₂)
    const spread = sqrt(correction(beta2));
    const rate = div(mul(learningRate, spread), correction(beta1));
    const floor = mul(spread, epsilon);
    const shrink = sub(1, mul(learningRate, weightDecay));
    return parameters.map(({ value, gradient, m: m0, v: v0, decays }) => {
      const m = add(mul(m0, beta1), gradient);
      const v = add(mul(v0, beta2), square(gradient));
      const move = mul(rate, div(m, add(sqrt(v), floor)));
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

/**
 * Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) as a differentiable primitive: the
 * log-partition over the label sequences that a table of *allowed* labels permits. logZ(all) − logZ(allowed) is the
 * loss of a **partial CRF** (Shang et al. 2018, after Tsuboi et al. 2008): tokens whose label is unknown allow every
 * label, and full supervision is the special case in which each token allows one.
 *
 * A boundary label stands before the first and after the last token and at padding: `transitions` is
 * (labels + 1, labels + 1), its last row holding the start scores and its last column the end scores. Padding is
 * then an ordinary label with one allowed value, and the loops need no masks.
 *
 * The forward recursion runs in probability space with each step normalised (Rabiner 1989): a step is one product
 * with exp(transitions), a multiplication, a sum and a division. Emissions are taken relative to the best allowed
 * label of their token, so that no step underflows.
 */
import { addDims } from './dims.ts';
import { add, div, exp, greater, log, mul, stopGradient, sub, where } from './elementwise.ts';
import { dimAt, reject, requireShape, type Value } from './graph.ts';
import { matMul, matMulTransposed } from './matmul.ts';
import { reduceMax, reduceSum } from './reduce.ts';
import { concat, flatten, pad, transpose, transposeLast, unsqueeze, zerosWithDims } from './reshape.ts';
import { scan } from './scan.ts';

/** A score that no sum of real scores comes near; its exponential is 0. */
const impossible = -1e30;

interface Recursion {
  /** (time + 1, batch, labels + 1): forward probabilities before each step, normalised. */
  readonly before: Value;
  /** (time + 1, batch, labels + 1): emissions as factors, divided by the step's norm. */
  readonly scaled: Value;
  /** exp(transitions). */
  readonly factors: Value;
  /** (batch). */
  readonly logZ: Value;
}

function recursion(emissions: Value, transitions: Value, allowed: Value, mask: Value): Recursion {
  const column = unsqueeze(mask, [2]);
  const isAllowed = greater(allowed, 0);
  const best = reduceMax(where(isAllowed, emissions, impossible), [2], true);
  const weights = mul(exp(where(isAllowed, sub(emissions, best), impossible)), column);
  const labels = dimAt(emissions, 2);
  const atBoundary = pad(zerosWithDims([dimAt(mask, 0), labels], emissions), 1, 0, 1, 1);
  // (time + 1, batch, labels + 1): padding and one step more, in which every sequence is at the boundary.
  const inside = transpose(concat([weights, sub(1, column)]), [1, 0, 2]);
  const steps = concat([inside, unsqueeze(atBoundary, [0])], 0);
  const factors = exp(transitions);
  const { outputs } = scan({
    states: [atBoundary],
    sequences: [steps],
    step: ([a], [x]) => {
      const reached = mul(matMul(a, factors), x);
      const norm = reduceSum(reached, [1], true);
      return { states: [div(reached, norm)], outputs: [norm, stopGradient(a)] };
    },
  });
  const [norms, before] = outputs;
  const logZ = add(reduceSum(log(norms), [0, 2]), reduceSum(mul(best, column), [1, 2]));
  return { before, scaled: div(steps, norms), factors, logZ };
}

/**
 * The backward recursion. `arrivals` (time + 1, batch, labels + 1) are such that a · factors ⊙ arrivals, for the
 * forward probabilities a before a step, is the posterior of the label that the step reaches.
 */
function backward({ scaled, factors }: Recursion): Value {
  const turned = transposeLast(factors);
  const { outputs } = scan({
    states: [onesOfStep(scaled)],
    sequences: [scaled],
    reverse: true,
    step: ([b], [x]) => {
      const arrival = mul(x, b);
      return { states: [matMul(arrival, turned)], outputs: [arrival] };
    },
  });
  return outputs[0];
}

function onesOfStep(scaled: Value): Value {
  return add(zerosWithDims(scaled.shape.slice(1), scaled), 1);
}

/** Posteriors of the real labels at real tokens: (time + 1, batch, labels + 1) → (batch, time, labels). */
function posteriors({ before, factors }: Recursion, arrivals: Value): Value {
  const all = mul(matMul(before, factors), arrivals);
  return transpose(pad(pad(all, 0, 0, -1), 2, 0, -1), [1, 0, 2]);
}

function check(emissions: Value, transitions: Value, allowed: Value, mask: Value): void {
  requireShape('crf allowed', allowed, emissions.shape);
  requireShape('crf mask', mask, emissions.shape.slice(0, 2));
  const side = addDims(dimAt(emissions, 2), 1);
  requireShape('crf transitions', transitions, [side, side]);
}

/**
 * log Σ over the allowed label sequences of exp(score): emissions (batch, time, labels), transitions
 * (labels + 1, labels + 1), allowed (batch, time, labels; at least one 1 per token), mask (batch, time) → (batch).
 * The score of a sequence shorter than `time` counts transitions[boundary, boundary] once per padding step.
 */
export function crfLogPartition(emissions: Value, transitions: Value, allowed: Value, mask: Value): Value {
  check(emissions, transitions, allowed, mask);
  const [logZ] = emissions.graph.primitive('crfLogPartition', [emissions, transitions], () => {
    const run = recursion(emissions, transitions, allowed, mask);
    return {
      outputs: [run.logZ],
      pullback: ([gradient]) => {
        if (gradient === undefined) return [undefined, undefined];
        const arrivals = backward(run);
        const weighted = mul(arrivals, unsqueeze(gradient, [0, 2]));
        const dTransitions = mul(run.factors, matMulTransposed(flatten(run.before), flatten(weighted)));
        return [posteriors(run, weighted), dTransitions];
      },
    };
  });
  return logZ ?? reject('crfLogPartition', [emissions], 'no output');
}

/** Per-token posteriors (batch, time, labels) under the CRF; zero at padding. No gradient. */
export function crfMarginals(emissions: Value, transitions: Value, allowed: Value, mask: Value): Value {
  check(emissions, transitions, allowed, mask);
  return emissions.graph.unrecorded(() => {
    const run = recursion(emissions, transitions, allowed, mask);
    return posteriors(run, backward(run));
  });
}

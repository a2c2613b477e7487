/**
 * The loss of methods.md §5 in one graph: gold + γ · Σ softmax-weighted weak losses within the batch (NExT, Wang et
 * al. 2020, eq. 5 and 6). Gold examples are averaged by their weights; a weak example's share is the softmax of its
 * confidence over the weak examples of the batch. A batch may hold only one kind.
 */
import {
  add,
  div,
  logSoftmax,
  maskedSoftmax,
  maximum,
  mul,
  neg,
  reduceSum,
  sub,
  sumAll,
  type Value,
} from '#core/graph';
import type { Network } from './network.ts';

/** `losses` (batch) → scalar. Declares `weight`, `weak` (batch) and γ. */
export function goldAndWeak(net: Network, losses: Value): Value {
  const weight = net.input('weight', 'float32', ['batch']);
  const weak = net.input('weak', 'float32', ['batch']);
  const gamma = net.hyperParameter('gamma', 0.7);
  const goldWeight = mul(weight, sub(1, weak));
  const gold = div(sumAll(mul(goldWeight, losses)), maximum(sumAll(goldWeight), 1e-6));
  const shares = maskedSoftmax(weight, weak);
  return add(gold, mul(gamma, sumAll(mul(shares, losses))));
}

/** −Σ target · log softmax(scores): (batch, labels) → (batch). Declares `target` (batch, labels). */
export function crossEntropy(net: Network, scores: Value): Value {
  const target = net.input('target', 'float32', scores.shape);
  return neg(reduceSum(mul(target, logSoftmax(scores)), [-1]));
}

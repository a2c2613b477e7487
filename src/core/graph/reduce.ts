/** Reductions along axes, and what is built on them: softmax, log-sum-exp, cosine. */

import { sameShape } from './dims.ts';
import { add, cast, div, equal, exp, log, maximum, mul, sqrt, sub } from './elementwise.ts';
import { emitOne, int, reject, requireFloat, type Value } from './graph.ts';
import type { Dim, Shape } from './manifest.ts';
import { expandLike, squeeze, unsqueeze } from './reshape.ts';

/** Axes counted from the start, sorted. */
function normalAxes(op: string, x: Value, axes: readonly number[]): number[] {
  const rank = x.shape.length;
  const normal = axes.map((a) => (a < 0 ? rank + a : a)).sort((a, b) => a - b);
  if (normal.some((a, i) => a < 0 || a >= rank || a === normal[i - 1])) {
    reject(op, [x], `no axes ${axes.join(', ')}`);
  }
  return normal;
}

function reducedShape(x: Value, axes: readonly number[], keep: boolean): Shape {
  const out: Dim[] = [];
  x.shape.forEach((dim, axis) => {
    if (!axes.includes(axis)) out.push(dim);
    else if (keep) out.push(1);
  });
  return out;
}

function reduce(
  op: string,
  x: Value,
  axes: readonly number[],
  keep: boolean,
  pullback: (keptGradient: Value, keptOut: Value) => Value,
): Value {
  requireFloat(op, x);
  const normal = normalAxes(op, x, axes);
  const attributes = { keepdims: int(keep ? 1 : 0) };
  const inputs = [x, x.graph.int64s(normal)];
  const shape = reducedShape(x, normal, keep);
  const out: Value = emitOne(op, inputs, 'float32', shape, attributes, (g) => {
    const kept = (v: Value): Value => (keep ? v : unsqueeze(v, normal));
    return [pullback(kept(g), kept(out)), undefined];
  });
  return out;
}

export function reduceSum(x: Value, axes: readonly number[], keep = false): Value {
  return reduce('ReduceSum', x, axes, keep, (g) => expandLike(g, x));
}

export function reduceMean(x: Value, axes: readonly number[], keep = false): Value {
  return reduce('ReduceMean', x, axes, keep, (g) => {
    // The number of elements may be symbolic: it is what a tensor of ones sums to.
    const count = reduceSum(expandLike(x.graph.scalar(1), x), axes, true);
    return expandLike(div(g, count), x);
  });
}

/** Equal maxima share the gradient equally. */
export function reduceMax(x: Value, axes: readonly number[], keep = false): Value {
  return reduce('ReduceMax', x, axes, keep, (g, out) => {
    const hit = cast(equal(x, out), 'float32');
    return mul(hit, div(g, reduceSum(hit, axes, true)));
  });
}

/** The sum of all elements, a scalar. */
export function sumAll(x: Value): Value {
  return x.shape.length === 0
    ? x
    : reduceSum(
        x,
        x.shape.map((_, i) => i),
      );
}

/** Sums `x` down to `shape`, of which it is a broadcast. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.shape.length - shape.length;
  const leading = Array.from({ length: lead }, (_, i) => i);
  const flat = lead > 0 ? reduceSum(x, leading) : x;
  const widened = shape.flatMap((dim, i) => (dim === 1 && flat.shape[i] !== 1 ? [i] : []));
  const out = widened.length > 0 ? reduceSum(flat, widened, true) : flat;
  if (!sameShape(out.shape, shape)) reject('sumTo', [x], `not a broadcast of (${shape.join(', ')})`);
  return out;
}

/** Along `axis`, which is the last unless told. */
export function softmax(x: Value, axis = -1): Value {
  requireFloat('Softmax', x);
  const out: Value = emitOne('Softmax', [x], 'float32', x.shape, { axis: int(axis) }, (g) => {
    const weighted = mul(g, out);
    return [sub(weighted, mul(out, reduceSum(weighted, [axis], true)))];
  });
  return out;
}

export function logSoftmax(x: Value, axis = -1): Value {
  requireFloat('LogSoftmax', x);
  const out: Value = emitOne('LogSoftmax', [x], 'float32', x.shape, { axis: int(axis) }, (g) => [
    sub(g, mul(exp(out), reduceSum(g, [axis], true))),
  ]);
  return out;
}

/**
 * Softmax over the positions where `mask` (0 or 1, same shape or broadcast) is 1; 0 elsewhere. All-zero where the
 * whole mask is 0.
 */
export function maskedSoftmax(x: Value, mask: Value, axis = -1): Value {
  const shifted = add(x, mul(sub(mask, 1), 1e4));
  const peak = reduceMax(shifted, [axis], true);
  const weights = mul(exp(sub(shifted, peak)), mask);
  return div(weights, maximum(reduceSum(weights, [axis], true), 1e-30));
}

export function logSumExp(x: Value, axis = -1, keep = false): Value {
  const peak = reduceMax(x, [axis], true);
  const total = add(log(reduceSum(exp(sub(x, peak)), [axis], true)), peak);
  return keep ? total : squeeze(total, [axis]);
}

/** Cosine along the last axis, of vectors broadcast against each other; 0 for a zero vector. */
export function cosine(a: Value, b: Value): Value {
  const dot = reduceSum(mul(a, b), [-1]);
  const norms = sqrt(mul(add(reduceSum(mul(a, a), [-1]), 1e-12), add(reduceSum(mul(b, b), [-1]), 1e-12)));
  return div(dot, norms);
}

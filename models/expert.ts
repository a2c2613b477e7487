/**
 * The linear expert in the model that leaves the app: the same pools, features and product as `core/train` computes, as
 * part of the graph, so that who runs the file needs no more than the file (`core/train/expert-features-pairs.ts`, `expert-features-ner.ts`
 * and `expert.ts` say what and why).
 */
import {
  add,
  cast,
  concat,
  div,
  equal,
  gather,
  greater,
  greaterOrEqual,
  log,
  logSoftmax,
  matMul,
  maximum,
  mul,
  reduceMax,
  reduceSum,
  shift,
  slice,
  softmax,
  sqrt,
  square,
  sub,
  type Value,
} from '#core/graph';
import { join, weightedSum } from './layers.ts';
import type { Network } from './network.ts';
import { positionRows } from './positions.ts';

const farthest = (positionRows - 2) / 2;

/** 1 where it holds. */
const is = (condition: Value): Value => cast(condition, 'float32');
const both = (...conditions: readonly Value[]): Value => conditions.reduce((all, one) => mul(all, one));

/** Signed distances of tokens from a span, of rows of the table of distances. */
const distances = (rows: Value): Value => sub(cast(rows, 'float32'), 1 + farthest);

/** Mean vector of each pool (batch, time), each of its parts of length 1; joined to (batch, pools · dim). */
function pooled({ parts }: Network, vectors: Value, pools: readonly Value[]): Value {
  return join(
    ...pools.flatMap((weights) => {
      const sum = weightedSum(vectors, weights);
      let from = 0;
      const pieces = parts.map((width) => {
        from += width;
        return slice(sum, 1, from - width, from);
      });
      return (pieces.length < 2 ? [sum] : pieces).map(ofLengthOne);
    }),
  );
}

const ofLengthOne = (sum: Value): Value => div(sum, sqrt(maximum(reduceSum(square(sum), [1], true), 1e-30)));

/** Scores of the standardised features by the expert's weights. */
function scored(net: Network, features: Value, more?: Value): Value {
  const width = features.shape[features.shape.length - 1] ?? 1;
  const own = (name: string, shape: Parameters<Network['input']>[2]): Value =>
    net.graph.input(`expert.${name}`, 'float32', shape);
  const standard = mul(sub(features, own('mean', [width])), own('scale', [width]));
  const scores = add(matMul(standard, own('weight', [width, 'labels'])), own('bias', ['labels']));
  return logSoftmax(more === undefined ? scores : add(scores, more));
}

/** `power · x`; powers are those of the linear expert and of the network. */
function powers(net: Network): { readonly linear: Value; readonly network: Value } {
  const both = net.graph.input('expert.powers', 'float32', [2]);
  return { linear: slice(both, 0, 0, 1), network: slice(both, 0, 1, 2) };
}

function product(net: Network, linear: Value, probabilities: Value): Value {
  const own = powers(net);
  const network = log(maximum(probabilities, 1e-6));
  return softmax(add(mul(linear, own.linear), mul(network, own.network)));
}

/** Probabilities of a relation by both experts. */
export function relationProduct(
  net: Network,
  inputs: {
    readonly vectors: Value;
    readonly mask: Value;
    readonly x: Value;
    readonly fromX: Value;
    readonly fromY: Value;
  },
  probabilities: Value,
): Value {
  const { mask } = inputs;
  const [toX, toY] = [distances(inputs.fromX), distances(inputs.fromY)];
  const above = (value: Value, than: number): Value => is(greater(value, than));
  const before = (value: Value): Value => sub(1, is(greaterOrEqual(value, 0)));
  const forward = reduceMax(mul(inputs.x, before(toY)), [1], true);
  const backward = sub(1, forward);
  const upTo = (value: Value, limit: number): Value => sub(1, above(value, limit));
  const from = (value: Value, limit: number): Value => is(greaterOrEqual(value, limit));
  const pools = [
    is(equal(toX, 0)),
    is(equal(toY, 0)),
    both(above(toX, 0), before(toY)),
    both(forward, above(toX, 0), upTo(toX, 2)),
    both(forward, before(toY), from(toY, -2)),
    both(before(toX), above(toY, 0)),
    both(backward, above(toY, 0), upTo(toY, 2)),
    both(backward, before(toX), from(toX, -2)),
  ].map((pool) => mul(pool, mask));
  return product(net, scored(net, pooled(net, inputs.vectors, pools)), probabilities);
}

/** Probabilities of a text's or an aspect's label by both experts. */
export function textProduct(
  net: Network,
  inputs: {
    readonly vectors: Value;
    readonly mask: Value;
    readonly aspect: Value;
    readonly fromAspect: Value;
  },
  probabilities: Value,
): Value {
  const { mask, aspect } = inputs;
  const far = distances(inputs.fromAspect);
  // Without an aspect every pool but the text's is empty.
  const there = mul(mask, reduceMax(aspect, [1], true));
  const before = sub(1, is(greaterOrEqual(far, 0)));
  const after = is(greater(far, 0));
  const near = div(add(before, after), maximum(sqrt(square(far)), 1));
  const pools = [
    mask,
    mul(aspect, there),
    mul(near, there),
    both(before, is(greaterOrEqual(far, -3)), there),
    both(after, sub(1, is(greater(far, 4))), there),
  ];
  return product(net, scored(net, pooled(net, inputs.vectors, pools)), probabilities);
}

/** Emissions and transitions of entities by both experts. `spellings` (vocabulary, labels): scores of each word's spelling. */
export function entityProduct(
  net: Network,
  inputs: { readonly vectors: Value; readonly words: Value },
  emissions: Value,
  transitions: Value,
): { readonly emissions: Value; readonly transitions: Value } {
  const { vectors } = inputs;
  const around = concat([shift(vectors, 1, 1), vectors, shift(vectors, 1, -1)], 2);
  const spellings = net.graph.input('expert.spellings', 'float32', ['vocabulary', 'labels']);
  const scores = scored(net, around, gather(spellings, inputs.words));
  const own = powers(net);
  const counted = net.graph.input('expert.transitions', 'float32', ['labels+1', 'labels+1']);
  return {
    emissions: add(mul(scores, own.linear), mul(emissions, own.network)),
    transitions: add(mul(counted, own.linear), mul(transitions, own.network)),
  };
}

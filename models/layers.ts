/** Layers: functions that declare parameters on a `Network` and return the value they compute. */
import {
  add,
  addDims,
  concat,
  type Dim,
  div,
  gather,
  type Initialiser,
  type LstmWeights,
  lastStatesOfRows,
  lstm,
  maskedSoftmax,
  matMul,
  maximum,
  nativeLastStates,
  nativeLstm,
  reduceSum,
  squeeze,
  tanh,
  unsqueeze,
  type Value,
} from '#core/graph';
import type { Network } from './network.ts';

const glorot: Initialiser = { kind: 'glorot' };
const zeros: Initialiser = { kind: 'zeros' };

function lastDim(x: Value): Dim {
  return x.shape[x.shape.length - 1] ?? 1;
}

/** (…, n) → (…, size), with a bias unless told. */
export function linear(net: Network, name: string, x: Value, size: Dim, bias = true): Value {
  const product = matMul(x, net.parameter(`${name}.weight`, [lastDim(x), size], glorot));
  return bias ? add(product, net.parameter(`${name}.bias`, [size], zeros)) : product;
}

/** Rows of a table of `count` vectors: ids (…) → (…, dim). */
export function embedding(net: Network, name: string, ids: Value, count: number, dim: number): Value {
  return gather(embeddingTable(net, name, count, dim), ids);
}

function embeddingTable(net: Network, name: string, count: number, dim: number): Value {
  return net.parameter(name, [count, dim], { kind: 'uniform', limit: Math.sqrt(3 / dim) }, false);
}

/**
 * LSTM over (batch, time, n), `mask` (batch, time) → (batch, time, directions · hidden), zero at padding.
 * ONNX's own operator in prediction. Parts that would be joined for it are better given as a list: no gradient is
 * then computed for those that are data.
 */
export function recurrent(
  net: Network,
  name: string,
  x: Value | readonly Value[],
  mask: Value,
  hidden: number,
  directions: 1 | 2 = 2,
): Value {
  const parts = 'graph' in x ? [x] : x;
  const weights = lstmWeights(net, name, joinedDim(...parts), hidden, directions);
  return net.trains ? lstm(parts, mask, weights) : nativeLstm(join(...parts), mask, weights);
}

/**
 * Last states of an LSTM over the rows of an embedding's small table: ids (batch, time) → (batch, 2 · hidden). For
 * spellings: one vector per word.
 */
export function spelling(
  net: Network,
  name: string,
  ids: Value,
  mask: Value,
  sizes: { readonly rows: number; readonly dim: number; readonly hidden: number },
): Value {
  const { rows, dim, hidden } = sizes;
  const table = embeddingTable(net, `${name}.table`, rows, dim);
  const weights = lstmWeights(net, name, dim, hidden, 2);
  return net.trains
    ? lastStatesOfRows(table, ids, mask, weights)
    : nativeLastStates(gather(table, ids), mask, weights);
}

function lstmWeights(net: Network, name: string, width: Dim, hidden: number, directions: 1 | 2): LstmWeights {
  return {
    input: net.parameter(`${name}.input`, [directions, width, 4 * hidden], { kind: 'glorot', gates: 4 }),
    recurrent: net.parameter(`${name}.recurrent`, [directions, hidden, 4 * hidden], { kind: 'orthogonal' }),
    bias: net.parameter(`${name}.bias`, [directions, 4 * hidden], { kind: 'forget-bias' }, false),
  };
}

/** Σ over time of `weights` (batch, time) times `states` (batch, time, n) → (batch, n). */
export function weightedSum(states: Value, weights: Value): Value {
  return squeeze(matMul(unsqueeze(weights, [1]), states), [1]);
}

/** Mean of the states where `mask` (batch, time) is 1; zero where it is nowhere. */
export function maskedMean(states: Value, mask: Value): Value {
  const count = maximum(reduceSum(mask, [1], true), 1);
  return weightedSum(states, div(mask, count));
}

/** Scores each state by v · tanh(state) and returns the softmax over the unmasked: (batch, time). */
export function attentionWeights(net: Network, name: string, states: Value, mask: Value): Value {
  const vector = net.parameter(`${name}.vector`, [lastDim(states), 1], glorot);
  return maskedSoftmax(squeeze(matMul(tanh(states), vector), [2]), mask);
}

/** Attention of Zhou et al. 2016: (batch, time, n) → (batch, n). */
export function attention(net: Network, name: string, states: Value, mask: Value): Value {
  return weightedSum(states, attentionWeights(net, name, states, mask));
}

/** Joins the last axes. */
export function join(...parts: readonly Value[]): Value {
  return concat(parts);
}

/** The width of several parts joined. */
export function joinedDim(...parts: readonly Value[]): Dim {
  return addDims(...parts.map(lastDim));
}

import { describe, expect, it } from 'vitest';
import type { Rng } from '#core/base';
import {
  add,
  addAll,
  cast,
  concat,
  cosine,
  crfLogPartition,
  div,
  exp,
  expandLike,
  finalStates,
  flatten,
  gather,
  greater,
  lastStatesOfRows,
  log,
  logSoftmax,
  logSumExp,
  lstm,
  maskedSoftmax,
  matMul,
  matMulTransposed,
  maximum,
  mul,
  neg,
  pad,
  power,
  reduceMax,
  reduceMean,
  reduceSum,
  relu,
  reshapeLike,
  reverseSequence,
  shift,
  sigmoid,
  slice,
  softmax,
  split,
  splitEqually,
  sqrt,
  square,
  squeeze,
  stack,
  sub,
  tanh,
  transpose,
  transposeLast,
  unsqueeze,
  type Value,
  where,
} from '#core/graph';
import { type GradientCase, gradientErrors, randomMask } from './gradient-check.ts';

const ab = (a: GradientCase['inputs'][string], b: GradientCase['inputs'][string]) => ({ a, b });
const positive = (rng: Rng): number => 0.4 + rng.next();
const unary = (build: (x: Value) => Value, draw?: (rng: Rng) => number): GradientCase => ({
  inputs: { x: ['batch', 3] },
  sizes: (rng) => ({ batch: 1 + rng.int(4) }),
  build: ({ x }) => build(x!),
  ...(draw === undefined ? {} : { draw }),
});
const binary = (
  build: (a: Value, b: Value) => Value,
  inputs = ab(['batch', 3], ['batch', 3]),
): GradientCase => ({
  inputs,
  sizes: (rng) => ({ batch: 1 + rng.int(4), time: 1 + rng.int(4) }),
  build: ({ a, b }) => build(a!, b!),
});
const sequence = (rng: Rng): Record<string, number> => ({
  batch: 1 + rng.int(3),
  time: 1 + rng.int(5),
  labels: 2 + rng.int(3),
});
const mask = { shape: ['batch', 'time'], fill: (rng: Rng, dims: readonly number[]) => randomMask(rng, dims) };
const halves = {
  shape: ['batch', 3],
  fill: (rng: Rng, dims: readonly number[]) =>
    Array.from({ length: dims[0]! * 3 }, (_, i) => (i % 3 === 0 || rng.next() < 0.5 ? 1 : 0)),
};

const cases: Record<string, GradientCase> = {
  add: binary(add),
  'add, broadcasting a row': binary(add, ab(['batch', 3], [3])),
  'add, broadcasting both': binary(add, ab(['batch', 1], [1, 3])),
  'add a number': unary((x) => add(x, 2)),
  addAll: binary((a, b) => addAll([a, b, a])),
  sub: binary(sub),
  'sub from a number': unary((x) => sub(1, x)),
  mul: binary(mul),
  'mul, broadcasting a column': binary(mul, ab(['batch', 'time', 3], ['batch', 'time', 1])),
  'mul with itself': unary(square),
  div: binary(div),
  'div, broadcasting': binary(div, ab(['batch', 3], [1, 3])),
  maximum: binary(maximum),
  neg: unary(neg),
  exp: unary(exp),
  log: unary(log, positive),
  sqrt: unary(sqrt, positive),
  tanh: unary(tanh),
  sigmoid: unary(sigmoid),
  relu: unary(relu),
  power: unary((x) => power(x, 3), positive),
  where: binary((a, b) => where(greater(a, 0), mul(a, b), b)),
  'reduceSum, all axes': unary((x) => reduceSum(x, [0, 1])),
  'reduceSum, kept axis': unary((x) => reduceSum(x, [-1], true)),
  reduceMean: unary((x) => reduceMean(x, [0])),
  'reduceMean, kept axis': unary((x) => reduceMean(x, [1], true)),
  reduceMax: unary((x) => reduceMax(x, [1])),
  softmax: unary((x) => softmax(x)),
  'softmax, first axis': unary((x) => softmax(x, 0)),
  logSoftmax: unary((x) => logSoftmax(x)),
  logSumExp: unary((x) => logSumExp(x, 1)),
  maskedSoftmax: {
    inputs: { x: ['batch', 3] },
    fixed: { mask: halves },
    sizes: sequence,
    build: ({ x, mask: m }) => maskedSoftmax(x!, m!),
  },
  cosine: binary(cosine, ab(['batch', 'time', 3], ['batch', 1, 3])),
  transpose: binary(
    (a, b) => mul(transpose(a, [2, 0, 1]), b),
    ab(['batch', 'time', 3], [3, 'batch', 'time']),
  ),
  transposeLast: binary((a, b) => mul(transposeLast(a), b), ab(['batch', 3], [3, 'batch'])),
  unsqueeze: unary((x) => unsqueeze(x, [0, 2])),
  squeeze: unary((x) => squeeze(unsqueeze(x, [1]), [1])),
  'concat, fixed lengths': binary((a, b) => concat([a, b]), ab(['batch', 3], ['batch', 2])),
  'concat around a symbolic length': {
    inputs: { a: [2, 3], b: [2, 'time'], c: [2, 1], w: [2, 'time+4'] },
    sizes: sequence,
    build: ({ a, b, c, w }) => mul(concat([a!, b!, c!]), w!),
  },
  'concat, batches': binary((a, b) => square(concat([a, b], 0))),
  stack: binary((a, b) => square(stack([a, b], 1))),
  slice: unary((x) => square(slice(x, 1, 1, 3))),
  'pad and crop': unary((x) => square(pad(pad(x, 0, 2, 1), 1, -1, 0))),
  shift: unary((x) => square(shift(x, 1, 1))),
  splitEqually: {
    inputs: { x: ['batch', 6] },
    sizes: sequence,
    build: ({ x }) => {
      const [a, b, c] = splitEqually(x!, 3);
      return mul(a!, mul(b!, c!));
    },
  },
  'split, one part unused': {
    inputs: { x: ['batch', 6] },
    sizes: sequence,
    build: ({ x }) => square(split(x!, [1, 3, 2])[1]!),
  },
  expandLike: binary((a, b) => mul(expandLike(a, b), b), ab([1, 3], ['batch', 3])),
  flatten: binary((a, b) => mul(flatten(a), b), ab(['batch', 'time', 3], ['batch*time', 3])),
  reshapeLike: binary((a, b) => mul(reshapeLike(a, b), b), ab(['batch', 'time', 2], ['time', 'batch', 2])),
  'gather, repeated rows': {
    inputs: { table: [5, 3] },
    fixed: {
      ids: {
        shape: ['batch', 'time'],
        type: 'int32',
        fill: (rng, dims) => Array.from({ length: dims[0]! * dims[1]! }, () => rng.int(4)),
      },
    },
    sizes: sequence,
    build: ({ table, ids }) => square(gather(table!, ids!)),
  },
  reverseSequence: {
    inputs: { x: ['time', 'batch', 2] },
    fixed: { mask },
    sizes: sequence,
    build: ({ x, mask: m }) => square(reverseSequence(x!, cast(reduceSum(m!, [1]), 'int64'))),
  },
  matMul: binary(matMul, ab(['batch', 3], [3, 4])),
  'matMul, batches by a matrix': binary(matMul, ab(['batch', 'time', 3], [3, 2])),
  'matMul, batch by batch': binary(matMul, ab(['batch', 2, 3], ['batch', 3, 'time'])),
  'matMul, broadcast batch': binary(matMul, ab(['batch', 2, 3], [1, 3, 2])),
  matMulTransposed: binary(matMulTransposed, ab(['batch', 3], ['batch', 2])),
  ...Object.fromEntries(
    ([1, 2] as const).map((directions): [string, GradientCase] => [
      `lstm, ${directions} direction(s), lengths vary`,
      {
        inputs: {
          x: ['batch', 'time', 3],
          input: [directions, 3, 8],
          recurrent: [directions, 2, 8],
          bias: [directions, 8],
        },
        fixed: { mask },
        sizes: sequence,
        build: ({ x, input, recurrent, bias, mask: m }) =>
          lstm(x!, m!, { input: input!, recurrent: recurrent!, bias: bias! }),
      },
    ]),
  ),
  'lstm over parts, one of symbolic width': {
    inputs: {
      a: ['batch', 'time', 2],
      b: ['batch', 'time', 'width'],
      c: ['batch', 'time', 1],
      input: [2, 'width+3', 8],
    },
    fixed: {
      mask,
      recurrent: { shape: [2, 2, 8], fill: () => Array.from({ length: 32 }, (_, i) => Math.sin(i)) },
      bias: { shape: [2, 8], fill: () => Array.from({ length: 16 }, (_, i) => Math.cos(i)) },
    },
    sizes: (rng) => ({ ...sequence(rng), width: 1 + rng.int(3) }),
    build: ({ a, b, c, input, recurrent, bias, mask: m }) =>
      lstm([a!, b!, c!], m!, { input: input!, recurrent: recurrent!, bias: bias! }),
  },
  'last states of an lstm over rows of a table': {
    inputs: { table: [5, 3], input: [2, 3, 8], recurrent: [2, 2, 8], bias: [2, 8] },
    fixed: {
      mask,
      ids: {
        shape: ['batch', 'time'],
        type: 'int32',
        fill: (rng, dims) => Array.from({ length: dims[0]! * dims[1]! }, () => rng.int(5)),
      },
    },
    sizes: sequence,
    build: ({ table, ids, input, recurrent, bias, mask: m }) =>
      lastStatesOfRows(table!, ids!, m!, { input: input!, recurrent: recurrent!, bias: bias! }),
  },
  'final states of an lstm': {
    inputs: { x: ['batch', 'time', 2], input: [2, 2, 8], recurrent: [2, 2, 8], bias: [2, 8] },
    fixed: { mask },
    sizes: sequence,
    build: ({ x, input, recurrent, bias, mask: m }) =>
      finalStates(lstm(x!, m!, { input: input!, recurrent: recurrent!, bias: bias! }), m!, 2),
  },
  'crfLogPartition, some labels known': {
    inputs: { emissions: ['batch', 'time', 'labels'], transitions: ['labels+1', 'labels+1'] },
    fixed: {
      mask,
      allowed: {
        shape: ['batch', 'time', 'labels'],
        fill: (rng, dims, { labels = 1 }) =>
          Array.from({ length: dims[0]! * dims[1]! }, () => {
            const sure = rng.int(labels);
            return Array.from({ length: labels }, (_, k) => (k === sure || rng.next() < 0.5 ? 1 : 0));
          }).flat(),
      },
    },
    sizes: sequence,
    build: ({ emissions, transitions, allowed, mask: m }) =>
      crfLogPartition(emissions!, transitions!, allowed!, m!),
  },
};

describe('gradients agree with central differences', () => {
  for (const [name, spec] of Object.entries(cases)) {
    for (const seed of [11, 12, 13]) {
      it(`${name} (seed ${seed})`, async () => {
        const errors = await gradientErrors(spec, seed);
        for (const [input, error] of Object.entries(errors)) expect(error, input).toBeLessThan(1e-3);
      });
    }
  }
});

/** Random expressions: the gradient that the builder derives against central differences, and files against themselves. */
import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '#core/base';
import {
  add,
  concat,
  div,
  exp,
  Graph,
  gradients,
  logSoftmax,
  matMul,
  mul,
  pad,
  readModel,
  reduceMean,
  reduceSum,
  sigmoid,
  slice,
  softmax,
  square,
  sub,
  sumAll,
  tanh,
  toOnnx,
  transpose,
  type Value,
  writeModel,
} from '#core/graph';
import { gradientErrors } from '../../unit/graph/gradient-check.ts';

/** Operations on matrices (batch, 3) that keep the shape and stay near 1 in size. */
const steps: readonly ((rng: Rng, pool: readonly Value[], square3: Value) => Value)[] = [
  (rng, pool) => tanh(pick(rng, pool)),
  (rng, pool) => sigmoid(pick(rng, pool)),
  (rng, pool) => softmax(pick(rng, pool)),
  (rng, pool) => mul(logSoftmax(pick(rng, pool)), 0.3),
  (rng, pool) => mul(add(pick(rng, pool), pick(rng, pool)), 0.5),
  (rng, pool) => sub(pick(rng, pool), pick(rng, pool)),
  (rng, pool) => mul(tanh(pick(rng, pool)), tanh(pick(rng, pool))),
  (rng, pool) => div(pick(rng, pool), add(square(pick(rng, pool)), 1)),
  (rng, pool) => exp(tanh(pick(rng, pool))),
  (rng, pool, square3) => tanh(matMul(pick(rng, pool), square3)),
  (rng, pool) => sub(pick(rng, pool), reduceMean(pick(rng, pool), [1], true)),
  (rng, pool) => add(pick(rng, pool), tanh(reduceSum(pick(rng, pool), [0], true))),
  (rng, pool) => pad(slice(pick(rng, pool), 1, 0, 2), 1, 1, 0),
  (rng, pool) => slice(concat([pick(rng, pool), pick(rng, pool)]), 1, 2, 5),
  (rng, pool) => transpose(transpose(pick(rng, pool), [1, 0]), [1, 0]),
];

function pick<T>(rng: Rng, items: readonly T[]): T {
  return items[rng.int(items.length)]!;
}

function expression(rng: Rng, a: Value, b: Value, m: Value): Value {
  const pool = [a, b];
  for (let i = 0; i < 12; i++) pool.push(pick(rng, steps)(rng, pool, m));
  return mul(add(pool.at(-1)!, pool.at(-2)!), 0.5);
}

describe('random expressions of twelve operators', () => {
  for (let seed = 101; seed <= 120; seed++) {
    it(`have the gradient that central differences find (seed ${seed})`, async () => {
      const errors = await gradientErrors(
        {
          inputs: { a: ['batch', 3], b: ['batch', 3], m: [3, 3] },
          sizes: (rng) => ({ batch: 2 + rng.int(3) }),
          build: ({ a, b, m }) => expression(createRng(seed), a!, b!, m!),
        },
        seed,
      );
      for (const [input, error] of Object.entries(errors)) expect(error, input).toBeLessThan(1e-3);
    });

    it(`are written and read back the same, gradients included (seed ${seed})`, () => {
      const graph = new Graph('random');
      const [a, b] = [graph.input('a', 'float32', ['batch', 3]), graph.input('b', 'float32', ['batch', 3])];
      const m = graph.input('m', 'float32', [3, 3]);
      const loss = sumAll(expression(createRng(seed), a, b, m));
      graph.output('loss', loss);
      gradients(loss, [a, b, m]).forEach((gradient, i) => {
        graph.output(`d${i}`, gradient);
      });
      const model = toOnnx(graph);
      expect(readModel(writeModel(model))).toEqual(model);
    });
  }
});

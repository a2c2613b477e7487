/**
 * Element by element: arithmetic with broadcasting, nonlinearities, selection. Gradients of broadcast operands are
 * summed back to the operand's shape (`sumTo`).
 */
import { broadcastShapes, sameShape } from './dims.ts';
import { type ElementType, emitOne, int, reject, requireFloat, type Value } from './graph.ts';
import { sumTo } from './reduce.ts';

/** A number stands for a scalar constant. */
export type Operand = Value | number;

function lift(a: Operand, b: Operand): [Value, Value] {
  if (typeof a === 'number') {
    if (typeof b === 'number') throw new RangeError('two numbers need no graph');
    return [b.graph.scalar(a), b];
  }
  return [a, typeof b === 'number' ? a.graph.scalar(b) : b];
}

function binary(
  op: string,
  x: Operand,
  y: Operand,
  pullback: (gradient: Value, a: Value, b: Value, out: Value) => readonly [Value, Value],
): Value {
  const [a, b] = lift(x, y);
  requireFloat(op, a, b);
  const shape = broadcastShapes(op, a.shape, b.shape);
  const out: Value = emitOne(op, [a, b], 'float32', shape, {}, (gradient) => {
    const [da, db] = pullback(gradient, a, b, out);
    return [sumTo(da, a.shape), sumTo(db, b.shape)];
  });
  return out;
}

export function add(x: Operand, y: Operand): Value {
  return binary('Add', x, y, (g) => [g, g]);
}

export function sub(x: Operand, y: Operand): Value {
  return binary('Sub', x, y, (g) => [g, neg(g)]);
}

export function mul(x: Operand, y: Operand): Value {
  return binary('Mul', x, y, (g, a, b) => [mul(g, b), mul(g, a)]);
}

export function div(x: Operand, y: Operand): Value {
  return binary('Div', x, y, (g, _a, b, out) => {
    const da = div(g, b);
    return [da, neg(mul(da, out))];
  });
}

/** The larger of the two; where they are equal the gradient goes to the first. */
export function maximum(x: Operand, y: Operand): Value {
  return binary('Max', x, y, (g, a, b) => {
    const first = cast(greaterOrEqual(a, b), 'float32');
    return [mul(g, first), mul(g, sub(1, first))];
  });
}

function unary(op: string, x: Value, pullback: (gradient: Value, out: Value) => Value): Value {
  requireFloat(op, x);
  const out: Value = emitOne(op, [x], 'float32', x.shape, {}, (gradient) => [pullback(gradient, out)]);
  return out;
}

export function neg(x: Value): Value {
  return unary('Neg', x, (g) => neg(g));
}

export function exp(x: Value): Value {
  return unary('Exp', x, (g, out) => mul(g, out));
}

export function log(x: Value): Value {
  return unary('Log', x, (g) => div(g, x));
}

export function sqrt(x: Value): Value {
  return unary('Sqrt', x, (g, out) => div(mul(g, 0.5), out));
}

export function tanh(x: Value): Value {
  return unary('Tanh', x, (g, out) => mul(g, sub(1, mul(out, out))));
}

export function sigmoid(x: Value): Value {
  return unary('Sigmoid', x, (g, out) => mul(g, mul(out, sub(1, out))));
}

export function relu(x: Value): Value {
  return unary('Relu', x, (g, out) => mul(g, cast(greater(out, 0), 'float32')));
}

export function square(x: Value): Value {
  return mul(x, x);
}

/** `exponent` is a constant of the graph, no gradient flows to it. */
export function power(x: Value, exponent: Operand): Value {
  const [a, e] = lift(x, exponent);
  requireFloat('Pow', a, e);
  return emitOne('Pow', [a, e], 'float32', broadcastShapes('Pow', a.shape, e.shape), {}, (g) => [
    sumTo(mul(g, mul(e, power(a, sub(e, 1)))), a.shape),
    undefined,
  ]);
}

function compare(op: string, x: Operand, y: Operand): Value {
  const [a, b] = lift(x, y);
  if (a.type !== b.type) reject(op, [a, b], 'operands of one type expected');
  return emitOne(op, [a, b], 'bool', broadcastShapes(op, a.shape, b.shape));
}

export function greater(x: Operand, y: Operand): Value {
  return compare('Greater', x, y);
}

export function greaterOrEqual(x: Operand, y: Operand): Value {
  return compare('GreaterOrEqual', x, y);
}

export function equal(x: Operand, y: Operand): Value {
  return compare('Equal', x, y);
}

/** `condition ? x : y`, all broadcast. */
export function where(condition: Value, x: Operand, y: Operand): Value {
  const graph = condition.graph;
  const a = typeof x === 'number' ? graph.scalar(x) : x;
  const b = typeof y === 'number' ? graph.scalar(y) : y;
  if (condition.type !== 'bool') reject('Where', [condition, a, b], 'a bool condition expected');
  requireFloat('Where', a, b);
  const shape = broadcastShapes('Where', broadcastShapes('Where', condition.shape, a.shape), b.shape);
  return emitOne('Where', [condition, a, b], 'float32', shape, {}, (g) => [
    undefined,
    sumTo(where(condition, g, 0), a.shape),
    sumTo(where(condition, 0, g), b.shape),
  ]);
}

const elementTypeCode: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** No gradient. */
export function cast(x: Value, type: ElementType): Value {
  if (x.type === type) return x;
  return emitOne('Cast', [x], type, x.shape, { to: int(elementTypeCode[type]) });
}

/** The same number, but no gradient flows through. */
export function stopGradient(x: Value): Value {
  return emitOne('Identity', [x], x.type, x.shape);
}

/** The sum of several values of one shape; of two or more. */
export function addAll(values: readonly Value[]): Value {
  const [first, ...rest] = values;
  if (first === undefined) throw new RangeError('nothing to add');
  for (const value of rest) {
    if (!sameShape(first.shape, value.shape)) reject('addAll', values, 'one shape expected');
  }
  if (rest.length === 0) return first;
  return emitOne('Sum', values, 'float32', first.shape, {}, (g) => values.map(() => g));
}

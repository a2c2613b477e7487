/** Matrix products. */
import { broadcastShapes } from './dims.ts';
import { dimAt, emitOne, int, reject, requireFloat, type Value } from './graph.ts';
import { sumTo } from './reduce.ts';
import { flatten, transposeLast } from './reshape.ts';

/**
 * NumPy's matmul for operands of two or more axes: (…, m, k) · (…, k, n) → (…, m, n), leading axes broadcast.
 * With a plain matrix on the right its gradient is one large product over all rows.
 */
export function matMul(a: Value, b: Value): Value {
  requireFloat('MatMul', a, b);
  if (a.shape.length < 2 || b.shape.length < 2 || dimAt(a, -1) !== dimAt(b, -2)) {
    reject('MatMul', [a, b], '(…, m, k) and (…, k, n) expected');
  }
  const lead = broadcastShapes('MatMul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...lead, dimAt(a, -2), dimAt(b, -1)];
  return emitOne('MatMul', [a, b], 'float32', shape, {}, (g) => {
    const da = sumTo(matMul(g, transposeLast(b)), a.shape);
    const db =
      b.shape.length === 2
        ? matMulTransposed(flatten(a), flatten(g))
        : sumTo(matMul(transposeLast(a), g), b.shape);
    return [da, db];
  });
}

/** aᵀ · b for matrices (k, m) and (k, n), without moving a. */
export function matMulTransposed(a: Value, b: Value): Value {
  requireFloat('Gemm', a, b);
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[0] !== b.shape[0]) {
    reject('Gemm', [a, b], '(k, m) and (k, n) expected');
  }
  const shape = [dimAt(a, 1), dimAt(b, 1)];
  return emitOne('Gemm', [a, b], 'float32', shape, { transA: int(1) }, (g) => [
    matMul(b, transposeLast(g)),
    matMul(a, g),
  ]);
}

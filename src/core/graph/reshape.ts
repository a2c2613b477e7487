/** Operators that move elements: transpose, squeeze, concat, slice, split, expand, gather and its opposite. */
import { addDims, formatShape, multiplyDims, sameShape } from './dims.ts';
import { cast } from './elementwise.ts';
import { dimAt, emitOne, int, ints, reject, type Value } from './graph.ts';
import type { Dim, Shape } from './manifest.ts';
import { sumTo } from './reduce.ts';

/** Larger than any dimension: "to the end" in a slice. */
const end = 2 ** 31 - 1;

function normalAxis(op: string, x: Value, axis: number): number {
  const normal = axis < 0 ? x.shape.length + axis : axis;
  if (normal < 0 || normal >= x.shape.length) reject(op, [x], `no axis ${axis}`);
  return normal;
}

/** Output axis i is input axis `order[i]`. */
export function transpose(x: Value, order: readonly number[]): Value {
  if (order.length !== x.shape.length || [...order].sort().some((a, i) => a !== i)) {
    reject('Transpose', [x], `no permutation ${order.join(', ')}`);
  }
  const shape = order.map((axis) => dimAt(x, axis));
  const inverse = order.map((_, i) => order.indexOf(i));
  return emitOne('Transpose', [x], x.type, shape, { perm: ints(order) }, (g) => [transpose(g, inverse)]);
}

/** Swaps the last two axes. */
export function transposeLast(x: Value): Value {
  const rank = x.shape.length;
  const order = Array.from({ length: rank }, (_, i) => i);
  order[rank - 2] = rank - 1;
  order[rank - 1] = rank - 2;
  return transpose(x, order);
}

/** Inserts axes of length 1 so that they stand at `axes` of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  const rank = x.shape.length + axes.length;
  const normal = axes.map((a) => (a < 0 ? rank + a : a)).sort((a, b) => a - b);
  const shape: Dim[] = [...x.shape];
  for (const axis of normal) shape.splice(axis, 0, 1);
  return emitOne('Unsqueeze', [x, x.graph.int64s(normal)], x.type, shape, {}, (g) => [
    squeeze(g, normal),
    undefined,
  ]);
}

/** Removes axes of length 1. */
export function squeeze(x: Value, axes: readonly number[]): Value {
  const normal = axes.map((a) => normalAxis('Squeeze', x, a)).sort((a, b) => a - b);
  if (normal.some((a) => x.shape[a] !== 1)) reject('Squeeze', [x], `axes ${normal.join(', ')} are not all 1`);
  const shape = x.shape.filter((_, i) => !normal.includes(i));
  return emitOne('Squeeze', [x, x.graph.int64s(normal)], x.type, shape, {}, (g) => [
    unsqueeze(g, normal),
    undefined,
  ]);
}

/** Joins along `axis`; at most one of the lengths there may be symbolic. */
export function concat(values: readonly Value[], axis = -1): Value {
  const [first] = values;
  if (first === undefined) throw new RangeError('nothing to concat');
  if (values.length === 1) return first;
  const at = normalAxis('Concat', first, axis);
  const rest = (v: Value): Shape => v.shape.map((dim, i) => (i === at ? 0 : dim));
  if (values.some((v) => v.type !== first.type || !sameShape(rest(v), rest(first)))) {
    reject('Concat', values, `may differ on axis ${at} only`);
  }
  const sizes = values.map((v) => dimAt(v, at));
  const shape = first.shape.map((dim, i) => (i === at ? addDims(...sizes) : dim));
  return emitOne('Concat', values, first.type, shape, { axis: int(at) }, (g) => separate(g, sizes, at));
}

/** Puts values of one shape side by side along a new axis. */
export function stack(values: readonly Value[], axis = 0): Value {
  return concat(
    values.map((v) => unsqueeze(v, [axis])),
    axis,
  );
}

/** Undoes `concat`: pieces of the given sizes, of which one may be symbolic. Around a symbolic part, offsets count from the end. */
export function separate(x: Value, sizes: readonly Dim[], axis: number): Value[] {
  const fixed = sizes.filter((s) => typeof s === 'number');
  if (fixed.length === sizes.length) return [...split(x, fixed, axis)];
  if (fixed.length < sizes.length - 1) {
    if (sizes.every((s) => s === sizes[0])) return [...splitEqually(x, sizes.length, axis)];
    reject('separate', [x], `cannot be cut into symbolic parts ${formatShape(sizes)}`);
  }
  const symbolicAt = sizes.findIndex((s) => typeof s !== 'number');
  const total = (list: readonly Dim[]): number => list.reduce<number>((n, s) => n + Number(s), 0);
  return sizes.map((size, i) => {
    const from = symbolicAt >= 0 && i > symbolicAt ? -total(sizes.slice(i)) : total(sizes.slice(0, i));
    const to =
      symbolicAt >= 0 && i >= symbolicAt
        ? i + 1 === sizes.length
          ? end
          : -total(sizes.slice(i + 1))
        : total(sizes.slice(0, i + 1));
    return sliceTo(x, axis, from, to, size);
  });
}

function sliceTo(x: Value, axis: number, from: number, to: number, size: Dim): Value {
  const graph = x.graph;
  const shape = x.shape.map((dim, i) => (i === axis ? size : dim));
  const inputs = [x, graph.int64s([from]), graph.int64s([to]), graph.int64s([axis])];
  return emitOne('Slice', inputs, x.type, shape, {}, (g) => {
    const length = dimAt(x, axis);
    const after = typeof length === 'number' ? length - Math.min(to, length) : to === end ? 0 : -to;
    if (from < 0 || after < 0) reject('Slice', [x], 'no gradient for this cut of a symbolic axis');
    return [pad(g, axis, from, after), undefined, undefined, undefined];
  });
}

/** Elements `from … to` (exclusive) along `axis`; `to` may be absent (the end). Both are numbers ≥ 0. */
export function slice(x: Value, axis: number, from: number, to?: number): Value {
  const at = normalAxis('Slice', x, axis);
  const length = dimAt(x, at);
  if (typeof length === 'number') {
    const stop = to ?? length;
    if (from < 0 || stop > length || from >= stop) reject('Slice', [x], `no range ${from} to ${stop}`);
    return sliceTo(x, at, from, stop, stop - from);
  }
  if (to !== undefined) return sliceTo(x, at, from, to, to - from);
  return from === 0 ? x : reject('Slice', [x], 'a symbolic axis can only be cut to a fixed length');
}

/**
 * `before` and `after` elements of value `fill` added along one axis; negative numbers remove elements.
 * Gradients flow to what is left of `x`.
 */
export function pad(x: Value, axis: number, before: number, after: number, fill = 0): Value {
  const at = normalAxis('Pad', x, axis);
  if (before === 0 && after === 0) return x;
  const rank = x.shape.length;
  const pads = Array.from({ length: 2 * rank }, () => 0);
  pads[at] = before;
  pads[rank + at] = after;
  const shape = x.shape.map((dim, i) => (i === at ? addDims(dim, before + after) : dim));
  const inputs = [x, x.graph.int64s(pads), ...(fill === 0 ? [] : [x.graph.scalar(fill)])];
  return emitOne('Pad', inputs, x.type, shape, {}, (g) => [pad(g, at, -before, -after)]);
}

/** Moves along `axis` by `by` places (to the end where positive); what comes in is 0, what goes out is lost. */
export function shift(x: Value, axis: number, by: number): Value {
  return pad(x, axis, by, -by);
}

/** As many values as are asked for, where the number is known to the compiler. */
type Pieces<N extends number> = N extends 2
  ? readonly [Value, Value]
  : N extends 3
    ? readonly [Value, Value, Value]
    : readonly Value[];

/** `parts` pieces of equal length along `axis`. */
export function splitEqually<const N extends number>(x: Value, parts: N, axis = -1): Pieces<N> {
  const at = normalAxis('Split', x, axis);
  const length = dimAt(x, at);
  const symbolic = typeof length === 'string' && length.startsWith(`${parts}*`) ? length.slice(2) : undefined;
  const size = typeof length === 'number' ? length / parts : symbolic;
  if (size === undefined || (typeof size === 'number' && !Number.isInteger(size))) {
    reject('Split', [x], `axis ${at} does not fall into ${parts} equal parts`);
  }
  const type = { type: x.type, shape: x.shape.map((dim, i) => (i === at ? size : dim)) };
  const types = Array.from({ length: parts }, () => type);
  const attributes = { axis: int(at), num_outputs: int(parts) };
  const outputs = x.graph.emit('Split', [x], types, attributes, (gradients) => [
    concat(
      outputs.map((out, i) => gradients[i] ?? zerosLike(out)),
      at,
    ),
  ]);
  // One output per piece.
  return outputs as Pieces<N>;
}

/** Pieces of the given lengths along `axis`. */
export function split<const Sizes extends readonly number[]>(
  x: Value,
  sizes: Sizes,
  axis = -1,
): { readonly [K in keyof Sizes]: Value } {
  const at = normalAxis('Split', x, axis);
  if (dimAt(x, at) !== sizes.reduce((a, b) => a + b, 0)) {
    reject('Split', [x], `axis ${at} does not fall into ${sizes.join(' + ')}`);
  }
  const types = sizes.map((size) => ({
    type: x.type,
    shape: x.shape.map((dim, i) => (i === at ? size : dim)),
  }));
  const outputs = x.graph.emit('Split', [x, x.graph.int64s(sizes)], types, { axis: int(at) }, (gradients) => [
    concat(
      outputs.map((out, i) => gradients[i] ?? zerosLike(out)),
      at,
    ),
    undefined,
  ]);
  // One output per size.
  return outputs as { readonly [K in keyof Sizes]: Value };
}

/** The shape of `x` at run time: int64. No gradient. */
export function shapeOf(x: Value): Value {
  return emitOne('Shape', [x], 'int64', [x.shape.length]);
}

/** `x` broadcast to the shape of `like`. */
export function expandLike(x: Value, like: Value): Value {
  if (sameShape(x.shape, like.shape)) return x;
  return emitOne('Expand', [x, shapeOf(like)], x.type, like.shape, {}, (g) => [sumTo(g, x.shape), undefined]);
}

export function zerosLike(x: Value): Value {
  return emitOne('ConstantOfShape', [shapeOf(x)], 'float32', x.shape);
}

/** Zeros whose symbolic dimensions are those of `like`. */
export function zerosWithDims(shape: Shape, like: Value): Value {
  const whole = shapeOf(like);
  const parts = shape.map((dim) => {
    if (typeof dim === 'number') return like.graph.int64s([dim]);
    const axis = like.shape.indexOf(dim);
    if (axis < 0) reject('zeros', [like], `nothing has the dimension ${dim}`);
    return slice(whole, 0, axis, axis + 1);
  });
  return emitOne('ConstantOfShape', [concat(parts, 0)], 'float32', shape);
}

/** All axes but the last become one: (…, n) → (rows, n). */
export function flatten(x: Value): Value {
  const rank = x.shape.length;
  if (rank === 2) return x;
  const rows = multiplyDims(...x.shape.slice(0, -1));
  return emitOne('Flatten', [x], x.type, [rows, dimAt(x, -1)], { axis: int(rank - 1) }, (g) => [
    reshapeLike(g, x),
  ]);
}

/** The elements of `x` in the shape of `like`, which has as many. */
export function reshapeLike(x: Value, like: Value): Value {
  if (multiplyDims(...x.shape) !== multiplyDims(...like.shape)) {
    reject('Reshape', [x, like], 'as many elements expected');
  }
  return emitOne('Reshape', [x, shapeOf(like)], x.type, like.shape, {}, (g) => [
    reshapeLike(g, x),
    undefined,
  ]);
}

/** Rows of `table` (n, …) at `indices` (int32 or int64, any shape). */
export function gather(table: Value, indices: Value): Value {
  if (indices.type !== 'int32' && indices.type !== 'int64')
    reject('Gather', [table, indices], 'integer indices expected');
  const shape = [...indices.shape, ...table.shape.slice(1)];
  return emitOne('Gather', [table, indices], table.type, shape, { axis: int(0) }, (g) => [
    scatterAdd(zerosLike(table), indices, g),
    undefined,
  ]);
}

/** Adds the rows of `updates` (shape of `indices`, then a row's) to those rows of `table`. No gradient. */
export function scatterAdd(table: Value, indices: Value, updates: Value): Value {
  const at = unsqueeze(cast(indices, 'int64'), [indices.shape.length]);
  return emitOne('ScatterND', [table, at, updates], table.type, table.shape, {
    reduction: { kind: 'string', value: 'add' },
  });
}

/** Turns each sequence around within its length: `x` (time, batch, …), `lengths` int64 (batch). */
export function reverseSequence(x: Value, lengths: Value): Value {
  if (lengths.type !== 'int64' || lengths.shape[0] !== x.shape[1]) {
    reject('ReverseSequence', [x, lengths], '(time, batch, …) and int64 (batch) expected');
  }
  const attributes = { time_axis: int(0), batch_axis: int(1) };
  return emitOne('ReverseSequence', [x, lengths], x.type, x.shape, attributes, (g) => [
    reverseSequence(g, lengths),
    undefined,
  ]);
}

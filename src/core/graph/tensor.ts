/**
 * Plain tensors, as they cross the border of a runtime: row-major, typed arrays, survive `structuredClone`.
 * Only two element types cross: float32 for numbers, int32 for indices (64-bit indices stay inside the graphs).
 */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export interface IntTensor {
  readonly dims: readonly number[];
  readonly data: Int32Array<ArrayBuffer>;
}

export type Tensor = FloatTensor | IntTensor;

/** Tensors by the name of the graph's input, output or parameter. */
export type Tensors = Readonly<Record<string, Tensor>>;
export type FloatTensors = Readonly<Record<string, FloatTensor>>;

/** Number of elements. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

export function floatTensor(dims: readonly number[], data?: ArrayLike<number>): FloatTensor {
  return { dims, data: data === undefined ? new Float32Array(elementCount(dims)) : Float32Array.from(data) };
}

export function intTensor(dims: readonly number[], data?: ArrayLike<number>): IntTensor {
  return { dims, data: data === undefined ? new Int32Array(elementCount(dims)) : Int32Array.from(data) };
}

export function scalarTensor(value: number): FloatTensor {
  return { dims: [], data: Float32Array.of(value) };
}

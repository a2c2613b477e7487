/** A loaded graph over any build of ONNX Runtime (onnxruntime-web, onnxruntime-node): they share one interface. */
import type { Tensor } from '#core/graph';
import type { LoadedGraph } from './runtime.ts';

/** What is used of the runtime's session. */
interface OrtSession<T> {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What it asks for; older builds do not say. */
  readonly inputMetadata?: readonly { readonly name: string; readonly type?: unknown }[];
  run(feeds: Readonly<Record<string, T>>, outputs: readonly string[]): Promise<Readonly<Record<string, T>>>;
  release(): Promise<void>;
}

/** What is used of its tensors. */
interface OrtTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
}

type OrtTensorClass<T> = new (
  type: 'float32' | 'int32' | 'int64',
  data: Float32Array | Int32Array | BigInt64Array,
  dims: readonly number[],
) => T;

/** Graphs of others ask for whole numbers of 64 bits, which are given what is whole. `inTurn` runs one call after the other, where sessions share a heap. */
export function ortGraph<T extends OrtTensor>(
  session: OrtSession<T>,
  TensorClass: OrtTensorClass<T>,
  inTurn: <R>(task: () => Promise<R>) => Promise<R>,
): LoadedGraph {
  const long = new Set(
    (session.inputMetadata ?? []).flatMap(({ name, type }) => (type === 'int64' ? [name] : [])),
  );
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds, outputs) =>
      inTurn(async () => {
        const given: Record<string, T> = {};
        for (const [name, { dims, data }] of Object.entries(feeds)) {
          if (long.has(name))
            given[name] = new TensorClass(
              'int64',
              BigInt64Array.from(data, (value) => BigInt(value)),
              dims,
            );
          else given[name] = new TensorClass(data instanceof Float32Array ? 'float32' : 'int32', data, dims);
        }
        const results = await session.run(given, outputs ?? session.outputNames);
        const plain: Record<string, Tensor> = {};
        for (const [name, tensor] of Object.entries(results)) plain[name] = fromOrt(name, tensor);
        return plain;
      }),
    dispose: () => inTurn(() => session.release()),
  };
}

/** The runtime copies its results out of its heap, so the buffers are plain and ours. */
function fromOrt(name: string, { data, dims }: OrtTensor): Tensor {
  if (data instanceof Float32Array) return { dims, data: data as Float32Array<ArrayBuffer> };
  if (data instanceof Int32Array) return { dims, data: data as Int32Array<ArrayBuffer> };
  throw new TypeError(`output ${name} is neither float32 nor int32`);
}

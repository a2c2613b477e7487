/**
 * An encoder on the graphics processor. Its file has matrices of 8 bits, whose products WebGPU does not have: here they are
 * multiplied out, to 16 bits where the adapter calculates with these and to 32 elsewhere, so that nothing is fetched twice.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { readModel, writeModel } from '#core/graph';
import type { Runtime } from '#core/train';
import { type EncoderConfiguration, encoderModel, type Precision } from '#models';
import type { GraphicsRefusal } from './contract.ts';
import type { LoadedEncoder } from './opened.ts';

/** Pieces of a batch at most: large products are what it is good at. */
const batch = 2048;

export interface Adapter {
  readonly halfPrecision: boolean;
  /** It imitates a graphics processor. */
  readonly isSoftware: boolean;
}

export async function findAdapter(): Promise<Adapter | undefined> {
  try {
    // Absent in browsers without WebGPU, whatever the types say.
    const gpu = (navigator as Partial<Pick<WorkerNavigator, 'gpu'>>).gpu;
    const adapter = await gpu?.requestAdapter();
    if (adapter === undefined || adapter === null) return undefined;
    return {
      halfPrecision: adapter.features.has('shader-f16'),
      isSoftware: adapter.info.isFallbackAdapter,
    };
  } catch {
    return undefined;
  }
}

/** The file `bytes` as a graph of floating-point products; `undefined` where it is none of ours. */
export function multipliedOut(
  bytes: Uint8Array<ArrayBuffer>,
  precision: Exclude<Precision, 'int8'>,
): Uint8Array<ArrayBuffer> | undefined {
  const { metadata, graph } = readModel(bytes);
  if (metadata['encoder'] === undefined) return undefined;
  // Written by tools/encoders/build.ts, and the file's digest was checked.
  const configuration = JSON.parse(metadata['encoder']) as EncoderConfiguration;
  const tensors = new Map(graph.initializers.map((tensor) => [tensor.name, tensor]));
  return writeModel(encoderModel(configuration, tensors, precision, {}));
}

/** `processor`: the same encoder as it runs on the processor. */
export async function onGraphics(
  processor: LoadedEncoder,
  bytes: Uint8Array<ArrayBuffer>,
  precision: Exclude<Precision, 'int8'>,
  runtime: Runtime,
): Promise<Result<LoadedEncoder, Problem<GraphicsRefusal>>> {
  try {
    const graph = await runtime.load(multipliedOut(bytes, precision) ?? bytes);
    return ok({ ...processor, graph, batch, runner: 'webgpu' });
  } catch (error) {
    return err(problem('failed', String(error)));
  }
}

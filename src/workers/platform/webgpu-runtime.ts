/**
 * Core's `Runtime` over onnxruntime-web's WebGPU backend, whose module and WASM are another build than the usual one: only who
 * imports this fetches them. A device that is lost, and a run that never ends, reject; then this runtime is at its end.
 */
import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web/webgpu';
import { type LoadedGraph, ortGraph, type Runtime } from '#core/train';

export interface WebGpuOptions {
  /** Where the `.mjs` of the runtime is served, ending in `/`. */
  readonly wasmPaths: string;
  readonly wasmBinary: ArrayBuffer;
}

/** A batch takes parts of a second; shaders are compiled in the first. */
const patienceMs = 60_000;

export function createWebGpuRuntime({ wasmPaths, wasmBinary }: WebGpuOptions): Runtime {
  env.wasm.numThreads = 1;
  env.logLevel = 'fatal';
  env.wasm.wasmPaths = wasmPaths;
  env.wasm.wasmBinary = wasmBinary;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    threads: 1,
    load: (model) =>
      inTurn(async () => {
        const session = await InferenceSession.create(model, {
          executionProviders: ['webgpu'],
          logSeverityLevel: 4,
        });
        // The first session has made it.
        const device = await env.webgpu.device;
        return guarded(ortGraph(session, OrtTensor, inTurn), lossOf(device));
      }),
  };
}

function lossOf(device: GPUDevice): Promise<never> {
  const lost = device.lost.then(({ message, reason }) => {
    throw new Error(`the device was lost (${reason}): ${message}`);
  });
  // Told to whoever waits for a run; between runs nobody does.
  lost.catch(() => undefined);
  return lost;
}

function guarded(graph: LoadedGraph, lost: Promise<never>): LoadedGraph {
  return {
    ...graph,
    run: async (feeds, outputs) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('the graphics processor does not answer')), patienceMs);
      });
      try {
        return await Promise.race([graph.run(feeds, outputs), lost, late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

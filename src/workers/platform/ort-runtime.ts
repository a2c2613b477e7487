/**
 * Core's `Runtime` over onnxruntime-web's WASM backend: the same in a worker, a page and Node.
 *
 * The number of threads is fixed for a JS context at the first session, so the runtime is made once per context and
 * decides it before anything is loaded. Threads need shared memory: several where the page is cross-origin isolated
 * (or in Node), one otherwise.
 */

import { ortGraph, type Runtime } from '#core/train';
import { env, InferenceSession, Tensor as OrtTensor } from '#ort';

export interface OrtRuntimeOptions {
  /** At most so many threads; by default half of the processors, two at most: the page keeps the rest. */
  readonly threads?: number;
  /** Where the `.wasm` and `.mjs` of onnxruntime-web are served, ending in `/`. Not needed in Node. */
  readonly wasmPaths?: string;
  /** The `.wasm` itself, so that it was looked at before; else it is fetched from `wasmPaths`. */
  readonly wasmBinary?: ArrayBuffer;
  /** 0: run the graph as written; for tests that compare with the optimised one. */
  readonly optimise?: boolean;
}

export function createOrtRuntime(options: OrtRuntimeOptions = {}): Runtime {
  const isolated = globalThis.crossOriginIsolated ?? typeof SharedArrayBuffer !== 'undefined';
  const processors = globalThis.navigator?.hardwareConcurrency ?? 2;
  const threads = isolated ? (options.threads ?? Math.max(1, Math.min(2, processors >> 1))) : 1;
  env.wasm.numThreads = threads;
  env.logLevel = 'error';
  // Node has them in the package, and imports no module from a server.
  if (options.wasmPaths !== undefined && !('process' in globalThis)) env.wasm.wasmPaths = options.wasmPaths;
  if (options.wasmBinary !== undefined) env.wasm.wasmBinary = options.wasmBinary;
  let last: Promise<unknown> = Promise.resolve();
  // One run at a time: the WASM heap is shared by all sessions.
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    threads,
    load: (model) =>
      inTurn(async () => {
        const session = await InferenceSession.create(model, {
          executionProviders: ['wasm'],
          graphOptimizationLevel: options.optimise === false ? 'disabled' : 'all',
          logSeverityLevel: 3,
        });
        return ortGraph(session, OrtTensor, inTurn);
      }),
  };
}

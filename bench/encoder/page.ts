/** A page without a face that runs the encoder as the app's worker does, on the processor or on WebGPU. */

import { env } from 'onnxruntime-web/webgpu';
import { findAdapter, onGraphics } from '#workers/encoder/graphics';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { createWebGpuRuntime } from '#workers/platform/webgpu-runtime';
import encoderUrl from '../../models/encoders/minilm-l6.onnx?url';
import { type Agreement, agreement, type GoldenText, perSecond } from './measuring.ts';

const ort = new URL('./ort/', location.href).href;
const bytesOf = async (url: string | URL): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

async function loaded(place: 'wasm' | 'webgpu', threads: number): Promise<LoadedEncoder> {
  const bytes = await bytesOf(encoderUrl);
  const processor = await encoderOf(createOrtRuntime({ threads, wasmPaths: ort }), bytes);
  if (!processor.ok) throw new Error(processor.error.message);
  if (place === 'wasm') return processor.value;
  const adapter = await findAdapter();
  if (adapter === undefined) throw new Error('no adapter');
  const wasm = await bytesOf(new URL('ort-wasm-simd-threaded.asyncify.wasm', ort));
  const runtime = createWebGpuRuntime({ wasmPaths: ort, wasmBinary: wasm.buffer });
  const precision = adapter.halfPrecision ? 'float16' : 'float32';
  const there = await onGraphics(processor.value, bytes, precision, runtime);
  if (!there.ok) throw new Error(there.error.message);
  return there.value;
}

let encoder: LoadedEncoder | undefined;

const encoding = {
  /** Milliseconds from the file to the first states, and of what. */
  start: async (place: 'wasm' | 'webgpu', threads: number) => {
    const begin = performance.now();
    encoder = await loaded(place, threads);
    const startMs = Math.round(performance.now() - begin);
    const adapter = place === 'webgpu' ? await findAdapter() : undefined;
    return adapter === undefined ? { startMs } : { startMs, adapter };
  },
  agreement: (golden: readonly GoldenText[]): Promise<Agreement> => agreement(started(), golden),
  perSecond: (golden: readonly GoldenText[], times: number): Promise<number> =>
    perSecond(started(), golden, times),
  /** Loses the graphics device and reads on: what is said then. */
  lost: async (golden: readonly GoldenText[]): Promise<string> => {
    (await env.webgpu.device).destroy();
    return agreement(started(), golden).then(
      () => 'it went on',
      (error: unknown) => String(error),
    );
  },
};
function started(): LoadedEncoder {
  if (encoder === undefined) throw new Error('not started');
  return encoder;
}
export type Encoding = typeof encoding;
Object.assign(globalThis, { encoding });

/** The encoder that comes with the app. */
import { err, type Problem, problem, type Result } from '#core/base';
import encoderUrl from '../../../models/encoders/minilm-l6.onnx?url';
import { fetchGraph, loadRuntime, loadWebGpuRuntime } from '../platform/assets.ts';
import type { GraphicsRefusal } from './contract.ts';
import { findAdapter, onGraphics } from './graphics.ts';
import { encoderOf, type LoadedEncoder } from './opened.ts';

export function fetchEncoder(): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  return fetchGraph(new URL(encoderUrl, self.location.href));
}

export async function loadEncoder(): Promise<Result<LoadedEncoder, Problem>> {
  const runtime = await loadRuntime();
  if (!runtime.ok) return runtime;
  const bytes = await fetchEncoder();
  return bytes.ok ? encoderOf(runtime.value, bytes.value) : bytes;
}

/** `processor` on the graphics processor; on one that is imitated only where a person asks for it. */
export async function loadOnGraphics(
  processor: LoadedEncoder,
  isAsked: boolean,
): Promise<Result<LoadedEncoder, Problem<GraphicsRefusal>>> {
  const adapter = await findAdapter();
  if (adapter === undefined) return err(problem('missing', 'there is no adapter'));
  if (adapter.isSoftware && !isAsked) return err(problem('software', 'the adapter is an imitation'));
  const runtime = await loadWebGpuRuntime();
  if (!runtime.ok) return err(problem('unreachable', runtime.error.message));
  const bytes = await fetchEncoder();
  if (!bytes.ok) return err(problem('unreachable', bytes.error.message));
  return onGraphics(processor, bytes.value, adapter.halfPrecision ? 'float16' : 'float32', runtime.value);
}

/** The encoder that comes with the app, and those that people brought. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import encoderUrl from '../../../models/encoders/minilm-l6.onnx?url';
import { fetchGraph, loadRuntime, loadWebGpuRuntime } from '../platform/assets.ts';
import { type GraphicsRefusal, isOwn } from './contract.ts';
import { findAdapter, onGraphics } from './graphics.ts';
import { encoderOf, type LoadedEncoder } from './opened.ts';
import { readOwn } from './own-files.ts';

/** `own`: the name of one that a person brought; absent: the app's. */
export async function fetchEncoder(own?: string): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  if (own === undefined) return fetchGraph(new URL(encoderUrl, self.location.href));
  const bytes = await readOwn(own);
  return bytes === undefined ? err(problem('own-missing', `${own} is not on this device`)) : ok(bytes);
}

export async function loadEncoder(own?: string): Promise<Result<LoadedEncoder, Problem>> {
  const runtime = await loadRuntime();
  if (!runtime.ok) return runtime;
  const bytes = await fetchEncoder(own);
  return bytes.ok ? encoderOf(runtime.value, bytes.value) : bytes;
}

/** `processor` on the graphics processor; on one that is imitated only where a person asks for it. */
export async function loadOnGraphics(
  processor: LoadedEncoder,
  isAsked: boolean,
  own?: string,
): Promise<Result<LoadedEncoder, Problem<GraphicsRefusal>>> {
  const adapter = await findAdapter();
  if (adapter === undefined) return err(problem('missing', 'there is no adapter'));
  if (adapter.isSoftware && !isAsked) return err(problem('software', 'the adapter is an imitation'));
  const runtime = await loadWebGpuRuntime();
  if (!runtime.ok) return err(problem('unreachable', runtime.error.message));
  const bytes = await fetchEncoder(own);
  if (!bytes.ok) return err(problem('unreachable', bytes.error.message));
  return onGraphics(processor, bytes.value, adapter.halfPrecision ? 'float16' : 'float32', runtime.value);
}

/** Of what a model reads by: the name of one that a person brought; `undefined`: the app's. */
export const ownName = (encoder: string): string | undefined => (isOwn(encoder) ? encoder : undefined);

/** The encoder that comes with the app. */
import type { Problem, Result } from '#core/base';
import encoderUrl from '../../../models/encoders/minilm-l6.onnx?url';
import { fetchGraph, loadRuntime } from '../platform/assets.ts';
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

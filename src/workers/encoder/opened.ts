/** The encoder with the runner that its answers come from. */
import { ok, type Problem, type Result } from '#core/base';
import { type OpenedEncoder, openEncoder } from '#core/encoder';
import type { Runtime } from '#core/train';
import type { EncoderRunner } from './contract.ts';

export type LoadedEncoder = OpenedEncoder & { readonly runner: EncoderRunner };

export async function encoderOf(
  runtime: Runtime,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<LoadedEncoder, Problem>> {
  const opened = await openEncoder(runtime, bytes);
  return opened.ok ? ok({ ...opened.value, runner: 'wasm' }) : opened;
}

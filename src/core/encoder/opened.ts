/** An encoder's file, opened: the graph with its sizes and its tokenizer inside. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { readModel } from '#core/graph';
import type { Runtime } from '#core/train';
import type { StateSource } from './context.ts';
import { readPieces } from './pieces.ts';
import type { TextEncoder } from './reading.ts';

export type OpenedEncoder = TextEncoder & StateSource;

/** What an encoder's file says of itself. */
interface DescribedEncoder {
  readonly name: string;
  /** Numbers of a state. */
  readonly width: number;
  /** The content of its `tokenizer.json`. */
  readonly tokenizer: string;
}

/** `undefined` where the file is none that tools/encoders/build.ts wrote. */
export function describedEncoder(bytes: Uint8Array): DescribedEncoder | undefined {
  try {
    const { encoder = '', tokenizer = '' } = readModel(bytes).metadata;
    const { name, width } = JSON.parse(encoder) as { readonly name?: unknown; readonly width?: unknown };
    return typeof name === 'string' && typeof width === 'number' ? { name, width, tokenizer } : undefined;
  } catch {
    return undefined;
  }
}

export async function openEncoder(
  runtime: Runtime,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<OpenedEncoder, Problem>> {
  const described = describedEncoder(bytes);
  if (described === undefined) return err(problem('encoder-unreadable', 'the file is no encoder of ours'));
  const { name, width, tokenizer } = described;
  try {
    const pieces = readPieces(JSON.parse(tokenizer));
    if (!pieces.ok) return pieces;
    const graph = await runtime.load(bytes);
    return ok({ name, dim: width, pieces: pieces.value, graph });
  } catch (error) {
    return err(problem('encoder-unreadable', String(error)));
  }
}

/** An encoder's file, opened: the graph with its sizes and its tokenizer inside. */
import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { floatTensor, intTensor, readMetadata } from '#core/graph';
import type { LoadedGraph, Runtime } from '#core/train';
import type { StateSource } from './context.ts';
import { readPieces } from './pieces.ts';
import type { TextEncoder } from './reading.ts';

export type OpenedEncoder = TextEncoder & StateSource;

/** What somebody else's graph calls what ours calls `ids`, `mask` and `states`. */
export interface GraphNames {
  readonly ids: string;
  readonly mask: string;
  /** An input that is zero: which of two texts a piece belongs to. */
  readonly types?: string;
  readonly states: string;
}

/** What an encoder's file says of itself. */
export interface DescribedEncoder {
  readonly name: string;
  /** Numbers of a state. */
  readonly width: number;
  /** The content of its `tokenizer.json`. */
  readonly tokenizer: string;
  /** Absent in the app's own. */
  readonly own?: OwnEncoder;
}

/** An encoder that a person brought. */
export interface OwnEncoder {
  /** What the person calls it: the name of its folder or file. */
  readonly label: string;
  readonly graph: GraphNames;
  /** What its numbers are multiplied by, so that they are as large as those of word vectors. */
  readonly scale: number;
  /** Pieces that it reads at once. */
  readonly window: number;
}

/** `undefined` where the file is none that tools/encoders/build.ts or `adoptEncoder` wrote. */
export function describedEncoder(bytes: Uint8Array): DescribedEncoder | undefined {
  try {
    const { encoder = '', tokenizer = '' } = readMetadata(bytes);
    // Written by one of the two.
    const { name, width, own } = JSON.parse(encoder) as Partial<DescribedEncoder>;
    if (typeof name !== 'string' || typeof width !== 'number') return undefined;
    return { name, width, tokenizer, ...(own === undefined ? {} : { own }) };
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
  const { name, width, tokenizer, own } = described;
  try {
    const pieces = readPieces(JSON.parse(tokenizer));
    if (!pieces.ok) return pieces;
    const graph = await runtime.load(bytes);
    const opened = { name, dim: width, pieces: pieces.value };
    if (own === undefined) return ok({ ...opened, graph });
    return ok({ ...opened, graph: renamed(graph, own.graph, own.scale), window: own.window });
  } catch (error) {
    return err(problem('encoder-unreadable', String(error)));
  }
}

/** Somebody else's graph as ours are: `ids` and `mask` in, `states` out, `scale` times as large. */
export function renamed(graph: LoadedGraph, names: GraphNames, scale: number): LoadedGraph {
  return {
    inputNames: ['ids', 'mask'],
    outputNames: ['states'],
    run: async (feeds) => {
      const { dims, data } = must(feeds['ids'], 'ids');
      const mask = must(feeds['mask'], 'mask');
      const given = {
        [names.ids]: intTensor(dims, data),
        [names.mask]: intTensor(mask.dims, mask.data),
        ...(names.types === undefined ? {} : { [names.types]: intTensor(dims) }),
      };
      const found = must((await graph.run(given, [names.states]))[names.states], names.states);
      const states = floatTensor(found.dims);
      found.data.forEach((value, i) => {
        states.data[i] = scale * value;
      });
      return { states };
    },
    dispose: () => graph.dispose(),
  };
}

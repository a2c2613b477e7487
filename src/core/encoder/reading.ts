/**
 * Texts to states of their tokens: pieces, windows, batches, means. Windows overlap, and a piece has its state from the window
 * in whose inner part it stands, so that it has seen words on both sides.
 */
import { must, neverStop, type StopSignal } from '#core/base';
import { floatTensor, intTensor } from '#core/graph';
import { type Span, tokensOf } from '#core/text';
import type { LoadedGraph } from '#core/train';
import type { PieceReader, PieceText } from './pieces.ts';
import { packStates, type TokenStates } from './states.ts';

export interface TextEncoder {
  readonly pieces: PieceReader;
  readonly graph: LoadedGraph;
  readonly dim: number;
  /** Pieces that the graph reads at once, with the two that frame them. */
  readonly window?: number;
  /** Pieces of a batch at most, padding counted. */
  readonly batch?: number;
}

export interface EncodableDocument {
  readonly id: string;
  readonly text: string;
  readonly tokens?: readonly Span[];
}

const usualWindow = 256;
const usualBatch = 512;
/** Pieces on either side of a window that are there to be seen, and have their states from the window beside it. */
const margin = 32;

interface Window {
  /** Which text, and which of its pieces. */
  readonly text: number;
  readonly from: number;
  readonly to: number;
  /** The pieces whose states are taken from here. */
  readonly keepFrom: number;
  readonly keepTo: number;
}

/** States of each document's tokens (`tokensOf`), in the order of the documents; stopped between two batches: those of none. */
export async function encodeDocuments(
  encoder: TextEncoder,
  documents: readonly EncodableDocument[],
  signal: StopSignal = neverStop,
): Promise<TokenStates[] | undefined> {
  const { pieces, dim, window = usualWindow, batch = usualBatch } = encoder;
  const texts = documents.map((document) => pieces.read(document.text, tokensOf(document)));
  const rows = texts.map(({ ids }) => new Float32Array(ids.length * dim));
  const windows = texts.flatMap(({ ids }, text) => windowsOf(text, ids.length, window - 2));
  windows.sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const some of batches(windows, batch)) {
    if (signal.stopped) return undefined;
    await encodeBatch(encoder, texts, some, rows);
  }
  return texts.map((text, i) => packStates(means(text, must(rows[i], 'rows'), dim), dim));
}

function windowsOf(text: number, pieces: number, size: number): Window[] {
  if (pieces <= size) return [{ text, from: 0, to: pieces, keepFrom: 0, keepTo: pieces }];
  const out: Window[] = [];
  const inner = size - 2 * margin;
  for (let keep = 0; keep < pieces; ) {
    const from = Math.max(0, Math.min(keep - margin, pieces - size));
    const to = Math.min(pieces, from + size);
    const keepTo = to === pieces ? pieces : Math.min(pieces, Math.max(keep + inner, to - margin));
    out.push({ text, from, to, keepFrom: keep, keepTo });
    keep = keepTo;
  }
  return out;
}

function* batches(windows: readonly Window[], limit: number): Generator<readonly Window[]> {
  let some: Window[] = [];
  for (const one of windows) {
    // Sorted by length: the last is the longest.
    if (some.length > 0 && (some.length + 1) * (one.to - one.from + 2) > limit) {
      yield some;
      some = [];
    }
    some.push(one);
  }
  if (some.length > 0) yield some;
}

async function encodeBatch(
  { pieces, graph, dim }: TextEncoder,
  texts: readonly PieceText[],
  windows: readonly Window[],
  rows: readonly Float32Array[],
): Promise<void> {
  const time = Math.max(...windows.map(({ from, to }) => to - from + 2));
  const ids = intTensor([windows.length, time]);
  const mask = floatTensor([windows.length, time]);
  windows.forEach(({ text, from, to }, b) => {
    const own = must(texts[text], 'text').ids.slice(from, to);
    ids.data.set([pieces.frame[0], ...own, pieces.frame[1]], b * time);
    mask.data.fill(1, b * time, b * time + own.length + 2);
  });
  const { states } = await graph.run({ ids, mask });
  const { data } = must(states, 'states');
  windows.forEach(({ text, from, keepFrom, keepTo }, b) => {
    const begin = (b * time + 1 + keepFrom - from) * dim;
    const found = data.subarray(begin, begin + (keepTo - keepFrom) * dim);
    must(rows[text], 'rows').set(found, keepFrom * dim);
  });
}

/** The mean of each token's pieces. */
function means({ ranges }: PieceText, rows: Float32Array, dim: number): Float32Array {
  const out = new Float32Array(ranges.length * dim);
  ranges.forEach(({ from, to }, t) => {
    for (let piece = from; piece < to; piece++)
      for (let d = 0; d < dim; d++)
        out[t * dim + d] = (out[t * dim + d] ?? 0) + (rows[piece * dim + d] ?? 0) / (to - from);
  });
  return out;
}

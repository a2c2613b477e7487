/** States of the golden texts, and how many texts a second: the same in Node and in a page. */
import { must } from '#core/base';
import { encodeDocuments } from '#core/encoder';
import { floatTensor, intTensor } from '#core/graph';
import { tokenize } from '#core/text';
import type { LoadedEncoder } from '#workers/encoder/opened';

/** As models/encoders/reference.py writes them: every sixth number of a state. */
export interface GoldenText {
  readonly text: string;
  readonly ids: readonly number[];
  readonly mean: readonly number[];
  readonly piece: number;
  readonly state: readonly number[];
}

export interface Agreement {
  readonly texts: number;
  readonly samePieces: number;
  /** Of a piece's state, and of the mean of a text's states. */
  readonly maxDifference: number;
  readonly maxDifferenceOfMeans: number;
  /** Of the states, all together: theirs from the original's, and the original's. */
  readonly squaredDifference: number;
  readonly squares: number;
}

/** What several agreements are together. */
export function together(all: readonly Agreement[]): Agreement {
  const sum = (of: (one: Agreement) => number): number => all.reduce((total, one) => total + of(one), 0);
  const most = (of: (one: Agreement) => number): number => Math.max(...all.map(of));
  return {
    texts: sum(({ texts }) => texts),
    samePieces: sum(({ samePieces }) => samePieces),
    maxDifference: most(({ maxDifference }) => maxDifference),
    maxDifferenceOfMeans: most(({ maxDifferenceOfMeans }) => maxDifferenceOfMeans),
    squaredDifference: sum(({ squaredDifference }) => squaredDifference),
    squares: sum(({ squares }) => squares),
  };
}

export async function agreement(
  { pieces, graph, dim }: LoadedEncoder,
  golden: readonly GoldenText[],
): Promise<Agreement> {
  let samePieces = 0;
  let maxDifference = 0;
  let maxDifferenceOfMeans = 0;
  let apart = 0;
  let own = 0;
  for (const { text, ids, mean, piece, state } of golden) {
    const found = pieces.read(text, tokenize(text)).ids.slice(0, ids.length - 2);
    if ([pieces.frame[0], ...found, pieces.frame[1]].every((id, i) => id === ids[i])) samePieces += 1;
    const shape = [1, ids.length];
    const mask = floatTensor(shape);
    mask.data.fill(1);
    const { data } = must((await graph.run({ ids: intTensor(shape, ids), mask }))['states'], 'states');
    const words = ids.length - 2;
    state.forEach((value, i) => {
      const difference = Math.abs(value - must(data[(1 + piece) * dim + 6 * i], 'number'));
      maxDifference = Math.max(maxDifference, difference);
      apart += difference ** 2;
      own += value ** 2;
      let sum = 0;
      for (let t = 1; t <= words; t++) sum += must(data[t * dim + 6 * i], 'number');
      const ofMean = Math.abs(must(mean[i], 'mean') - sum / words);
      maxDifferenceOfMeans = Math.max(maxDifferenceOfMeans, ofMean);
    });
  }
  return {
    texts: golden.length,
    samePieces,
    maxDifference,
    maxDifferenceOfMeans,
    squaredDifference: apart,
    squares: own,
  };
}

/** Texts a second, as the app reads them: cut, in batches by length, packed. The median of `times` readings. */
export async function perSecond(
  encoder: LoadedEncoder,
  golden: readonly GoldenText[],
  times: number,
): Promise<number> {
  const documents = golden.map(({ text }, i) => ({ id: `${i}`, text }));
  await encodeDocuments(encoder, documents.slice(0, 16));
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    await encodeDocuments(encoder, documents);
    found.push((1000 * documents.length) / (performance.now() - begin));
  }
  return Number(must(found.toSorted((a, b) => a - b)[times >> 1], 'rate').toFixed(1));
}

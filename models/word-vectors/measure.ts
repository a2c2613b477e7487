/**
 * What quantisation costs, measured on the packed bytes: cosine between a word's own vector and its packed one,
 * how many of the ten nearest neighbours stay the same, and word analogies (3CosAdd, Mikolov et al. 2013) on a
 * small list written for this purpose.
 */
import { must } from '#core/base';
import { readWordVectors } from '../../src/core/train/vectors.ts';

const analogies: readonly string[] = [
  'paris france berlin germany rome italy madrid spain tokyo japan beijing china moscow russia athens greece',
  'car cars dog dogs house houses tree trees book books child children city cities woman women drug drugs',
  'big bigger small smaller fast faster slow slower old older young younger high higher low lower',
  'walk walked play played ask asked want wanted use used call called turn turned help helped',
];
/** Neighbours and analogies are searched among this many most frequent words. */
const searched = 50_000;

type Table = Float32Array;

function unit(table: Table, rows: number, dims: number): Table {
  const out = new Float32Array(rows * dims);
  for (let row = 0; row < rows; row++) {
    let n = 0;
    for (let d = 0; d < dims; d++) n += (table[row * dims + d] ?? 0) ** 2;
    n = Math.sqrt(n) || 1;
    for (let d = 0; d < dims; d++) out[row * dims + d] = (table[row * dims + d] ?? 0) / n;
  }
  return out;
}

function nearest(
  units: Table,
  dims: number,
  query: Float32Array,
  skip: readonly number[],
  k: number,
): number[] {
  const best: [number, number][] = [];
  for (let row = 0; row < searched; row++) {
    if (skip.includes(row)) continue;
    let s = 0;
    for (let d = 0; d < dims; d++) s += (query[d] ?? 0) * (units[row * dims + d] ?? 0);
    if (best.length === k && s <= must(best[k - 1], 'neighbour')[0]) continue;
    best.push([s, row]);
    best.sort((a, b) => b[0] - a[0]);
    best.length = Math.min(best.length, k);
  }
  return best.map(([, row]) => row);
}

function analogyAccuracy(units: Table, dims: number, rank: ReadonlyMap<string, number>): number {
  let right = 0;
  let asked = 0;
  for (const family of analogies) {
    const w = family.split(' ').map((word) => must(rank.get(word), word));
    for (let i = 0; i < w.length; i += 2) {
      for (let j = 0; j < w.length; j += 2) {
        if (i === j) continue;
        const [a, b, c, d] = [w[i], w[i + 1], w[j], w[j + 1]].map((x) => must(x, 'word'));
        const query = new Float32Array(dims);
        for (let k = 0; k < dims; k++) {
          const at = (row: number | undefined): number => units[must(row, 'row') * dims + k] ?? 0;
          query[k] = at(b) - at(a) + at(c);
        }
        asked++;
        if (
          nearest(
            units,
            dims,
            query,
            [a, b, c].map((x) => must(x, 'row')),
            1,
          )[0] === d
        )
          right++;
      }
    }
  }
  return right / asked;
}

export function measure(bytes: Uint8Array, words: readonly string[], table: Table, dims: number) {
  const read = readWordVectors(bytes);
  if (!read.ok) throw new Error(read.error.message);
  const packed = new Float32Array(table.length);
  words.forEach((word, row) => {
    read.value.fill(packed, row * dims, word);
  });
  let cosine = 0;
  let lowest = 1;
  words.forEach((_, row) => {
    let [ab, aa, bb] = [0, 0, 0];
    for (let d = 0; d < dims; d++) {
      const x = table[row * dims + d] ?? 0;
      const y = packed[row * dims + d] ?? 0;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    const c = ab / Math.sqrt(aa * bb || 1);
    cosine += c / words.length;
    lowest = Math.min(lowest, c);
  });
  const exact = unit(table, searched, dims);
  const coarse = unit(packed, searched, dims);
  const rank = new Map(words.map((word, row) => [word, row]));
  let kept = 0;
  const probes = Array.from({ length: 100 }, (_, i) => 200 + i * 400);
  for (const row of probes) {
    const of = (units: Table): number[] =>
      nearest(units, dims, units.subarray(row * dims, (row + 1) * dims), [row], 10);
    const before = of(exact);
    kept += of(coarse).filter((x) => before.includes(x)).length / (10 * probes.length);
  }
  return {
    meanCosine: Number(cosine.toFixed(5)),
    lowestCosine: Number(lowest.toFixed(5)),
    neighboursKept: Number(kept.toFixed(4)),
    analogiesBefore: Number(analogyAccuracy(exact, dims, rank).toFixed(4)),
    analogiesAfter: Number(analogyAccuracy(coarse, dims, rank).toFixed(4)),
  };
}

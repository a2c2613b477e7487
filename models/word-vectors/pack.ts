/**
 * Packs a table of word vectors into the two-tier format that src/core/train/vectors.ts reads: 8 bits a
 * number for the most frequent words, 4 bits from a 16-level codebook for the rest. The codebook is the
 * Lloyd–Max quantiser (Lloyd 1982) of the numbers divided by the root mean square of their row.
 */
import { must } from '#core/base';

export interface WordTable {
  /** Most frequent first. No word contains a line feed. */
  readonly words: readonly string[];
  /** Row-major, `words.length × dims`. */
  readonly table: Float32Array;
  readonly dims: number;
  readonly fineRows: number;
}

const levels = 16;

/** The 16 levels that minimise the squared error over `sorted` samples. */
function lloydMax(sorted: Float64Array): Float32Array<ArrayBuffer> {
  let centres = Array.from({ length: levels }, (_, k) =>
    must(sorted[Math.floor(((k + 0.5) * sorted.length) / levels)], 'quantile'),
  );
  for (let round = 0; round < 100; round++) {
    const sum = new Float64Array(levels);
    const count = new Float64Array(levels);
    let k = 0;
    for (const x of sorted) {
      while (k < levels - 1 && x > (must(centres[k], 'level') + must(centres[k + 1], 'level')) / 2) k++;
      sum[k] = must(sum[k], 'sum') + x;
      count[k] = must(count[k], 'count') + 1;
    }
    centres = centres.map((old, i) => {
      const n = must(count[i], 'count');
      return n === 0 ? old : must(sum[i], 'sum') / n;
    });
  }
  return Float32Array.from(centres);
}

export function packWordVectors({ words, table, dims, fineRows }: WordTable): Uint8Array<ArrayBuffer> {
  const rows = words.length;
  const fine = Math.min(fineRows, rows);
  const at = (row: number, d: number): number => must(table[row * dims + d], 'number');
  const scale = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let max = 0;
    let squares = 0;
    for (let d = 0; d < dims; d++) {
      max = Math.max(max, Math.abs(at(row, d)));
      squares += at(row, d) ** 2;
    }
    scale[row] = row < fine ? max / 127 : Math.sqrt(squares / dims);
  }

  // Of a large table a thirteenth, spread over all rows and dimensions, is sample enough.
  const stride = rows * dims > 1e6 ? 13 : 1;
  const samples: number[] = [];
  for (let row = fine; row < rows; row++) {
    for (let d = row % stride; d < dims; d += stride) samples.push(at(row, d) / must(scale[row], 'scale'));
  }
  const codebook =
    samples.length === 0 ? new Float32Array(levels) : lloydMax(Float64Array.from(samples).sort());
  const nearest = (x: number): number => {
    let k = 0;
    while (k < levels - 1 && x > (must(codebook[k], 'level') + must(codebook[k + 1], 'level')) / 2) k++;
    return k;
  };

  const text = new TextEncoder().encode(words.join('\n'));
  const half = Math.ceil(dims / 2);
  const header = 32 + levels * 4 + rows * 4;
  const bytes = new Uint8Array(header + text.length + fine * dims + (rows - fine) * half);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('LLWV'), 0);
  [1, rows, fine, dims, text.length].forEach((n, i) => {
    view.setUint32(4 + i * 4, n, true);
  });
  codebook.forEach((x, i) => {
    view.setFloat32(32 + i * 4, x, true);
  });
  scale.forEach((x, i) => {
    view.setFloat32(32 + levels * 4 + i * 4, x, true);
  });
  bytes.set(text, header);
  let offset = header + text.length;
  for (let row = 0; row < fine; row++) {
    const unit = must(scale[row], 'scale') || 1;
    for (let d = 0; d < dims; d++) view.setInt8(offset++, Math.round(at(row, d) / unit));
  }
  for (let row = fine; row < rows; row++) {
    const unit = must(scale[row], 'scale') || 1;
    for (let d = 0; d < dims; d += 2) {
      const low = nearest(at(row, d) / unit);
      const high = d + 1 < dims ? nearest(at(row, d + 1) / unit) : 0;
      view.setUint8(offset++, low | (high << 4));
    }
  }
  return bytes;
}

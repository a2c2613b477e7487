/** Principal components by orthogonal iteration (Golub and Van Loan, §8.2), deterministic. */
import { createRng, must } from '#core/base';

export interface Components {
  readonly mean: Float32Array<ArrayBuffer>;
  /** (dimensions, count), largest first, scaled so that what they make of the rows has a mean square of 0.16 (as word vectors). */
  readonly components: Float32Array<ArrayBuffer>;
  /** Share of the rows' variance. */
  readonly kept: number;
}

const iterations = 40;
const meanSquare = 0.16;

export function principalComponents(rows: readonly Float32Array[], count: number): Components {
  const dims = must(rows[0], 'row').length;
  const mean = new Float64Array(dims);
  for (const row of rows)
    for (let d = 0; d < dims; d++) mean[d] = (mean[d] ?? 0) + (row[d] ?? 0) / rows.length;
  const covariance = new Float64Array(dims * dims);
  for (const row of rows)
    for (let a = 0; a < dims; a++) {
      const x = ((row[a] ?? 0) - (mean[a] ?? 0)) / rows.length;
      for (let b = 0; b < dims; b++)
        covariance[a * dims + b] = (covariance[a * dims + b] ?? 0) + x * ((row[b] ?? 0) - (mean[b] ?? 0));
    }
  const rng = createRng(1);
  let basis = Array.from({ length: count }, () =>
    Float64Array.from({ length: dims }, () => rng.next() - 0.5),
  );
  let variances: number[] = [];
  for (let i = 0; i < iterations; i++) {
    basis = basis.map((vector) => product(covariance, vector));
    variances = orthonormalise(basis);
  }
  let total = 0;
  for (let d = 0; d < dims; d++) total += covariance[d * dims + d] ?? 0;
  const sum = variances.reduce((a, b) => a + b, 0);
  const factor = Math.sqrt((meanSquare * count) / sum);
  const components = new Float32Array(dims * count);
  basis.forEach((vector, k) => {
    vector.forEach((value, d) => {
      components[d * count + k] = factor * value;
    });
  });
  return { mean: Float32Array.from(mean), components, kept: sum / total };
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const n = vector.length;
  return Float64Array.from({ length: n }, (_, a) => {
    let sum = 0;
    for (let b = 0; b < n; b++) sum += (matrix[a * n + b] ?? 0) * (vector[b] ?? 0);
    return sum;
  });
}

/** Gram and Schmidt, in place; the length that each had left over. */
function orthonormalise(vectors: readonly Float64Array[]): number[] {
  return vectors.map((vector, i) => {
    for (const earlier of vectors.slice(0, i)) {
      let along = 0;
      for (let d = 0; d < vector.length; d++) along += (vector[d] ?? 0) * (earlier[d] ?? 0);
      for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) - along * (earlier[d] ?? 0);
    }
    const length = Math.hypot(...vector);
    for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) / length;
    return length;
  });
}

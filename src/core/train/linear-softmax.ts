/**
 * A linear softmax on frozen features: the expert for few labels (methods.md §8). Features are standardised, and noise is
 * put on them by dropout, which for a linear model is a ridge that adapts to each feature (Wager, Wang and Liang 2013).
 * Trained by Adam (Kingma and Ba 2015) with decoupled weight decay in about a hundred steps: well under a second.
 *
 * Rows have dense features and, where given, sparse ones: indices of features that are 1 (spellings, shapes).
 * Laws: same rows, options and generator → same model; rows of weight 0 change nothing but the standardisation.
 */
import { AdamParameter, must, neverStop, type Rng, type StopSignal } from '#core/base';

/** Features of `count` rows. */
export interface FeatureRows {
  readonly count: number;
  /** Dense features of a row. */
  readonly width: number;
  /** `count · width` numbers, row by row. */
  readonly dense: Float32Array;
  /** Row i's sparse features are `indices[starts[i]] … indices[starts[i + 1] − 1]`, each in [0, buckets). */
  readonly sparse?: {
    readonly buckets: number;
    readonly starts: Int32Array;
    readonly indices: Int32Array;
  };
}

export interface LinearModel {
  readonly outputs: number;
  /** Per dense feature. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** Per dense feature: one over its deviation. */
  readonly scale: Float32Array<ArrayBuffer>;
  /** `width · outputs`, of the standardised features. */
  readonly weight: Float32Array<ArrayBuffer>;
  /** `buckets · outputs`; empty where there are no sparse features. */
  readonly sparse: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

export interface LinearLesson {
  readonly rows: FeatureRows;
  readonly outputs: number;
  /**
   * `count · outputs`. As a distribution: the probability of each output. With `partial`: 1 for each output that is
   * possible, and the loss is −log of their total probability.
   */
  readonly targets: Float32Array;
  readonly partial?: boolean;
  /** Weight of each row's loss; 1 where absent. */
  readonly weights?: Float32Array;
  /** Where the weights of the standardised dense features start, `width · outputs`; zero where absent. */
  readonly initial?: Float32Array;
  /** Where the biases start; zero where absent. */
  readonly initialBias?: Float32Array;
}

export interface LinearOptions {
  readonly rng: Rng;
  readonly steps?: number;
  /** Of the first step; it falls to nothing along a half cosine. */
  readonly learningRate?: number;
  readonly weightDecay?: number;
  /** Share of the features that each row is without in each step. */
  readonly dropout?: number;
  /** Rows per step at most: where there are more, each step draws others. */
  readonly rowsPerStep?: number;
  readonly signal?: StopSignal;
}

const usual = {
  steps: 100,
  learningRate: 0.005,
  weightDecay: 0.1,
  dropout: 0.4,
  rowsPerStep: 256,
};

/** A deviation smaller than this is none: the feature is left as it is. */
const leastDeviation = 1e-4;

/** Trains; yields after each step, stops between two and then returns what there is. */
export function* linearFitting(
  lesson: LinearLesson,
  options: LinearOptions,
): Generator<void, LinearModel, void> {
  const { rows, outputs, targets, weights } = lesson;
  const { count, width, dense, sparse } = rows;
  const { rng } = options;
  const signal = options.signal ?? neverStop;
  const { steps, learningRate, weightDecay, dropout, rowsPerStep } = { ...usual, ...options };
  const standard = standardisation(rows);
  const { mean, scale } = standard;
  const buckets = sparse?.buckets ?? 0;
  const weight = new AdamParameter(width * outputs);
  if (lesson.initial !== undefined) weight.value.set(lesson.initial);
  const sparseWeight = new AdamParameter(buckets * outputs);
  const bias = new AdamParameter(outputs);
  if (lesson.initialBias !== undefined) bias.value.set(lesson.initialBias);
  const scores = rowsOfBlock(outputs);
  const slopes = rowsOfBlock(outputs);
  const inputs = new Float32Array(block * width);
  const keep = Math.max(1, Math.round(256 * (1 - dropout)));
  const perStep = Math.min(count, rowsPerStep);
  const order = Int32Array.from({ length: count }, (_, i) => i);

  for (let step = 0; step < steps && count > 0 && !signal.stopped; step++) {
    let total = 0;
    for (let k = 0; k < perStep; k++) {
      if (perStep < count) {
        // The first `perStep` of a shuffle that is never finished.
        const other = k + rng.int(count - k);
        const taken = must(order[other], 'row');
        order[other] = must(order[k], 'row');
        order[k] = taken;
      }
      total += weights?.[order[k] ?? 0] ?? 1;
    }
    if (total <= 0) continue;
    const taken = order.subarray(0, perStep).filter((row) => (weights?.[row] ?? 1) !== 0);
    for (let first = 0; first < taken.length; first += block) {
      inputs.fill(0);
      for (let k = 0; k < block; k++) {
        const row = taken[first + k];
        if (row === undefined) continue;
        const own = dense.subarray(row * width, (row + 1) * width);
        draw(own, standard, keep, rng, inputs.subarray(k * width, (k + 1) * width));
      }
      products(scores, weight.value, inputs);
      scores.each.forEach((own, k) => {
        const slope = must(slopes.each[k], 'slope');
        const row = taken[first + k];
        if (row === undefined) {
          slope.fill(0);
          return;
        }
        for (let j = 0; j < outputs; j++) own[j] = (own[j] ?? 0) + (bias.value[j] ?? 0);
        if (sparse !== undefined) {
          for (let at = sparse.starts[row] ?? 0; at < (sparse.starts[row + 1] ?? 0); at++)
            addScaled(own, sparseWeight.value, (sparse.indices[at] ?? 0) * outputs, 1, outputs);
        }
        lossSlope(own, targets, row * outputs, lesson.partial === true, (weights?.[row] ?? 1) / total, slope);
        for (let j = 0; j < outputs; j++) bias.slope[j] = (bias.slope[j] ?? 0) + (slope[j] ?? 0);
        if (sparse !== undefined) {
          for (let at = sparse.starts[row] ?? 0; at < (sparse.starts[row + 1] ?? 0); at++)
            addTo(sparseWeight.slope, (sparse.indices[at] ?? 0) * outputs, slope, 1, outputs);
        }
      });
      addOuter(weight.slope, slopes, inputs);
    }
    const rate = learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
    weight.step(rate, weightDecay, step + 1);
    sparseWeight.step(rate, weightDecay, step + 1);
    bias.step(rate, 0, step + 1);
    yield;
  }
  return { outputs, mean, scale, weight: weight.value, sparse: sparseWeight.value, bias: bias.value };
}

/** Trains to the end at once. */
export function fitLinear(lesson: LinearLesson, options: LinearOptions): LinearModel {
  const fitting = linearFitting(lesson, options);
  for (;;) {
    const step = fitting.next();
    if (step.done === true) return step.value;
  }
}

/** `count · outputs` log-probabilities. */
export function linearLogProbabilities(model: LinearModel, rows: FeatureRows): Float32Array<ArrayBuffer> {
  const { outputs, mean, scale, weight, bias } = model;
  const { count, width, dense, sparse } = rows;
  const out = new Float32Array(count * outputs);
  const scores = new Float64Array(outputs);
  for (let row = 0; row < count; row++) {
    scores.set(bias);
    for (let f = 0; f < width; f++) {
      const x = ((dense[row * width + f] ?? 0) - (mean[f] ?? 0)) * (scale[f] ?? 0);
      if (x !== 0) addScaled(scores, weight, f * outputs, x, outputs);
    }
    if (sparse !== undefined) {
      for (let at = sparse.starts[row] ?? 0; at < (sparse.starts[row + 1] ?? 0); at++)
        addScaled(scores, model.sparse, (sparse.indices[at] ?? 0) * outputs, 1, outputs);
    }
    const z = logSumExp(scores);
    for (let j = 0; j < outputs; j++) out[row * outputs + j] = (scores[j] ?? 0) - z;
  }
  return out;
}

function standardisation({ count, width, dense }: FeatureRows): Pick<LinearModel, 'mean' | 'scale'> {
  const mean = new Float32Array(width);
  const scale = new Float32Array(width);
  for (let f = 0; f < width; f++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += dense[row * width + f] ?? 0;
    const middle = count === 0 ? 0 : sum / count;
    let squares = 0;
    for (let row = 0; row < count; row++) squares += ((dense[row * width + f] ?? 0) - middle) ** 2;
    const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
    mean[f] = middle;
    scale[f] = deviation < leastDeviation ? 1 : 1 / deviation;
  }
  return { mean, scale };
}

/** Rows that a step looks at side by side: each weight is fetched once for all of them. */
const block = 4;

interface BlockRows {
  /** `block · outputs`, row by row. */
  readonly all: Float64Array;
  readonly each: readonly Float64Array[];
}

function rowsOfBlock(outputs: number): BlockRows {
  const all = new Float64Array(block * outputs);
  const each = Array.from({ length: block }, (_, k) => all.subarray(k * outputs, (k + 1) * outputs));
  return { all, each };
}

/** A row's standardised features where they are not dropped; `out` is left as it is where they are. */
function draw(
  row: Float32Array,
  { mean, scale }: Pick<LinearModel, 'mean' | 'scale'>,
  keep: number,
  rng: Rng,
  out: Float32Array,
): void {
  const kept = 256 / keep;
  let bytes = 0;
  for (let f = 0; f < row.length; f++) {
    // A draw has a byte for each of four features.
    bytes = (f & 3) === 0 ? (rng.next() * 4294967296) >>> 0 : bytes >>> 8;
    if ((bytes & 255) < keep) out[f] = ((row[f] ?? 0) - (mean[f] ?? 0)) * (scale[f] ?? 0) * kept;
  }
}

/**
 * Writes, of each row of the block, the sums of its inputs by the table (inputs · outputs). Two outputs at a time: what is fetched
 * serves twice, and the sums stay in registers.
 */
function products(rows: BlockRows, table: Float32Array, inputs: Float32Array): void {
  const { all } = rows;
  const width = inputs.length / block;
  const outputs = all.length / block;
  let j = 0;
  for (; j + 1 < outputs; j += 2) {
    let [a, b, c, d] = [0, 0, 0, 0];
    let [e, g, h, i] = [0, 0, 0, 0];
    for (let f = 0, at = j; f < width; f++, at += outputs) {
      const w = table[at] ?? 0;
      const v = table[at + 1] ?? 0;
      const p = inputs[f] ?? 0;
      const q = inputs[width + f] ?? 0;
      const r = inputs[2 * width + f] ?? 0;
      const s = inputs[3 * width + f] ?? 0;
      a += w * p;
      b += w * q;
      c += w * r;
      d += w * s;
      e += v * p;
      g += v * q;
      h += v * r;
      i += v * s;
    }
    all[j] = a;
    all[outputs + j] = b;
    all[2 * outputs + j] = c;
    all[3 * outputs + j] = d;
    all[j + 1] = e;
    all[outputs + j + 1] = g;
    all[2 * outputs + j + 1] = h;
    all[3 * outputs + j + 1] = i;
  }
  if (j < outputs) lastProduct(rows, table, inputs);
}

/** The same of the last output alone. */
function lastProduct({ all }: BlockRows, table: Float32Array, inputs: Float32Array): void {
  const width = inputs.length / block;
  const outputs = all.length / block;
  const j = outputs - 1;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let f = 0, at = j; f < width; f++, at += outputs) {
    const w = table[at] ?? 0;
    a += w * (inputs[f] ?? 0);
    b += w * (inputs[width + f] ?? 0);
    c += w * (inputs[2 * width + f] ?? 0);
    d += w * (inputs[3 * width + f] ?? 0);
  }
  all[j] = a;
  all[outputs + j] = b;
  all[2 * outputs + j] = c;
  all[3 * outputs + j] = d;
}

/** Adds to the table what each row's slopes make of its inputs; two outputs at a time, as above. */
function addOuter(table: Float32Array, rows: BlockRows, inputs: Float32Array): void {
  const { all } = rows;
  const width = inputs.length / block;
  const outputs = all.length / block;
  let j = 0;
  for (; j + 1 < outputs; j += 2) {
    const a = all[j] ?? 0;
    const b = all[outputs + j] ?? 0;
    const c = all[2 * outputs + j] ?? 0;
    const d = all[3 * outputs + j] ?? 0;
    const e = all[j + 1] ?? 0;
    const g = all[outputs + j + 1] ?? 0;
    const h = all[2 * outputs + j + 1] ?? 0;
    const i = all[3 * outputs + j + 1] ?? 0;
    for (let f = 0, at = j; f < width; f++, at += outputs) {
      const p = inputs[f] ?? 0;
      const q = inputs[width + f] ?? 0;
      const r = inputs[2 * width + f] ?? 0;
      const s = inputs[3 * width + f] ?? 0;
      table[at] = (table[at] ?? 0) + (a * p + b * q + c * r + d * s);
      table[at + 1] = (table[at + 1] ?? 0) + (e * p + g * q + h * r + i * s);
    }
  }
  if (j < outputs) addLastOuter(table, rows, inputs);
}

function addLastOuter(table: Float32Array, { all }: BlockRows, inputs: Float32Array): void {
  const width = inputs.length / block;
  const outputs = all.length / block;
  const j = outputs - 1;
  const a = all[j] ?? 0;
  const b = all[outputs + j] ?? 0;
  const c = all[2 * outputs + j] ?? 0;
  const d = all[3 * outputs + j] ?? 0;
  for (let f = 0, at = j; f < width; f++, at += outputs) {
    const sum =
      a * (inputs[f] ?? 0) +
      b * (inputs[width + f] ?? 0) +
      c * (inputs[2 * width + f] ?? 0) +
      d * (inputs[3 * width + f] ?? 0);
    table[at] = (table[at] ?? 0) + sum;
  }
}

function addScaled(
  scores: Float64Array,
  table: Float32Array,
  from: number,
  factor: number,
  length: number,
): void {
  for (let j = 0; j < length; j++) scores[j] = (scores[j] ?? 0) + factor * (table[from + j] ?? 0);
}

function addTo(table: Float32Array, from: number, slope: Float64Array, factor: number, length: number): void {
  for (let j = 0; j < length; j++) table[from + j] = (table[from + j] ?? 0) + factor * (slope[j] ?? 0);
}

/** Derivative of a row's loss by its scores: what is predicted, less what is so (given what is possible). */
function lossSlope(
  scores: Float64Array,
  targets: Float32Array,
  at: number,
  partial: boolean,
  share: number,
  out: Float64Array,
): void {
  const z = logSumExp(scores);
  let possible = 0;
  let mass = 0;
  for (let j = 0; j < scores.length; j++) {
    const target = targets[at + j] ?? 0;
    mass += target;
    possible += target * Math.exp((scores[j] ?? 0) - z);
  }
  for (let j = 0; j < scores.length; j++) {
    const p = Math.exp((scores[j] ?? 0) - z);
    const target = targets[at + j] ?? 0;
    // A distribution that sums to less than 1 says less: the rest is nobody's.
    const wanted = partial ? (possible > 0 ? (target * p) / possible : p) : target;
    out[j] = share * ((partial ? 1 : mass) * p - wanted);
  }
}

function logSumExp(values: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (const value of values) peak = Math.max(peak, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - peak);
  return peak + Math.log(sum);
}

import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '#core/base';
import { type FeatureRows, fitLinear, linearFitting, linearLogProbabilities } from '#core/train';
import { costMs } from '../../thread-time.ts';

const width = 20;
const outputs = 3;

/** Rows whose label is the largest of three planted directions, far from standard. */
function planted(count: number, rng: Rng): { rows: FeatureRows; labels: number[] } {
  const truth = createRng(7);
  const directions = Float64Array.from({ length: width * outputs }, () => truth.normal());
  const dense = new Float32Array(count * width);
  const labels = Array.from({ length: count }, (_, row) => {
    const scores = [0, 0, 0];
    for (let f = 0; f < width; f++) {
      const x = rng.normal();
      // Each feature has a place and a scale of its own.
      dense[row * width + f] = 5 * f + x * (1 + f);
      for (let j = 0; j < outputs; j++) scores[j]! += x * directions[f * outputs + j]!;
    }
    return scores.indexOf(Math.max(...scores));
  });
  return { rows: { count, width, dense }, labels };
}

function oneHot(labels: readonly number[]): Float32Array {
  const targets = new Float32Array(labels.length * outputs);
  labels.forEach((label, row) => {
    targets[row * outputs + label] = 1;
  });
  return targets;
}

function share(predicted: Float32Array, labels: readonly number[]): number {
  const right = labels.filter((label, row) => {
    const own = predicted.slice(row * outputs, (row + 1) * outputs);
    return own.indexOf(Math.max(...own)) === label;
  });
  return right.length / labels.length;
}

describe('the linear softmax', () => {
  it('finds a planted rule from features of any place and scale (seed 1)', () => {
    const { rows, labels } = planted(300, createRng(1));
    const model = fitLinear(
      { rows, outputs, targets: oneHot(labels) },
      { rng: createRng(1), learningRate: 0.02 },
    );
    const other = planted(500, createRng(2));
    const logs = linearLogProbabilities(model, other.rows);
    expect(share(logs, other.labels)).toBeGreaterThan(0.85);
    for (let row = 0; row < 20; row++) {
      const total = [0, 1, 2].reduce((sum, j) => sum + Math.exp(logs[row * outputs + j]!), 0);
      expect(total).toBeCloseTo(1, 5);
    }
  });

  it('learns a sparse feature', () => {
    const count = 60;
    const rows: FeatureRows = {
      count,
      width: 1,
      dense: new Float32Array(count),
      sparse: {
        buckets: 5,
        starts: Int32Array.from({ length: count + 1 }, (_, i) => i),
        indices: Int32Array.from({ length: count }, (_, i) => i % outputs),
      },
    };
    const labels = Array.from({ length: count }, (_, i) => i % outputs);
    const model = fitLinear(
      { rows, outputs, targets: oneHot(labels) },
      { rng: createRng(3), learningRate: 0.05 },
    );
    expect(share(linearLogProbabilities(model, rows), labels)).toBe(1);
  });

  it('with partial targets keeps all that is possible open and excludes the rest', () => {
    const { rows, labels } = planted(200, createRng(4));
    // Either the label or the next one: never the third.
    const targets = new Float32Array(labels.length * outputs);
    labels.forEach((label, row) => {
      targets[row * outputs + label] = 1;
      targets[row * outputs + ((label + 1) % outputs)] = 1;
    });
    const lesson = { rows, outputs, targets, partial: true };
    const model = fitLinear(lesson, { rng: createRng(4), learningRate: 0.02 });
    const logs = linearLogProbabilities(model, rows);
    const excluded = labels.reduce(
      (sum, label, row) => sum + Math.exp(logs[row * outputs + ((label + 2) % outputs)]!),
      0,
    );
    expect(excluded / labels.length).toBeLessThan(0.2);
  });

  it('is the same for the same generator, and what weighs nothing teaches nothing', () => {
    const { rows, labels } = planted(80, createRng(5));
    const weights = new Float32Array(80).fill(1, 0, 40);
    const lied = labels.map((label, row) => (row < 40 ? label : (label + 1) % outputs));
    const learn = (told: readonly number[]) =>
      fitLinear({ rows, outputs, targets: oneHot(told), weights }, { rng: createRng(5) });
    expect(learn(lied)).toEqual(learn(labels));
  });

  it('stops between two steps with what it has', () => {
    const { rows, labels } = planted(50, createRng(6));
    const signal = { stopped: false };
    const fitting = linearFitting({ rows, outputs, targets: oneHot(labels) }, { rng: createRng(6), signal });
    fitting.next();
    signal.stopped = true;
    const end = fitting.next();
    expect(end.done).toBe(true);
  });

  it('learns a hundred relations of eighteen labels in well under a second', () => {
    const rng = createRng(8);
    const rows: FeatureRows = {
      count: 100,
      width: 800,
      dense: Float32Array.from({ length: 80_000 }, () => rng.normal()),
    };
    const targets = new Float32Array(100 * 18);
    for (let row = 0; row < 100; row++) targets[row * 18 + (row % 18)] = 1;
    // Some 200 ms; the bound leaves room for a slow machine.
    expect(costMs(() => void fitLinear({ rows, outputs: 18, targets }, { rng }))).toBeLessThan(1000);
  });
});

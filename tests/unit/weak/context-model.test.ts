import { expect, it } from 'vitest';
import { createRng } from '#core/base';
import { contextProbabilities, evidenceOf, fitContextModel } from '#core/weak';

/** Three labels, each with a direction of its own in 6 dimensions, under noise. */
function planted(count: number, seed: number): { features: Float32Array; dims: number; labels: Int32Array } {
  const rng = createRng(seed);
  const dims = 6;
  const labels = Int32Array.from({ length: count }, () => rng.int(3));
  const features = new Float32Array(count * dims);
  labels.forEach((label, i) => {
    for (let d = 0; d < dims; d++) features[i * dims + d] = rng.normal() * 0.5 + (d === label ? 1.5 : 0);
  });
  return { features, dims, labels };
}

it('learns which contexts go with which label', () => {
  const model = fitContextModel(planted(600, 1), { labelCount: 3, rng: createRng(2) });
  const test = planted(300, 3);
  const out = new Float32Array(3);
  let right = 0;
  test.labels.forEach((label, i) => {
    contextProbabilities(model, test.features, i * test.dims, out);
    expect(out[0]! + out[1]! + out[2]!).toBeCloseTo(1, 5);
    if (out.indexOf(Math.max(...out)) === label) right++;
  });
  // Two class means lie 1.5·√2 apart at a deviation of 0.5: an ideal classifier errs in about 3 % of the cases.
  expect(right / 300).toBeGreaterThan(0.93);
});

it('is indifferent without examples', () => {
  const none = { features: new Float32Array(0), dims: 2, labels: new Int32Array(0) };
  const model = fitContextModel(none, { labelCount: 4, rng: createRng(1) });
  const out = new Float32Array(4);
  contextProbabilities(model, Float32Array.of(1, 2), 0, out);
  expect([...out]).toEqual([0.25, 0.25, 0.25, 0.25]);
});

it('weighs evidence by score, plausibility and rarity', () => {
  expect(evidenceOf(0.8, 0.5, 0.25)).toBeCloseTo(0.8, 6);
  expect(evidenceOf(0.8, 0.5, 0.01)).toBeGreaterThan(evidenceOf(0.8, 0.5, 0.25));
  expect(evidenceOf(0.9, 0.5, 0.25)).toBeGreaterThan(evidenceOf(0.8, 0.5, 0.25));
});

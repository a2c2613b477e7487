/** Gradients of a graph against central differences, in the runtime's own float32. */
import { createRng, type Rng } from '#core/base';
import {
  evaluateShape,
  type FloatTensor,
  floatTensor,
  Graph,
  gradients,
  mul,
  type Shape,
  sumAll,
  type Tensor,
  toOnnx,
  type Value,
  writeModel,
} from '#core/graph';
import type { LoadedGraph } from '#core/train';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

export const runtime = createOrtRuntime({ threads: 1 });

/** Loads the graph as it stands. */
export function loadGraph(graph: Graph): Promise<LoadedGraph> {
  return runtime.load(writeModel(toOnnx(graph)));
}

export interface GradientCase {
  /** Inputs that are differentiated, with their shapes. */
  readonly inputs: Readonly<Record<string, Shape>>;
  /** Inputs that are not: their shape, and their values where they are not arbitrary numbers. */
  readonly fixed?: Readonly<Record<string, FixedInput>>;
  /** Sizes of the symbols, drawn anew for each seed. */
  readonly sizes?: (rng: Rng) => Record<string, number>;
  readonly build: (v: Record<string, Value>) => Value;
  /** Values of the inputs; by default away from 0 by 0.15 at least, up to 1.2. */
  readonly draw?: (rng: Rng) => number;
}

export interface FixedInput {
  readonly shape: Shape;
  readonly type?: 'float32' | 'int32';
  readonly fill: (rng: Rng, dims: readonly number[], sizes: Record<string, number>) => number[];
}

const away = (rng: Rng): number => (rng.next() < 0.5 ? -1 : 1) * (0.15 + 1.05 * rng.next());

/** Relative error |analytic − numeric| / (|analytic| + |numeric|), Euclidean, of each input's gradient. */
export async function gradientErrors(spec: GradientCase, seed: number): Promise<Record<string, number>> {
  const rng = createRng(seed);
  const sizes = spec.sizes?.(rng) ?? {};
  const graph = new Graph('check');
  const values: Record<string, Value> = {};
  const feeds: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(spec.inputs)) {
    values[name] = graph.input(name, 'float32', shape);
    const dims = evaluateShape(shape, sizes);
    feeds[name] = randomTensor(dims, rng, spec.draw ?? away);
  }
  for (const [name, { shape, type = 'float32', fill }] of Object.entries(spec.fixed ?? {})) {
    values[name] = graph.input(name, type, shape);
    const dims = evaluateShape(shape, sizes);
    const data = fill(rng, dims, sizes);
    feeds[name] = type === 'int32' ? { dims, data: Int32Array.from(data) } : floatTensor(dims, data);
  }
  const out = spec.build(values);
  const weights = graph.input('outWeights', 'float32', out.shape);
  const outDims = evaluateShape(out.shape, sizes);
  feeds['outWeights'] = randomTensor(outDims, rng, away);
  const loss = sumAll(mul(out, weights));
  graph.output('loss', loss);
  const wrt = Object.keys(spec.inputs);
  gradients(
    loss,
    wrt.map((name) => values[name]!),
  ).forEach((gradient, i) => {
    graph.output(`d/${wrt[i]}`, gradient);
  });
  const loaded = await loadGraph(graph);
  const analytic = await loaded.run(feeds);
  const errors: Record<string, number> = {};
  for (const name of wrt) {
    const tensor = feeds[name] as FloatTensor;
    const indices = someIndices(tensor.data.length, 16, rng);
    let difference = 0;
    let scale = 0;
    for (const i of indices) {
      const numeric = await centralDifference(loaded, feeds, tensor, i);
      const exact = analytic[`d/${name}`]!.data[i]!;
      difference += (exact - numeric) ** 2;
      scale += exact ** 2 + numeric ** 2;
    }
    errors[name] = Math.sqrt(difference) / Math.max(Math.sqrt(scale), 1e-2);
  }
  await loaded.dispose();
  return errors;
}

async function centralDifference(
  loaded: LoadedGraph,
  feeds: Record<string, Tensor>,
  tensor: FloatTensor,
  i: number,
): Promise<number> {
  const step = 2e-2;
  const at = tensor.data[i]!;
  const lossAt = async (x: number): Promise<number> => {
    tensor.data[i] = x;
    const { loss } = await loaded.run(feeds, ['loss']);
    return loss!.data[0]!;
  };
  // Fourth order, with steps as float32 holds them.
  const [far, near, back, farBack] = [at + 2 * step, at + step, at - step, at - 2 * step].map(Math.fround);
  const [f2, f1, b1, b2] = [
    await lossAt(far!),
    await lossAt(near!),
    await lossAt(back!),
    await lossAt(farBack!),
  ];
  tensor.data[i] = at;
  return (8 * (f1 - b1) - (f2 - b2)) / (12 * step);
}

function randomTensor(dims: readonly number[], rng: Rng, draw: (rng: Rng) => number): FloatTensor {
  const tensor = floatTensor(dims);
  for (let i = 0; i < tensor.data.length; i++) tensor.data[i] = draw(rng);
  return tensor;
}

function someIndices(length: number, most: number, rng: Rng): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, () => rng.int(length));
}

/** Ones, then zeros, per row of a (batch, time) mask; every length from 1 to time, the first one full. */
export function randomMask(rng: Rng, dims: readonly number[]): number[] {
  const [batch = 0, time = 0] = dims;
  return Array.from({ length: batch }, (_, b) => (b === 0 ? time : 1 + rng.int(time))).flatMap((length) =>
    Array.from({ length: time }, (_, t) => (t < length ? 1 : 0)),
  );
}

import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { adam, clipByGlobalNorm, floatTensor, Graph, globalNorm, scalarTensor, sgd } from '#core/graph';
import { loadGraph } from './gradient-check.ts';

describe('Adam', () => {
  it('follows the published recurrence over five steps (seed 71)', async () => {
    const graph = new Graph('adam');
    const input = (name: string) => graph.input(name, 'float32', [4]);
    const scalar = (name: string) => graph.input(name, 'float32', []);
    const [result] = adam(
      [{ value: input('p'), gradient: input('g'), m: input('m'), v: input('v'), decays: true }],
      { learningRate: scalar('rate'), step: scalar('step'), weightDecay: scalar('decay') },
    );
    graph.output('next', result!.next);
    graph.output('nextM', result!.m);
    graph.output('nextV', result!.v);
    const loaded = await loadGraph(graph);
    const rng = createRng(71);
    let [p, m, v] = [floatTensor([4], [1, -2, 0.5, 3]), floatTensor([4]), floatTensor([4])];
    const expected = { p: [...p.data], m: [0, 0, 0, 0], v: [0, 0, 0, 0] };
    const [rate, decay] = [0.01, 0.1];
    for (let step = 1; step <= 5; step++) {
      const g = Array.from({ length: 4 }, () => rng.normal());
      const out = await loaded.run({
        p,
        m,
        v,
        g: floatTensor([4], g),
        rate: scalarTensor(rate),
        decay: scalarTensor(decay),
        step: scalarTensor(step),
      });
      [p, m, v] = ['next', 'nextM', 'nextV'].map((name) => floatTensor([4], out[name]!.data)) as [
        typeof p,
        typeof p,
        typeof p,
      ];
      g.forEach((gi, i) => {
        expected.m[i] = 0.9 * expected.m[i]! + 0.1 * gi;
        expected.v[i] = 0.999 * expected.v[i]! + 0.001 * gi * gi;
        const mHat = expected.m[i]! / (1 - 0.9 ** step);
        const vHat = expected.v[i]! / (1 - 0.999 ** step);
        expected.p[i] = expected.p[i]! * (1 - rate * decay) - (rate * mHat) / (Math.sqrt(vHat) + 1e-8);
        expect(p.data[i]).toBeCloseTo(expected.p[i]!, 5);
      });
    }
  });
});

describe('gradient descent and clipping', () => {
  it('move against the gradient, scaled to the norm allowed', async () => {
    const graph = new Graph('sgd');
    const [a, b] = [graph.input('a', 'float32', [2]), graph.input('b', 'float32', [1])];
    const most = graph.input('most', 'float32', []);
    const norm = globalNorm([a, b]);
    const clipped = clipByGlobalNorm([a, b], norm, most);
    const [next] = sgd([{ value: a, gradient: clipped[0]! }], graph.scalar(0.5));
    graph.output('norm', norm);
    graph.output('a2', clipped[0]!);
    graph.output('b2', clipped[1]!);
    graph.output('next', next!);
    const loaded = await loadGraph(graph);
    const run = (limit: number) =>
      loaded.run({ a: floatTensor([2], [2, 3]), b: floatTensor([1], [6]), most: scalarTensor(limit) });
    const tight = await run(3.5);
    // |(2, 3, 6)| = 7, so everything is halved.
    expect(tight['norm']!.data[0]).toBeCloseTo(7, 5);
    expect([...tight['a2']!.data, ...tight['b2']!.data].map((x) => Math.round(x * 1e4) / 1e4)).toEqual([
      1, 1.5, 3,
    ]);
    expect([...tight['next']!.data].map((x) => Math.round(x * 1e4) / 1e4)).toEqual([1.5, 2.25]);
    const loose = await run(100);
    expect([...loose['a2']!.data]).toEqual([2, 3]);
  });
});

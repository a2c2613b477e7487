import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '#core/base';
import { crfLogPartition, crfMarginals, floatTensor, Graph } from '#core/graph';
import { Chain, tagMayFollow } from '#core/train';
import { loadGraph, randomMask } from './gradient-check.ts';

interface Problem {
  readonly lengths: readonly number[];
  readonly time: number;
  readonly labels: number;
  readonly emissions: Float32Array<ArrayBuffer>;
  readonly transitions: Float32Array<ArrayBuffer>;
  readonly allowed: Float32Array<ArrayBuffer>;
  readonly mask: readonly number[];
}

function randomProblem(rng: Rng, labels: number, known: number): Problem {
  const [batch, time] = [3, 4];
  const mask = randomMask(rng, [batch, time]);
  const lengths = Array.from({ length: batch }, (_, b) =>
    mask.slice(b * time, (b + 1) * time).reduce((a, m) => a + m, 0),
  );
  const numbers = (count: number, spread: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: count }, () => rng.normal() * spread);
  const allowed = new Float32Array(batch * time * labels).fill(1);
  for (let token = 0; token < batch * time; token++) {
    if (rng.next() >= known) continue;
    const one = rng.int(labels);
    for (let k = 0; k < labels; k++) allowed[token * labels + k] = k === one || rng.next() < 0.3 ? 1 : 0;
  }
  const transitions = numbers((labels + 1) ** 2, 1);
  transitions[transitions.length - 1] = 0;
  return { lengths, time, labels, emissions: numbers(batch * time * labels, 2), transitions, allowed, mask };
}

/** Every label sequence of sentence `b` that is allowed, with its score. */
function* sequences(p: Problem, b: number): Generator<{ labels: number[]; score: number }> {
  const n = p.lengths[b]!;
  const step = (from: number, to: number): number => p.transitions[from * (p.labels + 1) + to]!;
  for (let code = 0; code < p.labels ** n; code++) {
    const labels = Array.from({ length: n }, (_, t) => Math.floor(code / p.labels ** t) % p.labels);
    const cell = (t: number): number => (b * p.time + t) * p.labels + labels[t]!;
    if (labels.some((_, t) => p.allowed[cell(t)] === 0)) continue;
    let score = step(p.labels, labels[0]!) + step(labels[n - 1]!, p.labels);
    for (let t = 0; t < n; t++)
      score += p.emissions[cell(t)]! + (t > 0 ? step(labels[t - 1]!, labels[t]!) : 0);
    yield { labels, score };
  }
}

const graph = new Graph('crf');
const emissions = graph.input('emissions', 'float32', ['batch', 'time', 'labels']);
const transitions = graph.input('transitions', 'float32', ['labels+1', 'labels+1']);
const allowed = graph.input('allowed', 'float32', ['batch', 'time', 'labels']);
const mask = graph.input('mask', 'float32', ['batch', 'time']);
graph.output('logZ', crfLogPartition(emissions, transitions, allowed, mask));
graph.output('marginals', crfMarginals(emissions, transitions, allowed, mask));
const loaded = loadGraph(graph);

describe('the CRF equals brute force', () => {
  for (const [name, known] of [
    ['no label known', 0],
    ['some labels known', 0.5],
    ['every token restricted', 1],
  ] as const) {
    for (const seed of [1, 2, 3, 4]) {
      it(`log-partition and marginals, ${name} (seed ${seed})`, async () => {
        const p = randomProblem(createRng(seed), 2 + (seed % 3), known);
        const shape = [p.lengths.length, p.time, p.labels];
        const out = await (await loaded).run({
          emissions: { dims: shape, data: p.emissions },
          transitions: { dims: [p.labels + 1, p.labels + 1], data: p.transitions },
          allowed: { dims: shape, data: p.allowed },
          mask: floatTensor([p.lengths.length, p.time], p.mask),
        });
        p.lengths.forEach((n, b) => {
          const all = [...sequences(p, b)];
          const total = all.reduce((sum, s) => sum + Math.exp(s.score), 0);
          expect(out['logZ']!.data[b]).toBeCloseTo(Math.log(total), 4);
          for (let t = 0; t < p.time; t++) {
            for (let k = 0; k < p.labels; k++) {
              const share =
                t < n
                  ? all.filter((s) => s.labels[t] === k).reduce((sum, s) => sum + Math.exp(s.score), 0) /
                    total
                  : 0;
              expect(out['marginals']!.data[(b * p.time + t) * p.labels + k]).toBeCloseTo(share, 5);
            }
          }
        });
      });
    }
  }

  it('stays finite where scores are large', async () => {
    const dims = [1, 3, 2];
    const out = await (await loaded).run({
      emissions: floatTensor(dims, [80, -80, -80, 80, 80, -80]),
      transitions: floatTensor([3, 3], [0, -20, 0, -20, 0, 0, 0, 0, 0]),
      allowed: floatTensor(dims, [1, 1, 1, 1, 1, 1]),
      mask: floatTensor([1, 3], [1, 1, 1]),
    });
    // Three tokens at 80, two changes of label at −20.
    expect(out['logZ']!.data[0]).toBeCloseTo(200, 3);
  });
});

describe('reading a chain equals brute force', () => {
  for (const seed of [21, 22, 23, 24]) {
    it(`best sequence, partition, marginals (seed ${seed})`, () => {
      const p = randomProblem(createRng(seed), 3, 0);
      const table = { dims: [4, 4], data: p.transitions };
      p.lengths.forEach((n, b) => {
        const chain = new Chain(p.emissions, b * p.time * p.labels, n, table, { bio: false });
        const all = [...sequences(p, b)];
        const best = all.reduce((a, s) => (s.score > a.score ? s : a));
        const total = all.reduce((sum, s) => sum + Math.exp(s.score), 0);
        expect([...chain.best().tags]).toEqual(best.labels);
        expect(chain.best().score).toBeCloseTo(best.score, 6);
        expect(chain.logPartition()).toBeCloseTo(Math.log(total), 6);
        chain.marginals().forEach((marginal, i) => {
          const [t, k] = [Math.floor(i / 3), i % 3];
          const share =
            all.filter((s) => s.labels[t] === k).reduce((sum, s) => sum + Math.exp(s.score), 0) / total;
          expect(marginal).toBeCloseTo(share, 5);
        });
      });
    });

    it(`BIO order and the posterior of a span (seed ${seed})`, () => {
      // Tags O, B-0, I-0, B-1, I-1.
      const p = randomProblem(createRng(seed), 5, 0);
      const table = { dims: [6, 6], data: p.transitions };
      p.lengths.forEach((n, b) => {
        const chain = new Chain(p.emissions, b * p.time * p.labels, n, table);
        const ordered = [...sequences(p, b)].filter((s) =>
          s.labels.every((tag, t) => tagMayFollow(t === 0 ? -1 : s.labels[t - 1]!, tag)),
        );
        const total = ordered.reduce((sum, s) => sum + Math.exp(s.score), 0);
        const best = ordered.reduce((a, s) => (s.score > a.score ? s : a));
        expect([...chain.best().tags]).toEqual(best.labels);
        for (let from = 0; from < n; from++) {
          for (let to = from + 1; to <= n; to++) {
            const matching = ordered.filter((s) =>
              s.labels.every((tag, t) => {
                if (t === from) return tag === 3;
                if (t > from && t < to) return tag === 4;
                return t !== to || tag !== 4;
              }),
            );
            const share = matching.reduce((sum, s) => sum + Math.exp(s.score), 0) / total;
            expect(chain.spanProbability({ from, to, label: 1 })).toBeCloseTo(share, 6);
          }
        }
      });
    });
  }
});

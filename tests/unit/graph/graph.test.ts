import { describe, expect, it } from 'vitest';
import {
  add,
  addDims,
  concat,
  evaluateDim,
  exp,
  floatTensor,
  Graph,
  gradients,
  lstm,
  matMul,
  mul,
  multiplyDims,
  nativeLstm,
  readModel,
  scan,
  sumAll,
  symbolsOf,
  tanh,
  toOnnx,
  transpose,
  withWeights,
  writeModel,
} from '#core/graph';
import { loadGraph, runtime } from './gradient-check.ts';

describe('shapes are checked when the graph is built', () => {
  const graph = new Graph('shapes');
  const a = graph.input('a', 'float32', ['batch', 3]);
  const b = graph.input('b', 'float32', ['batch', 4]);
  const ids = graph.input('ids', 'int32', ['batch']);

  it('names the operator and both shapes', () => {
    expect(() => add(a, b)).toThrow('Add: shapes (batch, 3) and (batch, 4) do not broadcast');
    expect(() => matMul(a, b)).toThrow('MatMul of float32(batch, 3), float32(batch, 4)');
    expect(() => concat([a, transpose(b, [1, 0])])).toThrow('Concat of float32(batch, 3), float32(4, batch)');
  });

  it('keeps two symbols apart', () => {
    const time = graph.input('c', 'float32', ['time', 3]);
    expect(() => add(a, time)).toThrow('do not broadcast');
  });

  it('refuses integers where numbers are expected', () => {
    expect(() => tanh(ids)).toThrow('Tanh of int32(batch): float32 expected');
  });

  it('refuses a loss that is not a scalar', () => {
    expect(() => gradients(a, [a])).toThrow('a scalar loss expected');
  });

  it('refuses a name that is taken', () => {
    expect(() => graph.input('a', 'float32', [])).toThrow('the name a is taken');
  });
});

describe('dimensions', () => {
  it('have one canonical form', () => {
    expect(addDims('wordDim', 20, 30)).toBe('wordDim+50');
    expect(addDims('batch', 'batch')).toBe('2*batch');
    expect(addDims('time+1', -1)).toBe('time');
    expect(multiplyDims('time', 'batch', 2)).toBe(multiplyDims(2, 'batch', 'time'));
    expect(multiplyDims('labels+1', 2)).toBe('2*labels+2');
  });

  it('are evaluated, and say which symbols they need', () => {
    expect(evaluateDim('2*labels+1', { labels: 4 })).toBe(9);
    expect(symbolsOf(['batch*time', 3, 'labels+1'])).toEqual(['batch', 'time', 'labels']);
    expect(() => evaluateDim('labels', {})).toThrow('labels');
  });
});

describe('a graph as an ONNX model', () => {
  it('leaves out what no output needs', () => {
    const graph = new Graph('dead');
    const x = graph.input('x', 'float32', [2]);
    const unused = graph.input('unused', 'float32', [2]);
    exp(unused);
    graph.output('y', mul(x, 2));
    const model = toOnnx(graph);
    expect(model.graph.nodes.map((node) => node.op)).toEqual(['Mul']);
    expect(model.graph.inputs.map((input) => input.name)).toEqual(['x']);
  });

  it('gives one value two names where two outputs share it, and passes inputs through', async () => {
    const graph = new Graph('shared');
    const x = graph.input('x', 'float32', ['n']);
    const y = tanh(x);
    graph.output('first', y);
    graph.output('second', y);
    graph.output('same', x);
    const loaded = await loadGraph(graph);
    const out = await loaded.run({ x: floatTensor([2], [0, 1]) });
    expect(out['second']!.data).toEqual(out['first']!.data);
    expect([...out['same']!.data]).toEqual([0, 1]);
  });

  it('takes weights inside', async () => {
    const graph = new Graph('inside');
    const x = graph.input('x', 'float32', ['n', 2]);
    const w = graph.input('w', 'float32', [2, 1]);
    graph.output('y', matMul(x, w));
    const model = withWeights(toOnnx(graph), { w: floatTensor([2, 1], [3, 4]) });
    const loaded = await runtime.load(writeModel(model));
    expect(loaded.inputNames).toEqual(['x']);
    const out = await loaded.run({ x: floatTensor([1, 2], [1, 10]) });
    expect([...out['y']!.data]).toEqual([43]);
  });

  it('is read back as it was written, bodies, attributes and metadata included', () => {
    const graph = new Graph('round-trip');
    const x = graph.input('x', 'float32', ['batch', 'time', 3]);
    const mask = graph.input('mask', 'float32', ['batch', 'time']);
    const weights = {
      input: graph.input('w', 'float32', [2, 3, 8]),
      recurrent: graph.input('r', 'float32', [2, 2, 8]),
      bias: graph.input('b', 'float32', [2, 8]),
    };
    graph.output('loss', sumAll(lstm(x, mask, weights)));
    graph.output('native', nativeLstm(x, mask, weights));
    const model = toOnnx(graph, { network: 'test', 'naïve key': 'ünïcode' });
    expect(model.graph.nodes.some((node) => node.op === 'Scan')).toBe(true);
    expect(readModel(writeModel(model))).toEqual(model);
  });

  it('refuses a truncated file', () => {
    const graph = new Graph('cut');
    graph.output('y', exp(graph.input('x', 'float32', [2])));
    const bytes = writeModel(toOnnx(graph));
    expect(() => readModel(bytes.slice(0, bytes.length - 3))).toThrow('truncated');
  });
});

describe('scan', () => {
  it('carries a state forward and backward', async () => {
    const graph = new Graph('sums');
    const x = graph.input('x', 'float32', ['time', 2]);
    const zero = graph.constant('float32', [2], [0, 0]);
    const sums = (reverse: boolean) =>
      scan({
        states: [zero],
        sequences: [x],
        reverse,
        step: ([sum], [slice]) => {
          const next = add(sum, slice);
          return { states: [next], outputs: [mul(next, 1)] };
        },
      });
    graph.output('forward', sums(false).outputs[0]);
    graph.output('backward', sums(true).outputs[0]);
    const loaded = await loadGraph(graph);
    const out = await loaded.run({ x: floatTensor([3, 2], [1, 10, 2, 20, 3, 30]) });
    expect([...out['forward']!.data]).toEqual([1, 10, 3, 30, 6, 60]);
    expect([...out['backward']!.data]).toEqual([6, 60, 5, 50, 3, 30]);
  });

  it('refuses a state that changes its shape', () => {
    const graph = new Graph('bad');
    const x = graph.input('x', 'float32', ['time', 2]);
    const zero = graph.constant('float32', [1], [0]);
    expect(() =>
      scan({
        states: [zero],
        sequences: [x],
        step: ([s], [slice]) => ({ states: [add(s, slice)], outputs: [] }),
      }),
    ).toThrow('a state changes its shape');
  });
});

/** The encoder's worker on two processors: what is used, and what becomes of the texts when the graphics processor fails. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { err, neverStop, ok, type Problem, problem, type Result } from '#core/base';
import type { LoadedGraph } from '#core/train';
import type { Store } from '#store';
import type { EncoderReady, GraphicsRefusal } from '#workers/encoder/contract';
import { onGraphics } from '#workers/encoder/graphics';
import { encoderHandlers } from '#workers/encoder/handlers';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { runtime } from '../graph/gradient-check.ts';
import { freshStore } from '../store/fixture.ts';

const bytes = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
let processor: LoadedEncoder;
let store: Store;

beforeAll(async () => {
  const opened = await encoderOf(runtime, bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  processor = opened.value;
  ({ store } = await freshStore());
});

const documents = ['A fine soup.', 'The rice was cold and we waited for an hour.'].map((text, i) => ({
  id: `${i}`,
  text,
}));

/** A graphics processor, a hundred times as fast as ours: its answers are those of this graph from then on. */
function graphics(run: LoadedGraph['run']) {
  let disposed = 0;
  const graph: LoadedGraph = {
    ...processor.graph,
    run,
    // One that is lost never answers.
    dispose: () => {
      disposed += 1;
      return new Promise(() => undefined);
    },
  };
  return { encoder: { ...processor, graph, runner: 'webgpu' as const }, disposed: () => disposed };
}

/** What it makes of a batch is what it made of one of that shape before, so it costs nothing. */
function remembered({ run }: LoadedGraph = processor.graph): LoadedGraph['run'] {
  const known = new Map<string, Awaited<ReturnType<LoadedGraph['run']>>>();
  return async (feeds) => {
    const key = `${feeds['ids']?.data}`;
    const found = known.get(key) ?? (await run(feeds));
    known.set(key, found);
    return found;
  };
}

function worker(there: Result<LoadedEncoder, Problem<GraphicsRefusal>>) {
  const told: EncoderReady[] = [];
  const job = { stop: neverStop, progress: (ready: unknown) => told.push(ready as EncoderReady) }; // of `encode`
  const handlers = encoderHandlers(async () => ok(store), {
    processor: async () => ok(processor),
    graphics: async () => there,
  });
  return {
    told,
    prepare: (choice: 'auto' | 'wasm' | 'webgpu') => handlers.prepare({ choice }, job as never),
    compare: () => handlers.compare(undefined, job as never),
    encode: (suffix: string) =>
      handlers.encode(
        { projectId: 'p', documents: documents.map((one) => ({ ...one, id: one.id + suffix })) },
        job,
      ),
  };
}

describe('the encoder’s worker', () => {
  it('goes over to a faster graphics processor, whose states are the processor’s', async () => {
    // The graph for the graphics processor, which Node runs on its own.
    const multiplied = await onGraphics(processor, bytes, 'float32', runtime);
    if (!multiplied.ok) throw new Error(multiplied.error.message);
    const one = worker(ok(graphics(remembered(multiplied.value.graph)).encoder));
    expect(await one.prepare('auto')).toMatchObject({ value: { runner: 'wasm' } });
    const before = await one.encode('a');
    expect(await one.compare()).toMatchObject({ value: { runner: 'webgpu' } });
    const after = await one.encode('b');
    if (!before.ok || !after.ok) throw new Error('not read');
    let largest = 0;
    before.value.forEach(({ codes, scales, dim }, text) => {
      const other = after.value[text]!;
      codes.forEach((code, i) => {
        const token = Math.floor(i / dim);
        largest = Math.max(largest, Math.abs(code * scales[token]! - other.codes[i]! * other.scales[token]!));
      });
    });
    // States have a root mean square of 0.4.
    expect(largest).toBeLessThan(0.1);
    expect(largest).toBeGreaterThan(0);
    expect(await one.prepare('wasm')).toMatchObject({ value: { runner: 'wasm' } });
  });

  it.each(['missing', 'software', 'failed', 'unreachable'] as const)(
    'stays on the processor where the graphics processor is none to use: %s',
    async (code) => {
      const one = worker(err(problem(code, 'no')));
      expect(await one.prepare('webgpu')).toMatchObject({ value: { runner: 'wasm', refused: code } });
      expect(await one.encode(code)).toMatchObject({ ok: true });
    },
  );

  it.each([
    ['slower', (feeds, outputs) => sleep(200).then(() => processor.graph.run(feeds, outputs))],
    [
      'differs',
      async (feeds) => {
        const { states } = await processor.graph.run(feeds);
        return { states: { dims: states!.dims, data: new Float32Array(states!.data.length).fill(0.4) } };
      },
    ],
    ['failed', () => Promise.reject(new Error('out of memory'))],
  ] satisfies [GraphicsRefusal, LoadedGraph['run']][])(
    'measures before it goes over, and leaves one that is no gain: %s',
    async (code, run) => {
      const there = graphics(run);
      const one = worker(ok(there.encoder));
      await one.prepare('auto');
      expect(await one.compare()).toMatchObject({ value: { runner: 'wasm', refused: code } });
      expect(there.disposed()).toBe(1);
    },
  );

  it('reads the same texts on the processor when the device is lost in the middle, and says so', async () => {
    const good = remembered();
    let runs = 0;
    // Measuring takes two; then a batch goes well, and the next is the last.
    const there = graphics((feeds, outputs) => {
      runs += 1;
      return runs > 3 ? Promise.reject(new Error('the device was lost (unknown)')) : good(feeds, outputs);
    });
    const one = worker(ok({ ...there.encoder, batch: 200 }));
    expect(await one.prepare('webgpu')).toMatchObject({ value: { runner: 'webgpu' } });
    expect(await one.encode('c')).toMatchObject({ ok: true });
    const found = await one.encode('d');
    expect(found.ok && found.value.map(({ codes }) => codes.length / processor.dim)).toEqual([4, 11]);
    expect(one.told.at(-1)).toMatchObject({ runner: 'wasm', refused: 'failed' });
    expect(runs).toBe(4);
    // It is not tried again.
    expect(await one.prepare('webgpu')).toMatchObject({ value: { runner: 'wasm', refused: 'failed' } });
    expect(await one.encode('e')).toMatchObject({ ok: true });
    expect(runs).toBe(4);
  });
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The encoder's worker on two processors: what is used, and what becomes of the texts when the graphics processor fails. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { err, neverStop, ok, type Problem, problem, type Result } from '#core/base';
import { adoptEncoder } from '#core/encoder';
import type { LoadedGraph } from '#core/train';
import type { Store } from '#store';
import type { EncoderReady, GraphicsRefusal } from '#workers/encoder/contract';
import { encoderHandlers } from '#workers/encoder/handlers';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { ownGraph, tokenizer } from '../encoder/own-graph.ts';
import { runtime } from '../graph/gradient-check.ts';
import { freshStore } from '../store/fixture.ts';

/** A small one, which is read like any other. */
let processor: LoadedEncoder;
let store: Store;

beforeAll(async () => {
  const brought = { label: 'small', model: ownGraph(), tokenizer };
  const adopted = await adoptEncoder(runtime, brought, '0123456789abcdef', () => 0);
  if (!adopted.ok) throw new Error(adopted.error.message);
  const opened = await encoderOf(runtime, adopted.value.bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  processor = opened.value;
  instant = remembered();
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
let instant: LoadedGraph['run'];

function remembered(): LoadedGraph['run'] {
  const known = new Map<string, Awaited<ReturnType<LoadedGraph['run']>>>();
  return async (feeds) => {
    const key = `${feeds['ids']?.data}`;
    const found = known.get(key) ?? (await processor.graph.run(feeds));
    known.set(key, found);
    return found;
  };
}

/** `standing`: on the processor; usually one that answers at once. */
function worker(
  there: Result<LoadedEncoder, Problem<GraphicsRefusal>>,
  standing: LoadedEncoder = { ...processor, graph: { ...processor.graph, run: instant } },
) {
  const told: EncoderReady[] = [];
  const job = { stop: neverStop, progress: (ready: unknown) => told.push(ready as EncoderReady) }; // of `encode`
  const handlers = encoderHandlers(async () => ok(store), {
    processor: async () => ok(standing),
    graphics: async () => there,
    adopt: async () => err(problem('own-file', 'no')),
    owned: async () => [],
    forget: async () => undefined,
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
  it('goes over to a faster graphics processor, and back where a person says so', async () => {
    const run: LoadedGraph['run'] = (feeds, outputs) =>
      sleep(30).then(() => processor.graph.run(feeds, outputs));
    const slow = { ...processor, graph: { ...processor.graph, run } };
    const there = graphics(instant);
    const one = worker(ok(there.encoder), slow);
    expect(await one.prepare('auto')).toMatchObject({ value: { runner: 'wasm' } });
    expect(await one.compare()).toMatchObject({ value: { runner: 'webgpu' } });
    expect(await one.encode('b')).toMatchObject({ ok: true });
    expect(await one.prepare('wasm')).toMatchObject({ value: { runner: 'wasm' } });
    expect(there.disposed()).toBe(1);
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
    ['slower', (feeds, outputs) => sleep(50).then(() => processor.graph.run(feeds, outputs))],
    [
      'differs',
      async (feeds) => {
        const { states } = await instant(feeds);
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
    const good = instant;
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

/** The encoder's worker on two processors: what is used, and what becomes of the texts when the graphics processor fails. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { err, neverStop, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import { adoptEncoder } from '#core/encoder';
import type { LoadedGraph } from '#core/train';
import type { Store } from '#store';
import type { EncoderReady, GraphicsRefusal, LikeRequest } from '#workers/encoder/contract';
import { encoderHandlers } from '#workers/encoder/handlers';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { ownGraph, tokenizer } from '../encoder/own-graph.ts';
import { runtime } from '../graph/gradient-check.ts';
import { freshStore, value } from '../store/fixture.ts';

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
    like: (request: LikeRequest, stop: StopSignal = neverStop) => handlers.like(request, { ...job, stop }),
    encode: (suffix: string, project: { readonly projectId?: string } = { projectId: 'p' }) =>
      handlers.encode(
        { ...project, documents: documents.map((one) => ({ ...one, id: one.id + suffix })) },
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

  it('keeps what it reads with its project, and what is of none with nothing', async () => {
    const { id: projectId } = value(
      await store.projects.create({ name: 'kept', task: 'sa', explanationKinds: [], labels: [] }),
    );
    const one = worker(err(problem('missing', 'no')));
    await one.prepare('wasm');
    const before = await store.states.bytes();
    const made = await one.encode('of none', {});
    expect(made.ok && made.value.map(({ codes }) => codes.length / processor.dim)).toEqual([4, 11]);
    expect(await store.states.bytes()).toBe(before);
    expect(await one.encode('of one', { projectId })).toEqual(made);
    expect(await store.states.bytes()).toBeGreaterThan(before);
  });

  it('finds the texts of a project that are like one of them, or like some words, and keeps no states for it', async () => {
    const texts = [
      'The soup was cold.',
      'We sat by the river.',
      'The cold soup was bad.',
      'A river, wide.',
      'Fish.',
    ];
    const project = value(
      await store.projects.create({ name: 'like', task: 'ner', explanationKinds: [], labels: [] }),
    );
    value(await store.importer(project.id).appendBatch(texts.map((text) => ({ text }))));
    const all = await store.documents.chunk(project.id, 0, 10);
    const textOf = new Map(all.map(({ document }) => [document.id, document.text]));
    const before = await store.states.bytes();
    const one = worker(err(problem('missing', 'no')));
    const ask = async (wanted: LikeRequest['wanted'], most: number) => {
      const found = await one.like({ projectId: project.id, wanted, most });
      return found.ok ? found.value.map(({ key }) => textOf.get(key)) : found.error.code;
    };
    const of = (text: string) => ({
      documentId: [...textOf].find(([, own]) => own === text)?.[0] ?? '',
    });
    expect(await ask(of('The soup was cold.'), 1)).toBe('encoder-missing');
    await one.prepare('wasm');
    expect(await ask(of('The soup was cold.'), 1)).toEqual(['The cold soup was bad.']);
    expect(one.told.at(-1)).toEqual({ done: 5, total: 5 });
    expect(await ask(of('We sat by the river.'), 9)).toHaveLength(4);
    expect(await ask({ words: 'wide rivers river' }, 1)).toEqual(['A river, wide.']);
    expect(await ask({ documentId: 'gone' }, 1)).toBe('not-found');
    expect(await store.states.bytes()).toBe(before);
    // A project that has not been read is not read where nobody waits for it any more.
    const stopped = { ...neverStop, stopped: true };
    const other = worker(err(problem('missing', 'no')));
    await other.prepare('wasm');
    expect(
      await other.like({ projectId: project.id, wanted: { words: 'x' }, most: 1 }, stopped),
    ).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('looks for texts that are alike on the chosen processor, and on the other one when that is lost', async () => {
    const project = value(
      await store.projects.create({ name: 'where', task: 'ner', explanationKinds: [], labels: [] }),
    );
    const texts = ['The soup was cold.', 'The cold soup was bad.', 'A river, wide.'];
    value(await store.importer(project.id).appendBatch(texts.map((text) => ({ text }))));
    const [first] = await store.documents.chunk(project.id, 0, 1);
    const request = { projectId: project.id, wanted: { documentId: first?.document.id ?? '' }, most: 2 };
    const good = instant;
    let runs = 0;
    let isLost = false;
    const there = graphics((feeds, outputs) => {
      runs += 1;
      return isLost ? Promise.reject(new Error('the device was lost (unknown)')) : good(feeds, outputs);
    });
    const one = worker(ok(there.encoder));
    await one.prepare('webgpu');
    const measured = runs;
    const found = await one.like(request);
    expect(runs).toBeGreaterThan(measured);
    isLost = true;
    // What was read is kept, so other words have to be read for the loss to be noticed.
    const other = { projectId: project.id, wanted: { words: 'cold soup' }, most: 1 };
    expect(await one.like(other)).toMatchObject({ ok: true });
    expect(there.disposed()).toBe(1);
    const again = worker(err(problem('missing', 'no')));
    await again.prepare('wasm');
    expect(await again.like(request)).toEqual(found);
  });
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A project that goes takes the language model with it that was brought for it, if nobody else reads by that. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { adoptEncoder } from '#core/encoder';
import type { Store } from '#store';
import { keepOwn, listOwn, readOwn } from '#workers/encoder/own-files';
import { removeProject } from '#workers/files/removal';
import { ownGraph, tokenizer } from '../encoder/own-graph.ts';
import { runtime } from '../graph/gradient-check.ts';
import { freshStore, value } from '../store/fixture.ts';

/** What Node lacks of a browser's Cache Storage. */
class Kept {
  readonly #responses = new Map<string, Response>();
  async put(url: string, response: Response): Promise<void> {
    this.#responses.set(url, response);
  }
  async match(request: string | { readonly url: string }): Promise<Response | undefined> {
    return this.#responses.get(typeof request === 'string' ? request : request.url)?.clone();
  }
  async keys(): Promise<{ readonly url: string }[]> {
    return [...this.#responses.keys()].map((url) => ({ url }));
  }
  async delete(url: string): Promise<boolean> {
    return this.#responses.delete(url);
  }
}

let store: Store;
const names = ['0123456789abcdef', 'fedcba9876543210'].map((hash) => `own-${hash}`);
const [mine = '', other = ''] = names;

const files = new Map<string, Uint8Array<ArrayBuffer>>();
beforeAll(async () => {
  const brought = { label: 'field-bert', model: ownGraph(), tokenizer };
  for (const name of names) {
    const adopted = await adoptEncoder(runtime, brought, name.slice('own-'.length), () => 0);
    if (!adopted.ok) throw new Error(adopted.error.message);
    files.set(name, adopted.value.bytes);
  }
});

beforeEach(async () => {
  const caches = new Map<string, Kept>();
  vi.stubGlobal('caches', {
    has: async (name: string) => caches.has(name),
    open: async (name: string) => {
      const cache = caches.get(name) ?? new Kept();
      caches.set(name, cache);
      return cache;
    },
  });
  vi.stubGlobal('self', { location: new URL('https://app.example/deep/assets/export.js') });
  ({ store } = await freshStore());
  for (const [name, bytes] of files) await keepOwn({ name, label: 'field-bert', bytes: bytes.length }, bytes);
});
afterEach(() => vi.unstubAllGlobals());

const project = async (encoder?: string): Promise<string> => {
  const settings = encoder === undefined ? {} : { encoder: { name: encoder, label: 'field-bert' } };
  const made = await store.projects.create({
    name: 'p',
    task: 'ner',
    explanationKinds: [],
    labels: [{ kind: 'span', name: 'Drug' }],
    settings,
  });
  return value(made).id;
};
const reads = async (projectId: string, encoder: string): Promise<void> => {
  value(
    await store.weights.put({
      projectId,
      model: 'ner',
      version: 1,
      encoder,
      tensors: {},
      step: 1,
      metrics: {},
      labels: [],
      trainedAt: 1,
      seed: 1,
    }),
  );
};
const here = async (): Promise<string[]> => (await listOwn()).map(({ name }) => name);

describe('removing a project', () => {
  it('takes the language model that only it read by, and no other', async () => {
    const id = await project(mine);
    expect(await removeProject(store, id)).toEqual({ ok: true, value: { isBackedUp: true } });
    expect(await here()).toEqual([other]);
  });

  it('leaves it to another project that names it', async () => {
    const [id, next] = [await project(mine), await project(mine)];
    await removeProject(store, id);
    expect(await here()).toEqual(names);
    await removeProject(store, next);
    expect(await here()).toEqual([other]);
  });

  it('leaves it to another project whose model still reads by it', async () => {
    const [id, next] = [await project(mine), await project()];
    await reads(next, mine);
    await removeProject(store, id);
    expect(await here()).toEqual(names);
  });

  it('takes one that its model still reads by, and leaves those that nobody has taken yet', async () => {
    const id = await project();
    await reads(id, other);
    await removeProject(store, id);
    expect(await here()).toEqual([mine]);
    await removeProject(store, await project());
    expect(await here()).toEqual([mine]);
  });

  it('finds a model again from a worker in another folder', async () => {
    vi.stubGlobal('self', { location: new URL('https://app.example/src/workers/encoder/encoder.worker.ts') });
    expect(await readOwn(mine)).toBeDefined();
  });
});

/** What the learner needs beside the data: the runtime, the networks and the word vectors, each fetched once. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { ModelsManifest } from '#core/graph';
import { type Task, taskTraits } from '#core/project';
import type { TaskNetwork } from '#core/tasks';
import {
  createWordVectorEncoder,
  parseModelsManifest,
  type Runtime,
  readWordVectors,
  type TokenEncoder,
  type WordVectors,
} from '#core/train';
import type { TriggerNetworks } from '#core/triggers';
import vectorsUrl from '../../../models/word-vectors/glove-100d.bin?url';
import { wrongFileStatus } from '../offline/contract.ts';
import { createOrtRuntime } from './ort-runtime.ts';

/** Where `index.html` lies: a built worker is one folder below it. */
const base = (): URL => new URL(import.meta.env.DEV ? '/' : '../', self.location.href);

export interface Assets {
  readonly runtime: Runtime;
  readonly network: TaskNetwork;
  readonly encoder: TokenEncoder;
}

let runtime: Runtime | undefined;
let webGpuRuntime: Runtime | undefined;
const networks = new Map<string, TaskNetwork>();
let vectors: WordVectors | undefined;
let manifest: ModelsManifest | undefined;

export async function loadVectors(): Promise<Result<WordVectors, Problem>> {
  if (vectors !== undefined) return ok(vectors);
  const read = await fetchAsset(new URL(vectorsUrl, self.location.href), (bytes) => {
    const known = readWordVectors(bytes);
    return known.ok ? known.value : undefined;
  });
  if (read.ok) vectors = read.value;
  return read;
}

/** The table of word vectors as it is served. */
export function loadVectorBytes(): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  return fetchAsset(new URL(vectorsUrl, self.location.href), (bytes) => bytes);
}

/** The program of the Run folder; it is there in a built app. */
export function runProgram(): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  return fetchAsset(new URL('run/run.mjs', base()), (bytes) =>
    // A page in its place (a login page, a development server's) begins otherwise.
    bytes[0] === 0x3c ? undefined : bytes,
  );
}

/** Fetches what is not there yet; a failure is an answer, and the next call tries again. */
export async function loadAssets(task: Task): Promise<Result<Assets, Problem>> {
  const known = await loadVectors();
  if (!known.ok) return known;
  const encoder = createWordVectorEncoder(known.value);
  const loaded = await loadNetwork(task);
  return loaded.ok ? ok({ ...loaded.value, encoder }) : loaded;
}

/** What triggers need; the tagger only where entities are recognised. */
export interface TriggerAssets {
  readonly networks: TriggerNetworks;
  readonly encoder: TokenEncoder;
}

export async function loadTriggerAssets(task: Task): Promise<Result<TriggerAssets, Problem>> {
  const known = await loadVectors();
  if (!known.ok) return known;
  const encoder = createWordVectorEncoder(known.value);
  const first = await loadNetwork('trigger');
  if (!first.ok) return first;
  const trigger = first.value.network;
  if (!taskTraits[task].isSequence) return ok({ networks: { trigger }, encoder });
  const second = await loadNetwork('trigger-tagger');
  return second.ok ? ok({ networks: { trigger, tagger: second.value.network }, encoder }) : second;
}

/** What the string-matching network of rules needs. */
export interface FindAssets {
  readonly network: TaskNetwork;
  readonly encoder: TokenEncoder;
}

export async function loadFindAssets(): Promise<Result<FindAssets, Problem>> {
  const known = await loadVectors();
  if (!known.ok) return known;
  const loaded = await loadNetwork('find');
  if (!loaded.ok) return loaded;
  return ok({ network: loaded.value.network, encoder: createWordVectorEncoder(known.value) });
}

export async function loadRuntime(): Promise<Result<Runtime, Problem>> {
  if (runtime !== undefined) return ok(runtime);
  // A runtime that was once given a wrong file never starts again, so the file is looked at first.
  const wasm = await fetchAsset(new URL('ort/ort-wasm-simd-threaded.wasm', base()), beginningWith(wasmMagic));
  if (!wasm.ok) return wasm;
  runtime ??= createOrtRuntime({ wasmPaths: new URL('ort/', base()).href, wasmBinary: wasm.value.buffer });
  return ok(runtime);
}

/** The runtime for the graphics processor, a build of its own (27 MB) that only those fetch who use it. */
export async function loadWebGpuRuntime(): Promise<Result<Runtime, Problem>> {
  if (webGpuRuntime !== undefined) return ok(webGpuRuntime);
  const wasm = await fetchAsset(
    new URL('ort/ort-wasm-simd-threaded.asyncify.wasm', base()),
    beginningWith(wasmMagic),
  );
  if (!wasm.ok) return wasm;
  try {
    const { createWebGpuRuntime } = await import('./webgpu-runtime.ts');
    webGpuRuntime ??= createWebGpuRuntime({
      wasmPaths: new URL('ort/', base()).href,
      wasmBinary: wasm.value.buffer,
    });
    return ok(webGpuRuntime);
  } catch (error) {
    return err(problem('asset-unreachable', String(error)));
  }
}

/** An ONNX file of the app. */
export function fetchGraph(url: URL): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  return fetchAsset(url, beginningWith(onnxMagic));
}

/** The network of the lesson without labels. */
export async function loadContextNetwork(): Promise<Result<TaskNetwork, Problem>> {
  const loaded = await loadNetwork('trigger-context');
  return loaded.ok ? ok(loaded.value.network) : loaded;
}

async function loadNetwork(
  name: string,
): Promise<Result<{ readonly runtime: Runtime; readonly network: TaskNetwork }, Problem>> {
  const started = await loadRuntime();
  if (!started.ok) return started;
  const { value: runtime } = started;
  const there = networks.get(name);
  if (there !== undefined) return ok({ runtime, network: there });

  if (manifest === undefined) {
    const parsed = await fetchAsset(new URL('models/manifest.json', base()), readManifest);
    if (!parsed.ok) return parsed;
    manifest = parsed.value;
  }
  const description = manifest.networks[name];
  if (description === undefined) return err(problem('no-network', `no network for ${name}`));
  const [train, predict] = await Promise.all(
    [description.train.file, description.predict.file].map((file) =>
      fetchGraph(new URL(`models/${file}`, base())),
    ),
  );
  if (train?.ok !== true) return train ?? missing;
  if (predict?.ok !== true) return predict ?? missing;
  try {
    const network: TaskNetwork = {
      manifest: description,
      train: await runtime.load(train.value),
      predict: await runtime.load(predict.value),
    };
    networks.set(name, network);
    return ok({ runtime, network });
  } catch (error) {
    return err(problem('runtime-unavailable', String(error)));
  }
}

const missing = err(problem('asset-missing', 'a network has no graph'));

/** First bytes of a WASM module, and of an ONNX file (the field of its version of the format). */
const wasmMagic = [0x00, 0x61, 0x73, 0x6d];
const onnxMagic = [0x08];

const beginningWith =
  (magic: readonly number[]) =>
  (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined =>
    magic.every((byte, at) => bytes[at] === byte) ? bytes : undefined;

function readManifest(bytes: Uint8Array): ModelsManifest | undefined {
  try {
    const parsed = parseModelsManifest(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined; // no JSON
  }
}

/**
 * A file of the app, read; one that cannot be read (where no service worker looks at it, a network's login page may
 * come with status 200) is asked for once more past the browser's cache.
 */
async function fetchAsset<T>(
  url: URL,
  read: (bytes: Uint8Array<ArrayBuffer>) => T | undefined,
): Promise<Result<T, Problem>> {
  let found: Problem = problem('asset-damaged', `${url.pathname}: the content is wrong`);
  for (const cache of ['default', 'reload'] as const) {
    try {
      const response = await fetch(url, { cache });
      if (response.ok) {
        const value = read(new Uint8Array(await response.arrayBuffer()));
        if (value !== undefined) return ok(value);
      } else if (response.status !== wrongFileStatus) {
        return err(problem('asset-refused', `${url.pathname}: ${response.status}`));
      }
    } catch (error) {
      found = problem('asset-unreachable', `${url.pathname}: ${String(error)}`);
      break;
    }
  }
  return err(found);
}

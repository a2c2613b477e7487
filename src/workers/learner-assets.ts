/** What the learner needs beside the data: the runtime, the networks and the word vectors, each fetched once. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { ModelsManifest } from '#core/graph';
import {
  createWordVectorEncoder,
  parseModelsManifest,
  type Runtime,
  readWordVectors,
  type SessionNetwork,
  type TokenEncoder,
  type WordVectors,
} from '#core/learn';
import type { Task } from '#core/project';
import type { TriggerNetworks } from '#core/triggers';
import vectorsUrl from '../../models/word-vectors/glove-100d.bin?url';
import { createOrtRuntime } from './ort-runtime.ts';

/** Where `index.html` lies: a built worker is one folder below it. */
const base = (): URL => new URL(import.meta.env.DEV ? '/' : '../', self.location.href);

export interface Assets {
  readonly runtime: Runtime;
  readonly network: SessionNetwork;
  readonly encoder: TokenEncoder;
}

let runtime: Runtime | undefined;
const networks = new Map<string, SessionNetwork>();
let vectors: WordVectors | undefined;
let manifest: ModelsManifest | undefined;

export async function loadVectors(): Promise<Result<WordVectors, Problem>> {
  if (vectors !== undefined) return ok(vectors);
  const bytes = await fetchBytes(new URL(vectorsUrl, self.location.href));
  if (!bytes.ok) return bytes;
  const read = readWordVectors(bytes.value);
  if (read.ok) vectors = read.value;
  return read;
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
  if (task !== 'ner') return ok({ networks: { trigger }, encoder });
  const second = await loadNetwork('trigger-tagger');
  return second.ok ? ok({ networks: { trigger, tagger: second.value.network }, encoder }) : second;
}

/** What the string-matching network of rules needs. */
export interface FindAssets {
  readonly network: SessionNetwork;
  readonly encoder: TokenEncoder;
}

export async function loadFindAssets(): Promise<Result<FindAssets, Problem>> {
  const known = await loadVectors();
  if (!known.ok) return known;
  const loaded = await loadNetwork('find');
  if (!loaded.ok) return loaded;
  return ok({ network: loaded.value.network, encoder: createWordVectorEncoder(known.value) });
}

async function loadNetwork(
  name: string,
): Promise<Result<{ readonly runtime: Runtime; readonly network: SessionNetwork }, Problem>> {
  runtime ??= createOrtRuntime({ wasmPaths: new URL('ort/', base()).href });
  const there = networks.get(name);
  if (there !== undefined) return ok({ runtime, network: there });

  if (manifest === undefined) {
    const text = await fetchBytes(new URL('models/manifest.json', base()));
    if (!text.ok) return text;
    const parsed = parseModelsManifest(JSON.parse(new TextDecoder().decode(text.value)));
    if (!parsed.ok) return parsed;
    manifest = parsed.value;
  }
  const description = manifest.networks[name];
  if (description === undefined) return err(problem('no-network', `no network for ${name}`));
  const [train, predict] = await Promise.all(
    [description.train.file, description.predict.file].map((file) =>
      fetchBytes(new URL(`models/${file}`, base())),
    ),
  );
  if (train?.ok !== true) return train ?? missing;
  if (predict?.ok !== true) return predict ?? missing;
  try {
    const network: SessionNetwork = {
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

async function fetchBytes(url: URL): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  try {
    const response = await fetch(url);
    if (!response.ok) return err(problem('asset-missing', `${url.pathname}: ${response.status}`));
    return ok(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    return err(problem('asset-unreachable', `${url.pathname}: ${String(error)}`));
  }
}

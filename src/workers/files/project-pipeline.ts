/** A stored project as a pipeline that labels texts: what its labels and reasons come to, with the networks that it has trained. */
import { ok, type Problem, type Result, type StopSignal } from '#core/base';
import { type OpenedEncoder, openEncoder } from '#core/encoder';
import {
  type NetworkRole,
  Pipeline,
  type PipelineNetwork,
  type PipelineNetworks,
  type PipelineProgress,
  type PipelineRecord,
  pipelineOf,
} from '#core/pipeline';
import type { LabelledDocument, ProjectBundle, Task, Weights } from '#core/project';
import type { TaskNetwork } from '#core/tasks';
import { createWordVectorEncoder } from '#core/train';
import { fetchEncoder } from '../encoder/loading.ts';
import {
  loadAssets,
  loadFindAssets,
  loadRuntime,
  loadTriggerAssets,
  loadVectors,
} from '../platform/assets.ts';
import { createYielding } from '../rpc/yield-turn.ts';

export interface OpenedPipeline {
  readonly record: PipelineRecord;
  readonly networks: PipelineNetworks;
  /** Those that this project has numbers for. */
  readonly trained: Partial<Readonly<Record<NetworkRole, PipelineNetwork>>>;
  /** The file of the encoder that the model reads by; absent where it reads by word vectors. */
  readonly encoder?: Uint8Array<ArrayBuffer>;
  readonly pipeline: Pipeline;
}

/** Works on all documents of the project. `change` may set what of the record is wanted otherwise. */
export async function openPipeline(
  bundle: ProjectBundle,
  documents: readonly LabelledDocument[],
  stop: StopSignal,
  onProgress: (progress: PipelineProgress) => void,
  change: (record: PipelineRecord) => PipelineRecord = (record) => record,
): Promise<Result<OpenedPipeline, Problem>> {
  const model = bundle.weights?.find((weights) => weights.model === bundle.project.task);
  const vectors = await loadVectors();
  if (!vectors.ok) return vectors;
  const loaded = await loadNetworks(bundle.project.task, bundle.weights ?? []);
  if (!loaded.ok) return loaded;
  const context = model?.encoder === undefined ? undefined : await readEncoder();
  if (context?.ok === false) return context;
  const networks: PipelineNetworks = {
    vectors: vectors.value,
    encoder: createWordVectorEncoder(vectors.value),
    ...(context === undefined ? {} : { context: context.value.encoder }),
    ...loaded.value,
  };
  const yieldTurn = createYielding();
  const making = pipelineOf(bundle, documents, networks, stop);
  let made = await making.next();
  while (made.done !== true) {
    onProgress(made.value);
    await yieldTurn();
    made = await making.next();
  }
  if (!made.value.ok) return made.value;
  const record = change(made.value.value);
  return ok({
    record,
    networks,
    trained: loaded.value,
    ...(context === undefined ? {} : { encoder: context.value.bytes }),
    pipeline: new Pipeline(record, networks),
  });
}

/** The app's encoder and its file. */
async function readEncoder(): Promise<
  Result<{ readonly encoder: OpenedEncoder; readonly bytes: Uint8Array<ArrayBuffer> }, Problem>
> {
  const [runtime, bytes] = await Promise.all([loadRuntime(), fetchEncoder()]);
  if (!runtime.ok) return runtime;
  if (!bytes.ok) return bytes;
  const opened = await openEncoder(runtime.value, bytes.value);
  return opened.ok ? ok({ encoder: opened.value, bytes: bytes.value }) : opened;
}

/** The networks for which the project has numbers. */
async function loadNetworks(
  task: Task,
  weights: readonly Weights[],
): Promise<Result<Partial<Readonly<Record<NetworkRole, PipelineNetwork>>>, Problem>> {
  const of = (model: string): Weights | undefined =>
    weights.find((one) => one.model === model && one.version > 0);
  const role = ({ manifest, predict }: TaskNetwork, own: Weights): PipelineNetwork => ({
    manifest,
    graph: predict,
    weights: own,
  });
  const networks: Partial<Record<NetworkRole, PipelineNetwork>> = {};
  const [model, find, trigger, tagger] = [of(task), of('find'), of('trigger'), of('trigger-tagger')];
  if (model !== undefined) {
    const assets = await loadAssets(task);
    if (!assets.ok) return assets;
    networks.model = role(assets.value.network, model);
  }
  if (find !== undefined) {
    const assets = await loadFindAssets();
    if (!assets.ok) return assets;
    networks.find = role(assets.value.network, find);
  }
  if (trigger !== undefined) {
    const assets = await loadTriggerAssets(task);
    if (!assets.ok) return assets;
    networks.trigger = role(assets.value.networks.trigger, trigger);
    if (assets.value.networks.tagger !== undefined && tagger !== undefined) {
      networks.triggerTagger = role(assets.value.networks.tagger, tagger);
    }
  }
  return ok(networks);
}

/** A project as a Run folder: what labels other texts in a shell as the app does; what is inside is decided in core/pipeline. */
import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { type OpenedEncoder, openEncoder } from '#core/encoder';
import { zipFiles } from '#core/formats';
import {
  folderFiles,
  folderTexts,
  goldenInputs,
  goldenLines,
  labelledDocuments,
  type NetworkRole,
  type PackedNetwork,
  Pipeline,
  type PipelineNetwork,
  type PipelineNetworks,
  packedTensors,
  pipelineOf,
} from '#core/pipeline';
import type { Task, Weights } from '#core/project';
import type { TaskNetwork } from '#core/tasks';
import { createWordVectorEncoder } from '#core/train';
import { bakeNetwork, networks as definitions } from '#models';
import type { Store } from '#store';
import { fetchEncoder } from '../encoder/loading.ts';
import {
  loadAssets,
  loadFindAssets,
  loadRuntime,
  loadTriggerAssets,
  loadVectorBytes,
  loadVectors,
  runProgram,
} from '../platform/assets.ts';
import type { Progress } from '../rpc/job.ts';
import type { JobContext } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { ExportedFile, RunRequest } from './export-contract.ts';

/** Texts with the app's answers. */
const goldenTexts = 50;

export async function packRun(
  store: Store,
  { projectId, name }: RunRequest,
  job: JobContext<Progress>,
): Promise<Result<ExportedFile, Problem>> {
  const bundle = await store.bundles.read(projectId, { weights: true });
  if (bundle === undefined) return err(problem('not-found', 'There is no such project.'));
  const model = bundle.weights?.find((weights) => weights.model === bundle.project.task);
  const program = await runProgram();
  if (!program.ok) return program;
  const vectors = await loadVectors();
  if (!vectors.ok) return vectors;
  const bytes = await loadVectorBytes();
  if (!bytes.ok) return bytes;
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
  const documents = labelledDocuments(bundle);
  const yieldTurn = createYielding();
  const making = pipelineOf(bundle, documents, networks, job.stop);
  let made = await making.next();
  while (made.done !== true) {
    job.progress(made.value);
    await yieldTurn();
    made = await making.next();
  }
  if (!made.value.ok) return made.value;
  const record = made.value.value;
  const pipeline = new Pipeline(record, networks);
  const golden = await goldenLines(pipeline, goldenInputs(record, documents, goldenTexts));
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));

  const packed: Partial<Record<NetworkRole, PackedNetwork>> = {};
  for (const [role, network] of Object.entries(loaded.value)) packed[role as NetworkRole] = pack(network);
  const files = folderFiles({
    record,
    vectors: bytes.value,
    networks: packed,
    ...(context === undefined ? {} : { encoder: context.value.bytes }),
    golden,
    program: { 'run.mjs': program.value, ...folderTexts(record) },
  });
  const blob = new Blob([zipFiles(files)], { type: 'application/zip' });
  return ok({ name: `${name}-run.zip`, blob });
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

/** The numbers that the graph reads go into the ONNX file; what core reads itself stays beside it. */
function pack({ manifest, weights }: PipelineNetwork): PackedNetwork {
  const definition = must(
    definitions.find((network) => network.name === manifest.name),
    `network ${manifest.name}`,
  );
  return {
    manifest: { ...manifest, predictParameters: [] },
    onnx: bakeNetwork(definition, weights.tensors),
    weights: { ...weights, tensors: packedTensors(manifest, weights.tensors) },
  };
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

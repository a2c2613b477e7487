/** A project as a Run folder: what labels other texts in a shell as the app does; what is inside is decided in core/pipeline. */
import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { zipFiles } from '#core/formats';
import {
  folderFiles,
  folderTexts,
  goldenInputs,
  goldenLines,
  labelledDocuments,
  type NetworkRole,
  type PackedNetwork,
  type PipelineNetwork,
  packedTensors,
} from '#core/pipeline';
import { bakeNetwork, networks as definitions } from '#models';
import type { Store } from '#store';
import { loadVectorBytes, runProgram } from '../platform/assets.ts';
import type { Progress } from '../rpc/job.ts';
import type { JobContext } from '../rpc/serve.ts';
import type { ExportedFile, RunRequest } from './export-contract.ts';
import { openPipeline } from './project-pipeline.ts';

/** Texts with the app's answers. */
const goldenTexts = 50;

export async function packRun(
  store: Store,
  { projectId, name }: RunRequest,
  job: JobContext<Progress>,
): Promise<Result<ExportedFile, Problem>> {
  const bundle = await store.bundles.read(projectId, { weights: true });
  if (bundle === undefined) return err(problem('not-found', 'There is no such project.'));
  const program = await runProgram();
  if (!program.ok) return program;
  const bytes = await loadVectorBytes();
  if (!bytes.ok) return bytes;
  const documents = labelledDocuments(bundle);
  const opened = await openPipeline(bundle, documents, job.stop, (progress) => job.progress(progress));
  if (!opened.ok) return opened;
  const { record, pipeline, trained, encoder } = opened.value;
  const golden = await goldenLines(pipeline, goldenInputs(record, documents, goldenTexts));
  if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));

  const packed: Partial<Record<NetworkRole, PackedNetwork>> = {};
  for (const [role, network] of Object.entries(trained)) packed[role as NetworkRole] = pack(network);
  const files = folderFiles({
    record,
    vectors: bytes.value,
    networks: packed,
    ...(encoder === undefined ? {} : { encoder }),
    golden,
    program: { 'run.mjs': program.value, ...folderTexts(record) },
  });
  const blob = new Blob([zipFiles(files)], { type: 'application/zip' });
  return ok({ name: `${name}-run.zip`, blob });
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

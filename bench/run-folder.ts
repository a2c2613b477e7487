/** A Run folder on disk of one of the app's samples, with a model trained on it: what `bench/run.ts` hands to engines. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '#core/base';
import {
  folderFiles,
  folderTexts,
  goldenInputs,
  goldenLines,
  labelledDocuments,
  Pipeline,
  type PipelineNetworks,
  packedTensors,
  pipelineOf,
} from '#core/pipeline';
import type { Task } from '#core/project';
import { createWordVectorEncoder, readWordVectors } from '#core/train';
import { bakeNetwork, networks as definitions } from '#models';
import { readProject } from '../tools/project-pipeline.ts';
import { loadedNetwork } from './replay-network.ts';
import { trainedModel } from './trained.ts';

const vectorBytes = new Uint8Array(readFileSync('models/word-vectors/glove-100d.bin'));

/** Writes the folder; `run.mjs` is that of the last build of the app. */
export async function writeRunFolder(task: Task, folder: string): Promise<void> {
  const content = readProject(`public/samples/${task}.json`);
  if (!content.ok) throw new Error(content.error.message);
  const { bundle } = content.value;
  const table = readWordVectors(vectorBytes);
  if (!table.ok) throw new Error(table.error.message);
  const encoder = createWordVectorEncoder(table.value);
  const documents = labelledDocuments(bundle);
  const network = await loadedNetwork(task);
  const weights = await trainedModel({
    task,
    projectId: bundle.project.id,
    labels: bundle.labels,
    network,
    encoder,
    documents: documents.filter(({ annotations }) => annotations.length > 0),
    seed: 1,
    clock: () => 0,
  });
  const networks: PipelineNetworks = {
    vectors: table.value,
    encoder,
    model: { manifest: network.manifest, graph: network.predict, weights },
  };
  const making = pipelineOf(bundle, documents, networks);
  let made = await making.next();
  while (made.done !== true) made = await making.next();
  if (!made.value.ok) throw new Error(made.value.error.message);
  const record = made.value.value;
  const golden = await goldenLines(new Pipeline(record, networks), goldenInputs(record, documents, 50));
  const definition = must(
    definitions.find(({ name }) => name === task),
    task,
  );
  const files = folderFiles({
    record,
    vectors: vectorBytes,
    networks: {
      model: {
        manifest: { ...network.manifest, predictParameters: [] },
        onnx: bakeNetwork(definition, weights.tensors),
        weights: { ...weights, tensors: packedTensors(network.manifest, weights.tensors) },
      },
    },
    golden,
    program: { 'run.mjs': new Uint8Array(readFileSync('dist/run/run.mjs')), ...folderTexts(record) },
  });
  for (const { name, bytes } of files) {
    const place = join(folder, name);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
}

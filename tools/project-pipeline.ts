/** A project's pipeline in Node, from its file: as the app makes it for a Run folder, with the built networks. */
import { readFileSync } from 'node:fs';
import { must } from '#core/base';
import { openEncoder } from '#core/encoder';
import { openSources, readProjectFile } from '#core/formats';
import {
  labelledDocuments,
  type NetworkRole,
  Pipeline,
  type PipelineNetwork,
  type PipelineNetworks,
  pipelineOf,
} from '#core/pipeline';
import type { ProjectBundle } from '#core/project';
import { createWordVectorEncoder, parseModelsManifest, readWordVectors } from '#core/train';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

const models = new URL('../public/models/', import.meta.url);
const encoderFile = new URL('../models/encoders/minilm-l6.onnx', import.meta.url);
const vectors = new URL('../models/word-vectors/glove-100d.bin', import.meta.url);

/** The pipeline of a project; without networks where rules are enough. */
export async function pipelineOfProject(bundle: ProjectBundle, rulesOnly = false): Promise<Pipeline> {
  const networks = rulesOnly ? undefined : await networksOf(bundle);
  const making = pipelineOf(bundle, labelledDocuments(bundle), networks);
  let made = await making.next();
  while (made.done !== true) made = await making.next();
  if (!made.value.ok) throw new Error(made.value.error.message);
  return new Pipeline(made.value.value, networks);
}

export async function networksOf({ project, weights = [] }: ProjectBundle): Promise<PipelineNetworks> {
  const table = readWordVectors(new Uint8Array(readFileSync(vectors)));
  if (!table.ok) throw new Error(table.error.message);
  const manifest = parseModelsManifest(JSON.parse(readFileSync(new URL('manifest.json', models), 'utf8')));
  if (!manifest.ok) throw new Error(manifest.error.message);
  const runtime = createOrtRuntime();
  const roles = { model: project.task, find: 'find', trigger: 'trigger', triggerTagger: 'trigger-tagger' };
  const networks: Partial<Record<NetworkRole, PipelineNetwork>> = {};
  for (const [role, name] of Object.entries(roles)) {
    const own = weights.find(({ model, version }) => model === name && version > 0);
    if (own === undefined) continue;
    const description = must(manifest.value.networks[name], name);
    const graph = await runtime.load(new Uint8Array(readFileSync(new URL(description.predict.file, models))));
    networks[role as NetworkRole] = { manifest: description, graph, weights: own };
  }
  const opened =
    networks.model?.weights.encoder === undefined
      ? undefined
      : await openEncoder(runtime, new Uint8Array(readFileSync(encoderFile)));
  if (opened?.ok === false) throw new Error(opened.error.message);
  return {
    vectors: table.value,
    encoder: createWordVectorEncoder(table.value),
    ...(opened === undefined ? {} : { context: opened.value }),
    ...networks,
  };
}

/** Reads a project file from disk. */
export function readProject(file: string): ReturnType<typeof readProjectFile> {
  const opened = openSources([{ name: file, bytes: new Uint8Array(readFileSync(file)) }]);
  return opened.ok ? readProjectFile(opened.value) : opened;
}

/** The samples that come with the app, with a model trained on them for a moment: real projects for a pipeline. */
import { readFileSync } from 'node:fs';
import { must } from '#core/base';
import { encodeDocuments, type OpenedEncoder, withStates } from '#core/encoder';
import { readProjectFile } from '#core/formats';
import {
  labelledDocuments,
  Pipeline,
  type PipelineNetwork,
  type PipelineNetworks,
  pipelineOf,
} from '#core/pipeline';
import type { LabelledDocument, ProjectBundle, Task, Weights } from '#core/project';
import { createWordVectorEncoder, readWordVectors } from '#core/train';
import { bakeNetwork, type NetworkDefinition, ner, re, sa } from '#models';
import { loadedNetwork, trained } from '../tasks/learning.ts';

const definitions: Readonly<Record<Task, NetworkDefinition>> = { ner, re, sa };
export const vectorBytes = new Uint8Array(
  readFileSync(new URL('../../../models/word-vectors/glove-100d.bin', import.meta.url)),
);
const table = readWordVectors(vectorBytes);
if (!table.ok) throw new Error(table.error.message);
const vectors = table.value;
export const encoder = createWordVectorEncoder(vectors);

/** With so many labelled texts at most. */
export function sample(task: Task, most = 60): ProjectBundle {
  const bytes = readFileSync(new URL(`../../../public/samples/${task}.json`, import.meta.url));
  const read = readProjectFile([{ name: `${task}.json`, bytes: new Uint8Array(bytes) }]);
  if (!read.ok) throw new Error(read.error.message);
  const { bundle } = read.value;
  // A part of it says as much and takes a third of the time.
  const labelled = new Set(bundle.annotations.map(({ documentId }) => documentId));
  const some = (has: boolean, count: number) =>
    bundle.documents.filter(({ id }) => labelled.has(id) === has).slice(0, count);
  const documents = [...some(true, most), ...some(false, 10)];
  const kept = new Set(documents.map(({ id }) => id));
  const inKept = ({ documentId }: { readonly documentId: string }): boolean => kept.has(documentId);
  return {
    ...bundle,
    documents,
    annotations: bundle.annotations.filter(inKept),
    explanations: bundle.explanations.filter(inKept),
  };
}

export interface TrainedSample {
  readonly bundle: ProjectBundle;
  readonly networks: PipelineNetworks;
  readonly pipeline: Pipeline;
}

/** The app's encoder. */
export const contextBytes = new Uint8Array(
  readFileSync(new URL('../../../models/encoders/minilm-l6.onnx', import.meta.url)),
);

/** Words read by word vectors, or with `context` also where they stand. */
export async function trainedSample(task: Task, context?: OpenedEncoder): Promise<TrainedSample> {
  // What reads words in their context takes long to read them.
  const bundle = sample(task, context === undefined ? 60 : 16);
  const documents = labelledDocuments(bundle);
  const network = await loadedNetwork(definitions[task]);
  const { weights } = await trained({
    task,
    projectId: bundle.project.id,
    labels: bundle.labels,
    network,
    encoder: context === undefined ? encoder : await contextual(context, documents),
    documents: documents.filter(({ annotations }) => annotations.length > 0),
    seed: 1,
    clock: () => 0,
    schedule: { coldSteps: task === 'ner' ? 24 : 6 },
  });
  const model: PipelineNetwork = { manifest: network.manifest, graph: network.predict, weights };
  const networks: PipelineNetworks = {
    ...{ vectors, encoder, model },
    ...(context === undefined ? {} : { context }),
  };
  return { bundle, networks, pipeline: await pipelineFor(bundle, networks) };
}

async function contextual(
  context: OpenedEncoder,
  documents: readonly LabelledDocument[],
): Promise<typeof encoder> {
  const made = must(
    await encodeDocuments(
      context,
      documents.map(({ document }) => document),
    ),
    'states',
  );
  const states = new Map(documents.map(({ document }, at) => [document.id, made[at]]));
  return withStates(encoder, context, (id) => states.get(id));
}

export async function pipelineFor(
  bundle: ProjectBundle,
  networks: PipelineNetworks | undefined,
): Promise<Pipeline> {
  const making = pipelineOf(bundle, labelledDocuments(bundle), networks);
  let made = await making.next();
  while (made.done !== true) made = await making.next();
  if (!made.value.ok) throw new Error(made.value.error.message);
  return new Pipeline(made.value.value, networks);
}

/** The model as it is packed: its numbers inside the ONNX file. */
export function baked(task: Task, tensors: Weights['tensors']): Uint8Array {
  return bakeNetwork(must(definitions[task], task), tensors);
}

/** The model of a project as a zip that runs in any ONNX runtime; what is inside is decided in `core/train/model-files`. */

import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { taskTraits } from '#core/project';
import { spanText, tokensOf } from '#core/text';
import {
  createWordVectorEncoder,
  downloadTensors,
  downloadVocabulary,
  modelArchive,
  modelFiles,
} from '#core/train';
import { characterRows, exportNetwork, networks, positionRows } from '#models';
import type { Store } from '#store';
import { loadVectors } from '../platform/assets.ts';
import type { Progress } from '../rpc/job.ts';
import type { JobContext } from '../rpc/serve.ts';
import { createYielding } from '../rpc/yield-turn.ts';
import type { ExportedFile, ModelRequest } from './export-contract.ts';

const chunkSize = 250;
/** Words of the project in the model at most: 100 numbers each. */
const maxWords = 100_000;

export async function packModel(
  store: Store,
  { projectId, name, words: whose }: ModelRequest,
  job: JobContext<Progress>,
): Promise<Result<ExportedFile, Problem>> {
  const project = await store.projects.get(projectId);
  if (project === undefined) return err(problem('not-found', 'There is no such project.'));
  const weights = await store.weights.get(projectId, project.task);
  if (weights === undefined || weights.version === 0) {
    return err(problem('no-model', 'Nothing is trained yet.'));
  }
  const vectors = await loadVectors();
  if (!vectors.ok) return vectors;
  const encoder = createWordVectorEncoder(vectors.value);
  const names = new Map((await store.labels.list(projectId)).map((label) => [label.id, label.name]));

  const words = new Set<string>();
  const { total } = await store.documents.counts(projectId);
  const yieldTurn = createYielding();
  let done = 0;
  for (let position = 0; words.size < maxWords; ) {
    const some = await store.documents.chunk(projectId, position, chunkSize);
    const last = some.at(-1);
    if (last === undefined) break;
    for (const { document, annotations } of some) {
      if (whose === 'labelled' && annotations.length === 0) continue;
      for (const token of tokensOf(document)) words.add(spanText(document.text, token));
      await yieldTurn();
      if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
    }
    done += some.length;
    job.progress({ done, total });
    position = last.document.position + 1;
  }
  const vocabulary = downloadVocabulary([...words].slice(0, maxWords));
  const definition = must(
    networks.find((network) => network.name === project.task),
    `network ${project.task}`,
  );
  const onnx = exportNetwork(definition, downloadTensors(weights.tensors, encoder, vocabulary));
  const archive = modelArchive(
    modelFiles(onnx, vocabulary, {
      task: project.task,
      projectName: project.name,
      labels: weights.labels.map((id) => names.get(id) ?? id),
      version: weights.version,
      words: whose,
      metrics: weights.metrics,
      tableRows: taskTraits[project.task].isSequence ? characterRows : positionRows,
    }),
  );
  return ok({ name: `${name}-model.zip`, blob: new Blob([archive], { type: 'application/zip' }) });
}

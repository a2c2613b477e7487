/** The model of a project as a zip that runs in any ONNX runtime; what is inside is decided in `core/train/model-files`. */

import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { describedEncoder } from '#core/encoder';
import { taskTraits } from '#core/project';
import { spanText, tokensOf } from '#core/text';
import {
  createWordVectorEncoder,
  downloadTensors,
  downloadVocabulary,
  modelArchive,
  modelFiles,
  type TokenEncoder,
} from '#core/train';
import { characterRows, exportNetwork, networks, positionRows } from '#models';
import type { Store } from '#store';
import { fetchEncoder, ownName } from '../encoder/loading.ts';
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
  const words = createWordVectorEncoder(vectors.value);
  const reader = weights.encoder === undefined ? undefined : await readEncoder(weights.encoder);
  if (reader?.ok === false) return reader;
  const parts = reader === undefined ? [] : [words.dim, reader.value.width];
  const encoder = reader === undefined ? words : padded(words, reader.value.width);
  const names = new Map((await store.labels.list(projectId)).map((label) => [label.id, label.name]));

  const used = new Set<string>();
  const { total } = await store.documents.counts(projectId);
  const yieldTurn = createYielding();
  let done = 0;
  for (let position = 0; used.size < maxWords; ) {
    const some = await store.documents.chunk(projectId, position, chunkSize);
    const last = some.at(-1);
    if (last === undefined) break;
    for (const { document, annotations } of some) {
      if (whose === 'labelled' && annotations.length === 0) continue;
      for (const token of tokensOf(document)) used.add(spanText(document.text, token));
      await yieldTurn();
      if (job.stop.stopped) return err(problem('cancelled', 'It was cancelled.'));
    }
    done += some.length;
    job.progress({ done, total });
    position = last.document.position + 1;
  }
  const vocabulary = downloadVocabulary([...used].slice(0, maxWords));
  const definition = must(
    networks.find((network) => network.name === project.task),
    `network ${project.task}`,
  );
  const onnx = exportNetwork(definition, downloadTensors(weights.tensors, encoder, vocabulary), {}, parts);
  const archive = modelArchive(
    modelFiles(onnx, vocabulary, {
      task: project.task,
      projectName: project.name,
      labels: weights.labels.map((id) => names.get(id) ?? id),
      version: weights.version,
      words: whose,
      metrics: weights.metrics,
      ...(reader === undefined
        ? {}
        : {
            encoder: {
              onnx: reader.value.bytes,
              tokenizer: new TextEncoder().encode(reader.value.tokenizer),
              wordDim: words.dim,
              ...(reader.value.own === undefined ? {} : { label: reader.value.own.label }),
            },
          }),
      tableRows: taskTraits[project.task].isSequence ? characterRows : positionRows,
    }),
  );
  return ok({ name: `${name}-model.zip`, blob: new Blob([archive], { type: 'application/zip' }) });
}

/** The encoder's file, with what is told of it. */
async function readEncoder(name: string) {
  const bytes = await fetchEncoder(ownName(name));
  if (!bytes.ok) return bytes;
  const found = describedEncoder(bytes.value);
  if (found?.name !== name) return err(problem('encoder-missing', `There is no encoder ${name} here.`));
  return ok({ ...found, bytes: bytes.value });
}

/** Zeros behind each vector, where the states of words will stand. */
const padded = (words: TokenEncoder, width: number): TokenEncoder => ({
  dim: words.dim + width,
  encode: (sentence, into, offset) => {
    const plain = new Float32Array(sentence.length * words.dim);
    words.encode(sentence, plain, 0);
    for (let t = 0; t < sentence.length; t++)
      into.set(plain.subarray(t * words.dim, (t + 1) * words.dim), offset + t * (words.dim + width));
  },
});

/** A Run folder on disk as a pipeline that answers. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { openEncoder } from '#core/encoder';
import {
  Pipeline,
  type PipelineNetwork,
  type PipelineNetworks,
  readFolder,
  readFolderRecord,
} from '#core/pipeline';
import { createWordVectorEncoder, type Runtime, readWordVectors } from '#core/train';

export async function readFolderFile(
  folder: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(join(folder, name)));
  } catch {
    return undefined;
  }
}

/** `runtime`: asked for only where there is a network to run; `undefined` matches words exactly. */
export async function loadPipeline(
  folder: string,
  runtime: (() => Promise<Result<Runtime, Problem>>) | undefined,
): Promise<Result<Pipeline, Problem>> {
  const read = (name: string): ReturnType<typeof readFolderFile> => readFolderFile(folder, name);
  if (runtime === undefined) {
    const record = await readFolderRecord(read);
    return record.ok ? ok(new Pipeline(record.value)) : record;
  }
  const content = await readFolder(read);
  if (!content.ok) return content;
  const { record, vectors, networks, encoder: context } = content.value;
  if (vectors === undefined) return err(problem('file-missing', 'vectors.bin is missing'));
  const table = readWordVectors(vectors);
  if (!table.ok) return err(problem('file-damaged', `vectors.bin: ${table.error.message}`));
  const loaded: Record<string, PipelineNetwork> = {};
  const present = Object.entries(networks);
  const started = present.length === 0 ? undefined : await runtime();
  if (started?.ok === false) return started;
  for (const [role, { manifest, onnx, weights }] of present) {
    if (started === undefined) break;
    try {
      loaded[role] = { manifest, graph: await started.value.load(onnx), weights };
    } catch (error) {
      return err(problem('file-damaged', `the network of ${role}: ${String(error)}`));
    }
  }
  const opened =
    context === undefined || started === undefined ? undefined : await openEncoder(started.value, context);
  if (opened?.ok === false) return err(problem('file-damaged', `encoder.onnx: ${opened.error.message}`));
  const all: PipelineNetworks = {
    vectors: table.value,
    encoder: createWordVectorEncoder(table.value),
    ...(opened === undefined ? {} : { context: opened.value }),
    ...loaded,
  };
  return ok(new Pipeline(record, all));
}

/**
 * The Run folder: a pipeline as files. `rules.json` is its record, `networks.json` says which network lies in which file,
 * `weights.json` with `weights/` holds the numbers that are not inside an ONNX file, `vectors.bin` the word vectors.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { readWeights, type SourceFile, weightFiles } from '#core/formats';
import type { NetworkManifest } from '#core/graph';
import type { Weights } from '#core/project';
import type { JsonObject } from './lines.ts';
import { checkPipeline, type PipelineRecord } from './record.ts';

/** Roles of networks in a pipeline, as `PipelineNetworks` names them. */
export const networkRoles = ['model', 'find', 'trigger', 'triggerTagger'] as const;
export type NetworkRole = (typeof networkRoles)[number];

/** A network on its way into the folder or out of it. */
export interface PackedNetwork {
  readonly manifest: NetworkManifest;
  /** The prediction graph, serialised. */
  readonly onnx: Uint8Array;
  readonly weights: Weights;
}

export interface FolderContent {
  readonly record: PipelineRecord;
  /** Absent in a folder that matches exactly. */
  readonly vectors?: Uint8Array;
  readonly networks: Partial<Readonly<Record<NetworkRole, PackedNetwork>>>;
  /** The file of the encoder that the model reads words in their context by. */
  readonly encoder?: Uint8Array<ArrayBuffer>;
  /** Lines with what the app answers. */
  readonly golden: readonly JsonObject[];
  /** The program and its companions, by name. */
  readonly program: Readonly<Record<string, Uint8Array>>;
}

const encoder = new TextEncoder();
const json = (value: unknown): Uint8Array => encoder.encode(`${JSON.stringify(value, undefined, 1)}\n`);

const fileOf: Readonly<Record<NetworkRole, string>> = {
  model: 'model.onnx',
  find: 'find.onnx',
  trigger: 'trigger.onnx',
  triggerTagger: 'trigger-tagger.onnx',
};

/** The encoder's file. */
const encoderFile = 'encoder.onnx';

export function folderFiles({
  record,
  vectors,
  networks,
  encoder: context,
  golden,
  program,
}: FolderContent): SourceFile[] {
  const present = networkRoles.flatMap((role) => {
    const network = networks[role];
    return network === undefined ? [] : [{ role, ...network }];
  });
  const index = present.map(({ role, manifest, weights }) => ({
    role,
    file: fileOf[role],
    manifest,
    weights: weights.model,
  }));
  return [
    ...Object.entries(program).map(([name, bytes]) => ({ name, bytes })),
    { name: 'rules.json', bytes: json(record) },
    {
      name: 'labels.json',
      bytes: json(record.labels.map(({ id, name, kind }) => ({ id, name, kind }))),
    },
    { name: 'networks.json', bytes: json({ format: 1, networks: index }) },
    ...present.map(({ role, onnx }) => ({ name: fileOf[role], bytes: onnx })),
    ...weightFiles(present.map(({ weights }) => withoutOptimiser(weights))),
    ...(vectors === undefined ? [] : [{ name: 'vectors.bin', bytes: vectors }]),
    ...(context === undefined ? [] : [{ name: encoderFile, bytes: context }]),
    {
      name: 'golden.jsonl',
      bytes: encoder.encode(golden.map((line) => `${JSON.stringify(line)}\n`).join('')),
    },
  ];
}

/** Parameters that core reads beside the graphs that they are inside of. */
const readByCore = new Set(['transitions', 'attention.inner.weight', 'match.trigger.weight']);

/** What is to be kept of a network's numbers where those that its graph reads are inside the ONNX file. */
export function packedTensors(manifest: NetworkManifest, tensors: Weights['tensors']): Weights['tensors'] {
  const inside = new Set(manifest.predictParameters);
  return Object.fromEntries(
    Object.entries(tensors).filter(([name]) => !inside.has(name) || readByCore.has(name)),
  );
}

function withoutOptimiser({ optimiser: _, measured: __, ...weights }: Weights): Weights {
  return weights;
}

/** Gives a file's bytes, `undefined` where there is none. */
export type FolderReader = (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** What a folder says without its networks. The error names the file. */
export async function readFolderRecord(read: FolderReader): Promise<Result<PipelineRecord, Problem>> {
  const text = await read('rules.json');
  if (text === undefined) return err(problem('file-missing', 'rules.json is missing'));
  const parsed = parse(text);
  if (parsed === undefined) return err(problem('file-damaged', 'rules.json is no JSON'));
  const record = checkPipeline(parsed);
  return record.ok ? record : err(problem('file-damaged', `rules.json: ${record.error.message}`));
}

/** Reads a whole folder. The error names the file. */
export async function readFolder(
  read: FolderReader,
): Promise<Result<Pick<FolderContent, 'record' | 'vectors' | 'networks' | 'encoder'>, Problem>> {
  const record = await readFolderRecord(read);
  if (!record.ok) return record;
  const networks = await readNetworks(read);
  if (!networks.ok) return networks;
  const vectors = await read('vectors.bin');
  const context = networks.value.model?.weights.encoder === undefined ? undefined : await read(encoderFile);
  if (context === undefined && networks.value.model?.weights.encoder !== undefined)
    return err(problem('file-missing', `${encoderFile} is missing, which the model reads words by`));
  return ok({
    record: record.value,
    networks: networks.value,
    ...(vectors === undefined ? {} : { vectors }),
    ...(context === undefined ? {} : { encoder: context }),
  });
}

async function readNetworks(read: FolderReader): Promise<Result<FolderContent['networks'], Problem>> {
  const text = await read('networks.json');
  const index = text === undefined ? undefined : parse(text);
  if (!isIndex(index)) return err(problem('file-damaged', 'networks.json is missing or of another version'));
  const files: SourceFile[] = [];
  const list = await read('weights.json');
  if (list !== undefined) {
    files.push({ name: 'weights.json', bytes: list });
    for (const name of new TextDecoder().decode(list).match(/weights\/[\w-]+\.f32/g) ?? []) {
      const bytes = await read(name);
      if (bytes !== undefined) files.push({ name, bytes });
    }
  }
  const weights = readWeights(files, undefined, []);
  const networks: Partial<Record<NetworkRole, PackedNetwork>> = {};
  for (const { role, file, manifest, weights: model } of index.networks) {
    const [onnx, own] = [await read(file), weights.find((one) => one.model === model)];
    if (onnx === undefined || own === undefined) {
      return err(
        problem(
          'file-missing',
          `${onnx === undefined ? file : `the weights of ${model}`}: missing or damaged`,
        ),
      );
    }
    networks[role] = { manifest, onnx, weights: own };
  }
  return ok(networks);
}

interface Index {
  readonly format: 1;
  readonly networks: readonly {
    readonly role: NetworkRole;
    readonly file: string;
    readonly manifest: NetworkManifest;
    readonly weights: string;
  }[];
}

/** Written by the same build as the code that reads it: format and names tell our file from another one. */
function isIndex(value: unknown): value is Index {
  if (typeof value !== 'object' || value === null) return false;
  const { format, networks } = value as { readonly format?: unknown; readonly networks?: unknown };
  return (
    format === 1 &&
    Array.isArray(networks) &&
    networks.every((one: Partial<Index['networks'][number]>) =>
      networkRoles.some((role) => role === one.role && fileOf[role] === one.file),
    )
  );
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

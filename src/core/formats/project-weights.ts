/**
 * The trained weights in a project file: an index as JSON and each tensor as raw float32, little endian. A model of which a part is
 * damaged, or that holds a number that is none, is left out and named: it would say nothing right ever after.
 */
import type { RecordTable, TensorRecord, Weights } from '#core/project';
import type { SourceFile } from './format.ts';
import { field, isObject, listField, stringField } from './json-records.ts';
import type { Digests } from './project-digests.ts';
import { decodeText } from './source.ts';

const encoder = new TextEncoder();

/** A record of a project file that was left out. */
export interface RecordIssue {
  readonly table: RecordTable | 'weights';
  /** 1-based place in its table. */
  readonly row: number;
  /** Path of the field, `''` for the record as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Versions, steps, seeds and times of a model: the last moment that a date can name, far from where adding one is lost. */
const latestCount = 8_640_000_000_000_000;

/** The index of the models and a file of numbers for each of their tensors. */
export function weightFiles(weights: readonly Weights[]): SourceFile[] {
  const files: SourceFile[] = [];
  const index = weights.map(({ tensors, optimiser, ...row }, place) => {
    const write = (part: string, of: Readonly<Record<string, TensorRecord>>): unknown[] =>
      Object.entries(of).map(([name, { dims, data }], at) => {
        const file = `weights/${place}-${part}-${at}.f32`;
        files.push({ name: file, bytes: littleEndian(data) });
        return { name, dims, file };
      });
    return {
      ...row,
      tensors: write('tensor', tensors),
      ...(optimiser === undefined ? {} : { optimiser: write('optimiser', optimiser) }),
    };
  });
  return [{ name: 'weights.json', bytes: encoder.encode(JSON.stringify(index)) }, ...files];
}

function littleEndian(data: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length * 4);
  const view = new DataView(bytes.buffer);
  data.forEach((value, at) => {
    view.setFloat32(at * 4, value, true);
  });
  return bytes;
}

/** The models that are whole; the others become issues. */
export function readWeights(
  files: readonly SourceFile[],
  digests: Digests | undefined,
  issues: RecordIssue[],
): Weights[] {
  const whole = files.filter(({ name }) => digests === undefined || digests.isWhole(name));
  const byName = new Map(whole.map((file) => [file.name, file]));
  const index = byName.get('weights.json');
  if (index === undefined) {
    if (digests?.names.includes('weights.json') === true) {
      issues.push({ table: 'weights', row: 0, path: '', message: 'the list of weights is damaged' });
    }
    return [];
  }
  let rows: unknown;
  try {
    rows = JSON.parse(decodeText(index.bytes).text);
  } catch {
    rows = undefined;
  }
  if (!Array.isArray(rows)) {
    issues.push({ table: 'weights', row: 0, path: '', message: 'the list of weights is damaged' });
    return [];
  }
  return rows.flatMap((row, place): Weights[] => {
    const weights = readWeightRow(row, byName);
    if (weights !== undefined) return [weights];
    issues.push({ table: 'weights', row: place + 1, path: '', message: 'a trained model is damaged' });
    return [];
  });
}

/** A whole number that counting can go on from. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0 && value <= latestCount;
}

function readWeightRow(row: unknown, files: ReadonlyMap<string, SourceFile>): Weights | undefined {
  const projectId = stringField(row, 'projectId');
  const model = stringField(row, 'model');
  const numbers = ['version', 'step', 'trainedAt', 'seed'].map((key) => field(row, key));
  const [version, step, trainedAt, seed] = numbers;
  if (
    projectId === undefined ||
    model === undefined ||
    !isCount(version) ||
    !isCount(step) ||
    !isCount(trainedAt) ||
    !isCount(seed)
  ) {
    return undefined;
  }
  const encoder = stringField(row, 'encoder');
  const tensors = readTensors(field(row, 'tensors'), files);
  const optimiser = readTensors(field(row, 'optimiser') ?? [], files);
  const labels = (listField(row, 'labels') ?? []).filter((label) => typeof label === 'string');
  const metrics = field(row, 'metrics');
  if (tensors === undefined || optimiser === undefined) return undefined;
  const rng = listField(row, 'rng')?.filter(
    (part): part is number => typeof part === 'number' && Number.isFinite(part),
  );
  const [a, b, c, d] = rng ?? [];
  return {
    projectId,
    model,
    version,
    step,
    trainedAt,
    seed,
    labels,
    tensors,
    metrics: Object.fromEntries(
      Object.entries(isObject(metrics) ? metrics : {}).filter((entry): entry is [string, number] =>
        Number.isFinite(entry[1]),
      ),
    ),
    ...(encoder === undefined ? {} : { encoder }),
    ...(field(row, 'optimiser') === undefined ? {} : { optimiser }),
    ...(a === undefined || b === undefined || c === undefined || d === undefined
      ? {}
      : { rng: [a, b, c, d] as const }),
  };
}

function readTensors(
  list: unknown,
  files: ReadonlyMap<string, SourceFile>,
): Record<string, TensorRecord> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries: [string, TensorRecord][] = [];
  for (const item of list) {
    const name = stringField(item, 'name');
    const dims = listField(item, 'dims')?.filter(
      (dim) => typeof dim === 'number' && Number.isInteger(dim) && dim >= 0,
    );
    const bytes = files.get(stringField(item, 'file') ?? '')?.bytes;
    if (name === undefined || dims === undefined || bytes === undefined) return undefined;
    const shape = dims as number[]; // filtered to numbers above
    if (shape.reduce((product, dim) => product * dim, 1) * 4 !== bytes.length) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const data = new Float32Array(bytes.length / 4);
    for (let at = 0; at < data.length; at++) data[at] = view.getFloat32(at * 4, true);
    // A network with a number that is none says nothing more, for ever.
    if (!data.every(Number.isFinite)) return undefined;
    entries.push([name, { dims: shape, data }]);
  }
  return Object.fromEntries(entries);
}

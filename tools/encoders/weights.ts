/**
 * Weights of a BERT as they are published (safetensors) to those of our graph: matrices with 8 bits a number.
 * Names: `words` (vocabulary, hidden) int8 and `words.scale` a row; `positions` (positions, hidden), the type of a single text
 * added; `embedding.gain`, `.shift`; per layer from 1 on `1.query-key-value` (hidden, 3 · hidden), `1.attention`,
 * `1.widening`, `1.narrowing` (inputs, outputs) int8, each with `.scale` (outputs) and `.bias`, and the normalisations
 * `1.first`, `1.second`.
 */
import { must } from '#core/base';
import { type OnnxTensor, onnxTypes } from '#core/graph';

export interface Matrix {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** The float tensors of a `.safetensors` file: length of the header (u64), the header (JSON), the bytes. */
export function readSafetensors(bytes: Uint8Array<ArrayBuffer>): Map<string, Matrix> {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  interface Entry {
    readonly dtype: string;
    readonly shape: readonly number[];
    readonly data_offsets: readonly [number, number];
  }
  // The format's own header; `__metadata__` is the one key that is no tensor.
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, Entry>;
  const out = new Map<string, Matrix>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    if (dtype !== 'F32') continue;
    const [from, to] = data_offsets;
    const part = bytes.slice(8 + length + from, 8 + length + to);
    out.set(name, { dims: shape, data: new Float32Array(part.buffer) });
  }
  return out;
}

/** Everything that the table of words and layers 1 … `layers` need. */
export function quantisedWeights(
  source: ReadonlyMap<string, Matrix>,
  layers: number,
): Map<string, OnnxTensor> {
  const out = quantisedLayers(source, layers);
  const { dims, data } = must(source.get('embeddings.word_embeddings.weight'), 'words');
  const [vocabulary = 0, hidden = 0] = dims;
  const table = quantisedRows(data, hidden);
  out.set('words', int8('words', [vocabulary, hidden], table.codes));
  const raw = new Uint8Array(table.scale.slice().buffer);
  out.set('words.scale', { name: 'words.scale', type: onnxTypes.float32, dims: [vocabulary], raw });
  return out;
}

/** Everything but the table of words. */
export function quantisedLayers(
  source: ReadonlyMap<string, Matrix>,
  layers: number,
): Map<string, OnnxTensor> {
  const out = new Map<string, OnnxTensor>();
  const given = (name: string): Matrix => must(source.get(name), name);
  const floats = (name: string, dims: readonly number[], data: Float32Array): void => {
    out.set(name, { name, type: onnxTypes.float32, dims, raw: new Uint8Array(data.slice().buffer) });
  };
  const norm = (name: string, from: string): void => {
    const gain = given(`${from}.weight`);
    floats(`${name}.gain`, gain.dims, gain.data);
    floats(`${name}.shift`, gain.dims, given(`${from}.bias`).data);
  };
  /** Published as (outputs, inputs). */
  const linear = (name: string, ...from: string[]): void => {
    const parts = from.map((one) => given(`${one}.weight`));
    const inputs = must(parts[0]?.dims[1], 'inputs');
    const rows = concatenated(parts.map(({ data }) => data));
    const { codes, scale } = quantisedRows(rows, inputs);
    const outputs = scale.length;
    out.set(name, int8(name, [inputs, outputs], transposed(codes, outputs, inputs)));
    floats(`${name}.scale`, [outputs], scale);
    floats(`${name}.bias`, [outputs], concatenated(from.map((one) => given(`${one}.bias`).data)));
  };

  const positions = given('embeddings.position_embeddings.weight');
  const type = given('embeddings.token_type_embeddings.weight').data;
  floats(
    'positions',
    positions.dims,
    positions.data.map((value, i) => value + must(type[i % type.length], 'type')),
  );
  norm('embedding', 'embeddings.LayerNorm');
  for (let layer = 1; layer <= layers; layer++) {
    const from = `encoder.layer.${layer - 1}`;
    const self = `${from}.attention.self`;
    linear(`${layer}.query-key-value`, `${self}.query`, `${self}.key`, `${self}.value`);
    linear(`${layer}.attention`, `${from}.attention.output.dense`);
    norm(`${layer}.first`, `${from}.attention.output.LayerNorm`);
    linear(`${layer}.widening`, `${from}.intermediate.dense`);
    linear(`${layer}.narrowing`, `${from}.output.dense`);
    norm(`${layer}.second`, `${from}.output.LayerNorm`);
  }
  return out;
}

function int8(name: string, dims: readonly number[], codes: Int8Array<ArrayBuffer>): OnnxTensor {
  return { name, type: onnxTypes.int8, dims, raw: new Uint8Array(codes.buffer) };
}

/** Each row of `width` numbers as −127 … 127 times a scale of its own. */
function quantisedRows(
  data: Float32Array,
  width: number,
): { readonly codes: Int8Array<ArrayBuffer>; readonly scale: Float32Array } {
  const scale = new Float32Array(data.length / width);
  const codes = new Int8Array(data.length);
  scale.forEach((_, row) => {
    const part = data.subarray(row * width, (row + 1) * width);
    const largest = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const step = largest === 0 ? 1 : largest / 127;
    scale[row] = step;
    part.forEach((value, i) => {
      codes[row * width + i] = Math.round(value / step);
    });
  });
  return { codes, scale };
}

function transposed(codes: Int8Array, rows: number, columns: number): Int8Array<ArrayBuffer> {
  const out = new Int8Array(codes.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) out[c * rows + r] = codes[r * columns + c] ?? 0;
  return out;
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

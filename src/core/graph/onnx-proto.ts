/**
 * ONNX models to and from bytes (protobuf; field numbers of onnx.proto3).
 * Law: `readModel(writeModel(m))` equals `m` for every model that our builder makes.
 */
import { InternalError } from '#core/base';
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
} from './onnx-model.ts';
import { fieldFloat, fieldInts, fieldText, ProtoWriter, readFields } from './protobuf.ts';

/** AttributeProto.type */
const attributeTypes = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;

export function writeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const w = new ProtoWriter();
  w.int(1, model.irVersion);
  w.string(2, model.producer);
  w.message(7, (g) => writeGraph(g, model.graph));
  w.message(8, (o) => o.string(1, '').int(2, model.opset));
  writeMetadata(w, model.metadata);
  return w.finish();
}

function writeMetadata(w: ProtoWriter, metadata: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(metadata))
    w.message(14, (m) => m.string(1, key).string(2, value));
}

/** Any ONNX file with these entries in its metadata, the rest as it is: fields of a message may come in any order. */
export function withMetadata(
  file: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const w = new ProtoWriter();
  writeMetadata(w, metadata);
  const added = w.finish();
  const bytes = new Uint8Array(file.length + added.length);
  bytes.set(file);
  bytes.set(added, file.length);
  return bytes;
}

/** The metadata of any ONNX file; of an entry that is there twice, the last. Throws `InternalError` where it is none. */
export function readMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const metadata: Record<string, string> = {};
  for (const f of readFields(bytes)) if (f.field === 14) readEntry(f.bytes, metadata);
  return metadata;
}

function readEntry(bytes: Uint8Array, into: Record<string, string>): void {
  const [key, value] = [1, 2].map((n) => readFields(bytes).find((e) => e.field === n));
  if (key !== undefined) into[fieldText(key)] = value === undefined ? '' : fieldText(value);
}

function writeGraph(w: ProtoWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) w.message(1, (n) => writeNode(n, node));
  w.string(2, graph.name);
  for (const tensor of graph.initializers) w.message(5, (t) => writeTensor(t, tensor));
  for (const input of graph.inputs) w.message(11, (v) => writeValueInfo(v, input));
  for (const output of graph.outputs) w.message(12, (v) => writeValueInfo(v, output));
}

function writeNode(w: ProtoWriter, node: OnnxNode): void {
  for (const input of node.inputs) w.string(1, input);
  for (const output of node.outputs) w.string(2, output);
  w.string(3, node.name);
  w.string(4, node.op);
  for (const attribute of node.attributes) w.message(5, (a) => writeAttribute(a, attribute));
}

function writeAttribute(w: ProtoWriter, attribute: OnnxAttribute): void {
  w.string(1, attribute.name);
  switch (attribute.kind) {
    case 'float':
      w.float(2, attribute.value);
      break;
    case 'int':
      w.int(3, attribute.value);
      break;
    case 'string':
      w.string(4, attribute.value);
      break;
    case 'graph': {
      const inner = attribute.value;
      w.message(6, (g) => writeGraph(g, inner));
      break;
    }
    case 'ints':
      for (const value of attribute.value) w.int(8, value);
      break;
    default:
      attribute satisfies never;
  }
  w.int(20, attributeTypes[attribute.kind]);
}

function writeTensor(w: ProtoWriter, tensor: OnnxTensor): void {
  for (const dim of tensor.dims) w.int(1, dim);
  w.int(2, tensor.type);
  w.string(8, tensor.name);
  w.bytes(9, tensor.raw);
}

function writeValueInfo(w: ProtoWriter, info: OnnxValueInfo): void {
  w.string(1, info.name);
  w.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, info.type);
      tensor.message(2, (shape) => {
        for (const dim of info.shape) {
          shape.message(1, (d) => (typeof dim === 'number' ? d.int(1, dim) : d.string(2, dim)));
        }
      });
    }),
  );
}

export function readModel(bytes: Uint8Array): OnnxModel {
  let irVersion = 0;
  let opset = 0;
  let producer = '';
  let graph: OnnxGraph | undefined;
  const metadata: Record<string, string> = {};
  for (const f of readFields(bytes)) {
    if (f.field === 1) irVersion = f.number;
    else if (f.field === 2) producer = fieldText(f);
    else if (f.field === 7) graph = readGraph(f.bytes);
    else if (f.field === 8) opset = readFields(f.bytes).find((o) => o.field === 2)?.number ?? 0;
    else if (f.field === 14) readEntry(f.bytes, metadata);
  }
  if (graph === undefined) throw new InternalError('onnx: a model without a graph');
  return { irVersion, opset, producer, metadata, graph };
}

function readGraph(bytes: Uint8Array): OnnxGraph {
  let name = '';
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  for (const f of readFields(bytes)) {
    if (f.field === 1) nodes.push(readNode(f.bytes));
    else if (f.field === 2) name = fieldText(f);
    else if (f.field === 5) initializers.push(readTensor(f.bytes));
    else if (f.field === 11) inputs.push(readValueInfo(f.bytes));
    else if (f.field === 12) outputs.push(readValueInfo(f.bytes));
  }
  return { name, nodes, initializers, inputs, outputs };
}

function readNode(bytes: Uint8Array): OnnxNode {
  let op = '';
  let name = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: OnnxAttribute[] = [];
  for (const f of readFields(bytes)) {
    if (f.field === 1) inputs.push(fieldText(f));
    else if (f.field === 2) outputs.push(fieldText(f));
    else if (f.field === 3) name = fieldText(f);
    else if (f.field === 4) op = fieldText(f);
    else if (f.field === 5) attributes.push(readAttribute(f.bytes));
  }
  return { op, name, inputs, outputs, attributes };
}

function readAttribute(bytes: Uint8Array): OnnxAttribute {
  const fields = readFields(bytes);
  const get = (field: number) => fields.find((f) => f.field === field);
  const nameField = get(1);
  const name = nameField === undefined ? '' : fieldText(nameField);
  const type = get(20)?.number;
  const [float, whole, text, graph] = [get(2), get(3), get(4), get(6)];
  switch (type) {
    case attributeTypes.float:
      return { name, kind: 'float', value: float === undefined ? 0 : fieldFloat(float) };
    case attributeTypes.int:
      return { name, kind: 'int', value: whole?.number ?? 0 };
    case attributeTypes.string:
      return { name, kind: 'string', value: text === undefined ? '' : fieldText(text) };
    case attributeTypes.ints:
      return { name, kind: 'ints', value: fields.filter((f) => f.field === 8).flatMap(fieldInts) };
    case attributeTypes.graph:
      return { name, kind: 'graph', value: readGraph(graph?.bytes ?? new Uint8Array(0)) };
    default:
      throw new InternalError(`onnx: attribute ${name} of type ${type}`);
  }
}

function readTensor(bytes: Uint8Array): OnnxTensor {
  let name = '';
  let type = 0;
  let raw: Uint8Array = new Uint8Array(0);
  const dims: number[] = [];
  for (const f of readFields(bytes)) {
    if (f.field === 1) dims.push(...fieldInts(f));
    else if (f.field === 2) type = f.number;
    else if (f.field === 8) name = fieldText(f);
    else if (f.field === 9) raw = f.bytes;
  }
  return { name, type, dims, raw };
}

function readValueInfo(bytes: Uint8Array): OnnxValueInfo {
  let name = '';
  let type = 0;
  const shape: (number | string)[] = [];
  for (const f of readFields(bytes)) {
    if (f.field === 1) name = fieldText(f);
    if (f.field !== 2) continue;
    const tensor = readFields(f.bytes).find((t) => t.field === 1);
    for (const part of readFields(tensor?.bytes ?? new Uint8Array(0))) {
      if (part.field === 1) type = part.number;
      if (part.field !== 2) continue;
      for (const dim of readFields(part.bytes)) {
        const [d] = readFields(dim.bytes);
        shape.push(d === undefined ? 0 : d.field === 1 ? d.number : fieldText(d));
      }
    }
  }
  return { name, type, shape };
}

/** From a graph under construction to an ONNX model: what no output needs is left out. */
import type { Attribute, Graph, GraphNode, Value } from './graph.ts';
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
} from './onnx-model.ts';
import { onnxTypes } from './onnx-model.ts';
import type { FloatTensors } from './tensor.ts';

const opset = 18;
const irVersion = 8;

export function toOnnx(graph: Graph, metadata: Readonly<Record<string, string>> = {}): OnnxModel {
  const used = new Set<string>();
  const inner = convert(graph, used);
  const initializers = graph.constants
    .filter(({ value }) => used.has(value.name))
    .map(({ value, data }) => literal(value, data));
  return {
    irVersion,
    opset,
    producer: 'lean-life',
    metadata,
    // Inputs that nothing reads are left out: a runtime would insist on being fed them.
    graph: { ...inner, initializers, inputs: inner.inputs.filter((input) => used.has(input.name)) },
  };
}

/** Nodes that the outputs need, with bodies; every name they read is added to `used`. */
function convert(graph: Graph, used: Set<string>): OnnxGraph {
  for (const { value } of graph.outputs) used.add(value.name);
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((out) => used.has(out.name))) continue;
    const attributes = Object.entries(node.attributes).map(([name, a]) => convertAttribute(name, a, used));
    for (const input of node.inputs) if (input !== undefined) used.add(input.name);
    nodes.push(convertNode(node, attributes));
  }
  nodes.reverse();
  for (const { name, value } of graph.outputs) {
    nodes.push({ op: 'Identity', name: '', inputs: [value.name], outputs: [name], attributes: [] });
  }
  return {
    name: graph.name,
    nodes: renameOutputs(nodes, graph),
    initializers: [],
    inputs: graph.inputs.map((input) => valueInfo(input.name, input)),
    outputs: graph.outputs.map(({ name, value }) => valueInfo(name, value)),
  };
}

/** Lets the node that makes an output carry the output's name, where nothing else stands in the way. */
function renameOutputs(nodes: readonly OnnxNode[], graph: Graph): OnnxNode[] {
  const made = new Set(graph.nodes.flatMap((node) => node.outputs.map((out) => out.name)));
  const names = new Map<string, string>();
  const copies: OnnxNode[] = [];
  const first = nodes.slice(0, nodes.length - graph.outputs.length);
  for (const copy of nodes.slice(first.length)) {
    const [source] = copy.inputs;
    const [target] = copy.outputs;
    if (source !== undefined && target !== undefined && made.has(source) && !names.has(source)) {
      names.set(source, target);
    } else copies.push(copy);
  }
  const rename = (name: string): string => names.get(name) ?? name;
  return [...first, ...copies].map((node) => renameNode(node, rename));
}

function renameNode(node: OnnxNode, rename: (name: string) => string): OnnxNode {
  return {
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
    attributes: node.attributes.map((a) =>
      a.kind === 'graph' ? { ...a, value: renameOuter(a.value, rename) } : a,
    ),
  };
}

/** Names are unique over all bodies, so renaming inside cannot catch a body's own value. */
function renameOuter(graph: OnnxGraph, rename: (name: string) => string): OnnxGraph {
  return { ...graph, nodes: graph.nodes.map((node) => renameNode(node, rename)) };
}

function convertNode(node: GraphNode, attributes: readonly OnnxAttribute[]): OnnxNode {
  return {
    op: node.op,
    name: node.outputs[0]?.name ?? '',
    inputs: node.inputs.map((input) => input?.name ?? ''),
    outputs: node.outputs.map((out) => out.name),
    attributes,
  };
}

function convertAttribute(name: string, attribute: Attribute, used: Set<string>): OnnxAttribute {
  return attribute.kind === 'graph'
    ? { name, kind: 'graph', value: convert(attribute.value, used) }
    : { name, ...attribute };
}

function valueInfo(name: string, value: Value): OnnxValueInfo {
  return { name, type: onnxTypes[value.type], shape: value.shape };
}

function literal(value: Value, data: readonly number[]): OnnxTensor {
  const dims = value.shape.map(Number);
  const typed = {
    float32: () => Float32Array.from(data),
    int32: () => Int32Array.from(data),
    int64: () => BigInt64Array.from(data, BigInt),
    bool: () => Uint8Array.from(data),
  }[value.type]();
  return { name: value.name, type: onnxTypes[value.type], dims, raw: new Uint8Array(typed.buffer) };
}

/** The model with `tensors` inside: inputs of those names become initialisers. */
export function withWeights(model: OnnxModel, tensors: FloatTensors): OnnxModel {
  const weights = model.graph.inputs.flatMap((input): OnnxTensor[] => {
    const tensor = tensors[input.name];
    if (tensor === undefined) return [];
    const { buffer, byteOffset, byteLength } = tensor.data;
    return [
      {
        name: input.name,
        type: input.type,
        dims: tensor.dims,
        raw: new Uint8Array(buffer, byteOffset, byteLength),
      },
    ];
  });
  const inside = new Set(weights.map((w) => w.name));
  return {
    ...model,
    graph: {
      ...model.graph,
      inputs: model.graph.inputs.filter((input) => !inside.has(input.name)),
      initializers: [...model.graph.initializers, ...weights],
    },
  };
}

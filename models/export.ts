/**
 * A trained network as one ONNX file that runs anywhere: weights and the vectors of a vocabulary inside, word ids
 * instead of vectors as input, masks derived from the ids (0 is padding), tags decoded.
 */
import {
  cast,
  type FloatTensors,
  gather,
  greater,
  type Shape,
  toOnnx,
  type Value,
  withWeights,
  writeModel,
} from '#core/graph';
import { Network, type NetworkDefinition } from './network.ts';

class ExportedNetwork extends Network {
  override readonly exports = true;
  readonly #ids = new Map<string, Value>();

  override readonly withExpert: boolean;

  constructor(name: string, withExpert: boolean) {
    super(name, false);
    this.withExpert = withExpert;
  }

  override input(name: string, type: 'float32' | 'int32', shape: Shape): Value {
    switch (name) {
      case 'vectors': {
        const table = this.graph.input('wordVectors', 'float32', ['vocabulary', 'wordDim']);
        return gather(table, this.#idInput('words', shape.slice(0, 2)));
      }
      case 'mask':
        return this.#present('words', shape);
      case 'characterMask':
        return this.#present('characters', shape);
      case 'words':
      case 'characters':
        return this.#idInput(name, shape);
      default:
        return super.input(name, type, shape);
    }
  }

  #idInput(name: string, shape: Shape): Value {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const ids = super.input(name, 'int32', shape);
    this.#ids.set(name, ids);
    return ids;
  }

  /** 1 where the id is not that of padding. */
  #present(name: string, shape: Shape): Value {
    const ids = this.#idInput(name, shape);
    return cast(greater(ids, this.graph.constant('int32', [], [0])), 'float32');
  }
}

/** `tensors`: the parameters by name, those of the linear expert where there is one, and `wordVectors` (vocabulary, wordDim), row 0 all zero. */
export function exportNetwork(
  definition: NetworkDefinition,
  tensors: FloatTensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const net = new ExportedNetwork(definition.name, 'expert.bias' in tensors);
  definition.build(net);
  return writeModel(withWeights(toOnnx(net.graph, metadata), tensors));
}

/** The prediction graph with its parameters inside: what `manifest.predictParameters` names is no input any more. */
export function bakeNetwork(
  definition: NetworkDefinition,
  parameters: FloatTensors,
): Uint8Array<ArrayBuffer> {
  const net = new Network(`${definition.name}-predict`, false);
  definition.build(net);
  const model = toOnnx(net.graph, { network: definition.name });
  const read = new Set(model.graph.inputs.map((input) => input.name));
  const inside = Object.fromEntries(Object.entries(parameters).filter(([name]) => read.has(name)));
  return writeModel(withWeights(model, inside));
}

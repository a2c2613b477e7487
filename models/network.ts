/**
 * A network is written once, as a function of a `Network`, and read three ways: as the training step (LSTM scans,
 * dropout, loss, gradients, clipping, Adam), as the prediction graph (ONNX's own LSTM, nothing else) and as the
 * manifest that the trainer and the predictor follow. The same parameter names run through all of them.
 */
import { InternalError } from '#core/base';
import {
  adam,
  clipByGlobalNorm,
  type DropoutSpec,
  Graph,
  globalNorm,
  gradients,
  type Initialiser,
  mul,
  type NetworkManifest,
  type ParameterSpec,
  type Shape,
  symbolsOf,
  type TensorSpec,
  toOnnx,
  type Value,
  writeModel,
} from '#core/graph';

export interface NetworkDefinition {
  readonly name: string;
  /**
   * Declares inputs, parameters and outputs. Where `net.trains`, it also declares what only training needs (targets)
   * and returns the loss, a scalar.
   */
  readonly build: (net: Network) => Value | undefined;
}

/** What varies from batch to batch, in contrast to a network's own symbols. */
const batchSymbols = new Set(['batch', 'time', 'words', 'characters']);

interface Parameter extends ParameterSpec {
  readonly value: Value;
  readonly decays: boolean;
}

export class Network {
  readonly graph: Graph;
  /** Is this the training graph (and not one for prediction)? */
  readonly trains: boolean;
  /** Is this the graph that leaves the app with its weights inside? It decodes by itself. */
  readonly exports: boolean = false;
  /** Where it leaves: widths of the parts of a word's vector, if there are several. */
  readonly parts: readonly number[] = [];
  /** Does it leave with a linear expert beside the network (core/train/expert.ts)? */
  readonly withExpert: boolean = false;
  readonly parameters: Parameter[] = [];
  readonly dropouts: DropoutSpec[] = [];
  readonly inputs: TensorSpec[] = [];
  readonly outputs: TensorSpec[] = [];
  readonly hyperParameters: Record<string, number> = {};

  constructor(name: string, trains: boolean) {
    this.graph = new Graph(name);
    this.trains = trains;
  }

  /** Part of the batch. */
  input(name: string, type: 'float32' | 'int32', shape: Shape): Value {
    this.inputs.push({ name, type, shape });
    return this.graph.input(name, type, shape);
  }

  /** Weight decay applies to matrices, not to biases, unless told. */
  parameter(name: string, shape: Shape, init: Initialiser, decays = shape.length > 1): Value {
    const value = this.graph.input(name, 'float32', shape);
    this.parameters.push({ name, shape, init, value, decays });
    return value;
  }

  /** A scalar of the training step with its usual value. */
  hyperParameter(name: string, usual: number): Value {
    this.hyperParameters[name] = usual;
    return this.graph.input(name, 'float32', []);
  }

  output(name: string, value: Value): void {
    this.outputs.push({ name, type: value.type === 'int32' ? 'int32' : 'float32', shape: value.shape });
    this.graph.output(name, value);
  }

  /**
   * Inverted dropout (Srivastava et al. 2014) in training, `x` itself in prediction. `shape` is that of the mask:
   * with a 1 for time one mask serves all steps of a sequence (Gal & Ghahramani 2016).
   */
  dropout(x: Value, name: string, rate: number, shape: Shape = x.shape): Value {
    if (!this.trains) return x;
    this.dropouts.push({ name: `dropout/${name}`, shape, rate });
    return mul(x, this.graph.input(`dropout/${name}`, 'float32', shape));
  }
}

export interface CompiledNetwork {
  readonly manifest: NetworkManifest;
  readonly train: Uint8Array<ArrayBuffer>;
  readonly predict: Uint8Array<ArrayBuffer>;
}

export function compileNetwork(definition: NetworkDefinition): CompiledNetwork {
  const training = new Network(`${definition.name}-train`, true);
  const loss = definition.build(training);
  if (loss === undefined) throw new InternalError(`network ${definition.name}: no loss`);
  const forwardOutputs = training.outputs.slice();
  training.output('loss', loss);
  addTrainingStep(training, loss);

  const prediction = new Network(`${definition.name}-predict`, false);
  definition.build(prediction);
  const trainModel = toOnnx(training.graph, { network: definition.name });
  const predictModel = toOnnx(prediction.graph, { network: definition.name });
  const read = new Set(predictModel.graph.inputs.map((input) => input.name));
  const manifest: NetworkManifest = {
    name: definition.name,
    symbols: symbolsIn(training.parameters),
    parameters: training.parameters.map(({ name, shape, init }) => ({ name, shape, init })),
    dropouts: training.dropouts,
    optimiserState: ['m', 'v'],
    hyperParameters: training.hyperParameters,
    predictParameters: training.parameters.filter((p) => read.has(p.name)).map((p) => p.name),
    train: {
      file: `${definition.name}-train.onnx`,
      inputs: training.inputs,
      outputs: [...forwardOutputs, { name: 'loss', type: 'float32', shape: [] }],
    },
    predict: {
      file: `${definition.name}-predict.onnx`,
      inputs: prediction.inputs.filter((input) => read.has(input.name)),
      outputs: prediction.outputs,
    },
  };
  return { manifest, train: writeModel(trainModel), predict: writeModel(predictModel) };
}

function addTrainingStep(net: Network, loss: Value): void {
  const { graph, parameters } = net;
  const learningRate = net.hyperParameter('learningRate', 0.003);
  const weightDecay = net.hyperParameter('weightDecay', 0);
  const clipNorm = net.hyperParameter('clipNorm', 5);
  const step = graph.input('step', 'float32', []);
  const raw = gradients(
    loss,
    parameters.map((p) => p.value),
  );
  graph.unrecorded(() => {
    const norm = globalNorm(raw);
    const clipped = clipByGlobalNorm(raw, norm, clipNorm);
    const updates = adam(
      parameters.map(({ name, shape, value, decays }, i) => ({
        value,
        gradient: clipped[i] ?? value,
        m: graph.input(`${name}/m`, 'float32', shape),
        v: graph.input(`${name}/v`, 'float32', shape),
        decays,
      })),
      { learningRate, step, weightDecay },
    );
    graph.output('gradientNorm', norm);
    updates.forEach(({ next, m, v }, i) => {
      const name = parameters[i]?.name ?? '';
      graph.output(`next/${name}`, next);
      graph.output(`next/${name}/m`, m);
      graph.output(`next/${name}/v`, v);
    });
  });
}

function symbolsIn(parameters: readonly ParameterSpec[]): string[] {
  const found = new Set<string>();
  for (const { name, shape } of parameters) {
    for (const symbol of symbolsOf(shape)) {
      if (batchSymbols.has(symbol)) throw new InternalError(`parameter ${name} depends on ${symbol}`);
      found.add(symbol);
    }
  }
  return [...found];
}

export { crfLogPartition, crfMarginals } from './crf.ts';
export { crfBest } from './crf-best.ts';
export { addDims, evaluateDim, evaluateShape, multiplyDims, symbolsOf } from './dims.ts';
export {
  add,
  addAll,
  cast,
  div,
  equal,
  exp,
  greater,
  greaterOrEqual,
  log,
  maximum,
  mul,
  neg,
  power,
  relu,
  sigmoid,
  sqrt,
  square,
  sub,
  tanh,
  where,
} from './elementwise.ts';
export { gradients } from './gradients.ts';
export { Graph, type Value } from './graph.ts';
export {
  finalStates,
  type LstmWeights,
  lastStatesOfRows,
  lstm,
  nativeLastStates,
  nativeLstm,
} from './lstm.ts';
export type {
  Dim,
  DropoutSpec,
  Initialiser,
  ModelsManifest,
  NetworkManifest,
  ParameterSpec,
  Shape,
  TensorSpec,
} from './manifest.ts';
export { matMul, matMulTransposed } from './matmul.ts';
export {
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  onnxTypes,
} from './onnx-model.ts';
export { readModel, writeModel } from './onnx-proto.ts';
export { adam, clipByGlobalNorm, globalNorm, sgd } from './optimiser.ts';
export {
  cosine,
  logSoftmax,
  logSumExp,
  maskedSoftmax,
  reduceMax,
  reduceMean,
  reduceSum,
  softmax,
  sumAll,
} from './reduce.ts';
export {
  concat,
  expandLike,
  flatten,
  gather,
  pad,
  reshapeLike,
  reverseSequence,
  shift,
  slice,
  split,
  splitEqually,
  squeeze,
  stack,
  transpose,
  transposeLast,
  unsqueeze,
} from './reshape.ts';
export { scan } from './scan.ts';
export {
  elementCount,
  type FloatTensor,
  type FloatTensors,
  floatTensor,
  type IntTensor,
  intTensor,
  scalarTensor,
  type Tensor,
  type Tensors,
} from './tensor.ts';
export { toOnnx, withWeights } from './to-onnx.ts';

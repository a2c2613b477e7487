export type {
  Dim,
  DropoutSpec,
  GraphSpec,
  Initialiser,
  ModelsManifest,
  NetworkManifest,
  ParameterSpec,
  Shape,
  TensorSpec,
} from './manifest.ts';
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

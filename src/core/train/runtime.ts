/**
 * The one thing training and prediction ask of the platform: to run an ONNX graph. Implemented over
 * onnxruntime-web in `#workers/ort-runtime` for Node, workers and pages alike.
 */
import type { Tensor, Tensors } from '#core/graph';

export interface LoadedGraph {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the graph once. Returns the outputs that `outputs` names (all by default).
   * Calls on one runtime are run one after the other. Rejects with the runtime's own error where the graph or
   * the shapes are wrong; feeds that the graph does not know are an error too.
   */
  run(feeds: Tensors, outputs?: readonly string[]): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
}

export interface Runtime {
  /** How many threads its graphs use; fixed before the first graph is loaded. */
  readonly threads: number;
  /** Loads a serialised ONNX model. */
  load(model: Uint8Array): Promise<LoadedGraph>;
}

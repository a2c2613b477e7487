/** A page without a face that runs the networks' graphs through the same runtime as the workers. */
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { type BothWays, bothWays, type TaskName } from '../../unit/models/agreement.ts';

const runtime = createOrtRuntime({ wasmPaths: new URL('./ort/', location.href).href });

const graphs = {
  threads: runtime.threads,
  isolated: crossOriginIsolated,
  bothWays: (task: TaskName, seed: number): Promise<BothWays> => bothWays(runtime, task, seed),
};
export type Graphs = typeof graphs;
Object.assign(globalThis, { graphs });

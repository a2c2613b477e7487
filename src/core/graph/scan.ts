/**
 * A loop over the first axis (ONNX `Scan`). Carries states from step to step, reads one slice of each sequence,
 * writes one slice of each result. The body may use outer values (weights) directly. It has no gradient of its own:
 * the recurrent primitives built on it bring theirs.
 */
import { must } from '../base/index.ts';
import { sameShape } from './dims.ts';
import { dimAt, Graph, graphOf, int, ints, reject, type Value } from './graph.ts';

export interface ScanStep {
  /** In the order of the states that came in, with their shapes. */
  readonly states: readonly Value[];
  /** Results of this step. */
  readonly outputs: readonly Value[];
}

export interface ScanOptions {
  readonly states: readonly Value[];
  /** (steps, …) each. */
  readonly sequences: readonly Value[];
  /** From the last step to the first; the results' order is that of the sequences. */
  readonly reverse?: boolean;
  readonly step: (states: readonly Value[], slices: readonly Value[]) => ScanStep;
}

export interface ScanResult {
  readonly states: readonly Value[];
  /** (steps, …) each. */
  readonly outputs: readonly Value[];
}

export function scan({ states, sequences, reverse = false, step }: ScanOptions): ScanResult {
  const graph = graphOf([...states, ...sequences]);
  const steps = dimAt(must(sequences[0], 'sequence to scan'), 0);
  if (sequences.some((s) => s.shape[0] !== steps)) reject('Scan', sequences, 'one number of steps expected');
  const body = new Graph(graph.fresh('body'), graph);
  const stateIn = states.map((s) => body.placeholder('state', s.type, s.shape));
  const slices = sequences.map((s) => body.placeholder('slice', s.type, s.shape.slice(1)));
  const { states: stateOut, outputs } = step(stateIn, slices);
  stateOut.forEach((out, i) => {
    if (!sameShape(out.shape, must(stateIn[i], 'state').shape))
      reject('Scan', [out], 'a state changes its shape');
  });
  for (const out of stateOut) body.result(out);
  for (const out of outputs) body.result(out);
  const direction = reverse ? 1 : 0;
  const results = graph.emit(
    'Scan',
    [...states, ...sequences],
    [
      ...states.map(({ type, shape }) => ({ type, shape })),
      ...outputs.map(({ type, shape }) => ({ type, shape: [steps, ...shape] })),
    ],
    {
      body: { kind: 'graph', value: body },
      num_scan_inputs: int(sequences.length),
      scan_input_directions: ints(sequences.map(() => direction)),
      scan_output_directions: ints(outputs.map(() => direction)),
    },
  );
  return { states: results.slice(0, states.length), outputs: results.slice(states.length) };
}

/**
 * A loop over the first axis (ONNX `Scan`). Carries states from step to step, reads one slice of each sequence,
 * writes one slice of each result. The body may use outer values (weights) directly. It has no gradient of its own:
 * the recurrent primitives built on it bring theirs.
 */
import { must } from '#core/base';
import { sameShape } from './dims.ts';
import { dimAt, Graph, graphOf, int, ints, reject, type Value } from './graph.ts';

/** As many values, each of its own kind. */
type Like<T extends readonly Value[]> = { readonly [K in keyof T]: Value };

export interface ScanStep<States extends readonly Value[], Outputs extends readonly Value[]> {
  /** In the order of the states that came in, with their shapes. */
  readonly states: Like<States>;
  /** Results of this step. */
  readonly outputs: Outputs;
}

export interface ScanOptions<
  States extends readonly Value[],
  Sequences extends readonly Value[],
  Outputs extends readonly Value[],
> {
  readonly states: States;
  /** (steps, …) each. */
  readonly sequences: Sequences;
  /** From the last step to the first; the results' order is that of the sequences. */
  readonly reverse?: boolean;
  readonly step: (states: Like<States>, slices: Like<Sequences>) => ScanStep<States, Outputs>;
}

export interface ScanResult<States extends readonly Value[], Outputs extends readonly Value[]> {
  readonly states: Like<States>;
  /** (steps, …) each. */
  readonly outputs: Like<Outputs>;
}

export function scan<
  const States extends readonly Value[],
  const Sequences extends readonly Value[],
  const Outputs extends readonly Value[],
>({
  states,
  sequences,
  reverse = false,
  step,
}: ScanOptions<States, Sequences, Outputs>): ScanResult<States, Outputs> {
  const graph = graphOf([...states, ...sequences]);
  const steps = dimAt(must(sequences[0], 'sequence to scan'), 0);
  if (sequences.some((s) => s.shape[0] !== steps)) reject('Scan', sequences, 'one number of steps expected');
  const body = new Graph(graph.fresh('body'), graph);
  const stateIn = states.map((s) => body.placeholder('state', s.type, s.shape));
  const slices = sequences.map((s) => body.placeholder('slice', s.type, s.shape.slice(1)));
  const { states: stateOut, outputs } = step(like<States>(stateIn), like<Sequences>(slices));
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
  return {
    states: like<States>(results.slice(0, states.length)),
    outputs: like<Outputs>(results.slice(states.length)),
  };
}

/** The list has as many values as `T`: it was made by mapping over one. */
function like<T extends readonly Value[]>(values: readonly Value[]): Like<T> {
  return values as Like<T>;
}

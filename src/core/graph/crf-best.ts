/**
 * Viterbi as a graph: the best label sequence of a CRF, for models that leave the app and run where our own decoder
 * is not. Same convention as in `crf.ts`: the boundary label stands last, before, after and at padding.
 */
import { addDims } from './dims.ts';
import { add, mul, sub } from './elementwise.ts';
import { dimAt, emitOne, int, requireShape, type Value } from './graph.ts';
import { reduceMax } from './reduce.ts';
import { concat, pad, transpose, unsqueeze, zerosWithDims } from './reshape.ts';
import { scan } from './scan.ts';

/** Far below any real score, and far from overflow even when added up over long sentences. */
const forbidden = -1e6;

/** emissions (batch, time, labels), transitions (labels + 1, labels + 1), mask (batch, time) → int64 (batch, time); the number of labels at padding. */
export function crfBest(emissions: Value, transitions: Value, mask: Value): Value {
  const labels = dimAt(emissions, 2);
  requireShape('crf mask', mask, emissions.shape.slice(0, 2));
  requireShape('crf transitions', transitions, [addDims(labels, 1), addDims(labels, 1)]);
  return emissions.graph.unrecorded(() => {
    const column = unsqueeze(mask, [2]);
    const atTokens = add(mul(emissions, column), mul(sub(1, column), forbidden));
    const inside = transpose(concat([atTokens, mul(column, forbidden)]), [1, 0, 2]);
    const none = zerosWithDims([dimAt(mask, 0), labels], emissions);
    // Scores of the step before the first and of the one after the last: boundary 0, labels forbidden.
    const atBoundary = pad(add(none, forbidden), 1, 0, 1);
    const steps = concat([inside, unsqueeze(atBoundary, [0])], 0);
    const forward = scan({
      states: [atBoundary],
      sequences: [steps],
      step: ([scores], [x]) => {
        const paths = add(unsqueeze(scores, [2]), transitions);
        return { states: [add(reduceMax(paths, [1]), x)], outputs: [argMax(paths, 1)] };
      },
    });
    const [pointers] = forward.outputs;
    const [end] = forward.states;
    const { outputs } = scan({
      states: [unsqueeze(argMax(end, 1), [1])],
      sequences: [pointers],
      reverse: true,
      step: ([label], [pointer]) => {
        const before = emitOne('GatherElements', [pointer, label], 'int64', label.shape, { axis: int(1) });
        return { states: [before], outputs: [before] };
      },
    });
    // Step t told the label of step t − 1: without the first, which told of the start.
    const best = pad(outputs[0], 0, -1, 0);
    return transpose(
      emitOne('Squeeze', [best, best.graph.int64s([2])], 'int64', best.shape.slice(0, 2)),
      [1, 0],
    );
  });
}

function argMax(x: Value, axis: number): Value {
  const shape = x.shape.filter((_, i) => i !== axis);
  return emitOne('ArgMax', [x], 'int64', shape, { axis: int(axis), keepdims: int(0) });
}

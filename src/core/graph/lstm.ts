/**
 * The LSTM layer. Its recurrence is a primitive with a gradient of its own: one `Scan` forward and one backward, both
 * directions side by side in the same scan (a batch of two matrix products), so that half as many loop steps are
 * dispatched. What comes before and after it is made of ordinary operators.
 *
 * - The input's part of the gates is one product over all steps, before the loop. The gradient of the recurrent
 *   weights is one product over all steps, after the loop; what the backward step multiplies element by element is
 *   computed for all steps beforehand, so that its body has seven nodes.
 * - The second direction reads each sequence turned around within its own length (`ReverseSequence`). Padding
 *   therefore comes after the data in both directions, cannot influence it, and the loops need no masks.
 * - Gates stand in ONNX's order (input, output, forget, cell): three sigmoids side by side, and the prediction graph
 *   can give the same parameters to ONNX's own `LSTM` (`nativeLstm`), which returns the same numbers.
 */
import { addDims } from './dims.ts';
import { add, cast, mul, relu, sigmoid, sub, tanh } from './elementwise.ts';
import { dimAt, emitOne, int, type Pullback, reject, requireShape, str, type Value } from './graph.ts';
import { matMul, matMulTransposed } from './matmul.ts';
import { reduceSum } from './reduce.ts';
import {
  concat,
  flatten,
  gather,
  pad,
  reverseSequence,
  separate,
  shift,
  split,
  splitEqually,
  squeeze,
  stack,
  transpose,
  transposeLast,
  unsqueeze,
  zerosWithDims,
} from './reshape.ts';
import { scan } from './scan.ts';

export interface LstmWeights {
  /** (directions, input, 4·hidden). */
  readonly input: Value;
  /** (directions, hidden, 4·hidden). */
  readonly recurrent: Value;
  /** (directions, 4·hidden). */
  readonly bias: Value;
}

interface LstmSizes {
  readonly directions: 1 | 2;
  readonly hidden: number;
}

function sizesOf(parts: readonly Value[], mask: Value, w: LstmWeights): LstmSizes {
  const directions = dimAt(w.recurrent, 0);
  const hidden = dimAt(w.recurrent, 1);
  if ((directions !== 1 && directions !== 2) || typeof hidden !== 'number') {
    reject('lstm', [w.recurrent], '(1 or 2, hidden, 4·hidden) expected');
  }
  const width = addDims(...parts.map((part) => dimAt(part, -1)));
  requireShape('lstm recurrent weights', w.recurrent, [directions, hidden, 4 * hidden]);
  requireShape('lstm input weights', w.input, [directions, width, 4 * hidden]);
  requireShape('lstm bias', w.bias, [directions, 4 * hidden]);
  for (const part of parts) {
    if (part.shape.length === 3) requireShape('lstm input', part, [...mask.shape, dimAt(part, -1)]);
  }
  return { directions, hidden };
}

/** `mask` (batch, time) as (time, batch, 1), and the lengths as int64 (batch). */
function maskParts(mask: Value): { column: Value; lengths: Value } {
  return {
    column: unsqueeze(transpose(mask, [1, 0]), [2]),
    lengths: cast(reduceSum(mask, [1]), 'int64'),
  };
}

/** (time, directions, batch, n) → per direction (time, batch, n). */
function byDirection(x: Value, directions: 1 | 2): Value[] {
  return directions === 1 ? [squeeze(x, [1])] : splitEqually(x, 2, 1).map((part) => squeeze(part, [1]));
}

/** A parameter, direction by direction, without the directions' axis. */
function ofDirections(parameter: Value, directions: 1 | 2): Value[] {
  const parts = directions === 1 ? [parameter] : splitEqually(parameter, 2, 0);
  return parts.map((part) => squeeze(part, [0]));
}

/**
 * The recurrence itself: gates (time, directions, batch, 4·hidden) as far as the input decides them, recurrent weights
 * → states (time, directions, batch, hidden), each direction in its own reading order.
 */
function recurrence(gatesOfInput: Value, weights: Value): Value {
  const [states] = weights.graph.primitive('lstm', [gatesOfInput, weights], () =>
    recurrenceForward(gatesOfInput, weights),
  );
  return states ?? reject('lstm', [gatesOfInput], 'no output');
}

function recurrenceForward(gatesOfInput: Value, weights: Value): { outputs: Value[]; pullback: Pullback } {
  const hidden = Number(dimAt(weights, 1));
  const directions = dimAt(weights, 0) === 1 ? 1 : 2;
  const zero = zerosWithDims([directions, dimAt(gatesOfInput, 2), hidden], gatesOfInput);
  const { outputs } = scan({
    states: [zero, zero],
    sequences: [gatesOfInput],
    step: ([h, c], [fromInput]) => {
      const [sigmoids, cell] = split(add(matMul(h, weights), fromInput), [3 * hidden, hidden]);
      const gates = sigmoid(sigmoids);
      const candidate = tanh(cell);
      const [input, output, forget] = splitEqually(gates, 3);
      const nextCell = add(mul(forget, c), mul(input, candidate));
      const squashed = tanh(nextCell);
      return {
        states: [mul(output, squashed), nextCell],
        outputs: [nextCell, gates, candidate, squashed],
      };
    },
  });
  const [cs, gates, candidate, squashed] = outputs;
  const [i, o, f] = splitEqually(gates, 3);
  const states = mul(o, squashed);

  const pullback: Pullback = ([arriving]) => {
    if (arriving === undefined) return [undefined, undefined];
    const slope = (gate: Value): Value => mul(gate, sub(1, gate));
    const throughCell = mul(o, sub(1, mul(squashed, squashed)));
    const factors = concat([
      mul(candidate, slope(i)),
      mul(squashed, slope(o)),
      mul(shift(cs, 0, 1), slope(f)),
      mul(i, sub(1, mul(candidate, candidate))),
    ]);
    const turned = transposeLast(weights);
    const { outputs: back } = scan({
      states: [zero, zero],
      sequences: [arriving, throughCell, factors, f],
      reverse: true,
      step: ([fromNext, cellFromNext], [dOut, through, factor, forget]) => {
        const dh = add(dOut, fromNext);
        const dc = add(mul(dh, through), cellFromNext);
        const dGates = mul(concat([dc, dh, dc, dc]), factor);
        return { states: [matMul(dGates, turned), mul(dc, forget)], outputs: [dGates] };
      },
    });
    const [dGates] = back;
    const before = byDirection(shift(states, 0, 1), directions);
    const each = byDirection(dGates, directions).map((dg, d) =>
      matMulTransposed(flatten(before[d] ?? dg), flatten(dg)),
    );
    return [dGates, stack(each)];
  };
  return { outputs: [states], pullback };
}

/** States of both directions side by side, in the order of the text: → (batch, time, directions·hidden). */
function inTextOrder(states: Value, mask: Value, directions: 1 | 2): Value {
  const { column, lengths } = maskParts(mask);
  const turned = byDirection(states, directions).map((h, d) => (d === 1 ? reverseSequence(h, lengths) : h));
  return transpose(mul(concat(turned), column), [1, 0, 2]);
}

/**
 * The product of joined parts with one matrix, (time, batch, nᵢ) and (Σ nᵢ, m) → (time, batch, m): one product forward,
 * and backward one per part, so that nothing is computed for parts that are data.
 */
function joinedProduct(parts: readonly Value[], weights: Value): Value {
  const [out] = weights.graph.primitive('joinedProduct', [...parts, weights], () => {
    const x = concat(parts);
    return {
      outputs: [matMul(x, weights)],
      pullback: ([g]) => {
        if (g === undefined) return [...parts, weights].map(() => undefined);
        const widths = parts.map((part) => dimAt(part, -1));
        const dParts = separate(weights, widths, 0).map((rows) => matMul(g, transposeLast(rows)));
        return [...dParts, matMulTransposed(flatten(x), flatten(g))];
      },
    };
  });
  return out ?? reject('joinedProduct', parts, 'no output');
}

/**
 * x (batch, time, input), mask (batch, time) with ones before zeros → (batch, time, directions·hidden), zero at
 * padding. Gradients flow to x and the weights. Several `parts` are joined to x: what the loss does not need of
 * them (a part that is data) costs nothing on the way back.
 */
export function lstm(parts: Value | readonly Value[], mask: Value, w: LstmWeights): Value {
  const list = 'graph' in parts ? [parts] : parts;
  const { directions } = sizesOf(list, mask, w);
  const { lengths } = maskParts(mask);
  const steps = list.map((part) => transpose(part, [1, 0, 2]));
  const biases = ofDirections(w.bias, directions);
  const gates = ofDirections(w.input, directions).map((weights, d) => {
    const read = d === 0 ? steps : steps.map((part) => reverseSequence(part, lengths));
    return add(joinedProduct(read, weights), biases[d] ?? 0);
  });
  return inTextOrder(recurrence(stack(gates, 1), w.recurrent), mask, directions);
}

/**
 * The last states of an LSTM over the rows of `table` (rows, input) that `ids` (batch, time; int32) name: what each
 * direction knows when it has read everything, (batch, directions·hidden). The input's part of the gates is computed
 * once per row instead of once per position: cheap where the table is small, as for characters.
 */
export function lastStatesOfRows(table: Value, ids: Value, mask: Value, w: LstmWeights): Value {
  const { directions } = sizesOf([table], mask, w);
  const { lengths } = maskParts(mask);
  const rows = dimAt(table, 0);
  if (typeof rows !== 'number') reject('lastStatesOfRows', [table], 'a fixed number of rows expected');
  const biases = ofDirections(w.bias, directions);
  const gatesOfRows = concat(
    ofDirections(w.input, directions).map((weights, d) => add(matMul(table, weights), biases[d] ?? 0)),
    0,
  );
  const steps = transpose(ids, [1, 0]);
  // The second direction's gates stand `rows` rows further down.
  const offset = steps.graph.constant('int32', [], [rows]);
  const turned = (): Value => emitOne('Add', [reverseSequence(steps, lengths), offset], 'int32', steps.shape);
  const places = stack(directions === 1 ? [steps] : [steps, turned()], 1);
  const states = recurrence(gather(gatesOfRows, places), w.recurrent);
  // Both directions have read everything at the same step, whatever side they come from.
  const isLast = unsqueeze(transpose(sub(mask, shift(mask, 1, -1)), [1, 0]), [1, 3]);
  return concat(ofDirections(reduceSum(mul(states, isLast), [0]), directions));
}

/** Both outputs of ONNX's own operator: all states and the last ones, (directions, batch, hidden). No gradient. */
function nativeOutputs(
  x: Value,
  mask: Value,
  w: LstmWeights,
): { all: Value; last: Value; directions: 1 | 2 } {
  const { directions, hidden } = sizesOf([x], mask, w);
  const inputs = [
    transpose(x, [1, 0, 2]),
    transposeLast(w.input),
    transposeLast(w.recurrent),
    pad(w.bias, 1, 0, 4 * hidden),
    cast(reduceSum(mask, [1]), 'int32'),
  ];
  const [batch, time] = [dimAt(x, 0), dimAt(x, 1)];
  const [all, last] = x.graph.emit(
    'LSTM',
    inputs,
    [
      { type: 'float32', shape: [time, directions, batch, hidden] },
      { type: 'float32', shape: [directions, batch, hidden] },
    ],
    { direction: str(directions === 2 ? 'bidirectional' : 'forward'), hidden_size: int(hidden) },
  );
  if (all === undefined || last === undefined) throw new RangeError('lstm outputs');
  return { all, last, directions };
}

/** `lstm` with ONNX's own operator, for prediction: no gradient. */
export function nativeLstm(x: Value, mask: Value, w: LstmWeights): Value {
  const { all, directions } = nativeOutputs(x, mask, w);
  return transpose(concat(byDirection(all, directions)), [1, 0, 2]);
}

/** `lastStatesOfRows` with ONNX's own operator, the rows looked up: x (batch, time, input). No gradient. */
export function nativeLastStates(x: Value, mask: Value, w: LstmWeights): Value {
  const { last, directions } = nativeOutputs(x, mask, w);
  return concat(ofDirections(last, directions));
}

/**
 * Last state of each direction of `lstm`'s output: the forward one at the last token, the backward one at the first:
 * (batch, time, directions·hidden) → (batch, directions·hidden).
 */
export function finalStates(states: Value, mask: Value, directions: 1 | 2): Value {
  const isLast = sub(mask, shift(mask, 1, -1));
  const isFirst = relu(sub(mask, shift(mask, 1, 1)));
  const parts = directions === 1 ? [states] : splitEqually(states, 2);
  return concat(
    parts.map((part, d) => reduceSum(mul(part, unsqueeze(d === 0 ? isLast : isFirst, [2])), [1])),
  );
}

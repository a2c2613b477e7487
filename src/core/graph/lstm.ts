/**
 * The LSTM layer as a differentiable primitive: one `Scan` forward and one backward, both directions side by side in
 * the same scan (a batch of two matrix products), so that half as many loop steps are dispatched.
 *
 * - The input's part of the gates is one product over all steps, before the loop. The gradients of both weight
 *   matrices are one product each over all steps, after the loop; what the backward step multiplies element by
 *   element is computed for all steps beforehand, so its body has seven nodes.
 * - The second direction reads each sequence turned around within its own length (`ReverseSequence`). Padding
 *   therefore comes after the data in both directions, cannot influence it, and the loops need no masks.
 * - Gates stand in ONNX's order (input, output, forget, cell): three sigmoids side by side, and the prediction graph
 *   can give the same parameters to ONNX's own `LSTM` (`nativeLstm`), which returns the same numbers.
 */
import { add, addAll, cast, mul, relu, sigmoid, sub, tanh } from './elementwise.ts';
import { dimAt, int, type Pullback, reject, requireShape, str, type Value } from './graph.ts';
import { matMul, matMulTransposed } from './matmul.ts';
import { reduceSum } from './reduce.ts';
import {
  concat,
  flatten,
  pad,
  reverseSequence,
  separate,
  shift,
  slice,
  split,
  splitEqually,
  squeeze,
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

function sizesOf(x: Value, mask: Value, w: LstmWeights): LstmSizes {
  const directions = dimAt(w.recurrent, 0);
  const hidden = dimAt(w.recurrent, 1);
  if ((directions !== 1 && directions !== 2) || typeof hidden !== 'number') {
    reject('lstm', [w.recurrent], '(1 or 2, hidden, 4·hidden) expected');
  }
  requireShape('lstm recurrent weights', w.recurrent, [directions, hidden, 4 * hidden]);
  requireShape('lstm input weights', w.input, [directions, dimAt(x, -1), 4 * hidden]);
  requireShape('lstm bias', w.bias, [directions, 4 * hidden]);
  requireShape('lstm input', x, [dimAt(mask, 0), dimAt(mask, 1), dimAt(x, -1)]);
  return { directions, hidden };
}

/** `mask` (batch, time) as (time, batch, 1), and the lengths as int64 (batch). */
function maskParts(mask: Value): { column: Value; lengths: Value } {
  return {
    column: unsqueeze(transpose(mask, [1, 0]), [2]),
    lengths: cast(reduceSum(mask, [1]), 'int64'),
  };
}

/** A (time, batch, n) sequence for each direction: as it is, and turned around. */
function perDirection(x: Value, lengths: Value, directions: 1 | 2): Value[] {
  return directions === 1 ? [x] : [x, reverseSequence(x, lengths)];
}

/** (time, directions, batch, n) → per direction (time, batch, n). */
function byDirection(x: Value, directions: 1 | 2): Value[] {
  return directions === 1 ? [squeeze(x, [1])] : splitEqually(x, 2, 1).map((part) => squeeze(part, [1]));
}

function stackDirections(parts: readonly Value[]): Value {
  return concat(
    parts.map((part) => unsqueeze(part, [1])),
    1,
  );
}

/** Direction `d` of a parameter, without the direction's axis. */
function direction(parameter: Value, d: number): Value {
  return squeeze(slice(parameter, 0, d, d + 1), [0]);
}

/**
 * x (batch, time, input), mask (batch, time) with ones before zeros → (batch, time, directions·hidden), zero at
 * padding. Gradients flow to x and the weights. Several `parts` are joined to x: what the loss does not need of
 * them (a part that is data) costs nothing on the way back.
 */
export function lstm(parts: Value | readonly Value[], mask: Value, w: LstmWeights): Value {
  const list = 'graph' in parts ? [parts] : parts;
  const x = concat(list);
  const sizes = sizesOf(x, mask, w);
  const inputs = [...list, w.input, w.recurrent, w.bias];
  const [out] = x.graph.primitive('lstm', inputs, () => forward(x, list, mask, w, sizes));
  return out ?? reject('lstm', [x], 'no output');
}

function forward(
  x: Value,
  parts: readonly Value[],
  mask: Value,
  w: LstmWeights,
  { directions, hidden }: LstmSizes,
): { outputs: Value[]; pullback: Pullback } {
  const { column, lengths } = maskParts(mask);
  const inputs = perDirection(transpose(x, [1, 0, 2]), lengths, directions);
  const gatesOfInput = stackDirections(
    inputs.map((xd, d) => add(matMul(xd, direction(w.input, d)), direction(w.bias, d))),
  );
  const zero = zerosWithDims([directions, dimAt(mask, 0), hidden], mask);
  const { outputs } = scan({
    states: [zero, zero],
    sequences: [gatesOfInput],
    step: ([h, c], [fromInput]) => {
      if (h === undefined || c === undefined || fromInput === undefined) throw new RangeError('lstm step');
      const [sigmoids, cell] = split(add(matMul(h, w.recurrent), fromInput), [3 * hidden, hidden]);
      if (sigmoids === undefined || cell === undefined) throw new RangeError('lstm step');
      const gates = sigmoid(sigmoids);
      const candidate = tanh(cell);
      const [input, output, forget] = splitEqually(gates, 3);
      if (input === undefined || output === undefined || forget === undefined) throw new RangeError('gates');
      const nextCell = add(mul(forget, c), mul(input, candidate));
      const squashed = tanh(nextCell);
      return {
        states: [mul(output, squashed), nextCell],
        outputs: [nextCell, gates, candidate, squashed],
      };
    },
  });
  const [cs, gates, candidate, squashed] = outputs;
  if (!cs || !gates || !candidate || !squashed) throw new RangeError('lstm outputs');
  const [i, o, f] = splitEqually(gates, 3);
  if (!i || !o || !f) throw new RangeError('gates');
  const hs = mul(o, squashed);
  const states = byDirection(hs, directions).map((h, d) => (d === 1 ? reverseSequence(h, lengths) : h));
  const result = transpose(mul(concat(states), column), [1, 0, 2]);

  const pullback: Pullback = ([gradient]) => {
    if (gradient === undefined) return [...parts, w.input, w.recurrent, w.bias].map(() => undefined);
    const masked = mul(transpose(gradient, [1, 0, 2]), column);
    const sides = directions === 1 ? [masked] : splitEqually(masked, 2);
    const arriving = stackDirections(sides.map((g, d) => (d === 1 ? reverseSequence(g, lengths) : g)));
    const slope = (gate: Value): Value => mul(gate, sub(1, gate));
    const throughCell = mul(o, sub(1, mul(squashed, squashed)));
    const factors = concat([
      mul(candidate, slope(i)),
      mul(squashed, slope(o)),
      mul(shift(cs, 0, 1), slope(f)),
      mul(i, sub(1, mul(candidate, candidate))),
    ]);
    const turned = transposeLast(w.recurrent);
    const { outputs: back } = scan({
      states: [zero, zero],
      sequences: [arriving, throughCell, factors, f],
      reverse: true,
      step: ([fromNext, cellFromNext], [dOut, through, factor, forget]) => {
        if (!fromNext || !cellFromNext || !dOut || !through || !factor || !forget)
          throw new RangeError('lstm');
        const dh = add(dOut, fromNext);
        const dc = add(mul(dh, through), cellFromNext);
        const dGates = mul(concat([dc, dh, dc, dc]), factor);
        return { states: [matMul(dGates, turned), mul(dc, forget)], outputs: [dGates] };
      },
    });
    const [dGates] = back;
    if (!dGates) throw new RangeError('lstm gradient');
    const dGatesOf = byDirection(dGates, directions);
    const hBefore = byDirection(shift(hs, 0, 1), directions);
    const stacked = (make: (dg: Value, d: number) => Value): Value => {
      const each = dGatesOf.map((dg, d) => unsqueeze(make(dg, d), [0]));
      return concat(each, 0);
    };
    const at = (list: readonly Value[], d: number): Value =>
      list[d] ?? reject('lstm', list, `no direction ${d}`);
    const dInput = stacked((dg, d) => matMulTransposed(flatten(at(inputs, d)), flatten(dg)));
    const dRecurrent = stacked((dg, d) => matMulTransposed(flatten(at(hBefore, d)), flatten(dg)));
    const dBias = stacked((dg) => reduceSum(dg, [0, 1]));
    const dParts = separate(
      w.input,
      parts.map((part) => dimAt(part, 2)),
      1,
    ).map((rows) => {
      const each = dGatesOf.map((dg, d) => {
        const g = matMul(dg, transposeLast(direction(rows, d)));
        return d === 1 ? reverseSequence(g, lengths) : g;
      });
      return transpose(addAll(each), [1, 0, 2]);
    });
    return [...dParts, dInput, dRecurrent, dBias];
  };
  return { outputs: [result], pullback };
}

/** The same layer with ONNX's own operator, for prediction: no gradient. */
export function nativeLstm(x: Value, mask: Value, w: LstmWeights): Value {
  const { directions, hidden } = sizesOf(x, mask, w);
  const lengths = cast(reduceSum(mask, [1]), 'int32');
  const [y] = x.graph.emit(
    'LSTM',
    [
      transpose(x, [1, 0, 2]),
      transposeLast(w.input),
      transposeLast(w.recurrent),
      pad(w.bias, 1, 0, 4 * hidden),
      lengths,
    ],
    [{ type: 'float32', shape: [dimAt(x, 1), directions, dimAt(x, 0), hidden] }],
    { direction: str(directions === 2 ? 'bidirectional' : 'forward'), hidden_size: int(hidden) },
  );
  if (y === undefined) throw new RangeError('lstm output');
  return transpose(concat(byDirection(y, directions)), [1, 0, 2]);
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

/**
 * Reverse-mode differentiation: walks the tape backwards and asks each entry's pullback for the gradients of its
 * inputs. Only entries on a path from `wrt` to the loss are visited.
 */

import { sameShape } from './dims.ts';
import { addAll } from './elementwise.ts';
import { type Graph, reject, type TapeEntry, type Value } from './graph.ts';
import { zerosLike } from './reshape.ts';

/** Gradients of the scalar `loss` with respect to each of `wrt` (zeros where it does not depend on one). */
export function gradients(loss: Value, wrt: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) reject('gradients', [loss], 'a scalar loss expected');
  const graph = loss.graph;
  return graph.unrecorded(() => backward(graph, loss, wrt));
}

function backward(graph: Graph, loss: Value, wrt: readonly Value[]): Value[] {
  const path = entriesFrom(graph, wrt);
  const arriving = new Map<Value, Value[]>([[loss, [graph.scalar(1)]]]);
  const total = (value: Value): Value | undefined => {
    const parts = arriving.get(value);
    if (parts === undefined || parts.length === 0) return undefined;
    const sum = addAll(parts);
    arriving.set(value, [sum]);
    return sum;
  };
  for (const entry of path.reverse()) {
    const cotangents = entry.outputs.map(total);
    if (cotangents.every((c) => c === undefined)) continue;
    const pulled = entry.pullback(cotangents);
    entry.inputs.forEach((input, i) => {
      const gradient = pulled[i];
      if (input === undefined || gradient === undefined) return;
      if (!sameShape(gradient.shape, input.shape))
        reject(`gradient of ${entry.op}`, [input, gradient], 'shapes differ');
      const parts = arriving.get(input);
      if (parts === undefined) arriving.set(input, [gradient]);
      else parts.push(gradient);
    });
  }
  return wrt.map((value) => total(value) ?? zerosLike(value));
}

/** Tape entries that depend on one of `wrt`, in the tape's order. */
function entriesFrom(graph: Graph, wrt: readonly Value[]): TapeEntry[] {
  const live = new Set<Value>(wrt);
  return graph.tape.filter((entry) => {
    if (!entry.inputs.some((input) => input !== undefined && live.has(input))) return false;
    for (const out of entry.outputs) live.add(out);
    return true;
  });
}

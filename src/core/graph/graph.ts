/**
 * A graph under construction: nodes in the order they were emitted (hence sorted topologically), and the tape from
 * which gradients are taken. Operators (the other files) check shapes and types, then call `emit`.
 *
 * A `Scan`'s body is a graph with a parent. A node lands in the innermost graph that one of its inputs belongs to,
 * so whatever a body computes from outer values alone is hoisted out of the loop by construction.
 * Names are unique over a graph and all its bodies; bodies refer to outer values by name.
 */
import { InternalError, must } from '#core/base';
import { formatShape, sameShape } from './dims.ts';
import type { Shape } from './manifest.ts';

export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';

/** One edge of the graph. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'graph'; readonly value: Graph };

export interface GraphNode {
  readonly op: string;
  /** `undefined`: an optional input left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** From the gradients of the outputs (absent where nothing flows) to those of the inputs. */
export type Pullback = (gradients: readonly (Value | undefined)[]) => readonly (Value | undefined)[];

export interface TapeEntry {
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly pullback: Pullback;
}

export interface Constant {
  readonly value: Value;
  readonly data: readonly number[];
}

export interface OutputType {
  readonly type: ElementType;
  readonly shape: Shape;
}

export class Graph {
  readonly name: string;
  readonly parent: Graph | undefined;
  readonly depth: number;
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: { readonly name: string; readonly value: Value }[] = [];
  readonly constants: Constant[] = [];
  readonly tape: TapeEntry[] = [];
  readonly #names = new Set<string>();
  readonly #constantsByKey = new Map<string, Value>();
  #counter = 0;
  #recording = true;

  constructor(name: string, parent?: Graph) {
    this.name = name;
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  get root(): Graph {
    return this.parent === undefined ? this : this.parent.root;
  }

  /** Declares an input. Its name is the one that the runtime's feeds use. */
  input(name: string, type: ElementType, shape: Shape): Value {
    const value: Value = { graph: this, name: this.#claim(name), type, shape };
    this.inputs.push(value);
    return value;
  }

  /** Declares `value` as the output called `name`. */
  output(name: string, value: Value): void {
    this.outputs.push({ name: this.#claim(name), value });
  }

  /** An input of a body, whose name is nobody's business. */
  placeholder(prefix: string, type: ElementType, shape: Shape): Value {
    const value: Value = { graph: this, name: this.fresh(prefix), type, shape };
    this.inputs.push(value);
    return value;
  }

  /** An output of a body. */
  result(value: Value): void {
    this.outputs.push({ name: this.fresh('result'), value });
  }

  /** A literal; equal literals are shared. Lives in the root graph. */
  constant(type: ElementType, shape: readonly number[], data: readonly number[]): Value {
    const root = this.root;
    if (shape.reduce((n, d) => n * d, 1) !== data.length) {
      throw new InternalError(`constant: ${data.length} numbers for shape ${formatShape(shape)}`);
    }
    const key = `${type}${formatShape(shape)}${data.map((x) => (Object.is(x, -0) ? '-0' : x)).join(' ')}`;
    const known = root.#constantsByKey.get(key);
    if (known !== undefined) return known;
    const value: Value = { graph: root, name: root.fresh('const'), type, shape };
    root.constants.push({ value, data });
    root.#constantsByKey.set(key, value);
    return value;
  }

  scalar(x: number): Value {
    return this.constant('float32', [], [x]);
  }

  /** A vector of 64-bit integers: axes, sizes, starts. */
  int64s(numbers: readonly number[]): Value {
    return this.constant('int64', [numbers.length], numbers);
  }

  /** Adds a node with any number of outputs. Without a pullback no gradient flows through it. */
  emit(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputTypes: readonly OutputType[],
    attributes: Readonly<Record<string, Attribute>> = {},
    pullback?: Pullback,
  ): readonly Value[] {
    const outputs = outputTypes.map(
      ({ type, shape }): Value => ({ graph: this, name: this.fresh(op), type, shape }),
    );
    this.nodes.push({ op, inputs, outputs, attributes });
    if (pullback !== undefined) this.record({ op, inputs, outputs, pullback });
    return outputs;
  }

  /** Puts an entry on the tape, unless inside a `primitive` or a body. */
  record(entry: TapeEntry): void {
    if (this.#recording && this.parent === undefined) this.tape.push(entry);
  }

  /**
   * Runs `forward`, whose operators are not recorded, and records its outputs with the gradient it gives.
   * That is how an operator with a hand-written gradient is made of others.
   */
  primitive(
    op: string,
    inputs: readonly Value[],
    forward: () => { readonly outputs: readonly Value[]; readonly pullback: Pullback },
  ): readonly Value[] {
    const { outputs, pullback } = this.unrecorded(forward);
    this.record({ op, inputs, outputs, pullback });
    return outputs;
  }

  /** Runs `build`, whose operators do not go on the tape. */
  unrecorded<T>(build: () => T): T {
    const recording = this.#recording;
    this.#recording = false;
    try {
      return build();
    } finally {
      this.#recording = recording;
    }
  }

  /** A name of its own over the root graph and its bodies. */
  fresh(prefix: string): string {
    const root = this.root;
    root.#counter += 1;
    return this.#claim(`${prefix}_${root.#counter}`);
  }

  #claim(name: string): string {
    const names = this.root.#names;
    if (names.has(name)) throw new InternalError(`graph ${this.root.name}: the name ${name} is taken`);
    names.add(name);
    return name;
  }
}

/** The graph that a node over `inputs` belongs to: the innermost of theirs. */
export function graphOf(inputs: readonly (Value | undefined)[]): Graph {
  let deepest: Graph | undefined;
  for (const input of inputs) {
    if (input !== undefined && (deepest === undefined || input.graph.depth > deepest.depth)) {
      deepest = input.graph;
    }
  }
  return must(deepest, 'graph of an operator without inputs');
}

/** Emits a node with one output where its inputs live. */
export function emitOne(
  op: string,
  inputs: readonly (Value | undefined)[],
  type: ElementType,
  shape: Shape,
  attributes: Readonly<Record<string, Attribute>> = {},
  pullback?: (gradient: Value) => readonly (Value | undefined)[],
): Value {
  const [out] = graphOf(inputs).emit(
    op,
    inputs,
    [{ type, shape }],
    attributes,
    pullback === undefined
      ? undefined
      : ([gradient]) => (gradient === undefined ? inputs.map(() => undefined) : pullback(gradient)),
  );
  return must(out, 'output');
}

/** Throws the error of an operator that was given what it cannot work on: names it and every shape. */
export function reject(op: string, inputs: readonly Value[], why: string): never {
  const shapes = inputs.map((v) => `${v.type}${formatShape(v.shape)}`).join(', ');
  throw new InternalError(`${op} of ${shapes}: ${why}`);
}

export function requireFloat(op: string, ...inputs: readonly Value[]): void {
  if (inputs.some((v) => v.type !== 'float32')) reject(op, inputs, 'float32 expected');
}

export function requireShape(op: string, value: Value, shape: Shape): void {
  if (!sameShape(value.shape, shape)) reject(op, [value], `shape ${formatShape(shape)} expected`);
}

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });
export const str = (value: string): Attribute => ({ kind: 'string', value });

/** The dimension at `axis`, which may count from the end. */
export function dimAt(value: Value, axis: number): number | string {
  return must(value.shape[axis < 0 ? value.shape.length + axis : axis], `axis ${axis} of ${value.name}`);
}

/** The rules that are at work, each with its column of the matrix; columns of removed rules are used again. */
import type { LogicalForm } from '#core/explain';
import type { RuleSpec } from './answers.ts';
import type { RunningRule } from './runner.ts';

export interface RuleState {
  spec: RuleSpec;
  readonly column: number;
  readonly running: RunningRule;
  strictMatches: number;
  /** As of which state of the documents its votes are in the matrix. */
  refreshed: number;
  /** Its first pass over everything was stopped in the middle. */
  isUnfinished: boolean;
}

export class RuleBook {
  readonly #byId = new Map<string, RuleState>();
  readonly #byColumn = new Map<number, RuleState>();
  readonly #freeColumns: number[] = [];
  #columns = 0;

  /** In order of first appearance. */
  get all(): readonly RuleState[] {
    return [...this.#byId.values()];
  }

  get size(): number {
    return this.#byId.size;
  }

  get ids(): readonly string[] {
    return [...this.#byId.keys()];
  }

  /** Columns that were ever used. */
  get columns(): number {
    return this.#columns;
  }

  get(id: string): RuleState | undefined {
    return this.#byId.get(id);
  }

  atColumn(column: number): RuleState | undefined {
    return this.#byColumn.get(column);
  }

  /** A column for a voter that is no rule. */
  takeColumn(): number {
    return this.#freeColumns.pop() ?? this.#columns++;
  }

  /** A rule that is there keeps its place and its column, and starts anew. */
  put(spec: RuleSpec, running: RunningRule): void {
    const column = this.#byId.get(spec.id)?.column ?? this.takeColumn();
    const state = { spec, column, running, strictMatches: 0, refreshed: -1, isUnfinished: false };
    this.#byId.set(spec.id, state);
    this.#byColumn.set(column, state);
  }

  remove({ spec, column }: RuleState): void {
    this.#freeColumns.push(column);
    this.#byColumn.delete(column);
    this.#byId.delete(spec.id);
  }
}

export function sameForm(a: LogicalForm, b: LogicalForm): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

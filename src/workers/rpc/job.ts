/**
 * What the page holds while a worker works for it. A job always settles, with a `Result`; it never rejects.
 * After `cancel` it settles with `cancelled`, at once, whatever the worker still does.
 */
import type { Problem, Result } from '#core/base';

/** Codes of the worker itself, or whatever code the room below answered with (`store`, `formats`, …). */
export type JobProblem = Problem<string>;

export interface Job<T> {
  readonly result: Promise<Result<T, JobProblem>>;
  cancel(): void;
}

/** Share of work done. `total` is 0 while it is not known yet. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

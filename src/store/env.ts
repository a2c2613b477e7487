/** What every part of the store needs, and the one edge at which what the platform throws becomes a code. */
import { err, ok } from '#core/base';
import type { Outcome } from './outcome.ts';
import { platformProblem, StoreFailure, type StoreProblem } from './problems.ts';
import type { Database } from './schema.ts';

export interface Env {
  readonly db: Database;
  readonly clock: () => number;
  readonly ids: () => string;
  readonly annotator: () => string;
  readonly report: (found: StoreProblem) => void;
}

/** Thrown inside a transaction: aborts it and becomes the `Result`'s error. */
export function refuse(found: StoreProblem): never {
  throw new StoreFailure(found);
}

/** Runs a write. A `StoreFailure` and what the platform throws become `err`; a bug of ours surfaces. */
export async function attempt<T>(env: Env, write: () => Promise<T>): Outcome<T> {
  try {
    return ok(await write());
  } catch (error) {
    const found = platformProblem(error);
    if (found === undefined) throw error;
    if (!(error instanceof StoreFailure)) env.report(found);
    return err(found);
  }
}

/** Runs a read; what the platform throws becomes a `StoreFailure`. */
export async function reading<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    const found = platformProblem(error);
    throw found === undefined ? error : new StoreFailure(found);
  }
}

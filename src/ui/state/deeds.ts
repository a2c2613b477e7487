/** Deeds of a person: what they show is there at once, what they change is written a moment later. */
import type { Problem, Result } from '#core/base';
import { reportProblem } from './problems.ts';

let beingWritten = 0;
const hold = (event: Event): void => event.preventDefault();
const count = (by: number): void => {
  beingWritten += by;
  window.onbeforeunload = beingWritten > 0 ? hold : null;
};

/**
 * Whether a deed was done; where it was not, its problem is said aloud. A page that goes before it is written would take it
 * along, so until then the browser asks before it leaves.
 */
export async function succeeded(outcome: Promise<Result<unknown, Problem>>): Promise<boolean> {
  count(1);
  const result = await outcome.finally(() => count(-1));
  if (!result.ok) reportProblem(result.error);
  return result.ok;
}

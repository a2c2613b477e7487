/**
 * What the database can answer besides "done". Writes return a `Result` with one of these codes; reads and live
 * queries reject with a `StoreFailure` that carries one, because only the platform can make a read fail.
 */
import { type Problem, problem } from '#core/base';

export type StoreCode =
  /** The browser refused the space. Nothing of the act was written. */
  | 'quota-exceeded'
  /** The database was written by a newer version of the app. */
  | 'version-newer'
  /** Another tab holds an older version open; closing it lets this one continue. */
  | 'blocked'
  /** A newer version was opened in another tab: this one has let go of the database and must be reloaded. */
  | 'version-change'
  /** The browser has cleared the database while it was open, to make room or because a person asked it to. */
  | 'evicted'
  /** IndexedDB is missing or refused (private mode, a policy, a full disk at start). */
  | 'unavailable'
  /** The browser closed or aborted; nothing of the act was written. */
  | 'aborted'
  | 'not-found'
  /** A span is empty, reversed, negative or beyond the end of the text. */
  | 'invalid-span'
  /** A relation names an entity that is not there, is deleted, is in another document, or names the same twice. */
  | 'invalid-relation'
  /** The label does not exist, or is of a kind that cannot be put on this target. */
  | 'invalid-label'
  /** A name is empty, too long, or already taken. */
  | 'invalid-name'
  /** A trigger without words, a sentence without text. */
  | 'invalid-explanation'
  /** The same label on the same target by the same person exists. */
  | 'duplicate'
  /** The entity has relations; `params.relations` says how many. Ask, then act with `relations: 'remove'`. */
  | 'has-relations'
  /** The label is used; `params.annotations` says how often. Ask, then say what happens to them. */
  | 'label-in-use'
  | 'nothing-to-undo'
  | 'nothing-to-redo'
  /** What the step changed was changed since by something else (a merge, an import). */
  | 'history-conflict'
  /** A record of a file breaks a rule; `params.reason` says which. */
  | 'invalid-record';

export type StoreProblem = Problem<StoreCode>;

/** Rejection of a read or a live query. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly problem: StoreProblem;

  constructor(found: StoreProblem) {
    super(found.message);
    this.problem = found;
  }
}

export function storeProblem(
  code: StoreCode,
  message: string,
  params?: Readonly<Record<string, string | number>>,
): StoreProblem {
  return problem(code, message, params);
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

/** Turns whatever IndexedDB or Dexie threw into a code; `undefined` for an error of ours, which must surface. */
export function platformProblem(error: unknown): StoreProblem | undefined {
  if (error instanceof StoreFailure) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  // Dexie wraps the cause of an aborted transaction in `inner`.
  const inner = typeof error === 'object' && error !== null && 'inner' in error ? error.inner : undefined;
  const names = [nameOf(error), nameOf(inner)];
  if (names.includes('QuotaExceededError')) {
    return storeProblem('quota-exceeded', 'The browser has no more space for this site.');
  }
  if (names.includes('VersionError')) {
    return storeProblem('version-newer', 'The data was written by a newer version of the app.');
  }
  for (const name of names) {
    switch (name) {
      case 'MissingAPIError':
      case 'OpenFailedError':
      case 'InvalidStateError':
      case 'SecurityError':
      case 'UnknownError':
        return storeProblem('unavailable', `The browser refuses to store data: ${message}`);
      case 'DatabaseClosedError':
      case 'AbortError':
      case 'TransactionInactiveError':
        return storeProblem('aborted', `The database was closed: ${message}`);
      default:
        break;
    }
  }
  return undefined;
}

export function noProject(id: string) {
  return storeProblem('not-found', 'There is no such project.', { what: 'project', id });
}

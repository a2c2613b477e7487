/**
 * An expected problem, as data: `code` names it, `params` carry the value and the place, so that the page
 * can put it into a sentence with a remedy. `message` is plain English for logs and Node tools.
 */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export function problem<Code extends string>(
  code: Code,
  message: string,
  params?: Readonly<Record<string, string | number>>,
): Problem<Code> {
  return params === undefined ? { code, message } : { code, message, params };
}

/** A bug of ours: thrown, never expected, never shown as advice. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Narrows away `undefined` where the surrounding code guarantees a value; throws `InternalError` otherwise. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new InternalError(`missing ${what}`);
  return value;
}

/**
 * Expected failures are values, not exceptions: a bad file or a sentence that does not parse yields `err`.
 * Law: exactly one of `value` and `error` is present, told apart by `ok`. Survives `structuredClone`.
 */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** Fields of values that JSON gave: only own properties are looked at, and keys never become code paths. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property; `undefined` for what is only inherited. */
export function field(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

export function stringField(object: unknown, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = field(object, key);
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** A string or a number as a string: ids come as both. */
export function nameField(object: unknown, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = field(object, key);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  }
  return undefined;
}

export function listField(object: unknown, ...keys: readonly string[]): readonly unknown[] | undefined {
  for (const key of keys) {
    const value = field(object, key);
    if (Array.isArray(value)) return value;
  }
  return undefined;
}

export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value === undefined ? '' : (JSON.stringify(value) ?? '');
  } catch {
    // Nested deeper than the stack: nothing that anybody would read.
    return '';
  }
}

/**
 * What was read anew, with the parts that are as before being the very same objects. Rows of a list are built anew for new objects;
 * without this an answer that changed nothing here, or one row, took the focus out of all of them.
 */

/** `next`, or `old` where nothing of it changed; so for each part. Records in a list are known by their `id` or `key`, others by place. */
export function withKeptParts<T>(old: unknown, next: T): T {
  return kept(old, next) as T; // Of the same shape: only equal parts were exchanged.
}

function kept(old: unknown, next: unknown): unknown {
  if (Object.is(old, next)) return old;
  if (Array.isArray(old) && Array.isArray(next)) {
    const known = new Map(old.map((one, i) => [nameOf(one, i), one]));
    const parts = next.map((one, i) => kept(known.get(nameOf(one, i)), one));
    return parts.length === old.length && parts.every((one, i) => one === old[i]) ? old : parts;
  }
  if (!isPlain(old) || !isPlain(next)) return next;
  const names = Object.keys(next);
  const parts = Object.fromEntries(names.map((name) => [name, kept(old[name], next[name])]));
  const isSame =
    names.length === Object.keys(old).length &&
    names.every((name) => Object.hasOwn(old, name) && Object.is(parts[name], old[name]));
  return isSame ? old : parts;
}

/** What an item of a list is told by. */
function nameOf(item: unknown, place: number): unknown {
  return (isPlain(item) ? (item['id'] ?? item['key']) : undefined) ?? place;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether two records say the same, whatever their times and their places in the indexes. */
import type { ExplanationRow } from './rows.ts';

export type Stamped = {
  readonly updatedAt?: number;
  readonly deleted?: true;
  readonly at?: number;
  readonly goldAt?: number;
  readonly was?: object;
};

/** A record without its times; `undefined` for a tombstone. */
export function contentOf(row: object | undefined): unknown {
  if (row === undefined) return undefined;
  const {
    updatedAt: _time,
    at: _at,
    goldAt: _goldAt,
    was: _was,
    deleted,
    ...content
  } = row as Stamped & Partial<ExplanationRow>;
  return deleted === true ? undefined : content;
}

/** Structural equality of plain records. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (left.length !== right.length) return false;
  return left.every(([key, value]) => Object.hasOwn(b, key) && sameContent(value, Reflect.get(b, key)));
}

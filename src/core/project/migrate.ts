/**
 * Old records to today's. A project file carries the version of its records; each step takes plain JSON of one
 * version to the next. A step never looks at types of today's code: it is frozen once it is released.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';

/** Version of the records that this code reads and writes. */
export const recordsVersion = 2;

/** The tables of a project file as plain JSON. */
export interface RawTables {
  readonly project: unknown;
  readonly labels: readonly unknown[];
  readonly documents: readonly unknown[];
  readonly annotations: readonly unknown[];
  readonly explanations: readonly unknown[];
}

/** `to` is the version that the step arrives at. */
export interface Migration {
  readonly to: number;
  readonly up: (tables: RawTables) => RawTables;
}

/** All steps, in order. Version 1 is the first that was ever released. */
export const migrations: readonly Migration[] = [
  {
    // Every label has the time of its last change: one that has none was not changed since there are such times.
    to: 2,
    up: (tables) => ({
      ...tables,
      labels: tables.labels.map((label) =>
        typeof label === 'object' && label !== null && !('updatedAt' in label)
          ? { ...label, updatedAt: 0 }
          : label,
      ),
    }),
  },
];

/** Tables of version `from` as tables of `target`. Errors: written by a newer version; not a version at all. */
export function migrateTables(
  tables: RawTables,
  from: unknown,
  steps: readonly Migration[] = migrations,
  target: number = recordsVersion,
): Result<RawTables, Problem<'newer-version' | 'damaged'>> {
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 1) {
    return err(problem('damaged', 'The file does not say which version it is.'));
  }
  if (from > target) {
    return err(
      problem('newer-version', 'The file was written by a newer version of this program.', {
        found: from,
        supported: target,
      }),
    );
  }
  return ok(
    steps.filter((step) => step.to > from && step.to <= target).reduce((old, step) => step.up(old), tables),
  );
}

/**
 * Two copies of a project as one: record by record, by id. The newer `updatedAt` wins; of two equally new ones a
 * deletion wins, then the one whose canonical JSON is greater, so that both sides come to the same result.
 * Tombstones are records like others: what one person deleted does not come back through another's older copy.
 *
 * Laws: commutative, associative, idempotent (on bundles in canonical order, which the result has). The result can
 * break rules between records (a relation whose end the other side deleted): run `validateBundle` on it.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { ProjectBundle } from './bundle.ts';
import type { Weights } from './weights.ts';

interface Versioned {
  readonly id: string;
  readonly updatedAt?: number;
  readonly deleted?: true;
}

/** JSON with keys in order: the same for equal records, whatever the order in which they were made. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function newer<T extends Versioned>(a: T, b: T): T {
  const age = (a.updatedAt ?? 0) - (b.updatedAt ?? 0);
  if (age !== 0) return age > 0 ? a : b;
  if ((a.deleted ?? false) !== (b.deleted ?? false)) return a.deleted ? a : b;
  return canonical(a) >= canonical(b) ? a : b;
}

function join<T extends Versioned>(a: readonly T[], b: readonly T[]): T[] {
  const records = new Map<string, T>();
  for (const record of [...a, ...b]) {
    const known = records.get(record.id);
    records.set(record.id, known === undefined ? record : newer(known, record));
  }
  return [...records.values()].sort((x, y) => (x.id < y.id ? -1 : x.id > y.id ? 1 : 0));
}

/** One row per model: the one that was trained longer, by (version, step, time). */
function joinWeights(a: readonly Weights[], b: readonly Weights[]): Weights[] {
  const rows = new Map<string, Weights>();
  for (const row of [...a, ...b]) {
    const known = rows.get(row.model);
    const order =
      known === undefined
        ? 1
        : row.version - known.version ||
          row.step - known.step ||
          row.trainedAt - known.trainedAt ||
          (canonical(row.metrics) > canonical(known.metrics) ? 1 : 0);
    if (order > 0) rows.set(row.model, row);
  }
  return [...rows.values()].sort((x, y) => (x.model < y.model ? -1 : 1));
}

/** Documents by position, everything else by id. Error: the two are not copies of one project. */
export function mergeBundles(
  a: ProjectBundle,
  b: ProjectBundle,
): Result<ProjectBundle, Problem<'different-project'>> {
  if (a.project.id !== b.project.id) {
    return err(
      problem('different-project', 'The two files are not copies of one project.', {
        here: a.project.name.slice(0, 200),
        there: b.project.name.slice(0, 200),
      }),
    );
  }
  const weights = joinWeights(a.weights ?? [], b.weights ?? []);
  return ok({
    project: newer(a.project, b.project),
    labels: join(a.labels, b.labels),
    documents: join(a.documents, b.documents).sort((x, y) => x.position - y.position),
    annotations: join(a.annotations, b.annotations),
    explanations: join(a.explanations, b.explanations),
    ...(weights.length === 0 ? {} : { weights }),
  });
}

/**
 * Two copies of a project as one: record by record, by id. The newer `updatedAt` wins; of two equally new ones a
 * deletion wins, then the one whose canonical JSON is greater, so that both sides come to the same result.
 * Tombstones are records like others: what one person deleted does not come back through another's older copy.
 * What the two together break is restored by `reconcile`, and noted there so that the next merge can start afresh.
 *
 * Laws: commutative, associative, idempotent (on bundles in canonical order, which the result has). Two valid copies
 * give a valid one.
 */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { ProjectBundle } from './bundle.ts';
import { canonical } from './canonical.ts';
import type { Document } from './document.ts';
import { originals, reconcile } from './reconcile.ts';
import type { Weights } from './weights.ts';

interface Versioned {
  readonly id: string;
  readonly updatedAt?: number;
  readonly deleted?: true;
}

function isNewer(a: Versioned, b: Versioned): boolean {
  const age = (a.updatedAt ?? 0) - (b.updatedAt ?? 0);
  if (age !== 0) return age > 0;
  if ((a.deleted ?? false) !== (b.deleted ?? false)) return a.deleted === true;
  return JSON.stringify(a) === JSON.stringify(b) || canonical(a) >= canonical(b);
}

function newer<T extends Versioned>(a: T, b: T): T {
  return isNewer(a, b) ? a : b;
}

/** What never changes in a document, and is not there in a tombstone. */
function withoutContent(doc: Document): Omit<Document, 'text' | 'meta' | 'tokens' | 'predictions'> {
  const { text: _text, meta: _meta, tokens: _tokens, predictions: _predictions, ...head } = doc;
  return head;
}

/** Where the newer copy is a tombstone its text is kept from the other, for the case that it comes back. */
function newerDocument(a: Document, b: Document): Document {
  const [chosen, other] = isNewer(withoutContent(a), withoutContent(b)) ? [a, b] : [b, a];
  if (chosen.deleted !== true || chosen.text !== '' || other.text === '') return chosen;
  const { text, meta, tokens, predictions } = other;
  return {
    ...chosen,
    text,
    meta,
    ...(tokens === undefined ? {} : { tokens }),
    ...(predictions === undefined ? {} : { predictions }),
  };
}

function join<T extends Versioned>(
  a: readonly T[],
  b: readonly T[],
  choose: (one: T, other: T) => T = newer,
): T[] {
  const records = new Map<string, T>();
  for (const record of [...a, ...b]) {
    const known = records.get(record.id);
    records.set(record.id, known === undefined ? record : choose(known, record));
  }
  return [...records.values()].sort((x, y) => (x.id < y.id ? -1 : x.id > y.id ? 1 : 0));
}

/** One row per model: the one that was trained longer, by (version, step, time). */
export function newerWeights(a: Weights, b: Weights): Weights {
  const order =
    a.version - b.version ||
    a.step - b.step ||
    a.trainedAt - b.trainedAt ||
    (canonical(a.metrics) >= canonical(b.metrics) ? 1 : -1);
  return order > 0 ? a : b;
}

function joinWeights(a: readonly Weights[], b: readonly Weights[]): Weights[] {
  const rows = new Map<string, Weights>();
  for (const row of [...a, ...b]) {
    const known = rows.get(row.model);
    rows.set(row.model, known === undefined ? row : newerWeights(known, row));
  }
  return [...rows.values()].sort((x, y) => (x.model < y.model ? -1 : 1));
}

/** A deleted document keeps its place in the records, and nothing of what it said. */
function withoutText(doc: Document): Document {
  if (doc.deleted !== true) return doc;
  return { ...withoutContent(doc), text: '', meta: {} };
}

/** Documents by position (deleted ones last), everything else by id. Error: the two are not copies of one project. */
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
  const [mine, theirs] = [originals(a), originals(b)];
  const weights = joinWeights(a.weights ?? [], b.weights ?? []);
  const merged = reconcile({
    project: newer(a.project, b.project),
    labels: join(mine.labels, theirs.labels),
    documents: join(mine.documents, theirs.documents, newerDocument),
    annotations: join(mine.annotations, theirs.annotations),
    explanations: join(mine.explanations, theirs.explanations),
    ...(weights.length === 0 ? {} : { weights }),
  });
  return ok({ ...merged, documents: merged.documents.map(withoutText).sort(compareDocuments) });
}

/** The order in which documents are kept: by position, the deleted ones behind the others. Total. */
export function compareDocuments(a: Document, b: Document): number {
  return (
    Number(a.deleted ?? false) - Number(b.deleted ?? false) ||
    a.position - b.position ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

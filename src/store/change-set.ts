/**
 * The changes of one act while it is being worked out: reads see what was staged before them, nothing reaches the
 * tables until the end, and what was staged becomes the history entry. Lives inside one transaction.
 *
 * Law: applying `before` of every change, in reverse, restores what the tables held.
 */
import { type Label, layerOf, targetKey } from '#core/project';
import { isAlive, isInView } from './in-view.ts';
import type { AnnotationRow, Change, DocumentRow, ExplanationRow, RejectionRow } from './rows.ts';
import type { Database } from './schema.ts';

interface RowOf {
  readonly documents: DocumentRow;
  readonly annotations: AnnotationRow;
  readonly explanations: ExplanationRow;
  readonly labels: Label;
  readonly rejections: RejectionRow;
}
type Key = string | readonly [string, string];

export class ChangeSet {
  readonly db: Database;
  readonly projectId: string;
  readonly #staged = new Map<string, Change>();

  constructor(db: Database, projectId: string) {
    this.db = db;
    this.projectId = projectId;
  }

  get changes(): readonly Change[] {
    return [...this.#staged.values()];
  }

  async get<T extends keyof RowOf>(table: T, key: Key): Promise<RowOf[T] | undefined> {
    const staged = this.#staged.get(identity(table, key));
    // A change of a table holds that table's rows.
    if (staged !== undefined) return staged.after as RowOf[T] | undefined;
    return (await this.db.table(table).get(key)) as RowOf[T] | undefined;
  }

  /** Stages a record; `undefined` takes it away. Staging back what was there leaves no change. */
  async stage<T extends keyof RowOf>(table: T, key: Key, after: RowOf[T] | undefined): Promise<void> {
    const id = identity(table, key);
    const earlier = this.#staged.get(id);
    const before =
      earlier === undefined
        ? ((await this.db.table(table).get(key)) as RowOf[T] | undefined)
        : earlier.before;
    this.#staged.set(id, {
      table,
      key,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }

  /** Stages a record under an id that was made just now, so that nobody need look whether it is there. */
  add<T extends keyof RowOf>(table: T, key: Key, after: RowOf[T]): void {
    this.#staged.set(identity(table, key), { table, key, after });
  }

  /** A label that is not deleted. */
  async label(id: string): Promise<Label | undefined> {
    const label = await this.get('labels', id);
    return label?.deleted === true ? undefined : label;
  }

  /** Annotations for which this one stands since a merge (`was`): whatever becomes of it becomes of them. */
  async twinsOf({
    id,
    documentId,
    labelId,
    annotator,
    gold,
    target,
  }: AnnotationRow): Promise<readonly AnnotationRow[]> {
    const layer = layerOf({ annotator, ...(gold === undefined ? {} : { gold }) });
    const rows = await this.db.annotations.where('documentId').equals(documentId).toArray();
    const key = targetKey(target);
    return this.#overlay('annotations', rows, (row) => row.documentId === documentId).filter(
      (row) =>
        row.id !== id &&
        row.was?.deleted === false &&
        row.labelId === labelId &&
        layerOf(row) === layer &&
        targetKey(row.target) === key,
    );
  }

  /** Living annotations of a document that the person at this device works on, staged ones included. */
  async annotationsOf(documentId: string): Promise<readonly AnnotationRow[]> {
    const rows = await this.db.annotations.where('documentId').equals(documentId).toArray();
    return this.#overlay('annotations', rows, (row) => row.documentId === documentId).filter(isInView);
  }

  /** Gold labels of a document, staged ones included. */
  async goldOf(documentId: string): Promise<readonly AnnotationRow[]> {
    const rows = await this.db.annotations.where('documentId').equals(documentId).toArray();
    return this.#overlay('annotations', rows, (row) => row.documentId === documentId).filter(
      (row) => isAlive(row) && row.gold === true,
    );
  }

  /** Living explanations of an annotation, staged ones included. */
  async explanationsOf(annotationId: string): Promise<readonly ExplanationRow[]> {
    const rows = await this.db.explanations.where('annotationId').equals(annotationId).toArray();
    return this.#overlay('explanations', rows, (row) => row.annotationId === annotationId).filter(isAlive);
  }

  /** Writes all that was staged. */
  async apply(): Promise<void> {
    await applyChanges(this.db, this.changes);
  }

  #overlay<T extends 'annotations' | 'explanations'>(
    table: T,
    stored: readonly RowOf[T][],
    belongs: (row: RowOf[T]) => boolean,
  ): RowOf[T][] {
    const rows = new Map<string, RowOf[T]>(stored.map((row) => [row.id, row]));
    for (const change of this.#staged.values()) {
      if (change.table !== table || typeof change.key !== 'string') continue;
      const after = change.after as RowOf[T] | undefined; // a change of a table holds that table's rows
      if (after !== undefined && belongs(after)) rows.set(change.key, after);
      else rows.delete(change.key);
    }
    return [...rows.values()];
  }
}

function identity(table: string, key: Key): string {
  return `${table}\n${typeof key === 'string' ? key : key.join('\n')}`;
}

/** Puts every `after`; rows without one are deleted. One bulk call per table. */
export async function applyChanges(db: Database, changes: readonly Change[]): Promise<void> {
  const byTable = new Map<string, { put: object[]; remove: (string | readonly string[])[] }>();
  for (const { table, key, after } of changes) {
    let list = byTable.get(table);
    if (list === undefined) {
      list = { put: [], remove: [] };
      byTable.set(table, list);
    }
    if (after === undefined) list.remove.push(key);
    else list.put.push(after);
  }
  for (const [table, { put, remove }] of byTable) {
    if (remove.length > 0) await db.table(table).bulkDelete(remove);
    if (put.length > 0) await db.table(table).bulkPut(put);
  }
}

/**
 * What opening a copy of a project changes in the tables, row by row, without writing any of it. Which record wins is `core`'s
 * to say (`mergeBundles`, whose laws are proven).
 *
 * Texts never change and are never read for a merge, except to see that a document of the file has the text that the
 * document of this id has here, and where a text goes or moves.
 */
import type { Table } from 'dexie';
import { InternalError } from '#core/base';
import {
  type Annotation,
  type Document,
  type Explanation,
  type Label,
  mergeBundles,
  type ProjectBundle,
  statusFor,
} from '#core/project';
import { placeOf } from './people.ts';
import { type StoreProblem, storeProblem } from './problems.ts';
import {
  type AnnotationRow,
  type Change,
  type DocumentRow,
  type ExplanationRow,
  peoplePart,
  type TextRow,
  toAnnotation,
  toDocument,
  toDocumentRow,
  toExplanation,
  toTextRow,
} from './rows.ts';
import { sameContent } from './same-content.ts';
import type { Database } from './schema.ts';

/** Documents read at once. */
export const chunkSize = 1000;

export interface MergePlan {
  /** Whether there is a copy of the project here. */
  readonly isHere: boolean;
  /** What is here, and what will be: documents without their texts. */
  readonly before: ProjectBundle;
  readonly after: ProjectBundle;
  readonly changes: readonly Change[];
  readonly added: number;
  readonly updated: number;
  /** Records of the file that change nothing here. */
  readonly kept: number;
  readonly refused: readonly StoreProblem[];
}

interface Small {
  readonly project: ProjectBundle['project'];
  readonly labels: readonly Label[];
  readonly rows: readonly DocumentRow[];
  readonly removed: readonly Document[];
  readonly annotations: readonly AnnotationRow[];
  readonly explanations: readonly ExplanationRow[];
}

/** Everything of a project but its texts and weights. */
export async function readSmall(db: Database, projectId: string): Promise<Small | undefined> {
  const project = await db.projects.get(projectId);
  if (project === undefined) return undefined;
  const range = [
    [projectId, Number.NEGATIVE_INFINITY],
    [projectId, Number.POSITIVE_INFINITY],
  ] as const;
  return {
    project,
    labels: await db.labels.where('projectId').equals(projectId).sortBy('position'),
    rows: await db.documents
      .where('[projectId+position]')
      .between(...range)
      .toArray(),
    removed: await db.removedDocuments.where('projectId').equals(projectId).toArray(),
    annotations: await db.annotations.where('projectId').equals(projectId).toArray(),
    explanations: await db.explanations.where('projectId').equals(projectId).toArray(),
  };
}

/** A document without what never changes: what a merge needs of it. */
function headOf(doc: Document): Document {
  const { tokens: _, predictions: __, ...rest } = doc;
  return { ...rest, text: '', meta: {} };
}

/** In the caller's transaction. `me`: who sits at this device; `unsound`: what was left out of the file before. */
export async function planMerge(
  db: Database,
  file: ProjectBundle,
  unsound: readonly StoreProblem[],
  me: string,
): Promise<MergePlan> {
  const refused = [...unsound];
  const here = await readSmall(db, file.project.id);
  const theirs = await withoutForeign(db, file, refused);
  const heads = { ...theirs, documents: theirs.documents.map(headOf) };
  const before: ProjectBundle =
    here === undefined
      ? { ...heads, labels: [], documents: [], annotations: [], explanations: [], weights: [] }
      : {
          project: here.project,
          labels: here.labels,
          documents: [...here.rows.map(toHead), ...here.removed],
          annotations: here.annotations.map(toAnnotation),
          explanations: here.explanations.map(toExplanation),
        };
  const merged = mergeBundles(before, heads);
  if (!merged.ok) throw new InternalError(merged.error.message); // both are of this very project
  const project = here === undefined ? merged.value.project : ofPeople(merged.value);
  const after = { ...merged.value, project };
  const tally = { added: 0, updated: 0, kept: 0 };
  const differing = <T extends { readonly id: string }>(
    old: readonly T[],
    next: readonly T[],
    given: readonly T[],
  ): T[] => {
    const known = new Map(old.map((record) => [record.id, record]));
    const asked = new Set(given.map((record) => record.id));
    return next.filter((record) => {
      const there = known.get(record.id);
      const isSame = there !== undefined && sameContent(there, record);
      if (there === undefined) tally.added++;
      else if (!isSame) tally.updated++;
      else if (asked.has(record.id)) tally.kept++;
      return !isSame;
    });
  };

  const isOfSeveral = project.settings.people;
  const projects = differing(here === undefined ? [] : [here.project], [project], [file.project]);
  const labels = differing(before.labels, after.labels, theirs.labels);
  const documents = differing(before.documents, after.documents, heads.documents);
  const withOwnStatus = (doc: Document): Document =>
    isOfSeveral ? { ...doc, status: statusFor(doc, me) } : doc;
  const place = new Map(
    after.documents.flatMap((doc) => (doc.deleted === true ? [] : [[doc.id, doc.position] as const])),
  );
  const moved = new Set(documents.map((doc) => doc.id));
  // Where a project has become one of several people, what was one heap is told apart.
  const isToldApart = here !== undefined && isOfSeveral !== here.project.settings.people;
  const layers = new Map(after.annotations.map((one) => [one.id, one]));
  const placed = <T extends Annotation | Explanation>(
    old: readonly T[],
    next: readonly T[],
    given: readonly T[],
  ) => {
    const changed = new Set(differing(old, next, given).map((record) => record.id));
    return next.flatMap((record) => {
      if (!changed.has(record.id) && !moved.has(record.documentId) && !isToldApart) return [];
      const layer = layers.get('annotationId' in record ? record.annotationId : record.id);
      if (record.deleted === true || layer === undefined) return [record];
      return [{ ...record, ...placeOf(layer, record.documentId, place, isOfSeveral ? me : undefined) }];
    });
  };
  const changes = [
    ...rowChanges('projects', here === undefined ? [] : [here.project], projects),
    ...rowChanges('labels', before.labels, labels),
    ...(await documentChanges(db, here, documents.map(withOwnStatus), theirs.documents)),
    ...rowChanges(
      'annotations',
      here?.annotations ?? [],
      placed(before.annotations, after.annotations, theirs.annotations),
    ),
    ...rowChanges(
      'explanations',
      here?.explanations ?? [],
      placed(before.explanations, after.explanations, theirs.explanations),
    ),
  ];
  refused.push(...goneEnds(before.annotations, after.annotations));
  return { isHere: here !== undefined, before, after, changes, ...tally, refused };
}

/** Rows that are written, with those that are there. */
function rowChanges<T extends { readonly id: string }>(
  table: Change['table'],
  there: readonly T[],
  written: readonly T[],
): Change[] {
  const known = new Map(there.map((row) => [row.id, row]));
  return written.flatMap((after): Change[] => {
    const before = known.get(after.id);
    if (before === undefined) return [{ table, key: after.id, after }];
    return sameContent(before, after) ? [] : [{ table, key: after.id, before, after }];
  });
}

/** A colleague's labels make it a project of several people, for good. */
function ofPeople({ project, annotations }: ProjectBundle): ProjectBundle['project'] {
  const makers = new Set(
    annotations.flatMap(({ annotator, source }) =>
      annotator === '' && source === 'imported' ? [] : [annotator],
    ),
  );
  const people = project.settings.people || makers.size > 1;
  return { ...project, settings: { ...project.settings, people } };
}

function toHead(row: DocumentRow): Document {
  return toDocument(row, { ...row, text: '', meta: {} });
}

/** Rows of changed documents. A document that is there without its text (older versions left such) gets it again. */
async function documentChanges(
  db: Database,
  here: Small | undefined,
  changed: readonly Document[],
  given: readonly Document[],
): Promise<readonly Change[]> {
  const known = new Map((here?.rows ?? []).map((row) => [row.id, row]));
  const removed = new Map((here?.removed ?? []).map((doc) => [doc.id, doc]));
  const contents = new Map(given.map((doc) => [doc.id, doc]));
  const missing = await withoutText(
    db,
    [...known.values()].filter((row) => contents.has(row.id) && contents.get(row.id)?.deleted !== true),
  );
  const isTouched = (doc: Document): boolean => {
    const row = known.get(doc.id);
    return row !== undefined && (doc.deleted === true || doc.position !== row.position);
  };
  const texts = await textsOf(db, changed.filter(isTouched));
  const changes: Change[] = [];
  const note = (
    table: Change['table'],
    key: string,
    before: object | undefined,
    after: object | undefined,
  ): void => {
    if (before === undefined && after === undefined) return;
    changes.push({ table, key, ...(before && { before }), ...(after && { after }) });
  };
  for (const doc of changed) {
    const row = known.get(doc.id);
    const text = texts.get(doc.id);
    if (doc.deleted === true) {
      note('documents', doc.id, row, undefined);
      note('texts', doc.id, text, undefined);
      note('removedDocuments', doc.id, removed.get(doc.id), doc);
      continue;
    }
    note('removedDocuments', doc.id, removed.get(doc.id), undefined);
    if (row !== undefined) {
      note('documents', doc.id, row, changedRow(row, doc));
      if (text !== undefined) note('texts', doc.id, text, { ...text, position: doc.position });
      continue;
    }
    const content = contents.get(doc.id);
    if (content === undefined) continue;
    const { text: words, meta, tokens, predictions } = content;
    const whole = {
      ...doc,
      text: words,
      meta,
      ...(tokens === undefined ? {} : { tokens }),
      ...(predictions === undefined ? {} : { predictions }),
    };
    note('documents', doc.id, undefined, toDocumentRow(whole));
    note('texts', doc.id, undefined, toTextRow(whole));
  }
  const positions = new Map(changed.map((doc) => [doc.id, doc.position]));
  for (const row of missing) {
    const content = contents.get(row.id);
    if (content === undefined) continue;
    note(
      'texts',
      row.id,
      undefined,
      toTextRow({ ...content, position: positions.get(row.id) ?? row.position }),
    );
  }
  return changes;
}

/** What the merge may change in a row: all that people made of the document, and its place. */
function changedRow(row: DocumentRow, doc: Document): DocumentRow {
  const { flag: _flag, split: _split, was: _was, statuses: _statuses, decided: _decided, ...rest } = row;
  const { status, flag, split, was, position, updatedAt } = toDocumentRow(doc);
  return {
    ...rest,
    status,
    ...(flag === undefined ? {} : { flag }),
    position,
    updatedAt,
    ...peoplePart(doc),
    ...(split === undefined ? {} : { split }),
    ...(was === undefined ? {} : { was }),
  };
}

async function textsOf(db: Database, documents: readonly Document[]): Promise<ReadonlyMap<string, TextRow>> {
  const texts = await db.texts.bulkGet(documents.map(({ id }) => id));
  return new Map(texts.flatMap((text) => (text === undefined ? [] : [[text.id, text] as const])));
}

async function withoutText(db: Database, rows: readonly DocumentRow[]): Promise<readonly DocumentRow[]> {
  const there = new Set(await presentKeys(db, rows));
  return rows.filter(({ id }) => !there.has(id));
}

/**
 * `bulkGet` that asks only for rows that are there: of a new project's file that is none, and each question costs as much as
 * writing a row.
 */
async function present<T>(table: Table<T, string>, ids: readonly string[]): Promise<(T | undefined)[]> {
  const wanted = await table.where('id').anyOf(ids).primaryKeys();
  const rows = wanted.length === 0 ? [] : await table.bulkGet(wanted);
  const found = new Map(wanted.map((id, at) => [id, rows[at]]));
  return ids.map((id) => found.get(id));
}

/** Ids of those documents that have their text. */
async function presentKeys(db: Database, rows: readonly DocumentRow[]): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let i = 0; i < rows.length; i += chunkSize) {
    const part = rows.slice(i, i + chunkSize).map((row) => row.id);
    keys.push(...(await db.texts.where('id').anyOf(part).primaryKeys()));
  }
  return keys;
}

/**
 * The file without what would overwrite something else: records whose id belongs to another project here, documents
 * that have another text here, and what hangs on them.
 */
async function withoutForeign(
  db: Database,
  file: ProjectBundle,
  refused: StoreProblem[],
): Promise<ProjectBundle> {
  const projectId = file.project.id;
  const refuse = (table: string, id: string, message: string): void => {
    refused.push(storeProblem('history-conflict', message, { what: table, id }));
  };
  type Owned = { readonly projectId: string } | undefined;
  const own = <T extends { readonly id: string }>(
    there: readonly Owned[],
    name: string,
    records: readonly T[],
  ): T[] =>
    records.filter((record, i) => {
      const foreign = there[i] !== undefined && there[i]?.projectId !== projectId;
      if (foreign) refuse(name, record.id, `A ${name} of this id belongs to another project.`);
      return !foreign;
    });
  const idsOf = (records: readonly { readonly id: string }[]): string[] => records.map((record) => record.id);
  const labels = own(await db.labels.bulkGet(idsOf(file.labels)), 'label', file.labels);
  const documents: Document[] = [];
  for (let i = 0; i < file.documents.length; i += chunkSize) {
    const given = file.documents.slice(i, i + chunkSize);
    const part = own(await present(db.documents, idsOf(given)), 'document', given);
    const texts = await present(db.texts, idsOf(part));
    for (const [k, doc] of part.entries()) {
      const text = texts[k]?.text;
      if (doc.deleted === true || text === undefined || text === doc.text) documents.push(doc);
      else refuse('document', doc.id, 'A document of this id has another text.');
    }
  }
  const known = new Set(idsOf(documents));
  const annotationsThere = await present(db.annotations, idsOf(file.annotations));
  const annotations = own(annotationsThere, 'annotation', file.annotations).filter((one) =>
    known.has(one.documentId),
  );
  const explained = new Set(idsOf(annotations));
  const explanationsThere = await present(db.explanations, idsOf(file.explanations));
  const explanations = own(explanationsThere, 'explanation', file.explanations).filter((one) =>
    explained.has(one.annotationId),
  );
  return { ...file, labels, documents, annotations, explanations };
}

/** Relations that the merge hid because one side deleted an end. */
function goneEnds(before: readonly Annotation[], after: readonly Annotation[]): readonly StoreProblem[] {
  const hidden = new Set(before.filter((one) => one.was?.deleted === false).map((one) => one.id));
  const living = new Set(after.filter((one) => one.deleted !== true).map((one) => one.id));
  return after.flatMap(({ id, was, target }) => {
    if (was?.deleted !== false || hidden.has(id) || target.kind !== 'relation') return [];
    if (living.has(target.head) && living.has(target.tail)) return []; // a twin
    return [storeProblem('invalid-relation', 'An end of a relation is gone in the merged project.', { id })];
  });
}

/**
 * A project as one piece: read whole for the project file and for exports, put in whole, or merged with the copy that is
 * here. Which record wins is `core`'s to say (`mergeBundles`, whose laws are proven); here stands only how the result
 * gets into the tables: in one transaction, with as few rows written as differ. A merge is no undo step.
 *
 * Texts never change and are never read for a merge, except to see that a document of the file has the text that the
 * document of this id has here.
 */
import type { Table } from 'dexie';
import { InternalError } from '#core/base';
import {
  type Annotation,
  compareDocuments,
  type Document,
  type Explanation,
  type Label,
  mergeBundles,
  newerWeights,
  type ProjectBundle,
  statusFor,
  validateBundle,
} from '#core/project';
import { attempt, type Env, reading } from './env.ts';
import { sameContent } from './history.ts';
import { livingLabels } from './labels.ts';
import { forgetDocuments, removeRowsOfProject } from './orphans.ts';
import { personAt, placeOf } from './people.ts';
import { type StoreProblem, storeProblem } from './problems.ts';
import {
  type DocumentRow,
  peoplePart,
  toAnnotation,
  toDocument,
  toDocumentRow,
  toExplanation,
  toTextRow,
} from './rows.ts';
import type { Database } from './schema.ts';
import type { Bundles, MergeReport } from './store.ts';

/** Documents read at once. */
const chunkSize = 1000;

export function createBundles(env: Env): Bundles {
  const { db } = env;
  /** What is sound of a bundle goes in, after `first`, in one transaction. */
  const put = async (bundle: ProjectBundle, first?: () => Promise<void>): Promise<MergeReport> => {
    const { bundle: sound, violations } = validateBundle(bundle);
    const refused = violations.map(({ code, table, id }) =>
      storeProblem('invalid-record', `Not taken over as it was: ${table} ${id} (${code}).`, {
        table,
        id,
        reason: code,
      }),
    );
    const person = env.annotator() === '' ? await personAt(db) : env.annotator();
    return db.transaction('rw', [db.projects, db.removedProjects, ...db.projectTables], async () => {
      await first?.();
      if (first !== undefined) await db.projects.delete(bundle.project.id);
      return write(db, sound, refused, person);
    });
  };
  return {
    read: (projectId, options = {}) =>
      reading(async () => {
        // One transaction for what changes; texts never do, and reading them all must not keep acts waiting.
        const tables = [
          db.projects,
          db.labels,
          db.documents,
          db.annotations,
          db.explanations,
          db.removedDocuments,
        ];
        const small = await db.transaction('r', tables, () => readSmall(db, projectId));
        if (small === undefined) return undefined;
        const documents: Document[] = [];
        for (let i = 0; i < small.rows.length; i += chunkSize) {
          const part = small.rows.slice(i, i + chunkSize);
          const texts = await db.texts.bulkGet(part.map((row) => row.id));
          for (const [k, row] of part.entries()) {
            const text = texts[k];
            if (text !== undefined) documents.push(toDocument(row, text));
          }
        }
        const { project, labels, removed, annotations, explanations } = small;
        const bundle: ProjectBundle = {
          project,
          labels: options.tombstones === true ? labels : await livingLabels(db, projectId),
          documents:
            options.tombstones === true ? [...documents, ...removed.toSorted(compareDocuments)] : documents,
          annotations,
          explanations,
        };
        if (options.weights !== true) return bundle;
        return { ...bundle, weights: await db.weights.where('projectId').equals(projectId).toArray() };
      }),
    write: (bundle) => attempt(env, () => put(bundle)),
    replace: (bundle) => attempt(env, () => put(bundle, () => removeRowsOfProject(db, bundle.project.id))),
  };
}

interface Small {
  readonly project: ProjectBundle['project'];
  readonly labels: readonly Label[];
  readonly rows: readonly DocumentRow[];
  readonly removed: readonly Document[];
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
}

/** Everything of a project but its texts and weights. */
async function readSmall(db: Database, projectId: string): Promise<Small | undefined> {
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
    annotations: (await db.annotations.where('projectId').equals(projectId).toArray()).map(toAnnotation),
    explanations: (await db.explanations.where('projectId').equals(projectId).toArray()).map(toExplanation),
  };
}

/** A document without what never changes: what a merge needs of it. */
function headOf(doc: Document): Document {
  const { tokens: _, predictions: __, ...rest } = doc;
  return { ...rest, text: '', meta: {} };
}

/** `person`: who sits at this device. */
async function write(
  db: Database,
  file: ProjectBundle,
  refused: StoreProblem[],
  person: string,
): Promise<MergeReport> {
  const projectId = file.project.id;
  const removedHere = await db.removedProjects.get(projectId);
  const here = await readSmall(db, projectId);
  const theirs = await withoutForeign(db, file, refused);
  const texts = new Map(theirs.documents.map((doc) => [doc.id, doc]));
  const heads = { ...theirs, documents: theirs.documents.map(headOf) };
  const mine: ProjectBundle =
    here === undefined
      ? { ...heads, labels: [], documents: [], annotations: [], explanations: [], weights: [] }
      : { ...here, documents: [...here.rows.map(toHead), ...here.removed] };
  const merged = mergeBundles(mine, heads);
  if (!merged.ok) throw new InternalError(merged.error.message); // both are of this very project
  const tally = { added: 0, updated: 0, kept: 0 };
  const count = <T extends { readonly id: string }>(
    before: readonly T[],
    after: readonly T[],
    given: readonly T[],
  ): T[] => {
    const known = new Map(before.map((record) => [record.id, record]));
    const asked = new Set(given.map((record) => record.id));
    return after.filter((record) => {
      const old = known.get(record.id);
      const isSame = old !== undefined && sameContent(old, record);
      if (old === undefined) tally.added++;
      else if (!isSame) tally.updated++;
      else if (asked.has(record.id)) tally.kept++;
      return !isSame;
    });
  };

  const { labels, documents, annotations, explanations } = merged.value;
  const project = here === undefined ? merged.value.project : ofPeople(merged.value);
  const projects = count(here === undefined ? [] : [here.project], [project], [file.project]);
  await db.projects.bulkPut(projects);
  await db.removedProjects.delete(projectId);
  await db.labels.bulkPut(count(mine.labels, labels, theirs.labels));
  const changedDocuments = count(mine.documents, documents, heads.documents);
  const isOfSeveral = project.settings.people;
  const withOwnStatus = (doc: Document): Document =>
    isOfSeveral ? { ...doc, status: statusFor(doc, person) } : doc;
  await putDocuments(db, here?.rows ?? [], changedDocuments.map(withOwnStatus), texts);
  const place = new Map(
    documents.flatMap((doc) => (doc.deleted === true ? [] : [[doc.id, doc.position] as const])),
  );
  const moved = new Set(changedDocuments.map((doc) => doc.id));
  const me = isOfSeveral ? person : undefined;
  // Where a project has become one of several people, what was one heap is told apart.
  const isToldApart = here !== undefined && project.settings.people !== here.project.settings.people;
  const layers = new Map(annotations.map((one) => [one.id, one]));
  const newRows = <T extends Annotation | Explanation>(
    before: readonly T[],
    after: readonly T[],
    given: readonly T[],
  ): (T & { readonly at?: number; readonly goldAt?: number })[] => {
    const changed = new Set(count(before, after, given).map((record) => record.id));
    return after.flatMap((record) => {
      if (!changed.has(record.id) && !moved.has(record.documentId) && !isToldApart) return [];
      const layer = layers.get('annotationId' in record ? record.annotationId : record.id);
      if (record.deleted === true || layer === undefined) return [record];
      return [{ ...record, ...placeOf(layer, record.documentId, place, me) }];
    });
  };
  await Promise.all([
    db.annotations.bulkPut(newRows(mine.annotations, annotations, theirs.annotations)),
    db.explanations.bulkPut(newRows(mine.explanations, explanations, theirs.explanations)),
  ]);
  await putWeights(db, projectId, file);
  refused.push(...goneEnds(mine.annotations, annotations));
  return { ...tally, refused, restored: removedHere !== undefined && here === undefined };
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
async function putDocuments(
  db: Database,
  here: readonly DocumentRow[],
  changed: readonly Document[],
  given: ReadonlyMap<string, Document>,
): Promise<void> {
  const known = new Map(here.map((row) => [row.id, row]));
  const gone = changed.filter((doc) => doc.deleted === true);
  await forgetDocuments(
    db,
    gone.map((doc) => doc.id),
  );
  await db.removedDocuments.bulkPut(gone);
  const present = changed.filter((doc) => doc.deleted !== true);
  await db.removedDocuments.bulkDelete(present.map((doc) => doc.id));
  const rows: DocumentRow[] = [];
  const newTexts: Document[] = [];
  const moved: Document[] = [];
  for (const doc of present) {
    const row = known.get(doc.id);
    const content = given.get(doc.id);
    if (row !== undefined) {
      const { flag: _flag, split: _split, was: _was, statuses: _statuses, decided: _decided, ...rest } = row;
      const { status, flag, split, was, position, updatedAt } = toDocumentRow(doc);
      rows.push({
        ...rest,
        status,
        ...(flag === undefined ? {} : { flag }),
        position,
        updatedAt,
        ...peoplePart(doc),
        ...(split === undefined ? {} : { split }),
        ...(was === undefined ? {} : { was }),
      });
      if (position !== row.position) moved.push(doc);
    } else if (content !== undefined) {
      const { text, meta, tokens, predictions } = content;
      const whole = {
        ...doc,
        text,
        meta,
        ...(tokens === undefined ? {} : { tokens }),
        ...(predictions === undefined ? {} : { predictions }),
      };
      rows.push(toDocumentRow(whole));
      newTexts.push(whole);
    }
  }
  await Promise.all([db.documents.bulkPut(rows), db.texts.bulkPut(newTexts.map(toTextRow))]);
  const texts = await db.texts.bulkGet(moved.map((doc) => doc.id));
  await db.texts.bulkPut(
    texts.flatMap((text, i) => (text === undefined ? [] : [{ ...text, position: moved[i]?.position ?? 0 }])),
  );
  const without = here.filter((row) => given.get(row.id)?.deleted !== true && given.has(row.id));
  const there = new Set(await presentKeys(db, without));
  await db.texts.bulkPut(
    without.flatMap((row) => {
      const content = given.get(row.id);
      if (content === undefined || there.has(row.id)) return [];
      return [toTextRow({ ...content, position: row.position })];
    }),
  );
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

async function putWeights(db: Database, projectId: string, { weights = [] }: ProjectBundle): Promise<void> {
  for (const given of weights) {
    const row = { ...given, projectId };
    const there = await db.weights.get([projectId, row.model]);
    if (there === undefined || newerWeights(there, row) !== there) await db.weights.put(row);
  }
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

/**
 * A project as one piece: read whole for the project file and for exports, put in whole, or merged record by record
 * into the copy that is here. A merge is no undo step; it is whole or not at all.
 */
import type { Annotation, Document, Explanation, Label, ProjectBundle } from '#core/project';
import { attempt, type Env, reading } from './env.ts';
import { tombstone } from './history.ts';
import { type StoreProblem, storeProblem } from './problems.ts';
import {
  type AnnotationRow,
  type DocumentRow,
  type ExplanationRow,
  toAnnotation,
  toDocument,
  toDocumentRow,
  toExplanation,
  toTextRow,
} from './rows.ts';
import type { Database } from './schema.ts';
import type { Bundles, MergeReport } from './store.ts';
import { isInside, kindOfLabelFor } from './target.ts';

/** Documents read at once. */
const chunkSize = 1000;

export function createBundles(env: Env): Bundles {
  const { db } = env;
  return {
    read: (projectId, options = {}) =>
      reading(async () => {
        // One transaction for what changes; texts never do, and reading them all must not keep acts waiting.
        const small = await db.transaction(
          'r',
          [db.projects, db.labels, db.documents, db.annotations, db.explanations],
          async () => ({
            project: await db.projects.get(projectId),
            labels: await db.labels.where('projectId').equals(projectId).sortBy('position'),
            rows: await db.documents
              .where('[projectId+position]')
              .between([projectId, Number.NEGATIVE_INFINITY], [projectId, Number.POSITIVE_INFINITY])
              .toArray(),
            annotations: await db.annotations.where('projectId').equals(projectId).toArray(),
            explanations: await db.explanations.where('projectId').equals(projectId).toArray(),
          }),
        );
        const { project, labels, rows, annotations, explanations } = small;
        if (project === undefined) return undefined;
        const documents: Document[] = [];
        for (let i = 0; i < rows.length; i += chunkSize) {
          const part = rows.slice(i, i + chunkSize);
          const texts = await db.texts.bulkGet(part.map((row) => row.id));
          for (const [k, row] of part.entries()) {
            const text = texts[k];
            if (text !== undefined) documents.push(toDocument(row, text));
          }
        }
        const bundle: ProjectBundle = {
          project,
          labels,
          documents,
          annotations: annotations.map(toAnnotation),
          explanations: explanations.map(toExplanation),
        };
        if (options.weights !== true) return bundle;
        return { ...bundle, weights: await db.weights.where('projectId').equals(projectId).toArray() };
      }),
    write: (bundle) =>
      attempt(env, () => db.transaction('rw', [db.projects, ...db.projectTables], () => merge(db, bundle))),
  };
}

interface Tally {
  added: number;
  updated: number;
  kept: number;
  readonly refused: StoreProblem[];
}

async function merge(db: Database, bundle: ProjectBundle): Promise<MergeReport> {
  const tally: Tally = { added: 0, updated: 0, kept: 0, refused: [] };
  const projectId = bundle.project.id;
  await mergeProject(db, bundle, tally);
  const labels = await mergeLabels(db, bundle, tally);
  const documents = await mergeDocuments(db, bundle, tally);
  const annotations = await mergeAnnotations(db, bundle, labels, documents, tally);
  await mergeExplanations(db, bundle, annotations, documents, tally);
  for (const weights of bundle.weights ?? []) {
    const there = await db.weights.get([projectId, weights.model]);
    if (there === undefined || weights.trainedAt > there.trainedAt)
      await db.weights.put({ ...weights, projectId });
  }
  return tally;
}

async function mergeProject(db: Database, { project }: ProjectBundle, tally: Tally): Promise<void> {
  const there = await db.projects.get(project.id);
  if (there === undefined) tally.added++;
  else if (project.updatedAt > there.updatedAt) tally.updated++;
  else {
    tally.kept++;
    return;
  }
  await db.projects.put(project);
}

/** Labels of the file by their id there, as what they are here: one of the same kind and name is the same label. */
async function mergeLabels(
  db: Database,
  bundle: ProjectBundle,
  tally: Tally,
): Promise<ReadonlyMap<string, Label>> {
  const projectId = bundle.project.id;
  const here = await db.labels.where('projectId').equals(projectId).toArray();
  const byId = new Map(here.map((label) => [label.id, label]));
  const byName = new Map(here.map((label) => [`${label.kind} ${label.name}`, label]));
  const keyOf = ({ kind, shortcut }: Label): string => `${kind === 'relation'} ${shortcut}`;
  const keys = new Set(here.map(keyOf));
  const asHere = new Map<string, Label>();
  let position = here.reduce((last, label) => Math.max(last, label.position), -1);
  for (const label of [...bundle.labels].sort((a, b) => a.position - b.position)) {
    const same = byId.get(label.id) ?? byName.get(`${label.kind} ${label.name}`);
    if (same !== undefined) {
      tally.kept++;
      asHere.set(label.id, same);
      continue;
    }
    position++;
    const added = { ...label, projectId, position, shortcut: keys.has(keyOf(label)) ? '' : label.shortcut };
    keys.add(keyOf(added));
    await db.labels.put(added);
    asHere.set(label.id, added);
    tally.added++;
  }
  return asHere;
}

async function mergeDocuments(
  db: Database,
  bundle: ProjectBundle,
  tally: Tally,
): Promise<ReadonlyMap<string, DocumentRow>> {
  const projectId = bundle.project.id;
  const here = await db.documents.bulkGet(bundle.documents.map((doc) => doc.id));
  const last = await db.documents
    .where('[projectId+position]')
    .between([projectId, Number.NEGATIVE_INFINITY], [projectId, Number.POSITIVE_INFINITY])
    .last();
  let position = last?.position ?? -1;
  const known = new Map<string, DocumentRow>();
  const rows: DocumentRow[] = [];
  const texts = [];
  for (const [i, doc] of bundle.documents.entries()) {
    const there = here[i];
    if (there === undefined) {
      position++;
      const added = { ...doc, projectId, position };
      rows.push(toDocumentRow(added));
      texts.push(toTextRow(added));
      known.set(doc.id, toDocumentRow(added));
      tally.added++;
      continue;
    }
    if (there.projectId !== projectId || there.length !== doc.text.length) {
      const params = { what: 'document', id: doc.id };
      tally.refused.push(storeProblem('history-conflict', 'A document of this id has another text.', params));
      continue;
    }
    known.set(doc.id, there);
    if (doc.updatedAt <= there.updatedAt) {
      tally.kept++;
      continue;
    }
    const { split: _, ...rest } = there;
    const row = toDocumentRow(doc);
    rows.push({
      ...rest,
      status: row.status,
      flag: row.flag,
      ...(row.split === undefined ? {} : { split: row.split }),
      updatedAt: row.updatedAt,
    });
    tally.updated++;
  }
  await db.documents.bulkPut(rows);
  await db.texts.bulkPut(texts);
  return known;
}

/** Answers all annotations of the project that are alive afterwards. */
async function mergeAnnotations(
  db: Database,
  bundle: ProjectBundle,
  labels: ReadonlyMap<string, Label>,
  documents: ReadonlyMap<string, DocumentRow>,
  tally: Tally,
): Promise<ReadonlyMap<string, AnnotationRow>> {
  const projectId = bundle.project.id;
  const rows = await db.annotations.where('projectId').equals(projectId).toArray();
  const all = new Map(rows.map((row) => [row.id, row]));
  const put = new Map<string, AnnotationRow>();
  for (const annotation of bundle.annotations) {
    const there = all.get(annotation.id);
    if (there !== undefined && there.updatedAt >= annotation.updatedAt) {
      tally.kept++;
      continue;
    }
    const doc = documents.get(annotation.documentId);
    const label = labels.get(annotation.labelId);
    const found = annotationProblem(annotation, doc, label);
    if (doc === undefined || found !== undefined) {
      if (found !== undefined && annotation.deleted !== true) tally.refused.push(found);
      continue;
    }
    const row: AnnotationRow = {
      ...annotation,
      projectId,
      labelId: label?.id ?? annotation.labelId,
      ...(annotation.deleted === true ? {} : { at: doc.position }),
    };
    put.set(row.id, row);
    all.set(row.id, row);
    if (there === undefined) tally.added++;
    else tally.updated++;
  }
  // A relation whose end the other side deleted goes with it, whichever side it came from.
  for (const row of all.values()) {
    if (row.deleted === true || row.target.kind !== 'relation') continue;
    const ends = [all.get(row.target.head), all.get(row.target.tail)];
    const holds = ends.every((end) => end?.deleted !== true && end?.documentId === row.documentId);
    if (holds) continue;
    tally.refused.push(
      storeProblem('invalid-relation', 'An end of a relation is gone in the merged project.', { id: row.id }),
    );
    const gone = tombstone(row, row.updatedAt + 1);
    put.set(row.id, gone);
    all.set(row.id, gone);
  }
  await db.annotations.bulkPut([...put.values()]);
  return all;
}

function annotationProblem(
  { id, target, deleted }: Annotation,
  doc: DocumentRow | undefined,
  label: Label | undefined,
): StoreProblem | undefined {
  if (doc === undefined) return storeProblem('not-found', 'Its document is missing.', { id });
  if (deleted === true) return undefined;
  if (label === undefined || label.kind !== kindOfLabelFor(target)) {
    return storeProblem('invalid-label', 'Its label is missing or of another kind.', { id });
  }
  if ((target.kind === 'span' || target.kind === 'aspect') && !isInside(target, doc.length)) {
    return storeProblem('invalid-span', 'Its span is not inside the text.', { id });
  }
  return undefined;
}

async function mergeExplanations(
  db: Database,
  bundle: ProjectBundle,
  annotations: ReadonlyMap<string, AnnotationRow>,
  documents: ReadonlyMap<string, DocumentRow>,
  tally: Tally,
): Promise<void> {
  const projectId = bundle.project.id;
  const rows = await db.explanations.where('projectId').equals(projectId).toArray();
  const all = new Map<string, ExplanationRow>(rows.map((row) => [row.id, row]));
  const put = new Map<string, ExplanationRow>();
  for (const explanation of bundle.explanations) {
    const there = all.get(explanation.id);
    if (there !== undefined && there.updatedAt >= explanation.updatedAt) {
      tally.kept++;
      continue;
    }
    const doc = documents.get(explanation.documentId);
    const found = explanationProblem(explanation, doc);
    if (doc === undefined || found !== undefined) {
      if (found !== undefined) tally.refused.push(found);
      continue;
    }
    const row: ExplanationRow = {
      ...explanation,
      projectId,
      ...(explanation.deleted === true ? {} : { at: doc.position }),
    };
    put.set(row.id, row);
    all.set(row.id, row);
    if (there === undefined) tally.added++;
    else tally.updated++;
  }
  for (const row of all.values()) {
    const annotation = annotations.get(row.annotationId);
    if (row.deleted === true || (annotation !== undefined && annotation.deleted !== true)) continue;
    put.set(row.id, tombstone(row, row.updatedAt + 1));
  }
  await db.explanations.bulkPut([...put.values()]);
}

function explanationProblem(one: Explanation, doc: DocumentRow | undefined): StoreProblem | undefined {
  if (doc === undefined) return storeProblem('not-found', 'Its document is missing.', { id: one.id });
  if (one.deleted === true || one.kind === 'nl') return undefined;
  if (one.spans.length > 0 && one.spans.every((span) => isInside(span, doc.length))) return undefined;
  return storeProblem('invalid-explanation', 'Its trigger is not inside the text.', { id: one.id });
}

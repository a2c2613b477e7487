/**
 * Imports: a batch of documents with what came with them goes in as one transaction. Labels that are named but not
 * there are made; an annotation or explanation that breaks an invariant is left out and reported, its document stays.
 */
import {
  type Annotation,
  type Document,
  type Explanation,
  type Label,
  nextOrder,
  type Project,
} from '#core/project';
import { isBlind } from '#core/recommend';
import { isAlive } from './change-set.ts';
import { attempt, type Env, refuse } from './env.ts';
import { newLabelRecords } from './labels.ts';
import { checkedExplanation, cleanTarget } from './perform.ts';
import { StoreFailure, type StoreProblem, storeProblem } from './problems.ts';
import { noProject } from './projects.ts';
import { type AnnotationRow, type ExplanationRow, toDocumentRow, toTextRow } from './rows.ts';
import type { Database } from './schema.ts';
import type { Attachment, BatchReport, ImportedAnnotation, ImportedDocument, Importer } from './store.ts';
import { isInside, kindOfLabelFor } from './target.ts';

export function createImporter(env: Env, projectId: string, importId: string = env.ids()): Importer {
  const { db } = env;
  return {
    importId,
    appendBatch: (documents) =>
      attempt(env, () =>
        db.transaction(
          'rw',
          [db.projects, db.labels, db.documents, db.texts, db.annotations, db.explanations],
          () => append(env, projectId, importId, documents),
        ),
      ),
    attach: (attachments) =>
      attempt(env, () =>
        db.transaction('rw', [db.labels, db.documents, db.annotations, db.explanations], () =>
          attach(env, projectId, attachments),
        ),
      ),
    rollback: () =>
      attempt(env, () =>
        db.transaction('rw', [...db.projectTables], async () => {
          const ids = await db.documents
            .where('[projectId+importId]')
            .equals([projectId, importId])
            .primaryKeys();
          await removeDocuments(db, ids);
          return ids.length;
        }),
      ),
  };
}

/** Everything that hangs on these documents, in the caller's transaction. */
async function removeDocuments(db: Database, ids: readonly string[]): Promise<void> {
  const keys = [...ids];
  await db.documents.bulkDelete(keys);
  await db.texts.bulkDelete(keys);
  await db.drafts.bulkDelete(keys);
  await db.priorities.bulkDelete(keys);
  for (const table of [db.annotations, db.explanations, db.rejections, db.recommendations]) {
    await table.where('documentId').anyOf(keys).delete();
  }
}

async function append(
  env: Env,
  projectId: string,
  importId: string,
  documents: readonly ImportedDocument[],
): Promise<BatchReport> {
  const { db } = env;
  const project = await db.projects.get(projectId);
  if (project === undefined) return refuse(noProject(projectId));
  const labels = await labelsByName(env, projectId, documents);
  const now = env.clock();
  const last = await db.documents
    .where('[projectId+position]')
    .between([projectId, Number.NEGATIVE_INFINITY], [projectId, Number.POSITIVE_INFINITY])
    .last();
  const first = (last?.position ?? -1) + 1;

  const docs: Document[] = [];
  const annotations: AnnotationRow[] = [];
  const explanations: ExplanationRow[] = [];
  const refused: { index: number; problem: StoreProblem }[] = [];
  for (const [index, given] of documents.entries()) {
    const doc = newDocument(env, project, first + index, now, given);
    docs.push(doc);
    const made = withoutRefused(given.annotations ?? [], doc, labels, env, (found) => {
      refused.push({ index, problem: found });
    });
    annotations.push(...made.annotations.map((row) => ({ ...row, at: doc.position })));
    explanations.push(...made.explanations.map((row) => ({ ...row, at: doc.position })));
  }
  await db.documents.bulkAdd(docs.map((doc) => toDocumentRow(doc, importId)));
  await db.texts.bulkAdd(docs.map(toTextRow));
  await db.annotations.bulkAdd(annotations);
  await db.explanations.bulkAdd(explanations);
  return {
    documents: docs.length,
    annotations: annotations.length,
    explanations: explanations.length,
    refused,
  };
}

/** Each explanation goes to the first living annotation of its document that carries its label. */
async function attach(env: Env, projectId: string, attachments: readonly Attachment[]): Promise<BatchReport> {
  const { db } = env;
  const labels = await db.labels.where('projectId').equals(projectId).toArray();
  const refused: { index: number; problem: StoreProblem }[] = [];
  let added = 0;
  for (const [index, { documentId, label, explanation }] of attachments.entries()) {
    const ids = new Set(labels.filter((one) => one.name === label).map((one) => one.id));
    const doc = await db.documents.where('[projectId+externalId]').equals([projectId, documentId]).first();
    const annotation =
      doc === undefined
        ? undefined
        : await db.annotations
            .where('documentId')
            .equals(doc.id)
            .filter((row) => isAlive(row) && ids.has(row.labelId))
            .first();
    if (doc === undefined || annotation === undefined) {
      const params = { document: documentId.slice(0, 80), label: label.slice(0, 80) };
      refused.push({ index, problem: storeProblem('not-found', 'Nothing here is explained by it.', params) });
      continue;
    }
    try {
      const there = await db.explanations
        .where('annotationId')
        .equals(annotation.id)
        .filter(isAlive)
        .toArray();
      await db.explanations.add({
        ...checkedExplanation(explanation, doc),
        id: env.ids(),
        projectId,
        annotationId: annotation.id,
        documentId: doc.id,
        enabled: true,
        order: nextOrder(there),
        updatedAt: env.clock(),
        at: doc.position,
      });
      added++;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      refused.push({ index, problem: error.problem });
    }
  }
  return { documents: 0, annotations: 0, explanations: added, refused };
}

/** All labels of the project by kind and name, those made that the batch names for the first time. */
async function labelsByName(
  env: Env,
  projectId: string,
  documents: readonly ImportedDocument[],
): Promise<ReadonlyMap<string, Label>> {
  const existing = await env.db.labels.where('projectId').equals(projectId).toArray();
  const byName = new Map(existing.map((label) => [nameOf(label.kind, label.name), label]));
  const wanted = new Map<string, Pick<Label, 'kind' | 'name'>>();
  for (const doc of documents) {
    for (const { label, target } of doc.annotations ?? []) {
      const kind = target.kind === 'relation' ? 'relation' : kindOfLabelFor(target);
      const name = label.trim().slice(0, 500);
      if (name !== '' && !byName.has(nameOf(kind, name))) wanted.set(nameOf(kind, name), { kind, name });
    }
  }
  const made = newLabelRecords(env, projectId, existing, [...wanted.values()]);
  await env.db.labels.bulkAdd(made);
  for (const label of made) byName.set(nameOf(label.kind, label.name), label);
  return byName;
}

function nameOf(kind: Label['kind'], name: string): string {
  return `${kind} ${name}`;
}

function newDocument(
  env: Env,
  { id: projectId, settings }: Project,
  position: number,
  now: number,
  given: ImportedDocument,
): Document {
  // What came with labels was judged elsewhere; its file says which of it measures.
  const isNew = (given.status ?? 'open') === 'open' && (given.annotations ?? []).length === 0;
  const split =
    given.split ?? (isNew && isBlind(given.text, position, settings.blindShare) ? 'holdout' : undefined);
  const tokens = given.tokens?.filter((token) => isInside(token, given.text.length));
  const meta = given.externalId === undefined ? (given.meta ?? {}) : { ...given.meta, id: given.externalId };
  return {
    id: env.ids(),
    projectId,
    position,
    text: given.text,
    meta,
    status: given.status ?? 'open',
    flagged: given.flagged ?? false,
    ...(split === undefined ? {} : { split }),
    ...(tokens === undefined ? {} : { tokens: tokens.map(({ from, to }) => ({ from, to })) }),
    updatedAt: now,
  };
}

/** Records for one document's annotations; what breaks an invariant is told to `refused` and left out. */
function withoutRefused(
  given: readonly ImportedAnnotation[],
  doc: Document,
  labels: ReadonlyMap<string, Label>,
  env: Env,
  refused: (found: StoreProblem) => void,
): { readonly annotations: readonly Annotation[]; readonly explanations: readonly Explanation[] } {
  const idOf = new Map<number, string>();
  const annotations: Annotation[] = [];
  const explanations: Explanation[] = [];
  const length = doc.text.length;
  const add = (index: number, one: ImportedAnnotation, target: Annotation['target']): void => {
    const label = labels.get(nameOf(kindOfLabelFor(target), one.label.trim().slice(0, 500)));
    if (label === undefined) {
      refused(storeProblem('invalid-label', 'The label has no name.', { index }));
      return;
    }
    const id = env.ids();
    idOf.set(index, id);
    annotations.push({
      id,
      projectId: doc.projectId,
      documentId: doc.id,
      annotator: one.annotator ?? '',
      labelId: label.id,
      target: cleanTarget(target),
      source: 'imported',
      updatedAt: doc.updatedAt,
    });
    let order = 0;
    for (const draft of one.explanations) {
      try {
        explanations.push({
          ...checkedExplanation(draft, { length }),
          id: env.ids(),
          projectId: doc.projectId,
          annotationId: id,
          documentId: doc.id,
          enabled: true,
          order: order++,
          updatedAt: doc.updatedAt,
        });
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        refused(error.problem);
      }
    }
  };
  for (const [index, one] of given.entries()) {
    const { target } = one;
    if (target.kind === 'relation') continue;
    if (target.kind !== 'text' && !isInside(target, length)) {
      const { from, to } = target;
      refused(storeProblem('invalid-span', 'The span is not inside the text.', { from, to, length }));
    } else add(index, one, target);
  }
  for (const [index, one] of given.entries()) {
    if (one.target.kind !== 'relation') continue;
    const [head, tail] = [idOf.get(one.target.head), idOf.get(one.target.tail)];
    const areEntities =
      given[one.target.head]?.target.kind === 'span' && given[one.target.tail]?.target.kind === 'span';
    if (head === undefined || tail === undefined || head === tail || !areEntities) {
      refused(storeProblem('invalid-relation', 'A relation ends in an entity that is not there.', { index }));
    } else add(index, one, { kind: 'relation', head, tail });
  }
  return { annotations, explanations };
}

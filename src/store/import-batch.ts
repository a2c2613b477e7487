import {
  type Annotation,
  type Document,
  type Explanation,
  isInside,
  kindOfLabelFor,
  type Label,
  nextOrder,
  type Prediction,
  type RecommendedTarget,
  tokensFit,
} from '#core/project';
import { isBlind } from '#core/recommend';
import { type Env, refuse } from './env.ts';
import type { Attachment, BatchReport, ImportedAnnotation, ImportedDocument } from './import-contract.ts';
import { isAlive } from './in-view.ts';
import { checkedExplanation, cleanTarget } from './invariants.ts';
import { livingLabels, newLabelRecords } from './labels.ts';
import { noProject, StoreFailure, type StoreProblem, storeProblem } from './problems.ts';
import { type AnnotationRow, type ExplanationRow, type ImportRow, toDocumentRow, toTextRow } from './rows.ts';

export async function append(
  env: Env,
  { id: importId, projectId, startedAt }: ImportRow,
  documents: readonly ImportedDocument[],
): Promise<{ readonly report: BatchReport; readonly labelIds: readonly string[] }> {
  const { db } = env;
  const project = await db.projects.get(projectId);
  if (project === undefined) return refuse(noProject(projectId));
  const { blindShare } = project.settings;
  const { byName: labels, made: newLabels } = await labelsByName(env, projectId, documents);
  const now = env.clock();
  const last = await db.documents
    .where('[projectId+position]')
    .between([projectId, Number.NEGATIVE_INFINITY], [projectId, Number.POSITIVE_INFINITY])
    .last();
  const first = (last?.position ?? -1) + 1;
  // Behind the import before it, even where the clock was set back: a merge orders texts by this.
  const addedAt =
    last?.importId === importId ? (last.addedAt ?? startedAt) : Math.max(startedAt, (last?.addedAt ?? 0) + 1);

  const docs: Document[] = [];
  const annotations: AnnotationRow[] = [];
  const explanations: ExplanationRow[] = [];
  const refused: { index: number; problem: StoreProblem }[] = [];
  for (const [index, given] of documents.entries()) {
    const plain = newDocument(env, { projectId, position: first + index, addedAt, now, blindShare }, given);
    const predictions = predictionsOf(given, labels);
    const doc = predictions.length === 0 ? plain : { ...plain, predictions };
    docs.push(doc);
    const made = withoutRefused(given.annotations ?? [], doc, labels, env, (found) => {
      refused.push({ index, problem: found });
    });
    annotations.push(...made.annotations.map((row) => ({ ...row, at: doc.position })));
    explanations.push(...made.explanations.map((row) => ({ ...row, at: doc.position })));
  }
  // At once: the browser writes one table's rows while the next one's are copied to it.
  await Promise.all([
    db.documents.bulkAdd(docs.map((doc) => toDocumentRow(doc, importId))),
    db.texts.bulkAdd(docs.map(toTextRow)),
    db.annotations.bulkAdd(annotations),
    db.explanations.bulkAdd(explanations),
  ]);
  return {
    report: {
      documents: docs.length,
      annotations: annotations.length,
      explanations: explanations.length,
      predictions: docs.reduce((sum, doc) => sum + (doc.predictions?.length ?? 0), 0),
      refused,
    },
    labelIds: newLabels.map((label) => label.id),
  };
}

/** What other programs said, with the ids of its labels; what lies outside of the text is nothing. */
function predictionsOf(
  { text, suggestions = [] }: ImportedDocument,
  labels: ReadonlyMap<string, Label>,
): readonly Prediction[] {
  return suggestions.flatMap(({ label, target, by, score }): Prediction[] => {
    const spans =
      target.kind === 'relation' ? [target.head, target.tail] : target.kind === 'text' ? [] : [target];
    const { id } = labels.get(nameOf(kindOfLabel(target), label.trim().slice(0, 500))) ?? {};
    if (id === undefined || !spans.every((span) => isInside(span, text.length))) return [];
    return [{ target, labelId: id, by, ...(score === undefined ? {} : { score }) }];
  });
}

function kindOfLabel(target: RecommendedTarget): Label['kind'] {
  return target.kind === 'relation' ? 'relation' : kindOfLabelFor(target);
}

/** Each explanation goes to the first living annotation of its document that carries its label. */
export async function attach(
  env: Env,
  projectId: string,
  attachments: readonly Attachment[],
): Promise<{ readonly report: BatchReport; readonly explanationIds: readonly string[] }> {
  const { db } = env;
  const labels = await livingLabels(db, projectId);
  const refused: { index: number; problem: StoreProblem }[] = [];
  const explanationIds: string[] = [];
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
      const id = env.ids();
      await db.explanations.add({
        ...checkedExplanation(explanation, doc),
        id,
        projectId,
        annotationId: annotation.id,
        documentId: doc.id,
        enabled: true,
        order: nextOrder(there),
        updatedAt: env.clock(),
        at: doc.position,
      });
      explanationIds.push(id);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      refused.push({ index, problem: error.problem });
    }
  }
  return {
    report: { documents: 0, annotations: 0, explanations: explanationIds.length, predictions: 0, refused },
    explanationIds,
  };
}

/** All labels of the project by kind and name, those made that the batch names for the first time. */
async function labelsByName(
  env: Env,
  projectId: string,
  documents: readonly ImportedDocument[],
): Promise<{ readonly byName: ReadonlyMap<string, Label>; readonly made: readonly Label[] }> {
  const existing = await livingLabels(env.db, projectId);
  const byName = new Map(existing.map((label) => [nameOf(label.kind, label.name), label]));
  const wanted = new Map<string, Pick<Label, 'kind' | 'name'>>();
  for (const doc of documents) {
    const named = [
      ...(doc.annotations ?? []).map(({ label, target }) => ({ label, kind: kindOf(target) })),
      ...(doc.suggestions ?? []).map(({ label, target }) => ({ label, kind: kindOfLabel(target) })),
    ];
    for (const { label, kind } of named) {
      const name = label.trim().slice(0, 500);
      if (name !== '' && !byName.has(nameOf(kind, name))) wanted.set(nameOf(kind, name), { kind, name });
    }
  }
  const made = newLabelRecords(env, projectId, existing, [...wanted.values()]);
  await env.db.labels.bulkAdd(made);
  for (const label of made) byName.set(nameOf(label.kind, label.name), label);
  return { byName, made };
}

function kindOf(target: ImportedAnnotation['target']): Label['kind'] {
  return target.kind === 'relation' ? 'relation' : kindOfLabelFor(target);
}

/** Names that look the same are one, whether their accents are characters of their own or not. */
function nameOf(kind: Label['kind'], name: string): string {
  return `${kind} ${name.normalize('NFC')}`;
}

function newDocument(
  env: Env,
  at: Pick<Document, 'projectId' | 'position' | 'addedAt'> & {
    readonly now: number;
    readonly blindShare: number;
  },
  given: ImportedDocument,
): Document {
  // What came with labels was judged elsewhere; its file says which of it measures.
  const isNew = (given.status ?? 'open') === 'open' && (given.annotations ?? []).length === 0;
  const split =
    given.split ?? (isNew && isBlind(given.text, at.position, at.blindShare) ? 'holdout' : undefined);
  const tokens = given.tokens !== undefined && tokensFit(given.text, given.tokens) ? given.tokens : undefined;
  const meta = given.externalId === undefined ? (given.meta ?? {}) : { ...given.meta, id: given.externalId };
  return {
    id: env.ids(),
    projectId: at.projectId,
    position: at.position,
    text: given.text,
    meta,
    status: given.status ?? 'open',
    flagged: given.flagged ?? false,
    ...(split === undefined ? {} : { split }),
    ...(tokens === undefined ? {} : { tokens: tokens.map(({ from, to }) => ({ from, to })) }),
    ...(at.addedAt === undefined ? {} : { addedAt: at.addedAt }),
    updatedAt: at.now,
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

/**
 * Parsed documents to records of a project, without a database: for tools, tests and studies. The page imports
 * through the store, which takes parsed documents as they are.
 */
import {
  type Annotation,
  type Document,
  type Explanation,
  type IdSource,
  kindOfLabelFor,
  type Label,
  type LabelKind,
  LabelMaker,
  type Project,
  type ProjectBundle,
  type Target,
} from '#core/project';
import type { ParsedDocument, ParsedTarget } from './parsed.ts';

/**
 * A project of these documents. Labels are made in the order in which they occur, behind `labels`.
 * Law: `buildBundle(p, parsed)` passes `validateBundle` for every list of documents that a parser yields.
 */
export function buildBundle(
  project: Project,
  parsed: Iterable<ParsedDocument>,
  ids: IdSource,
  now: number,
  known: readonly Label[] = [],
): ProjectBundle {
  const labels: Label[] = [...known];
  const maker = new LabelMaker(known);
  const labelIds = new Map(known.map((label) => [`${label.kind}:${label.name.normalize('NFC')}`, label.id]));
  const documents: Document[] = [];
  const annotations: Annotation[] = [];
  const explanations: Explanation[] = [];
  const labelId = (kind: LabelKind, name: string): string => {
    const key = `${kind}:${name.normalize('NFC')}`;
    const existing = labelIds.get(key);
    if (existing !== undefined) return existing;
    const id = ids.next();
    labels.push(maker.make({ id, projectId: project.id, kind, name }));
    labelIds.set(key, id);
    return id;
  };
  for (const doc of parsed) {
    const documentId = ids.next();
    documents.push({
      id: documentId,
      projectId: project.id,
      position: documents.length,
      text: doc.text,
      meta: doc.meta,
      status: doc.status ?? 'open',
      flagged: false,
      updatedAt: now,
      ...(doc.split === undefined ? {} : { split: doc.split }),
      ...(doc.tokens === undefined ? {} : { tokens: doc.tokens }),
      ...(doc.suggestions === undefined
        ? {}
        : {
            predictions: doc.suggestions.map(({ label, ...rest }) => ({
              ...rest,
              labelId: labelId(kindOfLabelFor(rest.target), label),
            })),
          }),
    });
    const own = doc.annotations.map(() => ids.next());
    doc.annotations.forEach((annotation, index) => {
      const id = own[index];
      const target = resolveTarget(annotation.target, own);
      if (id === undefined || target === undefined) return;
      annotations.push({
        id,
        projectId: project.id,
        documentId,
        annotator: annotation.annotator ?? '',
        labelId: labelId(kindOfLabelFor(annotation.target), annotation.label),
        target,
        source: 'imported',
        updatedAt: now,
      });
      for (const [order, explanation] of annotation.explanations.entries()) {
        explanations.push({
          ...explanation,
          id: ids.next(),
          projectId: project.id,
          annotationId: id,
          documentId,
          enabled: true,
          order,
          updatedAt: now,
        });
      }
    });
  }
  return { project, labels, documents, annotations, explanations };
}

function resolveTarget(target: ParsedTarget, ids: readonly string[]): Target | undefined {
  if (target.kind !== 'relation') return target;
  const head = ids[target.head];
  const tail = ids[target.tail];
  return head === undefined || tail === undefined ? undefined : { kind: 'relation', head, tail };
}

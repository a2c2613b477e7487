/** A project once more, under identities of its own: what one does to the copy leaves the other as it is, also when both are merged elsewhere. */
import type { Target } from './annotation.ts';
import type { IdSource, ProjectBundle } from './bundle.ts';
import { wordListsOf } from './word-list.ts';

/**
 * Laws: no id of the copy is one of the original's; without the ids, names and times both are the same, tombstones and what merges
 * noted left out. Trained weights do not come along: they name labels by id, and the copy trains its own.
 */
export function copyBundle(bundle: ProjectBundle, name: string, ids: IdSource, now: number): ProjectBundle {
  const projectId = ids.next();
  const known = new Map<string, string>();
  const of = (id: string): string => {
    let other = known.get(id);
    if (other === undefined) {
      other = ids.next();
      known.set(id, other);
    }
    return other;
  };
  const living = <T extends { readonly id: string; readonly deleted?: true; readonly was?: object }>(
    records: readonly T[],
  ): T[] =>
    records
      .filter(({ deleted }) => deleted !== true)
      .map((record) => {
        const { was: _, ...rest } = record;
        return { ...rest, id: of(record.id), projectId } as unknown as T; // the same record without a note that may be absent
      });
  const targetOf = (target: Target): Target =>
    target.kind === 'relation' ? { ...target, head: of(target.head), tail: of(target.tail) } : target;
  const { project } = bundle;
  const lists = wordListsOf(project);
  return {
    project: {
      ...project,
      id: projectId,
      name,
      settings: {
        ...project.settings,
        ...(lists.length === 0
          ? {}
          : {
              wordLists: lists.map(({ labelId, ...list }) =>
                labelId === undefined ? list : { ...list, labelId: of(labelId) },
              ),
            }),
      },
      createdAt: now,
      updatedAt: now,
    },
    labels: living(bundle.labels),
    documents: living(bundle.documents).map((document) => ({
      ...document,
      ...(document.predictions === undefined
        ? {}
        : { predictions: document.predictions.map((one) => ({ ...one, labelId: of(one.labelId) })) }),
    })),
    annotations: living(bundle.annotations).map((annotation) => ({
      ...annotation,
      documentId: of(annotation.documentId),
      labelId: of(annotation.labelId),
      target: targetOf(annotation.target),
    })),
    explanations: living(bundle.explanations).map((explanation) => ({
      ...explanation,
      documentId: of(explanation.documentId),
      annotationId: of(explanation.annotationId),
    })),
  };
}

/** The acts on annotations: put, moved, accepted, rejected, removed. */
import {
  type Annotation,
  type RecommendedTarget,
  recommendedKey,
  type Target,
  targetKey,
} from '#core/project';
import { buryAnnotation, changeAnnotation } from './annotations.ts';
import { refuse } from './env.ts';
import { checkAnnotation, cleanTarget } from './invariants.ts';
import { storeProblem } from './problems.ts';
import type { AnnotationRow } from './rows.ts';
import { annotationOf, documentOf, type Work } from './work.ts';

export async function annotate(
  work: Work,
  draft: Pick<Annotation, 'id' | 'documentId' | 'labelId' | 'target' | 'source' | 'noReason'>,
): Promise<string> {
  const doc = await documentOf(work, draft.documentId);
  if ((await work.set.get('annotations', draft.id)) !== undefined) {
    refuse(storeProblem('duplicate', 'An annotation with this id exists.', { id: draft.id }));
  }
  const row: AnnotationRow = {
    id: draft.id,
    projectId: work.set.projectId,
    documentId: draft.documentId,
    annotator: work.env.annotator(),
    labelId: draft.labelId,
    target: cleanTarget(draft.target),
    source: draft.source,
    ...(draft.noReason === undefined ? {} : { noReason: draft.noReason }),
    updatedAt: work.now,
    at: doc.position,
  };
  await checkAnnotation(work, row);
  await work.set.stage('annotations', row.id, row);
  work.annotationIds.push(draft.id);
  return draft.id;
}

export async function moveAnnotation(
  work: Work,
  row: AnnotationRow,
  change: Partial<Pick<AnnotationRow, 'labelId' | 'target'>>,
): Promise<void> {
  await checkAnnotation(work, { ...row, ...change });
  await changeAnnotation(work.set, row, change, work.now);
}

export async function accept(
  work: Work,
  documentId: string,
  items: readonly { readonly labelId: string; readonly target: RecommendedTarget }[],
): Promise<void> {
  for (const { labelId, target } of items) {
    const there = await work.set.annotationsOf(documentId);
    const resolved = target.kind === 'relation' ? withEntities(target, there) : target;
    const key = targetKey(resolved);
    if (there.some((row) => row.labelId === labelId && targetKey(row.target) === key)) continue;
    await annotate(work, { id: work.env.ids(), documentId, labelId, target: resolved, source: 'accepted' });
  }
}

function withEntities(
  target: Extract<RecommendedTarget, { readonly kind: 'relation' }>,
  there: readonly AnnotationRow[],
): Target {
  const find = (span: { readonly from: number; readonly to: number }): string => {
    const key = targetKey({ kind: 'span', from: span.from, to: span.to });
    const entity = there.find((row) => targetKey(row.target) === key);
    if (entity === undefined) {
      refuse(
        storeProblem('invalid-relation', 'There is no entity at the end of this relation.', { ...span }),
      );
    }
    return entity.id;
  };
  return { kind: 'relation', head: find(target.head), tail: find(target.tail) };
}

export async function reject(
  work: Work,
  documentId: string,
  items: readonly { readonly labelId?: string; readonly target: RecommendedTarget }[],
): Promise<void> {
  await documentOf(work, documentId);
  for (const { labelId, target } of items) {
    const key = `${recommendedKey(target)} ${labelId ?? ''}`;
    await work.set.stage('rejections', [documentId, key], {
      documentId,
      projectId: work.set.projectId,
      key,
      target,
      ...(labelId === undefined ? {} : { labelId }),
    });
  }
}

export async function remove(
  work: Work,
  annotationIds: readonly string[],
  relations: 'refuse' | 'remove',
): Promise<void> {
  const doomed = new Set(annotationIds);
  for (const id of annotationIds) {
    const row = await work.set.get('annotations', id);
    if (row?.deleted === true) continue; // gone already, as one of the relations of an entity before it
    const { documentId } = await annotationOf(work, id);
    const dependent = (await work.set.annotationsOf(documentId)).filter(
      ({ target, id: other }) =>
        target.kind === 'relation' && (target.head === id || target.tail === id) && !doomed.has(other),
    );
    if (dependent.length > 0 && relations === 'refuse') {
      const params = { relations: dependent.length };
      refuse(storeProblem('has-relations', 'Relations end in this entity.', params));
    }
    for (const relation of dependent) await buryAnnotation(work.set, relation, work.now);
    await buryAnnotation(work.set, await annotationOf(work, id), work.now);
  }
}

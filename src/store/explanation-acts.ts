/** The acts on explanations. */
import { nextOrder, settled } from '#core/project';
import type { NewExplanation } from './act.ts';
import { tombstone } from './history.ts';
import { checkedExplanation } from './invariants.ts';
import { annotationOf, documentOf, explanationOf, later, type Work } from './work.ts';

export async function explain(
  work: Work,
  annotationId: string,
  explanations: readonly NewExplanation[],
): Promise<void> {
  const row = await annotationOf(work, annotationId);
  const doc = await documentOf(work, row.documentId);
  let order = explanations.length === 0 ? 0 : nextOrder(await work.set.explanationsOf(annotationId));
  for (const draft of explanations) {
    const id = work.env.ids();
    await work.set.stage('explanations', id, {
      ...checkedExplanation(draft, doc),
      id,
      projectId: work.set.projectId,
      annotationId,
      documentId: row.documentId,
      enabled: true,
      order: order++,
      updatedAt: work.now,
      at: doc.position,
    });
    work.explanationIds.push(id);
  }
}

export async function editExplanation(
  work: Work,
  explanationId: string,
  explanation: NewExplanation,
): Promise<void> {
  const row = await explanationOf(work, explanationId);
  const doc = await documentOf(work, row.documentId);
  const { id, projectId, annotationId, documentId, enabled, order, at } = row;
  await work.set.stage('explanations', id, {
    ...checkedExplanation(explanation, doc),
    ...{ id, projectId, annotationId, documentId, enabled },
    ...(order === undefined ? {} : { order }),
    ...(at === undefined ? {} : { at }),
    updatedAt: later(work, row),
  });
}

export async function enableExplanations(
  work: Work,
  explanationIds: readonly string[],
  enabled: boolean,
): Promise<void> {
  for (const id of explanationIds) {
    const row = await explanationOf(work, id);
    if (row.enabled === enabled) continue;
    await work.set.stage('explanations', id, { ...settled(row), enabled, updatedAt: later(work, row) });
  }
}

export async function removeExplanations(work: Work, explanationIds: readonly string[]): Promise<void> {
  for (const id of explanationIds) {
    const row = await explanationOf(work, id);
    await work.set.stage('explanations', id, tombstone(row, later(work, row)));
  }
}

/** One transaction of acts while it runs: what is staged, by whom, when, and the living records it may touch. */
import { type Explanation, nextTime } from '#core/project';
import type { ChangeSet } from './change-set.ts';
import { type Env, refuse } from './env.ts';
import { storeProblem } from './problems.ts';
import type { AnnotationRow, DocumentRow, ExplanationRow } from './rows.ts';

export interface Work {
  readonly set: ChangeSet;
  readonly env: Env;
  readonly now: number;
  readonly annotationIds: string[];
  readonly explanationIds: string[];
}

export async function documentOf(work: Work, id: string): Promise<DocumentRow> {
  const row = await work.set.get('documents', id);
  return row?.projectId === work.set.projectId ? row : refuse(missing('document', id));
}

export async function annotationOf(work: Work, id: string): Promise<AnnotationRow> {
  const row = await work.set.get('annotations', id);
  if (row === undefined || row.deleted === true || row.projectId !== work.set.projectId) {
    refuse(missing('annotation', id));
  }
  return row;
}

export async function explanationOf(work: Work, id: string): Promise<ExplanationRow> {
  const row = await work.set.get('explanations', id);
  if (row === undefined || row.deleted === true || row.projectId !== work.set.projectId) {
    refuse(missing('explanation', id));
  }
  return row;
}

/** Never earlier than the record's own time, even where the clock went back: a merge takes the newer one. */
export function later(work: Work, row: Pick<Explanation | DocumentRow, 'updatedAt'>): number {
  return nextTime(work.now, row.updatedAt);
}

export function missing(what: string, id: string) {
  return storeProblem('not-found', `There is no such ${what}.`, { what, id });
}

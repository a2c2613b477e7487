/**
 * Carries out acts: checks every invariant against what is there now (not against what the page showed), stages the
 * records, and writes them with their history entry in one transaction.
 */
import { settled } from '#core/project';
import type { Act, ActOutcome } from './act.ts';
import { accept, annotate, moveAnnotation, reject, remove } from './annotation-acts.ts';
import { ChangeSet } from './change-set.ts';
import { decide } from './decide.ts';
import { attempt, type Env, refuse } from './env.ts';
import { editExplanation, enableExplanations, explain, removeExplanations } from './explanation-acts.ts';
import { actTables, remember } from './history.ts';
import { cleanTarget } from './invariants.ts';
import type { Outcome } from './outcome.ts';
import { annotationOf, documentOf, later, missing, type Work } from './work.ts';

export function performActs(env: Env, projectId: string, acts: readonly Act[]): Outcome<ActOutcome> {
  const { db } = env;
  return attempt(env, () =>
    db.transaction('rw', actTables(db), async () => {
      if ((await db.projects.get(projectId)) === undefined) refuse(missing('project', projectId));
      const set = new ChangeSet(db, projectId);
      const work: Work = { set, env, now: env.clock(), annotationIds: [], explanationIds: [] };
      for (const act of acts) await perform(work, act);
      await set.apply();
      const kinds = [...new Set(acts.map((act) => act.kind))];
      await remember(db, projectId, kinds, set.changes, work.now);
      return { annotationIds: work.annotationIds, explanationIds: work.explanationIds };
    }),
  );
}

async function perform(work: Work, act: Act): Promise<void> {
  switch (act.kind) {
    case 'annotate': {
      const id = await annotate(work, {
        documentId: act.documentId,
        labelId: act.labelId,
        target: act.target,
        source: act.source ?? 'manual',
        id: act.id ?? work.env.ids(),
        ...(act.noReason === undefined ? {} : { noReason: act.noReason }),
      });
      await explain(work, id, act.explanations ?? []);
      return;
    }
    case 'accept':
      return accept(work, act.documentId, act.items);
    case 'reject':
      return reject(work, act.documentId, act.items);
    case 'remove':
      return remove(work, act.annotationIds, act.relations ?? 'refuse');
    case 'relabel':
      for (const id of act.annotationIds) {
        const row = await annotationOf(work, id);
        await moveAnnotation(work, row, { labelId: act.labelId });
      }
      return;
    case 'retarget': {
      const row = await annotationOf(work, act.annotationId);
      await moveAnnotation(work, row, { target: cleanTarget(act.target) });
      return;
    }
    case 'explain':
      return explain(work, act.annotationId, act.explanations);
    case 'edit-explanation':
      return editExplanation(work, act.explanationId, act.explanation);
    case 'enable-explanations':
      return enableExplanations(work, act.explanationIds, act.enabled);
    case 'remove-explanations':
      return removeExplanations(work, act.explanationIds);
    case 'decide':
      return decide(work, act);
    case 'mark':
      return mark(work, act);
    default:
      return act satisfies never;
  }
}

async function mark(work: Work, act: Extract<Act, { readonly kind: 'mark' }>): Promise<void> {
  const me = work.env.annotator();
  for (const id of act.documentIds) {
    const { split: current, flag, ...row } = settled(await documentOf(work, id));
    const split = act.split ?? current;
    await work.set.stage('documents', id, {
      ...row,
      status: act.status ?? row.status,
      ...((act.flagged ?? flag === 1) ? { flag: 1 } : {}),
      ...(split === 'holdout' ? { split } : {}),
      ...(act.status === undefined || me === ''
        ? {}
        : { statuses: { ...row.statuses, [me]: { status: act.status, at: work.now } } }),
      updatedAt: later(work, row),
    });
  }
}

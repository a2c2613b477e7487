/**
 * Carries out acts: checks every invariant against what is there now (not against what the page showed), stages
 * the records, and writes them with their history entry in one transaction.
 *
 * Invariants: spans lie inside their text and are not empty; a relation's ends are two different living entities of
 * the same document; a label fits its target's kind and, for relations, its ends' types; explanations belong to
 * living annotations; nobody puts one label twice on one target.
 *
 * Over 400 lines because the acts are one closed union, and each is undone by what stands beside it.
 */
import {
  type Annotation,
  type Explanation,
  isInside,
  kindOfLabelFor,
  type Label,
  nextOrder,
  nextTime,
  normalSpans,
  type RecommendedTarget,
  recommendedKey,
  settled,
  type Target,
  targetKey,
} from '#core/project';
import type { Act, ActOutcome, NewExplanation } from './act.ts';
import { buryAnnotation, changeAnnotation } from './annotations.ts';
import { ChangeSet } from './change-set.ts';
import { attempt, type Env, refuse } from './env.ts';
import { actTables, remember, tombstone } from './history.ts';
import { storeProblem } from './problems.ts';
import type { AnnotationRow, DocumentRow, ExplanationRow } from './rows.ts';
import type { Outcome } from './store.ts';

/** Longest explanation sentence that is kept, in UTF-16 units. */
const maxSentence = 10_000;

interface Work {
  readonly set: ChangeSet;
  readonly env: Env;
  readonly now: number;
  readonly annotationIds: string[];
  readonly explanationIds: string[];
}

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
    case 'edit-explanation': {
      const row = await explanationOf(work, act.explanationId);
      const doc = await documentOf(work, row.documentId);
      const { id, projectId, annotationId, documentId, enabled, order, at } = row;
      await work.set.stage('explanations', id, {
        ...checkedExplanation(act.explanation, doc),
        ...{ id, projectId, annotationId, documentId, enabled },
        ...(order === undefined ? {} : { order }),
        ...(at === undefined ? {} : { at }),
        updatedAt: later(work, row),
      });
      return;
    }
    case 'enable-explanations':
      for (const id of act.explanationIds) {
        const row = await explanationOf(work, id);
        if (row.enabled === act.enabled) continue;
        await work.set.stage('explanations', id, {
          ...settled(row),
          enabled: act.enabled,
          updatedAt: later(work, row),
        });
      }
      return;
    case 'remove-explanations':
      for (const id of act.explanationIds) {
        const row = await explanationOf(work, id);
        await work.set.stage('explanations', id, tombstone(row, later(work, row)));
      }
      return;
    case 'mark':
      for (const id of act.documentIds) {
        const { split: current, ...row } = settled(await documentOf(work, id));
        const split = act.split ?? current;
        await work.set.stage('documents', id, {
          ...row,
          status: act.status ?? row.status,
          flag: act.flagged === undefined ? row.flag : act.flagged ? 1 : 0,
          ...(split === 'holdout' ? { split } : {}),
          updatedAt: later(work, row),
        });
      }
      return;
    default:
      return act satisfies never;
  }
}

async function annotate(
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

async function moveAnnotation(
  work: Work,
  row: AnnotationRow,
  change: Partial<Pick<AnnotationRow, 'labelId' | 'target'>>,
): Promise<void> {
  await checkAnnotation(work, { ...row, ...change });
  await changeAnnotation(work.set, row, change, work.now);
}

/** A new or changed annotation must go with everything around it. */
async function checkAnnotation(work: Work, row: AnnotationRow): Promise<void> {
  const { set } = work;
  const doc = await documentOf(work, row.documentId);
  const label = await set.label(row.labelId);
  if (label === undefined || label.projectId !== set.projectId || label.kind !== kindOfLabelFor(row.target)) {
    refuse(storeProblem('invalid-label', 'This label cannot be put here.', { labelId: row.labelId }));
  }
  const others = (await set.annotationsOf(row.documentId)).filter((other) => other.id !== row.id);
  checkTarget(row.target, doc);
  if (row.target.kind === 'relation') await checkRelation(work, row.target, label, others);
  if (row.target.kind === 'span') await checkRelationsOf(work, row, label, others);
  const key = targetKey(row.target);
  const twin = others.find(
    (other) =>
      other.labelId === row.labelId && other.annotator === row.annotator && targetKey(other.target) === key,
  );
  if (twin !== undefined) {
    refuse(storeProblem('duplicate', 'This label is already there.', { annotationId: twin.id }));
  }
}

function checkTarget(target: Target, doc: DocumentRow): void {
  if ((target.kind === 'span' || target.kind === 'aspect') && !isInside(target, doc.length)) {
    const { from, to } = target;
    refuse(
      storeProblem('invalid-span', 'The span is not inside the text.', { from, to, length: doc.length }),
    );
  }
}

async function checkRelation(
  work: Work,
  target: Extract<Target, { readonly kind: 'relation' }>,
  label: Label,
  others: readonly AnnotationRow[],
): Promise<void> {
  const head = others.find((other) => other.id === target.head);
  const tail = others.find((other) => other.id === target.tail);
  const areEntities = head?.target.kind === 'span' && tail?.target.kind === 'span';
  if (head === undefined || tail === undefined || head === tail || !areEntities) {
    refuse(storeProblem('invalid-relation', 'A relation needs two different entities of this text.'));
  }
  for (const [end, types] of [
    [head, label.headTypes],
    [tail, label.tailTypes],
  ] as const) {
    if (types === undefined) continue;
    const name = (await work.set.label(end.labelId))?.name ?? '';
    if (!types.includes(name)) {
      refuse(storeProblem('invalid-relation', 'The relation does not allow this entity.', { name }));
    }
  }
}

/** A relabelled or moved entity must still be allowed at the ends of its relations. */
async function checkRelationsOf(
  work: Work,
  row: AnnotationRow,
  label: Label,
  others: readonly AnnotationRow[],
): Promise<void> {
  for (const other of others) {
    if (other.target.kind !== 'relation') continue;
    const relation = await work.set.label(other.labelId);
    const types =
      other.target.head === row.id
        ? relation?.headTypes
        : other.target.tail === row.id
          ? relation?.tailTypes
          : undefined;
    if (types !== undefined && !types.includes(label.name)) {
      const params = { name: label.name };
      refuse(storeProblem('invalid-relation', 'One of its relations does not allow this label.', params));
    }
  }
}

async function accept(
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

async function reject(
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

async function remove(
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

async function explain(
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

type ExplanationBody = NewExplanation;

/** Also used for imports: normal spans, trimmed sentence, or a refusal. */
export function checkedExplanation(draft: NewExplanation, doc: { readonly length: number }): ExplanationBody {
  if (draft.kind === 'trigger') {
    const spans = normalSpans(draft.spans);
    if (spans.length === 0 || spans.some((span) => !isInside(span, doc.length))) {
      refuse(storeProblem('invalid-explanation', 'A trigger needs words of this text.'));
    }
    return { kind: 'trigger', spans };
  }
  const text = draft.text.trim();
  if (text === '' || text.length > maxSentence) {
    refuse(storeProblem('invalid-explanation', 'An explanation needs a sentence.', { length: text.length }));
  }
  return {
    kind: 'nl',
    text,
    ...(draft.logicalForm === undefined ? {} : { logicalForm: draft.logicalForm }),
  };
}

/** Only the fields of its kind: what the page passes may carry more. */
export function cleanTarget(target: Target): Target {
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return { kind: target.kind, from: target.from, to: target.to };
    case 'relation':
      return { kind: 'relation', head: target.head, tail: target.tail };
    case 'text':
      return { kind: 'text' };
    default:
      return target satisfies never;
  }
}

async function documentOf(work: Work, id: string): Promise<DocumentRow> {
  const row = await work.set.get('documents', id);
  return row?.projectId === work.set.projectId ? row : refuse(missing('document', id));
}

async function annotationOf(work: Work, id: string): Promise<AnnotationRow> {
  const row = await work.set.get('annotations', id);
  if (row === undefined || row.deleted === true || row.projectId !== work.set.projectId) {
    refuse(missing('annotation', id));
  }
  return row;
}

async function explanationOf(work: Work, id: string): Promise<ExplanationRow> {
  const row = await work.set.get('explanations', id);
  if (row === undefined || row.deleted === true || row.projectId !== work.set.projectId) {
    refuse(missing('explanation', id));
  }
  return row;
}

/** Never earlier than the record's own time, even where the clock went back: a merge takes the newer one. */
function later(work: Work, row: Pick<Explanation | DocumentRow, 'updatedAt'>): number {
  return nextTime(work.now, row.updatedAt);
}

function missing(what: string, id: string) {
  return storeProblem('not-found', `There is no such ${what}.`, { what, id });
}

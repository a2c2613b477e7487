/**
 * What holds for every annotation and explanation: spans lie inside their text and are not empty; a relation's ends are
 * two different living entities of the same document; a label fits its target's kind and, for relations, its ends' types;
 * nobody puts one label twice on one target. What breaks one is refused with the reason.
 */
import {
  isInside,
  kindOfLabelFor,
  type Label,
  normalSpans,
  spanOf,
  type Target,
  targetKey,
} from '#core/project';
import type { NewExplanation } from './act.ts';
import { refuse } from './env.ts';
import { storeProblem } from './problems.ts';
import type { AnnotationRow, DocumentRow } from './rows.ts';
import { documentOf, type Work } from './work.ts';

/** Longest explanation sentence that is kept, in UTF-16 units. */
const maxSentence = 10_000;

/** A new or changed annotation must go with everything around it. */
export async function checkAnnotation(work: Work, row: AnnotationRow): Promise<void> {
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
  const span = spanOf(target);
  if (span !== undefined && !isInside(span, doc.length)) {
    const { from, to } = span;
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

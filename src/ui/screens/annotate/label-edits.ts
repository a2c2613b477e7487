/** What a draft writes when it is done: the explanations of a new label, or the acts that change those of a stored one. */
import type { Act, NewExplanation } from '#store';
import type { LabelDraft } from './label-draft.ts';
import type { Session } from './session.ts';
import { isTrigger } from './targets.ts';
import { filledGroups } from './trigger-draft.ts';

export function explanationsOf(of: LabelDraft): NewExplanation[] {
  const triggers = filledGroups(of.groups).map((spans): NewExplanation => ({ kind: 'trigger', spans }));
  return of.sentence.trim() === '' ? triggers : [...triggers, sentenceOf(of)];
}

/** With its form where the parser has answered already; else it is read when the rules are next asked. */
function sentenceOf(of: LabelDraft): NewExplanation {
  const form = of.understood?.sentence === of.sentence ? of.understood.form : undefined;
  return { kind: 'nl', text: of.sentence.trim(), ...(form === undefined ? {} : { logicalForm: form }) };
}

/** The sentence of the draft as an act: another reason, or the new wording of one. Nothing where it is empty. */
export function sentenceEdits(of: LabelDraft): Act[] {
  const { annotationId, explanationId } = of;
  if (annotationId === undefined || of.sentence.trim() === '') return [];
  const explanation = sentenceOf(of);
  return explanationId === undefined
    ? [{ kind: 'explain', annotationId, explanations: [explanation] }]
    : [{ kind: 'edit-explanation', explanationId, explanation }];
}

/** The acts that turn the stored explanations of a label into those of the draft. */
export function editsOf(of: LabelDraft, session: Pick<Session, 'annotations' | 'explanations'>): Act[] {
  const { annotationId } = of;
  if (annotationId === undefined) return [];
  const old = session.explanations().filter((one) => one.annotationId === annotationId && isTrigger(one));
  const groups = filledGroups(of.groups);
  const acts: Act[] = groups.map((spans, i): Act => {
    const before = old[i];
    const explanation: NewExplanation = { kind: 'trigger', spans };
    return before === undefined
      ? { kind: 'explain', annotationId, explanations: [explanation] }
      : { kind: 'edit-explanation', explanationId: before.id, explanation };
  });
  const gone = old.slice(groups.length).map((one) => one.id);
  if (gone.length > 0) acts.push({ kind: 'remove-explanations', explanationIds: gone });
  acts.push(...sentenceEdits(of));
  if (session.annotations().find((one) => one.id === annotationId)?.labelId !== of.labelId) {
    acts.push({ kind: 'relabel', annotationIds: [annotationId], labelId: of.labelId });
  }
  return acts;
}

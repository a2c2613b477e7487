/** An explanation as a rule: read from its words, or from the form that was stored with it. */
import { checkForm, type LogicalForm, printForm, understand, type WordList } from '#core/explain';
import type { Annotation, Explanation, Label, LabelledDocument, RecommendedTarget } from '#core/project';
import { spanText } from '#core/text';
import { instanceOf } from './instance.ts';

/** An explanation and what became of it. */
export interface IndexedRule {
  readonly explanation: Explanation;
  readonly annotation: Annotation;
  readonly text: string;
  readonly form?: LogicalForm;
  readonly understood?: string;
  readonly reason?: string;
}

/** The stored form, or a new reading where there is none: a newer version may understand what an older did not. */
export function indexedRule(
  explanation: Explanation,
  annotation: Annotation,
  target: RecommendedTarget,
  one: LabelledDocument,
  labels: ReadonlyMap<string, Label>,
  lists: readonly WordList[] = [],
): IndexedRule {
  if (explanation.kind === 'trigger') {
    const words = explanation.spans.map((span) => spanText(one.document.text, span));
    return { explanation, annotation, text: words.join(' … ') };
  }
  const { text } = explanation;
  const stored = explanation.logicalForm === undefined ? undefined : checkForm(explanation.logicalForm);
  if (stored?.ok === true) {
    return { explanation, annotation, text, form: stored.value, understood: printForm(stored.value) };
  }
  const { instance } = instanceOf(one.document, one.annotations, target, labels, lists);
  const { reading, question, problem } = understand(text, instance);
  if (reading === undefined) {
    return { explanation, annotation, text, reason: problem?.message ?? 'It is not understood.' };
  }
  if (question !== undefined) {
    const words = question.leftOut.join(', ');
    const reason = `I understand "${reading.canonical}", and would leave out: ${words}. Change it to say yes, or say it in other words.`;
    return { explanation, annotation, text, reason };
  }
  return { explanation, annotation, text, form: reading.form, understood: reading.canonical };
}

/** A document as rules see it: what they vote on in it, by its task, and the mentions around. */
import type { Label, LabelledDocument, Task } from '#core/project';
import { spanOf } from '#core/project';
import type { Dictionary } from '#core/recommend';
import { methodOf } from '#core/tasks';
import type { Span } from '#core/text';
import type { RuleDocument } from './corpus.ts';

/** `proposed`: spans that the model takes for entities. */
export function ruleDocument(
  task: Task,
  { document, annotations }: LabelledDocument,
  labels: ReadonlyMap<string, Label>,
  dictionary: Dictionary,
  proposed: readonly Span[] = [],
): RuleDocument {
  const { id, text, tokens } = document;
  const entities = annotations.flatMap(({ target, labelId }) => {
    const type = labels.get(labelId)?.name;
    const span = target.kind === 'span' ? spanOf(target) : undefined;
    return span !== undefined && type !== undefined ? [{ ...span, type: type.toUpperCase() }] : [];
  });
  return {
    ...(document.split === 'holdout' ? { isHeldOut: true } : {}),
    id,
    text,
    ...(tokens === undefined ? {} : { tokens }),
    entities,
    instances: methodOf(task).candidates({ document, annotations, labels, dictionary, proposed }),
  };
}

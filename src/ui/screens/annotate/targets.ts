/** What a label is put on, compared and read. */
import { type Explanation, type Target, type TriggerExplanation, targetKey } from '#core/project';

export const isTrigger = (explanation: Explanation): explanation is TriggerExplanation =>
  explanation.kind === 'trigger';

/** Whether a label on the one would be a label on the other. */
export const sameTarget = (a: Target, b: Target): boolean => targetKey(a) === targetKey(b);

/** Ids of the two entities of a relation; none of others. */
export const endsOf = (target: Target | undefined): readonly string[] =>
  target?.kind === 'relation' ? [target.head, target.tail] : [];

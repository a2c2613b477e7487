/** What a label is put on, compared and read. */
import { type Explanation, type Target, type TriggerExplanation, targetKey } from '#core/project';

export const isTrigger = (explanation: Explanation): explanation is TriggerExplanation =>
  explanation.kind === 'trigger';

/** Whether a label on the one would be a label on the other. */
export const sameTarget = (a: Target, b: Target): boolean => targetKey(a) === targetKey(b);

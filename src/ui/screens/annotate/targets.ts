/** What a label is put on, compared and read. */
import type { Explanation, RecommendedTarget, Target, TriggerExplanation } from '#core/project';
import { type Span, sameSpan } from '#core/text';

export const isTrigger = (explanation: Explanation): explanation is TriggerExplanation =>
  explanation.kind === 'trigger';

/** The span of a span or an aspect; `undefined` for a whole text and for relations. */
export function spanOf(target: Target | RecommendedTarget): Span | undefined {
  return target.kind === 'span' || target.kind === 'aspect'
    ? { from: target.from, to: target.to }
    : undefined;
}

/** Whether two recommendations are about the same. */
export const isSameTarget = (a: RecommendedTarget, b: RecommendedTarget): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Whether a label on the one would be a label on the other. */
export function sameTarget(a: Target, b: Target | RecommendedTarget): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'relation' || b.kind === 'relation') {
    return a.kind === 'relation' && b.kind === 'relation' && a.head === b.head && a.tail === b.tail;
  }
  const one = spanOf(a);
  const other = spanOf(b);
  return one === undefined || other === undefined || sameSpan(one, other);
}

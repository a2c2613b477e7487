import type { LogicalForm } from '#core/explain';
import type { Span } from '#core/text';

interface ExplanationBase {
  readonly id: string;
  readonly projectId: string;
  readonly annotationId: string;
  readonly documentId: string;
  readonly enabled: boolean;
  /**
   * Place among the explanations of its annotation, from 0 in the order in which they were made. Absent in records of
   * version 1 that were written before there was an order.
   */
  readonly order?: number;
  readonly updatedAt: number;
  readonly deleted?: true;
  /** See `Original`. `deleted: false`: hidden by a merge, because its annotation is gone. */
  readonly was?: { readonly annotationId?: string; readonly deleted?: false };
}

/** One trigger: words, in one or several spans, that told the annotator (Lin et al. 2020). */
export interface TriggerExplanation extends ExplanationBase {
  readonly kind: 'trigger';
  /** At least one, sorted, not overlapping. */
  readonly spans: readonly Span[];
}

/** A sentence in English, with what was understood of it. Without `logicalForm` it is kept as text, and flagged. */
export interface NlExplanation extends ExplanationBase {
  readonly kind: 'nl';
  readonly text: string;
  readonly logicalForm?: LogicalForm;
}

export type Explanation = TriggerExplanation | NlExplanation;

/**
 * The order of the explanations of one annotation: as they were made. Those without an order come first, by time; of two
 * in one place (two people explained the same label) the smaller id. Total, and the same on every device.
 */
export function compareExplanations(a: Explanation, b: Explanation): number {
  const timeOf = ({ order, updatedAt }: Explanation): number => (order === undefined ? updatedAt : 0);
  return (
    (a.order ?? -1) - (b.order ?? -1) || timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** The place of one more explanation of an annotation that has these. */
export function nextOrder(explanations: readonly Pick<Explanation, 'order'>[]): number {
  return explanations.reduce((next, { order }, i) => Math.max(next, (order ?? i) + 1), 0);
}

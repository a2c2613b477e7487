import type { LogicalForm } from '../explain/index.ts';
import type { Span } from '../text/index.ts';

interface ExplanationBase {
  readonly id: string;
  readonly projectId: string;
  readonly annotationId: string;
  readonly documentId: string;
  readonly enabled: boolean;
  readonly updatedAt: number;
  readonly deleted?: true;
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

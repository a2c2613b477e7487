/**
 * What a person does, as data. `Store.act` carries out one act, or a list of them, in ONE transaction and as ONE
 * undo step: all of it is written or none.
 */

import type { LogicalForm } from '#core/explain';
import type { AnnotationSource, Decision, DocumentStatus, RecommendedTarget, Target } from '#core/project';
import type { Span } from '#core/text';

/** An explanation before it has an identity. Trigger spans are sorted and merged by the store. */
export type NewExplanation =
  | { readonly kind: 'trigger'; readonly spans: readonly Span[] }
  | { readonly kind: 'nl'; readonly text: string; readonly logicalForm?: LogicalForm };

export type Act =
  /** A label and its explanations. `id` lets a later act of the same list refer to it. */
  | {
      readonly kind: 'annotate';
      readonly documentId: string;
      readonly labelId: string;
      readonly target: Target;
      readonly explanations?: readonly NewExplanation[];
      readonly source?: AnnotationSource;
      readonly id?: string;
      /** Put on record that none was given. */
      readonly noReason?: true;
    }
  /**
   * Recommendations taken over, one or all. A recommended relation finds the entities that carry its spans, and
   * fails with `invalid-relation` where there is none. What is already labelled the same is passed over.
   */
  | {
      readonly kind: 'accept';
      readonly documentId: string;
      readonly items: readonly { readonly labelId: string; readonly target: RecommendedTarget }[];
    }
  /** Recommendations that shall not come back; without `labelId` the target is rejected under every label. */
  | {
      readonly kind: 'reject';
      readonly documentId: string;
      readonly items: readonly { readonly labelId?: string; readonly target: RecommendedTarget }[];
    }
  /** Explanations go with their annotation. `relations` decides about relations that end in it: default `'refuse'`. */
  | {
      readonly kind: 'remove';
      readonly annotationIds: readonly string[];
      readonly relations?: 'refuse' | 'remove';
    }
  | { readonly kind: 'relabel'; readonly annotationIds: readonly string[]; readonly labelId: string }
  | { readonly kind: 'retarget'; readonly annotationId: string; readonly target: Target }
  | {
      readonly kind: 'explain';
      readonly annotationId: string;
      readonly explanations: readonly NewExplanation[];
    }
  | {
      readonly kind: 'edit-explanation';
      readonly explanationId: string;
      readonly explanation: NewExplanation;
    }
  | {
      readonly kind: 'enable-explanations';
      readonly explanationIds: readonly string[];
      readonly enabled: boolean;
    }
  | { readonly kind: 'remove-explanations'; readonly explanationIds: readonly string[] }
  /**
   * What stands in the gold layer of a text from now on, instead of what stood there. Relations name their ends by spans
   * that are among the labels.
   */
  | {
      readonly kind: 'decide';
      readonly documentId: string;
      readonly how: Decision['how'];
      readonly labels: readonly {
        readonly labelId: string;
        readonly target: RecommendedTarget;
        readonly explanations: readonly NewExplanation[];
      }[];
    }
  /** Status, flag and part of documents; what is absent stays. `split: 'none'` puts them back into training. */
  | {
      readonly kind: 'mark';
      readonly documentIds: readonly string[];
      readonly status?: DocumentStatus;
      readonly flagged?: boolean;
      readonly split?: 'holdout' | 'none';
    };

export type ActKind =
  | Act['kind']
  | 'label-add'
  | 'label-update'
  | 'label-remove'
  | 'label-reorder'
  /** A colleague's file. */
  | 'merge';

/** Identities of what the act made, in its order. */
export interface ActOutcome {
  readonly annotationIds: readonly string[];
  readonly explanationIds: readonly string[];
}

/** What undo or redo did or would do, to be said to the user and to move the view there. */
export interface HistoryStep {
  readonly kinds: readonly ActKind[];
  /** Documents it touches, at most 20. */
  readonly documentIds: readonly string[];
  /** How many records it changes. */
  readonly changes: number;
  readonly at: number;
}

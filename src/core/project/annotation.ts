import type { Span } from '#core/text';

/** What an annotation is about. Relations name the annotations of their two entities: `head` is X, `tail` is Y. */
export type Target =
  | ({ readonly kind: 'span' } & Span)
  | { readonly kind: 'relation'; readonly head: string; readonly tail: string }
  | { readonly kind: 'text' }
  | ({ readonly kind: 'aspect' } & Span);

export type AnnotationSource = 'manual' | 'accepted' | 'imported';

export interface Annotation {
  readonly id: string;
  readonly projectId: string;
  readonly documentId: string;
  /** Free name of the person; `''` where unknown. */
  readonly annotator: string;
  readonly labelId: string;
  readonly target: Target;
  readonly source: AnnotationSource;
  /** The person was asked why and chose to give no reason. */
  readonly noReason?: true;
  readonly updatedAt: number;
  /** Kept as a tombstone so that a merge does not bring it back. */
  readonly deleted?: true;
  /** See `Original`. `deleted: false`: hidden by a merge, for an end that is gone or a twin that stands for it. */
  readonly was?: { readonly labelId?: string; readonly target?: Target; readonly deleted?: false };
}

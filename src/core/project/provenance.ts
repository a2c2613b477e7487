import type { Span } from '#core/text';

/** Why something is recommended. Every recommendation carries at least one. */
export type Provenance =
  | { readonly kind: 'noun-phrase' }
  | { readonly kind: 'dictionary'; readonly term: string; readonly count: number }
  | { readonly kind: 'model'; readonly version: number }
  | {
      readonly kind: 'trigger';
      readonly explanationId: string;
      /** The trigger's words, for showing. */
      readonly phrase: string;
      readonly similarity: number;
      readonly documentId: string;
    }
  | {
      readonly kind: 'rule';
      readonly explanationId: string;
      readonly sentence: string;
      readonly score: number;
      readonly strict: boolean;
    };

export type RecommendedTarget =
  | ({ readonly kind: 'span' } & Span)
  | { readonly kind: 'relation'; readonly head: Span; readonly tail: Span }
  | { readonly kind: 'text' }
  | ({ readonly kind: 'aspect' } & Span);

/** A label that the program proposes. Without `labelId` (noun phrases) only the target is proposed. */
export interface Recommendation {
  readonly target: RecommendedTarget;
  readonly labelId?: string;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly provenance: readonly Provenance[];
}

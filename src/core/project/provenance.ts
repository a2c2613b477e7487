import type { Span } from '#core/text';

/** Why something is recommended. Every recommendation carries at least one. */
export type Provenance =
  | { readonly kind: 'noun-phrase' }
  | { readonly kind: 'dictionary'; readonly term: string; readonly count: number }
  | { readonly kind: 'model'; readonly version: number }
  /** It came with the text: `by` names what made it, a model or anything else. */
  | { readonly kind: 'prediction'; readonly by: string; readonly score?: number }
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

/** What another program said of a text before it came here. It is no label until somebody accepts it. */
export interface Prediction {
  readonly target: RecommendedTarget;
  readonly labelId: string;
  /** Name of what made it, never empty. */
  readonly by: string;
  /** In [0, 1]; absent: it gave none. */
  readonly score?: number;
}

/** A label that the program proposes. Without `labelId` (noun phrases) only the target is proposed. */
export interface Recommendation {
  readonly target: RecommendedTarget;
  readonly labelId?: string;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly provenance: readonly Provenance[];
}

/** As files hold it. Law: plain JSON, numbers of at most four digits. */
export function provenanceRecord(why: Provenance): Readonly<Record<string, unknown>> {
  const near = (value: number): number => Number(value.toFixed(4));
  switch (why.kind) {
    case 'noun-phrase':
      return { kind: 'noun phrase' };
    case 'dictionary':
      return { kind: 'dictionary', term: why.term, count: why.count };
    case 'model':
      return { kind: 'model', version: why.version };
    case 'trigger':
      return { kind: 'trigger', trigger: why.phrase, similarity: near(why.similarity) };
    case 'rule':
      return { kind: 'rule', sentence: why.sentence, score: near(why.score), exact: why.strict };
    case 'prediction':
      return {
        kind: 'prediction',
        by: why.by,
        ...(why.score === undefined ? {} : { score: near(why.score) }),
      };
    default:
      return why satisfies never;
  }
}

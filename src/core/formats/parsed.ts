/**
 * What a file says, before it becomes records: labels by name, relations by index, no ids of ours.
 * A `ParsedDocument` can be given to the store's importer as it is; `buildBundle`
 * (records.ts) makes a project of them without a database.
 */
import type { DocumentStatus, RecommendedTarget } from '#core/project';
import type { Span } from '#core/text';

export type ParsedTarget =
  | ({ readonly kind: 'span' } & Span)
  /** Indexes into the `annotations` of the same document; both are span annotations. */
  | { readonly kind: 'relation'; readonly head: number; readonly tail: number }
  | { readonly kind: 'text' }
  | ({ readonly kind: 'aspect' } & Span);

export type ParsedExplanation =
  | { readonly kind: 'trigger'; readonly spans: readonly Span[] }
  | { readonly kind: 'nl'; readonly text: string };

export interface ParsedAnnotation {
  /** Name of the label, never empty. */
  readonly label: string;
  readonly target: ParsedTarget;
  readonly explanations: readonly ParsedExplanation[];
  readonly annotator?: string;
}

/** What a program said of a text: never a label, until somebody accepts it. */
export interface ParsedSuggestion {
  readonly label: string;
  /** A relation names its ends by their places: they need not be labelled. */
  readonly target: RecommendedTarget;
  /** In [0, 1]; absent: the file gives no score. */
  readonly score?: number;
  /** Name of what made it, never empty. */
  readonly by: string;
}

/** Law: every span lies inside `text` and is not empty; every relation's ends are span annotations of this document. */
export interface ParsedDocument {
  readonly text: string;
  /** The file's own name for this document is in `id`. */
  readonly meta: Readonly<Record<string, string>>;
  readonly tokens?: readonly Span[];
  readonly annotations: readonly ParsedAnnotation[];
  readonly suggestions?: readonly ParsedSuggestion[];
  readonly split?: 'holdout';
  readonly status?: DocumentStatus;
  readonly file: string;
  /** 1-based line or row where it began. */
  readonly line: number;
}

/** An explanation for a document that is already in the project, named by its external id (`meta.id`). */
export interface ParsedAttachment {
  readonly documentId: string;
  readonly label: string;
  readonly explanation: ParsedExplanation;
  readonly file: string;
  readonly line: number;
}

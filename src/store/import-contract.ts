import type { DocumentStatus, RecommendedTarget, Target } from '#core/project';
import type { Span } from '#core/text';
import type { NewExplanation } from './act.ts';
import type { Outcome } from './outcome.ts';
import type { StoreProblem } from './problems.ts';
import type { ImportRow } from './rows.ts';

/** What came with an imported document; relations name entities by their index in `annotations`. */
export interface ImportedAnnotation {
  readonly label: string;
  readonly target:
    | Exclude<Target, { readonly kind: 'relation' }>
    | { readonly kind: 'relation'; readonly head: number; readonly tail: number };
  readonly explanations: readonly NewExplanation[];
  readonly annotator?: string;
}

/** What another program said of the document, by the name of the label. */
export interface ImportedSuggestion {
  readonly label: string;
  readonly target: RecommendedTarget;
  readonly by: string;
  readonly score?: number;
}

/** A `ParsedDocument` of `#core/formats` is one. */
export interface ImportedDocument {
  readonly text: string;
  readonly meta?: Readonly<Record<string, string>>;
  /** The file's own name for it; kept as `meta.id`. */
  readonly externalId?: string;
  readonly tokens?: readonly Span[];
  readonly status?: DocumentStatus;
  readonly flagged?: boolean;
  readonly split?: 'holdout';
  readonly annotations?: readonly ImportedAnnotation[];
  readonly suggestions?: readonly ImportedSuggestion[];
}

/** A `ParsedAttachment` of `#core/formats` is one. */
export interface Attachment {
  /** External id of the document (`meta.id`). */
  readonly documentId: string;
  /** Name of the label that it explains. */
  readonly label: string;
  readonly explanation: NewExplanation;
}

export interface BatchReport {
  readonly documents: number;
  readonly annotations: number;
  readonly explanations: number;
  readonly predictions: number;
  /** Annotations and explanations that broke an invariant and were left out; `index` is the document's in the batch. */
  readonly refused: readonly { readonly index: number; readonly problem: StoreProblem }[];
}

/** What an import is made from, for saying so and for going on with it. */
export type ImportOrigin = Pick<ImportRow, 'files' | 'formatId' | 'options'> & {
  readonly sources?: readonly File[];
};

/** An import that was begun: how far it came. */
export type ImportRecord = ImportRow;

export interface Imports {
  /** Those of a project that were neither finished nor taken back; one that is running now is among them. */
  unfinished(projectId: string): Promise<readonly ImportRecord[]>;
  get(importId: string): Promise<ImportRecord | undefined>;
  /** Its files, until it is finished or taken back; absent where there was no room for them. */
  files(importId: string): Promise<readonly File[] | undefined>;
  /** Whether files of exactly these names came in before. */
  hasFiles(projectId: string, names: readonly string[]): Promise<boolean>;
}

/** One import: batches are whole or not at all, and the whole import can be taken back. */
export interface Importer {
  readonly importId: string;
  /** Writes down that it has begun. Without it the first batch does. */
  begin(origin: ImportOrigin): Outcome<void>;
  /** Appends after the last position; labels that do not exist are made. */
  appendBatch(documents: readonly ImportedDocument[]): Outcome<BatchReport>;
  /** Explanations for documents that are there already, by external id and label; those without one are refused. */
  attach(attachments: readonly Attachment[]): Outcome<BatchReport>;
  /** Which of these external ids name a document that came in otherwise than with this import. */
  known(externalIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** All of it is in. */
  finish(): Outcome<void>;
  /**
   * Removes every document that this import brought in, with all that was done on it, what it added to others, and its
   * own labels where nothing else uses them. Answers how many documents.
   */
  rollback(): Outcome<number>;
}

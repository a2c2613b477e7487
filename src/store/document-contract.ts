import type {
  AcquisitionStrategy,
  Document,
  DocumentStatus,
  LabelledDocument,
  TaughtDocument,
} from '#core/project';

/** All given conditions hold together. */
export interface DocumentFilter {
  readonly status?: DocumentStatus;
  readonly flagged?: boolean;
  /** Carries at least one annotation with this label. */
  readonly labelId?: string;
  /** Contains this text, ignoring case; never a regular expression. Searched in chunks. */
  readonly text?: string;
}

/** A document without its text. */
export interface DocumentSummary {
  readonly id: string;
  readonly position: number;
  readonly status: DocumentStatus;
  readonly flagged: boolean;
  readonly split?: 'holdout';
  /** The first 160 code units or fewer, cut between code points. */
  readonly preview: string;
  /** Length of the whole text, in UTF-16 code units. */
  readonly length: number;
}

/** What comes next, and why. */
export interface NextDocument extends DocumentSummary {
  /** Absent where it is the file's order that brought it. */
  readonly why?: { readonly strategy: AcquisitionStrategy | 'blind'; readonly about?: string };
}

export interface DocumentPage {
  readonly items: readonly DocumentSummary[];
  /** Give it as `from` to read on; absent at the end. */
  readonly next?: number;
}

export interface DocumentCounts {
  readonly total: number;
  readonly open: number;
  readonly done: number;
  readonly skipped: number;
  readonly flagged: number;
}

/** A document with what was said about it: what training, rules and exports read. */
export interface Documents {
  /** In order of position, from position `from` on (default 0), at most `limit` (default 100). */
  page(
    projectId: string,
    options?: { readonly filter?: DocumentFilter; readonly from?: number; readonly limit?: number },
  ): Promise<DocumentPage>;
  counts(projectId: string): Promise<DocumentCounts>;
  /** How many match. With a `text` condition this reads every text: show it late. */
  count(projectId: string, filter?: DocumentFilter): Promise<number>;
  get(id: string): Promise<Document | undefined>;
  at(projectId: string, position: number): Promise<Document | undefined>;
  /** The nearest document after (`'next'`) or before a position that matches; without wrapping round. */
  neighbour(
    projectId: string,
    position: number,
    direction: 'next' | 'previous',
    filter?: DocumentFilter,
  ): Promise<DocumentSummary | undefined>;
  /**
   * The open document to show next: `'sequential'` takes the next position (then wraps round to the first open
   * one); `'random'` is decided by the document's id; the others take the highest priority the learner has written, and
   * fall back to sequential where there is none. With these, blind texts have their share of the turns. `exceptId` is
   * never returned.
   */
  upNext(
    projectId: string,
    position: number,
    strategy: AcquisitionStrategy,
    exceptId?: string,
  ): Promise<NextDocument | undefined>;
  /** Whole documents in order of position, for reading through a project in chunks: ends with an empty list. */
  chunk(projectId: string, from: number, limit: number): Promise<readonly LabelledDocument[]>;
  /** Texts that hold some words, with their labels, in order of position; at most `limit`. Reads every text: ask late. */
  holding(projectId: string, words: string, limit: number): Promise<readonly TaughtDocument[]>;
  /** Those that carry annotations or are `done`, in order of position: what a model learns from. */
  labelled(projectId: string): Promise<readonly LabelledDocument[]>;
}

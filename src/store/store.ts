/**
 * The contract of the database room: all that the page and the workers may ask of it.
 *
 * Writes return a `Result` and are whole or not at all. Reads return plain values and reject with a `StoreFailure`
 * only when the platform fails. Any read may be called inside `live`, which repeats it whenever what it read has
 * changed, in this tab, in another tab, or in a worker. Deleted records (tombstones) are never returned by reads.
 *
 * Over 400 lines because it is the whole contract between the store and its callers, comments included.
 */
import type { Result } from '#core/base';
import type {
  AcquisitionStrategy,
  Annotation,
  Document,
  DocumentStatus,
  Explanation,
  Label,
  LabelKind,
  LabelledDocument,
  Project,
  ProjectBundle,
  ProjectSettings,
  Recommendation,
  RecommendationSource,
  Target,
  Task,
  TaughtDocument,
  Weights,
} from '#core/project';
import type { Span } from '#core/text';
import type { Act, ActOutcome, HistoryStep, NewExplanation } from './act.ts';
import type { StoreProblem } from './problems.ts';
import type { ImportRow } from './rows.ts';

export type Outcome<T> = Promise<Result<T, StoreProblem>>;

export interface ProjectSummary {
  readonly project: Project;
  readonly labels: number;
  readonly documents: number;
  readonly done: number;
  readonly skipped: number;
  readonly annotations: number;
  /** When something was last done in it, in milliseconds since the epoch. */
  readonly changedAt: number;
}

export interface NewProject {
  readonly name: string;
  readonly task: Task;
  readonly explanationKinds: Project['explanationKinds'];
  readonly guidelines?: string;
  readonly settings?: Partial<ProjectSettings>;
  readonly labels: readonly NewLabel[];
}

/** Colour and shortcut are chosen where absent: the next of the palette, the next free of 1…9, 0, a…z. */
export interface NewLabel {
  readonly kind: LabelKind;
  readonly name: string;
  readonly colour?: number;
  readonly shortcut?: string;
  readonly headTypes?: readonly string[];
  readonly tailTypes?: readonly string[];
}

export interface Projects {
  list(): Promise<readonly ProjectSummary[]>;
  get(id: string): Promise<Project | undefined>;
  summary(id: string): Promise<ProjectSummary | undefined>;
  create(draft: NewProject): Outcome<Project>;
  /** Name, guidelines, explanation kinds and settings; settings are merged key by key into the current ones. */
  update(
    id: string,
    change: {
      readonly name?: string;
      readonly guidelines?: string;
      readonly explanationKinds?: Project['explanationKinds'];
      readonly settings?: Partial<ProjectSettings>;
    },
  ): Outcome<Project>;
  /** Everything of it, in one transaction. Cannot be undone: offer the project file first. */
  remove(id: string): Outcome<void>;
}

/** Changes of the label set are undo steps like any act. */
export interface Labels {
  /** By `position`. */
  list(projectId: string): Promise<readonly Label[]>;
  /** How many annotations carry each label, by its id. */
  usage(projectId: string): Promise<ReadonlyMap<string, number>>;
  add(projectId: string, label: NewLabel): Outcome<Label>;
  /** A shortcut that another label has moves to this one; relations that name a renamed label follow. */
  update(
    id: string,
    change: Partial<Pick<Label, 'name' | 'colour' | 'shortcut' | 'headTypes' | 'tailTypes'>>,
  ): Outcome<Label>;
  /** `'refuse'` (default) answers `label-in-use`; `'remove'` deletes its annotations; or they move to another label. */
  remove(id: string, annotations?: 'refuse' | 'remove' | { readonly moveTo: string }): Outcome<void>;
  /** The labels in a new order; ids that are not named keep their order behind those that are. */
  reorder(projectId: string, ids: readonly string[]): Outcome<void>;
}

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

/** What came with an imported document; relations name entities by their index in `annotations`. */
export interface ImportedAnnotation {
  readonly label: string;
  readonly target:
    | Exclude<Target, { readonly kind: 'relation' }>
    | { readonly kind: 'relation'; readonly head: number; readonly tail: number };
  readonly explanations: readonly NewExplanation[];
  readonly annotator?: string;
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
  /** Annotations and explanations that broke an invariant and were left out; `index` is the document's in the batch. */
  readonly refused: readonly { readonly index: number; readonly problem: StoreProblem }[];
}

/** What an import is made from, for saying so and for going on with it. */
export type ImportOrigin = Pick<ImportRow, 'files' | 'formatId' | 'options' | 'sources'>;

/** An import that was begun: how far it came, and from what. */
export type ImportRecord = ImportRow;

export interface Imports {
  /** Those of a project that were neither finished nor taken back; one that is running now is among them. */
  unfinished(projectId: string): Promise<readonly ImportRecord[]>;
  get(importId: string): Promise<ImportRecord | undefined>;
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
  /** All of it is in. */
  finish(): Outcome<void>;
  /**
   * Removes every document that this import brought in, with all that was done on it, what it added to others, and its
   * own labels where nothing else uses them. Answers how many documents.
   */
  rollback(): Outcome<number>;
}

export interface Annotations {
  /** Of one document, by where they start; relations and text labels last. */
  ofDocument(documentId: string): Promise<readonly Annotation[]>;
  get(id: string): Promise<Annotation | undefined>;
  count(projectId: string): Promise<number>;
}

export interface Explanations {
  ofDocument(documentId: string): Promise<readonly Explanation[]>;
  /** All of a project, in the order in which they were given. */
  ofProject(projectId: string): Promise<readonly Explanation[]>;
  count(projectId: string): Promise<number>;
  get(id: string): Promise<Explanation | undefined>;
}

export interface History {
  /** What undo and redo would do now; for buttons, inside `live`. */
  state(projectId: string): Promise<{ readonly undo?: HistoryStep; readonly redo?: HistoryStep }>;
  undo(projectId: string): Outcome<HistoryStep>;
  redo(projectId: string): Outcome<HistoryStep>;
}

/** A pop-up that was open: restored when the document is shown again. One per document. */
export interface Draft {
  readonly projectId: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
  /** Set when explanations of an existing annotation were being edited. */
  readonly annotationId?: string;
  readonly explanationId?: string;
  readonly triggers: readonly (readonly Span[])[];
  readonly sentence: string;
}

export interface Drafts {
  get(documentId: string): Promise<(Draft & { readonly savedAt: number }) | undefined>;
  ofProject(projectId: string): Promise<readonly (Draft & { readonly savedAt: number })[]>;
  save(draft: Draft): Outcome<void>;
  clear(documentId: string): Outcome<void>;
}

/** The recommendations of one source for one document; a newer write of the same source replaces it. */
export interface RecommendationSet {
  readonly projectId: string;
  readonly documentId: string;
  readonly source: RecommendationSource;
  /** Model version, or a counter of the source's inputs; shows whether a set is stale. */
  readonly version: number;
  readonly items: readonly Recommendation[];
}

/** How much a document would teach: larger is shown earlier, 0 is not known. Written by the learner. */
export interface Priority {
  readonly documentId: string;
  readonly projectId: string;
  readonly uncertainty: number;
  readonly disagreement: number;
  readonly leastConfidence?: number;
  readonly diversity?: number;
  /** Words that the model is least sure of. */
  readonly about?: string;
  /** Words on which the sources contradict each other. */
  readonly contested?: string;
}

export interface Recommendations {
  /**
   * What to show: the switched-on sources joined (same target and label become one, with all provenance and the
   * highest confidence), without what is rejected, already annotated, or below the project's threshold; best first.
   */
  ofDocument(documentId: string): Promise<readonly Recommendation[]>;
  /** The raw sets, for the learner. */
  setsOfDocument(documentId: string): Promise<readonly RecommendationSet[]>;
  /** The sets that one source made for a project's documents, from this version of it on. */
  setsOfSource(
    projectId: string,
    source: RecommendationSource,
    fromVersion: number,
  ): Promise<readonly RecommendationSet[]>;
  put(sets: readonly RecommendationSet[]): Outcome<void>;
  /** Forgets one source (or all) of a project, rejections kept. */
  clear(projectId: string, source?: RecommendationSource): Outcome<void>;
  /** What a row does not say stays as it is. */
  putPriorities(
    rows: readonly (Partial<Priority> & Pick<Priority, 'documentId' | 'projectId'>)[],
  ): Outcome<void>;
}

export interface WeightStore {
  get(projectId: string, model: string): Promise<Weights | undefined>;
  list(projectId: string): Promise<readonly Weights[]>;
  /** Replaces the row of (project, model) unless the stored one is newer by (`version`, `step`). */
  put(weights: Weights): Outcome<void>;
  remove(projectId: string, model?: string): Outcome<void>;
}

/** One point of the curves on the Model screen. */
export interface TrainingPoint {
  readonly projectId: string;
  readonly model: string;
  readonly version: number;
  readonly step: number;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface TrainingLog {
  /** By time; at most the last `limit` (default 500). */
  list(projectId: string, model: string, limit?: number): Promise<readonly TrainingPoint[]>;
  append(points: readonly TrainingPoint[]): Outcome<void>;
  /** Of one model; the log of times and the like stays. */
  clear(projectId: string, model: string): Outcome<void>;
}

export interface MergeReport {
  /** The project had been deleted here; the file brought it back. */
  readonly restored: boolean;
  readonly added: number;
  readonly updated: number;
  /** Records of the file that change nothing here: older than what is here, or equal to it. */
  readonly kept: number;
  /** Records left out because they would break an invariant. */
  readonly refused: readonly StoreProblem[];
}

/** A whole project as plain records. */
export interface Bundles {
  /** `tombstones`: those of labels and documents too, so that two copies can be merged (a project file). */
  read(
    projectId: string,
    options?: { readonly weights?: boolean; readonly tombstones?: boolean },
  ): Promise<ProjectBundle | undefined>;
  /** Puts a project in under its own ids; where it exists, merges (`mergeBundles`). */
  write(bundle: ProjectBundle): Outcome<MergeReport>;
}

export interface StorageState {
  /** Bytes used and granted; `undefined` where the browser does not say. */
  readonly usage?: number;
  readonly quota?: number;
  readonly persisted: boolean;
}

export interface Storage {
  state(): Promise<StorageState>;
  /** Asks the browser not to evict; `true` when granted. */
  persist(): Promise<boolean>;
}

/** Just enough of an Observable; the page wraps it in a signal. */
export interface LiveQuery<T> {
  subscribe(next: (value: T) => void, failed?: (failure: StoreProblem) => void): { unsubscribe(): void };
}

export interface Store {
  readonly projects: Projects;
  readonly labels: Labels;
  readonly documents: Documents;
  readonly annotations: Annotations;
  readonly explanations: Explanations;
  readonly history: History;
  readonly drafts: Drafts;
  readonly recommendations: Recommendations;
  readonly weights: WeightStore;
  readonly trainingLog: TrainingLog;
  readonly bundles: Bundles;
  readonly storage: Storage;
  /** One act, or several that belong together: one transaction, one undo step. */
  act(projectId: string, acts: Act | readonly Act[]): Outcome<ActOutcome>;
  /** `importId` continues (or takes back) an import that was begun before. */
  importer(projectId: string, importId?: string): Importer;
  readonly imports: Imports;
  /** Repeats `query` whenever anything it read changes. `query` may only await this store's reads. */
  live<T>(query: () => Promise<T>): LiveQuery<T>;
  /** Told of what concerns every screen: a newer version in another tab, a full disk. Returns how to stop. */
  onProblem(listener: (found: StoreProblem) => void): () => void;
  /** Deletes the database itself, after a download of everything: the way out of a broken state. */
  destroy(): Outcome<void>;
  close(): void;
}

export interface StoreOptions {
  /** Name of the database; tests use their own. */
  readonly name?: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A random, globally unique identity. */
  readonly ids: () => string;
  /** Name of the person at this device, written into annotations. */
  readonly annotator?: () => string;
}

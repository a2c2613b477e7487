/**
 * The contract of a file format. A format reads files in batches and writes a project in chunks, both as
 * generators: the caller may stop between two steps, show progress, and keep what came so far. Nothing that is
 * read is trusted: it is data, never markup, a pattern, a property path or a formula.
 */
import type { Problem, Result } from '#core/base';
import type { DocumentStatus, ProjectBundle, Recommendation, Task } from '#core/project';
import type { ImportIssue } from './issue.ts';
import type { ParsedAttachment, ParsedDocument } from './parsed.ts';
import type { Encoding } from './source.ts';

/** A file as the user gave it, or an entry of an archive. `name` is for showing and for its extension only. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * In what a file counts its offsets. Python tools count code points, JavaScript and Java count UTF-16 units;
 * `none` where a format has no offsets.
 */
export type OffsetUnit = 'utf16' | 'code-points' | 'none';

/** Which column (CSV: header or 0-based number as text; JSON: key) holds what. Absent: not in the file. */
export interface ColumnMapping {
  readonly text: string;
  readonly id?: string;
  /** SA: label of the text (or of the aspect). NER and RE: ignored unless spans say more. */
  readonly label?: string;
  readonly explanation?: string;
  readonly aspect?: string;
  /** Where the aspect stands, half-open. */
  readonly from?: string;
  readonly to?: string;
  /** SA: columns of 0 and 1, each named after its label. */
  readonly labels?: readonly string[];
  readonly split?: string;
  /** Between several labels of one cell; absent: a cell is one label. */
  readonly separator?: ';' | '|' | ',';
  /** Labels that stand alone, in the table or in the project: a cell of several of them with `#` between is each of them. */
  readonly alone?: ReadonlySet<string>;
  /** What programs said of the text: suggestions, never labels; made by what the column is called. */
  readonly predictions?: readonly string[];
  /** Columns with a class's share each, named after it: the largest is a suggestion. */
  readonly shares?: readonly string[];
  /** Columns that may hold labels, as far as their cells say: named, and kept as metadata. */
  readonly unsure?: readonly string[];
  /** Columns of sentences where labels should stand: what a model is to write. Named, and kept as metadata. */
  readonly targets?: readonly string[];
  /** Columns that are kept as metadata; absent: all that are not named above. */
  readonly meta?: readonly string[];
}

export type TagScheme = 'bio' | 'iob1' | 'iobes';

/** What the import screen can set. Every field has a default that detection chose well for files of the field. */
export interface ParseOptions {
  readonly task: Task;
  /** Plain text: a document per line (default) or per file. */
  readonly documentPer?: 'line' | 'file';
  /** CSV, TSV, generic JSON and JSONL. Absent: guessed from names of columns (`guessColumns`). */
  readonly columns?: ColumnMapping;
  /** CSV: whether the first row names the columns. Absent: guessed. */
  readonly header?: boolean;
  readonly delimiter?: ',' | '\t' | ';' | '|';
  /** CoNLL: 0-based columns; negative counts from the end. Defaults: first and last. */
  readonly tokenColumn?: number;
  readonly tagColumn?: number;
  readonly scheme?: TagScheme | 'auto';
  readonly offsetUnit?: 'utf16' | 'code-points';
  /** The end of a span is the place of its last character, where no words beside it decide. */
  readonly lastIncluded?: boolean;
  /** Labels of whole texts that the project has, by name. */
  readonly projectLabels?: readonly string[];
  /** Plain text: labels by name of the file, of texts that lie in folders of their classes; such a file is one text. */
  readonly folderLabels?: ReadonlyMap<string, string | undefined>;
  /** doccano: names of labels that the file gives as numbers, from the file of labels beside it. */
  readonly labelNames?: ReadonlyMap<string, string>;
  /** Absent: by evidence of the whole file. */
  readonly encoding?: Encoding;
  /** Texts are done, those without a label too. Absent: as the format says (files that tag each token are). */
  readonly fullyLabelled?: boolean;
  /** What an explanation is where a format has only strings. Absent: a trigger if its words occur in the text. */
  readonly explanationKind?: 'trigger' | 'nl';
  /** Take the texts and leave their labels and explanations. */
  readonly textOnly?: boolean;
  /** Texts whose name (`meta.id`) is in the project already are not brought in again; the importer sees to it. */
  readonly leaveKnown?: boolean;
  /** Every document of this file goes to this part. */
  readonly split?: 'holdout';
  /** Documents per batch; default 200. */
  readonly batchSize?: number;
}

export interface ParseBatch {
  readonly documents: readonly ParsedDocument[];
  readonly attachments: readonly ParsedAttachment[];
  readonly issues: readonly ImportIssue[];
  /** Of all files together, any unit; `done <= total`. */
  readonly done: number;
  readonly total: number;
}

export interface ParseSummary {
  readonly documents: number;
  readonly issues: number;
  /** Labels that the files hold. Law: those that came in as labels or suggestions, `doubles` of them, and `leftOut`. */
  readonly seen: number;
  readonly leftOut: number;
  readonly doubles: number;
}

/** Why a file could not be read at all. */
export type ParseErrorCode =
  | 'not-this-format'
  | 'too-large'
  | 'truncated'
  | 'newer-version'
  | 'unsafe-archive'
  | 'damaged'
  | 'no-files'
  /** A kind of file that is known and not read: params `kind`. */
  | 'foreign-file'
  /** An archive with a password. */
  | 'locked';

export type Parsing = Generator<ParseBatch, Result<ParseSummary, Problem<ParseErrorCode>>, void>;

/** What detection looks at: the first file (of an archive: all names), decoded as far as `head` goes. */
export interface Sample {
  readonly name: string;
  /** The first 64 Ki characters, without a byte order mark. */
  readonly head: string;
  /** Whether `head` is the whole text. */
  readonly complete: boolean;
  /** JSON: its first records, whole however long they are, and some from further on; empty for other files. */
  readonly records: readonly unknown[];
  /** Names of all files given, entries of an archive included. */
  readonly names: readonly string[];
}

export interface ExportOptions {
  /** Base of the file names, without extension. */
  readonly name: string;
  /** Only this person's annotations; absent: everybody's. */
  readonly annotator?: string;
  /** Leave out documents without an annotation; default false. */
  readonly labelledOnly?: boolean;
  /**
   * What the program says of documents (by id), written beside their labels: each with its source and confidence where the
   * format `holds` them, like a label where it does not.
   */
  readonly recommended?: ReadonlyMap<string, readonly Recommendation[]>;
  /** Only documents of this status; those that are done without any label stay: that there is nothing is an answer. */
  readonly status?: DocumentStatus;
  readonly scheme?: TagScheme;
  /** CoNLL: lines with the text and its name, which some readers take for words; default true. */
  readonly comments?: boolean;
  readonly offsetUnit?: 'utf16' | 'code-points';
  /** Project file: trained weights too; default true. */
  readonly weights?: boolean;
}

/** A piece of a file. Pieces of one name are joined in the order in which they come. */
export interface ExportChunk {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly done: number;
  readonly total: number;
}

/** What a format can hold; `losses` compares a project with it. */
export interface Holds {
  /** `tokens`: white space is not kept. `line`: line breaks are not kept. */
  readonly text: 'exact' | 'tokens' | 'line';
  /** `flat`: spans that do not overlap and lie on token boundaries. */
  readonly spans: 'any' | 'flat' | 'no';
  readonly relations: boolean;
  /** Spans lie on words: white space at their ends is cut off. */
  readonly wordEdges?: true;
  /** Whether entities are kept with their labels, also those without a relation. */
  readonly entities: boolean;
  readonly textLabels: 'many' | 'one' | 'no';
  readonly aspects: boolean;
  /** `words`: the words of a trigger without their place. */
  readonly triggers: 'offsets' | 'words' | 'no';
  readonly nl: boolean;
  /** `line`: control characters become spaces. `word`: white space becomes `_`. */
  readonly labelNames: 'any' | 'line' | 'word';
  readonly meta: boolean;
  readonly annotators: boolean;
  /** Whether what the program said is told apart from labels, with its source and confidence. */
  readonly confidence?: true;
  /** Documents that carry no annotation. */
  readonly unlabelled: boolean;
  /** Status, flag, split, guidelines, settings, label colours, weights: the project around the documents. */
  readonly project: boolean;
}

export interface Format {
  readonly id: string;
  /** A proper name, not translated. */
  readonly name: string;
  /** With the dot, the first is the one written. */
  readonly extensions: readonly string[];
  readonly tasks: readonly Task[];
  /** Default unit of its offsets. */
  readonly offsetUnit: OffsetUnit;
  /** In [0, 1]: how sure it is that the sample is one of its files; 0 means no. Never throws. */
  readonly detect?: (sample: Sample) => number;
  /** Absent where the format is written only. Never throws on any bytes. */
  readonly parse?: (files: readonly SourceFile[], options: ParseOptions) => Parsing;
  /** Absent where the format is read only. */
  readonly serialize?: (bundle: ProjectBundle, options: ExportOptions) => Generator<ExportChunk, void, void>;
  /** What a written file holds. */
  readonly holds?: Holds;
  /** Where the layout differs by task, what differs. */
  readonly holdsByTask?: Readonly<Partial<Record<Task, Partial<Holds>>>>;
}

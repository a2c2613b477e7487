/**
 * What is said about a row that did not come in, or came in only in part. Good rows are always kept: an issue
 * never stops an import.
 */
export type IssueCode =
  /** The row is not what the format asks for: params `reason`. */
  | 'malformed-row'
  /** A JSON line or value that does not parse. */
  | 'malformed-json'
  | 'malformed-xml'
  /** The number of columns differs: params `expected`, `found`. */
  | 'wrong-columns'
  | 'missing-text'
  | 'missing-field'
  /** A span outside its text: params `from`, `to`, `length`. */
  | 'span-out-of-range'
  /** A span that ends before or where it begins: params `from`, `to`. */
  | 'span-empty'
  /** The words at the offsets are not the words that the file names: params `expected`, `found`. */
  | 'span-mismatch'
  /** A relation to an entity that is not there: params `reference`. */
  | 'missing-relation-end'
  | 'missing-label'
  /** A tag that does not follow its scheme, repaired as conlleval does: params `tag`. */
  | 'tag-repaired'
  | 'unknown-tag'
  /** An explanation for a document or an annotation that is not there: params `reference`. */
  | 'explanation-without-target'
  /** The words of a trigger do not occur in the text; kept as a sentence: params `words`. */
  | 'trigger-not-found'
  /** Something that this program has no place for: params `what`. */
  | 'unsupported'
  /** Bytes that are not UTF-8 were read in another encoding: params `encoding`. */
  | 'encoding-guessed'
  /** Labels would cut through words: they were counted otherwise: params `unit`, `last` (1: the last character is in). */
  | 'offsets-guessed'
  /** Bytes that stand for nothing became U+FFFD: params `count`. */
  | 'bad-bytes'
  /** A field that looks like labels and that is not read: params `field`, `count`. Once per file. */
  | 'field-not-read'
  /** Folders that became the labels of their texts, with their numbers: params `folders`. */
  | 'folders-read'
  /** Folders that may be labels: params `folders`, `labels` (1: a project of this kind has labels of whole texts). */
  | 'folders-not-read'
  /** Words of many texts carry the marks of a model's pieces (`foo@@ bar`, `foo ##bar`): params `count`. Once per file. */
  | 'words-in-pieces'
  /** Texts that are in the project already were not brought in again: params `count`. */
  | 'already-here'
  /** A file that nothing here reads: params `name`, `kind`. */
  | 'file-refused'
  /** A file of an archive that was left out: params `name`. */
  | 'file-skipped';

export interface ImportIssue {
  /** Name of the file, as given. */
  readonly file: string;
  /** 1-based line of a line-based file, 1-based row or element of any other; 0 for the file as a whole. */
  readonly line: number;
  readonly code: IssueCode;
  /** `error`: the row was left out. `warning`: it came in, but not all of it or not exactly. */
  readonly severity: 'error' | 'warning';
  /** Plain English for logs; the page builds its own sentence from `code` and `params`. */
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

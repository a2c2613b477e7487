/**
 * The shared part of every parser: files are decoded one after the other, a format's own generator fills a
 * `Batcher`, and full batches are handed on with progress. A format's generator yields how far it is in its
 * file after every row, so that the caller can stop between two rows.
 */
import { err, ok, type Problem, problem } from '#core/base';
import type {
  ParseBatch,
  ParseErrorCode,
  ParseOptions,
  ParseSummary,
  Parsing,
  SourceFile,
} from './format.ts';
import type { ImportIssue, IssueCode } from './issue.ts';
import type { ParsedAttachment, ParsedDocument } from './parsed.ts';
import { decodeText, maxFileBytes } from './source.ts';

const defaultBatchSize = 200;

/** Marks of words that were cut for a model: `foo@@ bar`, `foo ##bar`, `▁foo ▁bar`. */
const pieces = /[\p{L}\p{N}]@@ \S|\S ##[\p{L}\p{N}]|(?:^| )▁\p{L}/u;

/** Collects what one or more files yield until it is handed on. */
export class Batcher {
  #documents: ParsedDocument[] = [];
  #attachments: ParsedAttachment[] = [];
  #issues: ImportIssue[] = [];
  #documentCount = 0;
  #issueCount = 0;
  #characters = 0;
  readonly #size: number;
  /** Name of the file being read; every issue and document carries it. */
  file = '';
  /** Labels that the files hold, and those of them that did not come in; every one of these has its issue. */
  seen = 0;
  leftOut = 0;
  /** Labels that the files hold more than once. */
  doubles = 0;
  readonly #unread = new Map<string, number>();
  /** Texts of the file, and those of them whose words are cut into pieces. */
  #texts = 0;
  #inPieces = 0;

  constructor(size: number) {
    this.#size = size;
  }

  document(document: Omit<ParsedDocument, 'file'>): void {
    this.#documents.push({ ...document, file: this.file });
    this.#characters += document.text.length;
    this.#documentCount += 1;
    this.#texts += 1;
    if (pieces.test(document.text)) this.#inPieces += 1;
  }

  attachment(attachment: Omit<ParsedAttachment, 'file'>): void {
    this.#attachments.push({ ...attachment, file: this.file });
  }

  /** A row that was left out. */
  error(line: number, code: IssueCode, message: string, params?: ImportIssue['params']): void {
    this.#issue('error', line, code, message, params);
  }

  /** A row that came in, but not wholly or not exactly. */
  warn(line: number, code: IssueCode, message: string, params?: ImportIssue['params']): void {
    this.#issue('warning', line, code, message, params);
  }

  /** A field that looks like labels and is not read; named once per file, with its count. */
  unread(field: string, count = 1): void {
    this.#unread.set(field, (this.#unread.get(field) ?? 0) + count);
    this.seen += count;
    this.leftOut += count;
  }

  /** At the end of a file: names what was not read of it, and what its texts went through before. */
  nameUnread(): void {
    if (this.#inPieces * 10 > this.#texts) {
      this.warn(0, 'words-in-pieces', 'Words seem to be cut into pieces, as models read them.', {
        count: this.#inPieces,
      });
    }
    this.#texts = 0;
    this.#inPieces = 0;
    for (const [field, count] of this.#unread) {
      this.warn(0, 'field-not-read', `${field} looks like labels and was not read.`, {
        field: field.slice(0, 80),
        count,
      });
    }
    this.#unread.clear();
  }

  #issue(
    severity: ImportIssue['severity'],
    line: number,
    code: IssueCode,
    message: string,
    params?: ImportIssue['params'],
  ): void {
    const issue = { file: this.file, line, code, severity, message };
    this.#issues.push(params === undefined ? issue : { ...issue, params });
    this.#issueCount += 1;
  }

  /** Full by number of documents, issues or attachments, or by about a million characters of text. */
  get full(): boolean {
    return (
      this.#documents.length >= this.#size ||
      this.#issues.length >= this.#size ||
      this.#attachments.length >= this.#size ||
      this.#characters >= 1_000_000
    );
  }

  get summary(): ParseSummary {
    const { seen, leftOut, doubles } = this;
    return { documents: this.#documentCount, issues: this.#issueCount, seen, leftOut, doubles };
  }

  get issueCount(): number {
    return this.#issueCount;
  }

  take(done: number, total: number): ParseBatch {
    const batch = {
      documents: this.#documents,
      attachments: this.#attachments,
      issues: this.#issues,
      done,
      total,
    };
    this.#documents = [];
    this.#attachments = [];
    this.#issues = [];
    this.#characters = 0;
    return batch;
  }
}

/**
 * Reads one decoded file into `batch`; yields the share of the file that is done, in [0, 1]. Returns a problem
 * where the file as a whole is not readable; rows read before it are kept.
 */
export type FileParser = (
  text: string,
  batch: Batcher,
  options: ParseOptions,
) => Generator<number, Problem<ParseErrorCode> | undefined, void>;

/** Runs `parseFile` over the files and hands its batches on. */
export function* parseFiles(
  files: readonly SourceFile[],
  options: ParseOptions,
  parseFile: FileParser,
): Parsing {
  if (files.length === 0) return err(problem('no-files', 'There is no file to read.'));
  const batch = new Batcher(options.batchSize ?? defaultBatchSize);
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  let before = 0;
  for (const file of files) {
    if (file.bytes.length > maxFileBytes) {
      return err(
        problem('too-large', `${file.name} is larger than ${maxFileBytes} bytes.`, {
          file: file.name,
          bytes: file.bytes.length,
          limit: maxFileBytes,
        }),
      );
    }
    batch.file = file.name;
    yield batch.take(before, total);
    const { text, guessed, encoding, badBytes } = decodeText(file.bytes, options.encoding);
    if (guessed) {
      batch.warn(0, 'encoding-guessed', `The file is not UTF-8; it was read as ${encoding}.`, { encoding });
    }
    if (badBytes > 0) {
      batch.warn(0, 'bad-bytes', 'Some bytes stand for no character.', { count: badBytes });
    }
    const rows = parseFile(text, batch, options);
    let step = rows.next();
    while (!step.done) {
      if (batch.full) yield batch.take(before + Math.floor(step.value * file.bytes.length), total);
      step = rows.next();
    }
    before += file.bytes.length;
    batch.nameUnread();
    if (step.value !== undefined) {
      yield batch.take(before, total);
      return err(step.value);
    }
  }
  yield batch.take(total, total);
  return ok(batch.summary);
}

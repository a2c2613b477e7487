import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildBundle,
  type ExportOptions,
  type Format,
  formatById,
  type ImportIssue,
  joinChunks,
  openSources,
  type ParsedAttachment,
  type ParsedDocument,
  type ParseOptions,
  type SourceFile,
} from '#core/formats';
import { countingIds, createProject, type ProjectBundle, type Task } from '#core/project';

const encoder = new TextEncoder();

export function file(name: string, text: string | Uint8Array): SourceFile {
  return { name, bytes: typeof text === 'string' ? encoder.encode(text) : text };
}

export function textOf(source: SourceFile | undefined): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(source?.bytes);
}

export function format(id: string): Format {
  const found = formatById(id);
  if (found === undefined) throw new Error(`no format ${id}`);
  return found;
}

export interface ReadAll {
  readonly documents: readonly ParsedDocument[];
  readonly attachments: readonly ParsedAttachment[];
  readonly issues: readonly ImportIssue[];
  readonly batches: number;
  /** Code of the problem, if the file as a whole was refused. */
  readonly refused: string | undefined;
  readonly params: Readonly<Record<string, string | number>> | undefined;
}

/** Opens archives, parses to the end and checks what every parser has to keep: progress never falls or passes 1. */
export function readAll(
  id: string,
  files: SourceFile | readonly SourceFile[],
  options: Partial<ParseOptions> = {},
): ReadAll {
  const list = 'name' in files ? [files] : files;
  const empty = { documents: [], attachments: [], issues: [], batches: 0 };
  const opened = openSources(list);
  if (!opened.ok) return { ...empty, refused: opened.error.code, params: opened.error.params };
  const parsing = format(id).parse?.(opened.value, { task: 'ner', ...options });
  if (parsing === undefined) throw new Error(`${id} cannot be read`);
  const documents: ParsedDocument[] = [];
  const attachments: ParsedAttachment[] = [];
  const issues: ImportIssue[] = [];
  let batches = 0;
  let last = 0;
  let step = parsing.next();
  while (!step.done) {
    const { done, total } = step.value;
    if (done < last || done > total) throw new Error(`progress ${last} → ${done} of ${total}`);
    last = done;
    batches += 1;
    documents.push(...step.value.documents);
    attachments.push(...step.value.attachments);
    issues.push(...step.value.issues);
    step = parsing.next();
  }
  const result = step.value;
  if (result.ok && result.value.documents !== documents.length) throw new Error('the summary miscounts');
  return {
    documents,
    attachments,
    issues,
    batches,
    refused: result.ok ? undefined : result.error.code,
    params: result.ok ? undefined : result.error.params,
  };
}

export function write(id: string, bundle: ProjectBundle, options: Partial<ExportOptions> = {}): SourceFile[] {
  const chunks = format(id).serialize?.(bundle, { name: 'export', ...options });
  if (chunks === undefined) throw new Error(`${id} cannot be written`);
  return joinChunks(chunks);
}

export function bundleOf(task: Task, documents: Iterable<ParsedDocument>): ProjectBundle {
  const project = createProject({ name: 'Test', task }, countingIds('p'), 1);
  return buildBundle(project, documents, countingIds('r'), 1);
}

/** A document for `bundleOf`, with what is not given left empty. */
export function parsed(text: string, more: Partial<ParsedDocument> = {}): ParsedDocument {
  return { text, meta: {}, annotations: [], file: '', line: 1, ...more };
}

/** A file of `../shared/data`, which is not part of the repository. */
export function sharedData(path: string): SourceFile | undefined {
  const full = join(process.cwd(), '../shared/data', path);
  return existsSync(full) ? { name: path, bytes: new Uint8Array(readFileSync(full)) } : undefined;
}

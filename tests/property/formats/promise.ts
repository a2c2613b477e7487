/**
 * The promise of every import, for any bytes: nothing throws; documents are sound; every label that the file holds came in,
 * became a suggestion, was there twice, or was left out; what was left out is named; and what a count made without any format finds
 * in the file is not more than what the format saw, unless something is named.
 */
import {
  type ImportIssue,
  openSources,
  type ParsedDocument,
  parsePlan,
  planImport,
  type SourceFile,
} from '#core/formats';
import type { Task } from '#core/project';

export interface Reading {
  readonly format: string;
  readonly documents: readonly ParsedDocument[];
  readonly issues: readonly ImportIssue[];
  readonly refused: boolean;
  /** Counted by looking at the bytes only. */
  readonly evidence: number;
  readonly seen: number;
  readonly leftOut: number;
}

/** Reads files as the app does; throws an `Error` that says what was broken. */
export function readAsPromised(files: readonly SourceFile[], task: Task): Reading {
  const none = { format: '', documents: [], issues: [], refused: true, evidence: 0, seen: 0, leftOut: 0 };
  const sources = openSources(files);
  if (!sources.ok) return none;
  const plan = planImport(sources.value);
  const documents: ParsedDocument[] = [];
  const issues: ImportIssue[] = [];
  const parsing = parsePlan(plan, { task });
  let [attachments, last] = [0, 0];
  let step = parsing.next();
  while (!step.done) {
    const { done, total } = step.value;
    if (!(done >= last && done <= total))
      throw new Error(`progress went from ${last} to ${done} of ${total}`);
    last = done;
    documents.push(...step.value.documents);
    issues.push(...step.value.issues);
    attachments += step.value.attachments.length;
    step = parsing.next();
  }
  for (const issue of issues) checkIssue(issue);
  for (const document of documents) checkDocument(document);
  if (!step.value.ok) return { ...none, documents, issues };
  const { seen, leftOut, doubles } = step.value.value;
  const came = documents.reduce(
    (sum, doc) => sum + doc.annotations.length + (doc.suggestions?.length ?? 0),
    0,
  );
  if (came + leftOut + doubles !== seen)
    throw new Error(
      `${seen} labels seen, but ${came} came in, ${doubles} were doubles and ${leftOut} left out`,
    );
  if (leftOut > 0 && issues.length === 0)
    throw new Error(`${leftOut} labels were left out and none is named`);
  // Words of a plain text may look like anything.
  const isText = plan.parts.every((part) => part.format.id === 'text');
  const evidence = isText ? 0 : sources.value.reduce((sum, file) => sum + evidenceIn(file), 0);
  if (evidence > seen + attachments && issues.length === 0)
    throw new Error(`${evidence} labels are in the file, ${seen} were seen, and nothing is named`);
  return {
    format: plan.parts.map((part) => part.format.id).join('+'),
    documents,
    issues,
    refused: false,
    evidence,
    seen,
    leftOut,
  };
}

function checkIssue({ message, params, line, file }: ImportIssue): void {
  const words = [message, file, ...Object.values(params ?? {}).map(String)].join(' ');
  if (/\bundefined\b|\[object/.test(words)) throw new Error(`an issue says: ${words}`);
  if (!Number.isInteger(line) || line < 0) throw new Error(`an issue stands on line ${line}`);
}

function checkDocument({ text, tokens = [], annotations, suggestions = [] }: ParsedDocument): void {
  const check = (span: { readonly from: number; readonly to: number }, what: string): void => {
    if (!(Number.isInteger(span.from) && span.from >= 0 && span.from < span.to && span.to <= text.length))
      throw new Error(`${what} ${span.from}–${span.to} in a text of ${text.length}`);
  };
  for (const token of tokens) check(token, 'token');
  for (const { label, target, explanations } of annotations) {
    if (label.trim() === '') throw new Error('a label without a name');
    if (target.kind === 'relation') {
      const kinds = [annotations[target.head]?.target.kind, annotations[target.tail]?.target.kind];
      if (kinds.join() !== 'span,span' || target.head === target.tail)
        throw new Error('a relation to nothing');
    } else if (target.kind !== 'text') check(target, label);
    for (const explanation of explanations)
      if (explanation.kind === 'trigger') for (const span of explanation.spans) check(span, 'trigger');
  }
  for (const { target, by, score, label } of suggestions) {
    if (by === '' || label.trim() === '') throw new Error('a suggestion without a name');
    if (score !== undefined && !(score >= 0 && score <= 1)) throw new Error(`a score of ${score}`);
    if (target.kind === 'span' || target.kind === 'aspect') check(target, label);
  }
}

const startKeys = ['start', 'start_offset', 'begin', 'from', 'startOffset'];
const endKeys = ['end', 'end_offset', 'to', 'endOffset'];
const nameKeys = ['label', 'labels', 'type', 'entity', 'tag'];

/** Labels that anybody would see in the bytes, without knowing the format: a lower bound. */
export function evidenceIn({ name, bytes }: SourceFile): number {
  const text = new TextDecoder().decode(bytes);
  if (/^\s*[[{]/.test(text)) return evidenceInJson(text);
  if (/^\s*</.test(text)) return [...text.matchAll(/<(?:aspectTerm|Opinion|annotation)\s[^<>]*>/g)].length;
  if (name.endsWith('.ann')) return [...text.matchAll(/^T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t/gm)].length;
  if (/\.(?:conll|iob2?|bio|tsv|txt|csv)$/.test(name) && !text.startsWith('#FORMAT'))
    return [...text.matchAll(/^[^\s,]+\tB-[A-Za-z]+$/gm)].length;
  return 0;
}

function evidenceInJson(text: string): number {
  const parse = (part: string): unknown => {
    try {
      return JSON.parse(part);
    } catch {
      return undefined;
    }
  };
  const whole = parse(text);
  return whole === undefined
    ? text.split(/\r\n|\r|\n/).reduce((sum, line) => sum + countSpans(parse(line), 0), 0)
    : countSpans(whole, 0);
}

function countSpans(value: unknown, depth: number): number {
  if (depth > 12 || typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) {
    const [from, to, label]: readonly unknown[] = value;
    if (value.length === 3 && Number.isInteger(from) && Number.isInteger(to) && typeof label === 'string')
      return 1;
    return value.reduce((sum: number, item) => sum + countSpans(item, depth + 1), 0);
  }
  const own = new Map(Object.entries(value));
  const has = (keys: readonly string[]): boolean => keys.some((key) => Number.isInteger(own.get(key)));
  const isNamed = nameKeys.some((key) => typeof own.get(key) === 'string' && own.get(key) !== '');
  if (has(startKeys) && has(endKeys) && isNamed) return 1;
  return [...own.values()].reduce((sum: number, item) => sum + countSpans(item, depth + 1), 0);
}

/**
 * A project as exports read it: per document its annotations with the names of their labels and their
 * explanations; deleted ones, and those of other people where one is asked for, are left out.
 */
import {
  type Annotation,
  compareExplanations,
  type Document,
  type Explanation,
  type Label,
  type ProjectBundle,
  type Recommendation,
  targetKey,
} from '#core/project';
import type { Span } from '#core/text';
import type { ExportChunk, ExportOptions } from './format.ts';

export interface ExportAnnotation {
  readonly id: string;
  readonly label: string;
  readonly annotator: string;
  readonly target: Annotation['target'];
  readonly explanations: readonly Explanation[];
  /** Absent where a person gave the label. */
  readonly recommended?: Pick<Recommendation, 'confidence' | 'provenance'>;
}

export interface ExportDocument {
  readonly document: Document;
  /** Names the document in the file: its own `meta.id`, else (missing, or another's before it) our id. */
  readonly key: string;
  /** In the order of the bundle. Relations whose ends are not among them are left out. */
  readonly annotations: readonly ExportAnnotation[];
  /** 0-based place in the export. */
  readonly index: number;
}

/** Span of a span or an aspect; `undefined` for the others. */
export function spanOf(annotation: ExportAnnotation): Span | undefined {
  const { target } = annotation;
  return target.kind === 'span' || target.kind === 'aspect'
    ? { from: target.from, to: target.to }
    : undefined;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** `name`, or with a number behind it where that is taken. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  return free;
}

/** All documents by position, one at a time. */
export function* exportDocuments(
  bundle: ProjectBundle,
  options: ExportOptions,
): Generator<ExportDocument, void, void> {
  const labels = new Map<string, Label>(bundle.labels.map((label) => [label.id, label]));
  const live = bundle.annotations.filter(
    (a) => !a.deleted && (options.annotator === undefined || a.annotator === options.annotator),
  );
  const annotations = groupBy(live, (a) => a.documentId);
  const explanations = groupBy(
    bundle.explanations.filter((e) => !e.deleted).sort(compareExplanations),
    (e) => e.annotationId,
  );
  const documents = bundle.documents.toSorted((a, b) => a.position - b.position);
  const ids = documents.map((document) => document.meta['id'] ?? '');
  const named = new Set(ids);
  const taken = new Set<string>();
  let index = 0;
  for (const document of documents) {
    if (options.status !== undefined && document.status !== options.status) continue;
    const own = (annotations.get(document.id) ?? []).flatMap((annotation): ExportAnnotation[] => {
      const label = labels.get(annotation.labelId);
      if (label === undefined) return [];
      const { id, annotator, target } = annotation;
      return [{ id, label: label.name, annotator, target, explanations: explanations.get(id) ?? [] }];
    });
    const present = new Set(own.filter((a) => a.target.kind === 'span').map((a) => a.id));
    const kept = own.filter(
      ({ target }) => target.kind !== 'relation' || (present.has(target.head) && present.has(target.tail)),
    );
    kept.push(...recommendedOf(options.recommended?.get(document.id) ?? [], kept, labels));
    if (options.labelledOnly && kept.length === 0) continue;
    // One missing or doubled name touches only itself: the first of a name keeps it.
    const given = document.meta['id'] ?? '';
    const key = given !== '' && !taken.has(given) ? given : freeName(document.id, named);
    taken.add(key);
    yield { document, key, annotations: kept, index };
    index += 1;
  }
}

/** Recommendations as annotations of nobody. A relation's ends are annotations that stand there, or it is left out. */
function recommendedOf(
  recommended: readonly Recommendation[],
  own: readonly ExportAnnotation[],
  labels: ReadonlyMap<string, Label>,
): ExportAnnotation[] {
  const ends = new Map(own.map(({ id, target }) => [targetKey(target), id]));
  return recommended.flatMap(({ target, labelId, confidence, provenance }, at): ExportAnnotation[] => {
    const label = labels.get(labelId ?? '');
    if (label === undefined) return [];
    const base = {
      id: `r${at + 1}`,
      label: label.name,
      annotator: '',
      explanations: [],
      recommended: { confidence, provenance },
    };
    if (target.kind !== 'relation') return [{ ...base, target }];
    const [head, tail] = [target.head, target.tail].map(({ from, to }) =>
      ends.get(targetKey({ kind: 'span', from, to })),
    );
    return head === undefined || tail === undefined
      ? []
      : [{ ...base, target: { kind: 'relation', head, tail } }];
  });
}

const encoder = new TextEncoder();

/** UTF-8. A text that begins with U+FEFF gets a byte order mark, or readers would take its own for one. */
export function encodeText(text: string, begins = true): Uint8Array<ArrayBuffer> {
  return encoder.encode(begins && text.startsWith('\ufeff') ? `\ufeff${text}` : text);
}

const chunkChars = 1 << 16;

/** Joins small pieces of text to chunks of about 64 Ki characters of one file. */
export class ChunkWriter {
  #pending = '';
  #begun = false;
  readonly #name: string;
  readonly #total: number;

  constructor(name: string, total: number) {
    this.#name = name;
    this.#total = total;
  }

  /** A chunk whenever enough has come together. */
  *write(text: string, done: number): Generator<ExportChunk, void, void> {
    this.#pending += text;
    if (this.#pending.length >= chunkChars) yield* this.end(done);
  }

  /** The rest; also an empty chunk, so that a file without rows exists. */
  *end(done: number): Generator<ExportChunk, void, void> {
    const bytes = encodeText(this.#pending, !this.#begun);
    this.#begun = true;
    this.#pending = '';
    yield { name: this.#name, bytes, done, total: this.#total };
  }
}

/** One file with a piece of text per document. */
export function* writeDocuments(
  name: string,
  bundle: ProjectBundle,
  options: ExportOptions,
  parts: {
    readonly before?: string;
    readonly between?: string;
    readonly after?: string;
    readonly write: (doc: ExportDocument) => string;
  },
): Generator<ExportChunk, void, void> {
  const writer = new ChunkWriter(name, bundle.documents.length);
  if (parts.before !== undefined) yield* writer.write(parts.before, 0);
  let first = true;
  for (const doc of exportDocuments(bundle, options)) {
    const text = parts.write(doc);
    if (text === '') continue;
    yield* writer.write(first ? text : `${parts.between ?? ''}${text}`, doc.index + 1);
    first = false;
  }
  if (parts.after !== undefined) yield* writer.write(parts.after, bundle.documents.length);
  yield* writer.end(bundle.documents.length);
}

/** The label's name as one word of a line: control characters and line breaks become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Spans that do not overlap: of two that do, the one that begins first stays, of equal begins the longer one. */
export function withoutOverlaps<T extends Span>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last === undefined || last.to <= span.from) kept.push(span);
  }
  return kept;
}

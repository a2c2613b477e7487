/**
 * LEAN-LIFE's own CSV, one layout per task: a row per word for entities (BIO, an empty row between documents), a
 * row per relation with the words of its entities, a row per label of a text. Offsets are lost where a layout has
 * only words: on reading, the first place in the text where they stand is taken.
 */
import type { Task } from '#core/project';
import { rangeOfSpan } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { csvRows, formatCsvRow, unguardCell } from './csv-rows.ts';
import { DocumentDraft } from './draft.ts';
import { explanationSeparator, triggerWords } from './explanation-words.ts';
import {
  type ExportAnnotation,
  type ExportDocument,
  spanOf,
  withoutOverlaps,
  writeDocuments,
} from './export-view.ts';
import type { Format, ParseOptions } from './format.ts';
import { isObject, metaOf } from './json-records.ts';
import { type Chunk, decodeTags, encodeTags, parseTag, unnamedLabel } from './tags.ts';
import { exportTokens, joinTokens } from './tokens.ts';

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Layout {
  readonly header: readonly string[];
  /** Rows of one document have its id in common, and the cells of these columns. */
  readonly shared: readonly string[];
  readonly read: (rows: readonly Row[], batch: Batcher, options: ParseOptions) => void;
  readonly write: (doc: ExportDocument) => string;
}

/** The cell under a name of a layout's header. */
function cellOf(layout: Layout, { cells }: Row, name: string): string {
  return cells[layout.header.indexOf(name)] ?? '';
}

const isHeaderOf =
  (cells: readonly string[]) =>
  ({ header }: Layout): boolean =>
    cells.length === header.length && header.every((name, at) => cells[at]?.trim() === name);

const separateExplanations = (cell: string): string[] => cell.split(explanationSeparator);

function metadata(cell: string, id: string): Record<string, string> {
  let value: unknown;
  try {
    value = cell === '' ? undefined : JSON.parse(cell);
  } catch {
    value = undefined;
  }
  const entries: [string, unknown][] = isObject(value)
    ? Object.entries(value)
    : cell === ''
      ? []
      : [['metadata', cell]];
  return metaOf(id === '' ? entries : [...entries, ['id', id]]);
}

function readWords(rows: readonly Row[], batch: Batcher, options: ParseOptions): void {
  const first = rows[0];
  if (first === undefined) return;
  const words = rows.map(({ cells }) => cells[1] ?? '');
  const empty = words.findIndex((word) => word.trim() === '');
  const bad = rows.find(({ cells }) => parseTag(cells[2] ?? '') === undefined);
  if (empty !== -1 || bad !== undefined) {
    const line = bad?.line ?? rows[empty]?.line ?? first.line;
    if (bad === undefined) batch.error(line, 'malformed-row', 'The row has no word.', { reason: 'no-word' });
    else
      batch.error(line, 'unknown-tag', 'The label is no BIO tag.', {
        tag: (bad.cells[2] ?? '').slice(0, 80),
      });
    return;
  }
  const { text, tokens } = joinTokens(words);
  const draft = new DocumentDraft(text, first.line, batch, options);
  draft.tokens = tokens;
  draft.meta = metadata(first.cells[3] ?? '', first.cells[0] ?? '');
  const tags = rows.map(({ cells }) => parseTag(cells[2] ?? '') ?? { prefix: 'O' as const, label: '' });
  for (const chunk of decodeTags(tags).chunks) {
    const index = draft.span(chunk.label, tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to);
    for (const row of rows.slice(chunk.from, chunk.to)) explain(draft, index, row.cells[4] ?? '');
  }
  draft.finish();
}

function explain(draft: DocumentDraft, index: number | undefined, cell: string): void {
  for (const words of separateExplanations(cell)) {
    draft.explainInWords(index, words);
  }
}

/** Rows of one document id and text become one document. */
function readTexts(
  layout: Layout,
  rows: readonly Row[],
  batch: Batcher,
  options: ParseOptions,
  label: (draft: DocumentDraft, row: Row, name: string) => number | undefined,
): void {
  const first = rows[0];
  if (first === undefined) return;
  const draft = new DocumentDraft(cellOf(layout, first, 'text'), first.line, batch, options);
  draft.meta = metadata(cellOf(layout, first, 'metadata'), cellOf(layout, first, 'document_id'));
  for (const row of rows) {
    const name = cellOf(layout, row, 'label');
    if (name !== '') explain(draft, label(draft, row, name), cellOf(layout, row, 'explanation'));
  }
  draft.finish();
}

function relationOf(draft: DocumentDraft, row: Row, label: string): number | undefined {
  const words = ['entity_1', 'entity_2'].map((name) => cellOf(relations, row, name));
  const [one = '', other = ''] = words;
  const head = entityAt(draft.text, one, undefined);
  const [from, to] = [head, entityAt(draft.text, other, head)].map((end) =>
    end === undefined || !draft.takesRelations ? undefined : draft.span(unnamedLabel, end.from, end.to),
  );
  return draft.relation(label, from, to, { line: row.line, reference: words.join(' / ') });
}

/** The first place of the words in the text, other than `taken`. */
function entityAt(
  text: string,
  words: string,
  taken: { from: number; to: number } | undefined,
): { from: number; to: number } | undefined {
  if (words === '') return undefined;
  let from = text.indexOf(words);
  if (taken !== undefined && from === taken.from && words.length === taken.to - taken.from) {
    from = text.indexOf(words, from + 1);
  }
  return from === -1 ? undefined : { from, to: from + words.length };
}

function explanationCell(doc: ExportDocument, annotation: ExportAnnotation | undefined): string {
  const strings = (annotation?.explanations ?? []).map((e) =>
    e.kind === 'nl' ? e.text : triggerWords(doc.document.text, e.spans),
  );
  return strings.join(explanationSeparator);
}

function metaCell(doc: ExportDocument): string {
  const { id: _, ...meta } = doc.document.meta;
  return Object.keys(meta).length === 0 ? '' : JSON.stringify(meta);
}

function writeWords(doc: ExportDocument): string {
  const { text, tokens: own } = doc.document;
  const spans = withoutOverlaps(
    doc.annotations.flatMap((annotation) => {
      const span = spanOf(annotation);
      return span === undefined ? [] : [{ ...span, annotation }];
    }),
  );
  const tokens = exportTokens(text, own, spans);
  const starts = new Map<number, ExportAnnotation>();
  const chunks = spans.flatMap((span): Chunk[] => {
    const range = rangeOfSpan(tokens, span);
    if (range === undefined) return [];
    starts.set(range.from, span.annotation);
    return [{ ...range, label: span.annotation.label }];
  });
  const tags = encodeTags(chunks, tokens.length, 'bio');
  const meta = metaCell(doc);
  const rows = tokens.map((token, at) =>
    formatCsvRow([
      doc.key,
      text.slice(token.from, token.to),
      tags[at] ?? 'O',
      meta,
      explanationCell(doc, starts.get(at)),
    ]),
  );
  return rows.length === 0 ? '' : `${rows.join('')}\r\n`;
}

/** A row per label of the layout's kind, or one without a label. */
function writeTexts(
  layout: Layout,
  doc: ExportDocument,
  labelled: (annotation: ExportAnnotation) => Readonly<Record<string, string>> | undefined,
): string {
  const shared = { document_id: doc.key, text: doc.document.text, metadata: metaCell(doc) };
  const row = (cells: Readonly<Record<string, string>>): string =>
    formatCsvRow(layout.header.map((name) => cells[name] ?? ''));
  const rows = doc.annotations.flatMap((annotation) => {
    const own = labelled(annotation);
    if (own === undefined) return [];
    const explanation = explanationCell(doc, annotation);
    return [row({ ...shared, ...own, label: annotation.label, explanation })];
  });
  return rows.length > 0 ? rows.join('') : row(shared);
}

function relationCells(
  { document, annotations }: ExportDocument,
  { target }: ExportAnnotation,
): Readonly<Record<string, string>> | undefined {
  if (target.kind !== 'relation') return undefined;
  const words = (id: string): string => {
    const end = annotations.find((one) => one.id === id)?.target;
    return end?.kind === 'span' ? document.text.slice(end.from, end.to) : '';
  };
  return { entity_1: words(target.head), entity_2: words(target.tail) };
}

const words: Layout = {
  header: ['document_id', 'word', 'label', 'metadata', 'explanation'],
  shared: [],
  read: readWords,
  write: writeWords,
};
const relations: Layout = {
  header: ['document_id', 'entity_1', 'entity_2', 'label', 'text', 'metadata', 'explanation'],
  shared: ['text'],
  read: (rows, batch, options) => {
    readTexts(relations, rows, batch, options, relationOf);
  },
  write: (doc) => writeTexts(relations, doc, (annotation) => relationCells(doc, annotation)),
};
const texts: Layout = {
  header: ['document_id', 'text', 'label', 'metadata', 'explanation'],
  shared: ['text'],
  read: (rows, batch, options) => {
    readTexts(texts, rows, batch, options, (draft, { line }, label) => draft.textLabel(label, { line }));
  },
  write: (doc) => writeTexts(texts, doc, ({ target }) => (target.kind === 'text' ? {} : undefined)),
};
const layouts: Readonly<Record<Task, Layout>> = { ner: words, re: relations, sa: texts };

export const leanLifeCsv: Format = {
  id: 'lean-life-csv',
  name: 'LEAN-LIFE CSV',
  extensions: ['.csv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const [first] = csvRows(sample.head, ',');
    return first !== undefined && Object.values(layouts).some(isHeaderOf(first.cells)) ? 0.95 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let layout: Layout | undefined;
      let group: Row[] = [];
      const flush = (): void => {
        layout?.read(group, batch, options);
        group = [];
      };
      for (const row of csvRows(text, ',')) {
        const cells = row.cells.map(unguardCell);
        const { line } = row;
        if (layout === undefined) {
          const named = Object.values(layouts).find(isHeaderOf(cells));
          layout = named ?? layouts[options.task];
          if (named !== undefined) continue;
        }
        if (cells.every((cell) => cell.trim() === '')) {
          flush();
        } else if (row.unclosed || cells.length !== layout.header.length) {
          batch.error(line, 'wrong-columns', 'The row has another number of cells than its layout.', {
            expected: layout.header.length,
            found: cells.length,
          });
        } else {
          const own = layout;
          const next = { cells, line };
          const before = group[0];
          const same =
            before !== undefined &&
            before.cells[0] === cells[0] &&
            own.shared.every((name) => cellOf(own, before, name) === cellOf(own, next, name));
          if (!same) flush();
          group.push(next);
        }
        yield row.next / text.length;
      }
      flush();
      return undefined;
    }),
  serialize: (bundle, options) => {
    const { header, write } = layouts[bundle.project.task];
    return writeDocuments(`${options.name}.csv`, bundle, options, { before: formatCsvRow(header), write });
  },
  holds: {
    text: 'tokens',
    spans: 'flat',
    wordEdges: true,
    relations: true,
    entities: false,
    textLabels: 'many',
    aspects: false,
    triggers: 'words',
    nl: true,
    labelNames: 'any',
    meta: true,
    annotators: false,
    unlabelled: true,
    project: false,
  },
  holdsByTask: { re: { text: 'exact', spans: 'any' }, sa: { text: 'exact' } },
};

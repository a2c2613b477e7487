/**
 * LEAN-LIFE's own CSV, one layout per task: a row per word for entities (BIO, an empty row between documents), a
 * row per relation with the words of its entities, a row per label of a text. Offsets are lost where a layout has
 * only words: on reading, the first place in the text where they stand is taken.
 */
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

const headers = {
  ner: ['document_id', 'word', 'label', 'metadata', 'explanation'],
  re: ['document_id', 'entity_1', 'entity_2', 'label', 'text', 'metadata', 'explanation'],
  sa: ['document_id', 'text', 'label', 'metadata', 'explanation'],
} as const;

type Layout = keyof typeof headers;

function layoutOf(cells: readonly string[]): Layout | undefined {
  const layouts: readonly Layout[] = ['ner', 're', 'sa'];
  return layouts.find(
    (layout) =>
      cells.length === headers[layout].length &&
      headers[layout].every((name, at) => cells[at]?.trim() === name),
  );
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

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
function readTexts(rows: readonly Row[], layout: 're' | 'sa', batch: Batcher, options: ParseOptions): void {
  const first = rows[0];
  if (first === undefined) return;
  const text = first.cells[layout === 're' ? 4 : 1] ?? '';
  const draft = new DocumentDraft(text, first.line, batch, options);
  draft.meta = metadata(first.cells[layout === 're' ? 5 : 3] ?? '', first.cells[0] ?? '');
  for (const { cells, line } of rows) {
    const label = cells[layout === 're' ? 3 : 2] ?? '';
    if (label === '') continue;
    let index: number | undefined;
    if (layout === 're') {
      if (options.task !== 're') {
        draft.relation(label, undefined, undefined);
        continue;
      }
      const head = entityAt(text, cells[1] ?? '', undefined);
      const tail = entityAt(text, cells[2] ?? '', head);
      index = draft.relation(
        label,
        head === undefined ? undefined : draft.span(unnamedLabel, head.from, head.to),
        tail === undefined ? undefined : draft.span(unnamedLabel, tail.from, tail.to),
        { line, reference: `${cells[1] ?? ''} / ${cells[2] ?? ''}` },
      );
    } else {
      index = draft.textLabel(label, { line });
    }
    explain(draft, index, cells[layout === 're' ? 6 : 4] ?? '');
  }
  draft.finish();
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

function writeTexts(doc: ExportDocument, layout: 're' | 'sa'): string {
  const { text } = doc.document;
  const meta = metaCell(doc);
  const words = (id: string): string => {
    const target = doc.annotations.find((a) => a.id === id)?.target;
    return target?.kind === 'span' ? text.slice(target.from, target.to) : '';
  };
  const rows = doc.annotations.flatMap((annotation) => {
    const { target, label } = annotation;
    const explanation = explanationCell(doc, annotation);
    if (layout === 're' && target.kind === 'relation') {
      return [
        formatCsvRow([doc.key, words(target.head), words(target.tail), label, text, meta, explanation]),
      ];
    }
    return layout === 'sa' && target.kind === 'text'
      ? [formatCsvRow([doc.key, text, label, meta, explanation])]
      : [];
  });
  if (rows.length > 0) return rows.join('');
  return formatCsvRow(
    layout === 're' ? [doc.key, '', '', '', text, meta, ''] : [doc.key, text, '', meta, ''],
  );
}

export const leanLifeCsv: Format = {
  id: 'lean-life-csv',
  name: 'LEAN-LIFE CSV',
  extensions: ['.csv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const [first] = csvRows(sample.head, ',');
    return first !== undefined && layoutOf(first.cells) !== undefined ? 0.95 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let layout: Layout | undefined;
      let group: Row[] = [];
      const flush = (): void => {
        if (layout === 'ner') readWords(group, batch, options);
        else if (layout !== undefined) readTexts(group, layout, batch, options);
        group = [];
      };
      for (const row of csvRows(text, ',')) {
        const cells = row.cells.map(unguardCell);
        const { line } = row;
        if (layout === undefined) {
          layout = layoutOf(cells) ?? (options.task === 'ner' ? 'ner' : options.task);
          if (layoutOf(cells) !== undefined) continue;
        }
        if (cells.every((cell) => cell.trim() === '')) {
          flush();
        } else if (row.unclosed || cells.length !== headers[layout].length) {
          batch.error(line, 'wrong-columns', 'The row has another number of cells than its layout.', {
            expected: headers[layout].length,
            found: cells.length,
          });
        } else {
          const textAt = layout === 're' ? 4 : 1;
          const before = group[0]?.cells;
          const same =
            before !== undefined &&
            before[0] === cells[0] &&
            (layout === 'ner' || before[textAt] === cells[textAt]);
          if (!same) flush();
          group.push({ cells, line });
        }
        yield row.next / text.length;
      }
      flush();
      return undefined;
    }),
  serialize: (bundle, options) => {
    const { task } = bundle.project;
    return writeDocuments(`${options.name}.csv`, bundle, options, {
      before: formatCsvRow(headers[task]),
      write: (doc) => (task === 'ner' ? writeWords(doc) : writeTexts(doc, task)),
    });
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

/**
 * (text, label, explanation) as a table, with nothing lost: a row per annotation and explanation. An annotation
 * with two explanations has two rows; a document without annotations has one. Relations name the ids of the two
 * annotations that they join; trigger spans are written as `from-to;from-to`.
 */
import type { Provenance } from '#core/project';
import { createOffsets, type Offsets, type Span } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { csvRows, formatCsvRow, unguardCell } from './csv-rows.ts';
import { DocumentDraft } from './draft.ts';
import { triggerWords } from './explanation-words.ts';
import { type ExportAnnotation, type ExportDocument, spanOf, writeDocuments } from './export-view.ts';
import type { ExportOptions, Format, ParseOptions } from './format.ts';
import { isObject, metaOf } from './json-records.ts';
import { spanIn } from './offsets.ts';

const columns = [
  'document_id',
  'text',
  'annotation_id',
  'kind',
  'label',
  'words',
  'from',
  'to',
  'head',
  'tail',
  'offsets',
  'explanation_kind',
  'explanation',
  'trigger_spans',
  'annotator',
  'status',
  'split',
  'meta',
] as const;

/** Only where the program's own labels are asked for. */
const recommendedColumns = ['confidence', 'sources'] as const;

type Column = (typeof columns)[number] | (typeof recommendedColumns)[number];

const columnsFor = (options: ExportOptions): readonly Column[] =>
  options.recommended === undefined ? columns : [...columns, ...recommendedColumns];

interface Row {
  readonly get: (column: Column) => string;
  readonly line: number;
}

/** What said a recommendation that comes back. */
const programName = 'LEAN-LIFE';

const spanText = (span: Span): string => `${span.from}-${span.to}`;

function parseSpans(cell: string): { from: number; to: number }[] {
  return cell.split(';').flatMap((part) => {
    const match = /^(\d{1,9})-(\d{1,9})$/.exec(part.trim());
    return match === null ? [] : [{ from: Number(match[1]), to: Number(match[2]) }];
  });
}

const toNumber = (cell: string): number | undefined => (/^\d{1,9}$/.test(cell) ? Number(cell) : undefined);

function parseMeta(cell: string): [string, unknown][] {
  try {
    const value: unknown = cell === '' ? {} : JSON.parse(cell);
    return isObject(value) ? Object.entries(value) : [];
  } catch {
    return [['meta', cell]];
  }
}

function readDocument(rows: readonly Row[], batch: Batcher, options: ParseOptions): void {
  const first = rows[0];
  if (first === undefined) return;
  const text = first.get('text');
  const draft = new DocumentDraft(text, first.line, batch, options);
  const id = first.get('document_id');
  draft.meta = metaOf([...parseMeta(first.get('meta')), ...(id === '' ? [] : [['id', id] as const])]);
  if (first.get('split') === 'holdout') draft.split = 'holdout';
  const status = first.get('status');
  if (status === 'open' || status === 'done' || status === 'skipped') draft.status = status;
  const places = new Map<string, number>();
  const read = (row: Row): void => {
    const unit = options.offsetUnit ?? (row.get('offsets') === 'code-points' ? 'code-points' : 'utf16');
    const name = row.get('annotation_id');
    const annotator = row.get('annotator');
    const more = { line: row.line, ...(annotator === '' ? {} : { annotator }) };
    const kind = row.get('kind');
    let index = places.get(name);
    if (index === undefined) {
      if (kind === 'relation') {
        const head = row.get('head');
        const tail = row.get('tail');
        index = draft.relation(row.get('label'), places.get(head), places.get(tail), {
          ...more,
          reference: `${head} / ${tail}`,
        });
      } else if (kind === 'text') {
        index = draft.textLabel(row.get('label'), more);
      } else if (kind !== '') {
        const words = row.get('words');
        index = draft.span(row.get('label'), toNumber(row.get('from')), toNumber(row.get('to')), unit, {
          ...more,
          ...(words === '' ? {} : { words }),
        });
      }
      if (index !== undefined && name !== '') places.set(name, index);
    }
    const explanationKind = row.get('explanation_kind');
    if (explanationKind === 'nl') draft.explain(index, { kind: 'nl', text: row.get('explanation') });
    if (explanationKind === 'trigger') {
      const spans = parseSpans(row.get('trigger_spans')).map(({ from, to }) =>
        draft.place(from, to, unit, undefined, row.line),
      );
      draft.explain(index, { kind: 'trigger', spans: spans.filter((span) => span !== undefined) });
    }
  };
  const suggest = (row: Row): void => {
    const unit = options.offsetUnit ?? (row.get('offsets') === 'code-points' ? 'code-points' : 'utf16');
    const [label, score, kind] = [row.get('label'), Number(row.get('confidence')), row.get('kind')];
    const placeOf = (one: Row): { from: unknown; to: unknown } => ({
      from: toNumber(one.get('from')),
      to: toNumber(one.get('to')),
    });
    if (kind === 'text') draft.suggest(label, programName, score);
    else if (kind !== 'relation') draft.suggest(label, programName, score, placeOf(row), unit);
    else {
      const end = (name: string): Span | undefined => {
        const at = rows.find((one) => one.get('annotation_id') === name);
        const { from, to } = at === undefined ? { from: undefined, to: undefined } : placeOf(at);
        return draft.place(from, to, unit, undefined, row.line);
      };
      draft.suggestRelation(label, programName, score, end(row.get('head')), end(row.get('tail')));
    }
  };
  const given = rows.filter((row) => row.get('confidence') === '');
  for (const row of given) if (row.get('kind') !== 'relation') read(row);
  for (const row of given) if (row.get('kind') === 'relation') read(row);
  // What carries a confidence was said by a program: no label until somebody accepts it.
  for (const row of rows) if (row.get('confidence') !== '') suggest(row);
  draft.finish();
}

function writeDocument(doc: ExportDocument, options: ExportOptions): string {
  const { text, status, split } = doc.document;
  const unit = options.offsetUnit ?? 'utf16';
  const map = createOffsets(text);
  const names = new Map(doc.annotations.map(({ id }, index) => [id, `a${index + 1}`]));
  const { id: _, ...rest } = doc.document.meta;
  const meta = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
  const write = (cells: Partial<Record<Column, string>>): string => {
    const all = { document_id: doc.key, text, offsets: unit, status, split: split ?? '', meta, ...cells };
    const given = new Map<string, string>(Object.entries(all));
    return formatCsvRow(columnsFor(options).map((column) => given.get(column) ?? ''));
  };
  if (doc.annotations.length === 0) return write({});
  return doc.annotations
    .flatMap((annotation) => {
      const base = annotationCells(annotation, text, names, map, unit);
      if (annotation.explanations.length === 0) return [write(base)];
      return annotation.explanations.map((e) =>
        e.kind === 'nl'
          ? write({ ...base, explanation_kind: 'nl', explanation: e.text })
          : write({
              ...base,
              explanation_kind: 'trigger',
              explanation: triggerWords(text, e.spans),
              trigger_spans: e.spans.map((span) => spanText(spanIn(unit, map, span))).join(';'),
            }),
      );
    })
    .join('');
}

function sourceText(why: Provenance): string {
  switch (why.kind) {
    case 'noun-phrase':
      return 'noun phrase';
    case 'dictionary':
      return `dictionary: ${why.term}`;
    case 'model':
      return `model ${why.version}`;
    case 'trigger':
      return `trigger: ${why.phrase}`;
    case 'rule':
      return `rule: ${why.sentence}`;
    case 'prediction':
      return `prediction: ${why.by}`;
    default:
      return why satisfies never;
  }
}

function annotationCells(
  annotation: ExportAnnotation,
  text: string,
  names: ReadonlyMap<string, string>,
  map: Offsets,
  unit: 'utf16' | 'code-points',
): Partial<Record<Column, string>> {
  const { target, label, annotator, recommended } = annotation;
  const base = {
    annotation_id: names.get(annotation.id) ?? '',
    kind: target.kind,
    label,
    annotator,
    ...(recommended === undefined
      ? {}
      : {
          confidence: recommended.confidence.toFixed(4),
          sources: recommended.provenance.map(sourceText).join('; '),
        }),
  };
  const span = spanOf(annotation);
  if (span !== undefined) {
    const at = spanIn(unit, map, span);
    return { ...base, words: text.slice(span.from, span.to), from: `${at.from}`, to: `${at.to}` };
  }
  if (target.kind !== 'relation') return base;
  return { ...base, head: names.get(target.head) ?? '', tail: names.get(target.tail) ?? '' };
}

export const triplesCsv: Format = {
  id: 'triples-csv',
  name: 'CSV: text, label, explanation',
  extensions: ['.csv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'utf16',
  detect: (sample) => {
    const [first] = csvRows(sample.head, ',');
    const names = new Set(first?.cells);
    return ['document_id', 'text', 'annotation_id', 'trigger_spans'].every((name) => names.has(name))
      ? 0.97
      : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let at: Map<string, number> | undefined;
      let width = 0;
      let group: Row[] = [];
      for (const row of csvRows(text, ',')) {
        const cells = row.cells.map(unguardCell);
        if (at === undefined) {
          at = new Map(cells.map((name, index) => [name.trim(), index]));
          width = cells.length;
          continue;
        }
        if (cells.length === 1 && cells[0] === '') continue;
        if (row.unclosed || cells.length !== width) {
          batch.error(row.line, 'wrong-columns', 'The row has another number of cells than the header.', {
            expected: width,
            found: cells.length,
          });
          continue;
        }
        const places = at;
        const get = (column: Column): string => {
          const index = places.get(column);
          return index === undefined ? '' : (cells[index] ?? '');
        };
        const before = group[0];
        const same =
          before !== undefined &&
          before.get('document_id') === get('document_id') &&
          before.get('text') === get('text');
        if (!same) {
          readDocument(group, batch, options);
          group = [];
        }
        group.push({ get, line: row.line });
        yield row.next / text.length;
      }
      readDocument(group, batch, options);
      return undefined;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.csv`, bundle, options, {
      before: formatCsvRow(columnsFor(options)),
      write: (doc) => writeDocument(doc, options),
    }),
  holds: {
    text: 'exact',
    spans: 'any',
    relations: true,
    entities: true,
    textLabels: 'many',
    aspects: true,
    triggers: 'offsets',
    nl: true,
    labelNames: 'any',
    meta: true,
    annotators: true,
    confidence: true,
    unlabelled: true,
    project: false,
  },
};

/**
 * Rows with named columns, from CSV or JSON, to documents: which column is the text, the label, the explanation.
 * The mapping is guessed from the columns' names and can be set by hand.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { explanationSeparator } from './explanation-words.ts';
import type { ColumnMapping, ParseOptions } from './format.ts';
import { metaOf } from './json-records.ts';

const names: Readonly<
  Record<'text' | 'id' | 'label' | 'explanation' | 'aspect' | 'split', readonly string[]>
> = {
  text: [
    'text',
    'sentence',
    'review',
    'content',
    'body',
    'document',
    'comment',
    'tweet',
    'message',
    'abstract',
  ],
  id: ['id', 'document_id', 'doc_id', 'sentence_id', 'sentenceid', 'uid', 'guid', 'key'],
  label: ['label', 'sentiment', 'polarity', 'category', 'class', 'relation', 'stars', 'rating'],
  explanation: ['explanation', 'explanations', 'reason', 'rationale'],
  aspect: ['aspect', 'aspect_term', 'term', 'target'],
  split: ['split', 'part', 'fold'],
};

/** A mapping from the names of columns and a few rows; the text is the longest column where no name tells it. */
export function guessColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): ColumnMapping | undefined {
  const byName = new Map(columns.map((column) => [column.trim().toLowerCase().replaceAll(' ', '_'), column]));
  const pick = (of: keyof typeof names): string | undefined => {
    const name = names[of].find((candidate) => byName.has(candidate));
    return name === undefined ? undefined : byName.get(name);
  };
  const text = pick('text') ?? longestColumn(columns, rows);
  if (text === undefined) return undefined;
  const rest = {
    id: pick('id'),
    label: pick('label'),
    explanation: pick('explanation'),
    aspect: pick('aspect'),
    split: pick('split'),
  };
  const mapped = Object.entries(rest).filter(([, column]) => column !== undefined && column !== text);
  return { text, ...Object.fromEntries(mapped) };
}

function longestColumn(columns: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  let best: string | undefined;
  let most = -1;
  columns.forEach((column, index) => {
    const length = rows.reduce((sum, row) => sum + (row[index]?.length ?? 0), 0);
    if (length > most) {
      most = length;
      best = column;
    }
  });
  return best;
}

const holdoutNames = new Set(['test', 'dev', 'val', 'valid', 'validation', 'holdout']);

/** One row as a document. A row without a text is an issue. */
export function tableDocument(
  row: ReadonlyMap<string, string>,
  line: number,
  mapping: ColumnMapping,
  batch: Batcher,
  options: ParseOptions,
): void {
  const text = row.get(mapping.text);
  if (text === undefined || text === '') {
    batch.error(line, 'missing-text', 'The row has no text.', { column: mapping.text.slice(0, 80) });
    return;
  }
  const cell = (column: string | undefined): string => (column === undefined ? '' : (row.get(column) ?? ''));
  const draft = new DocumentDraft(text, line, batch, options);
  const label = cell(mapping.label);
  const labelled = options.task === 'sa' && label.trim() !== '';
  const used = new Set(
    [mapping.text, mapping.id, mapping.explanation, mapping.split].filter((c) => c !== undefined),
  );
  if (labelled) {
    if (mapping.label !== undefined) used.add(mapping.label);
    const aspect = cell(mapping.aspect);
    const at = aspect === '' ? -1 : text.indexOf(aspect);
    if (at !== -1 && mapping.aspect !== undefined) used.add(mapping.aspect);
    const index = at === -1 ? draft.textLabel(label) : draft.span(label, at, at + aspect.length);
    for (const words of cell(mapping.explanation).split(explanationSeparator)) {
      draft.explainInWords(index, words);
    }
  }
  const kept =
    mapping.meta ?? [...row.keys()].filter((column) => !used.has(column) && row.get(column) !== '');
  const meta = kept.map((column): [string, string | undefined] => [column, row.get(column)]);
  const id = cell(mapping.id);
  draft.meta = metaOf(id === '' ? meta : [...meta, ['id', id]]);
  if (holdoutNames.has(cell(mapping.split).trim().toLowerCase())) draft.split = 'holdout';
  draft.finish();
}

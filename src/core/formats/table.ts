/**
 * Rows with named columns, from CSV or JSON, to documents. Which column is what is guessed from their names (`table-columns.ts`)
 * and can be set by hand.
 */
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { explanationSeparator } from './explanation-words.ts';
import type { ColumnMapping, ParseOptions } from './format.ts';
import { metaOf } from './json-records.ts';
import { readLooseField, readRest } from './loose-labels.ts';
import { readPredicted, readShares, scoreColumnOf } from './predicted-columns.ts';
import { markedEnds, readEnds, readMarkedEnds } from './relation-columns.ts';
import { cellValue, isNothing, isQuads, isTagged, plainName, wordsIn } from './table-cells.ts';
import { isJudgement, isLabelName } from './table-columns.ts';
import { decodeTags, parseTag } from './tags.ts';
import { targetName } from './target-texts.ts';
import { joinTokens } from './tokens.ts';

const holdoutNames = new Set(['test', 'dev', 'val', 'valid', 'validation', 'holdout']);

/**
 * One row as a document. A row without a text is an issue. `more` may read what the row holds besides its cells,
 * before the document is handed on.
 */
export function tableDocument(
  row: ReadonlyMap<string, string>,
  line: number,
  mapping: ColumnMapping,
  batch: Batcher,
  options: ParseOptions,
  more?: (draft: DocumentDraft) => void,
): void {
  const text = row.get(mapping.text);
  if (text === undefined || text.trim() === '') {
    batch.error(line, 'missing-text', 'The row has no text.', { column: mapping.text.slice(0, 80) });
    return;
  }
  const cell = (column: string | undefined): string => (column === undefined ? '' : (row.get(column) ?? ''));
  // A list of words is no text: its words are.
  const words = wordsIn(text);
  const joined = words === undefined ? undefined : joinTokens(words);
  const marked = mapping.label === undefined ? undefined : markedEnds(text);
  const draft = new DocumentDraft(joined?.text ?? marked?.text ?? text, line, batch, options);
  if (joined !== undefined) draft.tokens = joined.tokens;
  const used = new Set(
    [mapping.text, mapping.id, mapping.explanation, mapping.split].filter((c) => c !== undefined),
  );
  const isRelation =
    readMarkedEnds(draft, marked, cell(mapping.label)) || readEnds(draft, row, mapping.label, used);
  if (isRelation && mapping.label !== undefined) used.add(mapping.label);
  else readLabels(draft, row, mapping, options, used);
  for (const column of mapping.labels ?? []) {
    used.add(column);
    if (Number(cell(column)) === 1 || /^(?:true|x|yes)$/i.test(cell(column).trim())) draft.textLabel(column);
  }
  const only = mapping.predictions?.length === 1 && mapping.label === undefined;
  for (const column of mapping.predictions ?? []) {
    const score =
      scoreColumnOf(column, row.keys()) ??
      (only
        ? [...row.keys()].find((name) => /^(?:score|confidence|prob|probability)$/i.test(name))
        : undefined);
    used.add(column);
    if (score !== undefined) used.add(score);
    readPredicted(column, cellValue(cell(column)), cell(score), draft, options);
  }
  if (mapping.shares !== undefined) {
    readShares(
      mapping.shares.map((column) => [column, cell(column)]),
      draft,
    );
    for (const column of mapping.shares) used.add(column);
  }
  const kept = (
    mapping.meta ?? [...row.keys()].filter((column) => !used.has(column) && row.get(column) !== '')
  ).filter((column) => !readColumn(column, row.get(column) ?? '', mapping, draft));
  const entries = kept.map((column): [string, unknown] => [column, cellValue(row.get(column) ?? '')]);
  const meta = [...readRest(entries, draft, options)].map(([column]): [string, string | undefined] => [
    column,
    row.get(column),
  ]);
  const id = cell(mapping.id);
  draft.meta = metaOf(id === '' ? meta : [...meta, ['id', id]]);
  if (holdoutNames.has(cell(mapping.split).trim().toLowerCase())) draft.split = 'holdout';
  more?.(draft);
  draft.finish();
}

/** What somebody said of the text, one column a person (`annotator_1`). */
const isPerson = (column: string): boolean =>
  /^(?:annotator|coder|rater|judge|worker|labell?er|expert|person)_?(?:\d+|[a-z])$/.test(plainName(column));

/** Who said what the label column says. */
export const isPersonName = (column: string): boolean =>
  /^(?:annotator(?:_(?:id|name))?|worker_?id|annotated_by|labell?er|coder|rater)$/.test(plainName(column));

/** Reads or names what a column without a role holds of labels; whether it is read, and so is no metadata. */
function readColumn(column: string, value: string, mapping: ColumnMapping, draft: DocumentDraft): boolean {
  if (isTagged(value)) {
    const tags = (wordsIn(value) ?? value.trim().split(/\s+/)).map((tag) => parseTag(tag));
    const places =
      draft.tokens ??
      [...draft.text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({
        from: index,
        to: index + word.length,
      }));
    if (tags.length === places.length && tags.every((tag) => tag !== undefined)) {
      for (const { label, from, to } of decodeTags(tags).chunks)
        draft.span(label, places[from]?.from, places[to - 1]?.to);
      return true;
    }
    draft.leftOut(`${column} (tags)`);
    return false;
  }
  if (mapping.label === undefined && isPerson(column) && !isNothing(value) && value.length <= 60) {
    draft.textLabel(value.trim(), { annotator: column });
    return true;
  }
  if (mapping.targets?.includes(column) === true) {
    draft.leftOut(targetName(column));
    return false;
  }
  if (isQuads(value)) {
    draft.leftOut(column);
    return false;
  }
  if (mapping.unsure?.includes(column) === true && value.trim() !== '') {
    draft.leftOut(column);
    return false;
  }
  // How much of it, not whether.
  if (
    isJudgement.test(plainName(column)) &&
    /^-?\d+(?:[.,]\d+)?$/.test(value.trim()) &&
    Number(value.replace(',', '.')) !== 0
  ) {
    draft.leftOut(column);
    return false;
  }
  // Of several columns of labels one is read; numbers are counts, stars and ids.
  const isOther = isLabelName(column.replace(/ \(\d+\)$/, '')) && column !== mapping.label;
  const isName =
    typeof cellValue(value) === 'string' && !isNothing(value) && !/^-?[\d.,%]+$/.test(value.trim());
  if ((speaksOfLabels.test(plainName(column)) && typeof cellValue(value) === 'string') || (isOther && isName))
    draft.leftOut(column);
  return false;
}

/** Columns of words that are labels, whatever they say. */
const speaksOfLabels =
  /^(?:labels|tags|ner_?tags?|entit(?:y|ies)|entity_(?:type|label|text)|annotations?|spans?|mentions?|aspects?|aspect_category|triplets?|triples)$/;

/** The labels of a cell. doccano's tables join several by `#`, which may stand in one name too. */
function namesIn(label: string, { separator, alone }: ColumnMapping): readonly string[] {
  if (separator !== undefined) return label.split(separator);
  const parts = label.split('#').map((part) => part.trim());
  return alone !== undefined && !alone.has(label) && parts.every((part) => alone.has(part)) ? parts : [label];
}

/** Labels of a further row of the same text, which somebody else gave. */
export function addRowLabels(
  draft: DocumentDraft,
  row: ReadonlyMap<string, string>,
  mapping: ColumnMapping,
  options: ParseOptions,
): void {
  readLabels(draft, row, mapping, options, new Set());
}

function readLabels(
  draft: DocumentDraft,
  row: ReadonlyMap<string, string>,
  mapping: ColumnMapping,
  options: ParseOptions,
  used: Set<string>,
): void {
  const cell = (column: string | undefined): string => (column === undefined ? '' : (row.get(column) ?? ''));
  const label = cell(mapping.label);
  if (mapping.label === undefined || isNothing(label)) return;
  const value = cellValue(label);
  if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === 'string') &&
    !isTagged(label)
  ) {
    used.add(mapping.label);
    for (const name of value) draft.textLabel(String(name));
    return;
  }
  if (typeof value === 'object') {
    if (readLooseField(mapping.label, value, draft, options)) used.add(mapping.label);
    return;
  }
  if (!draft.takesTextLabels) {
    draft.leftOut(mapping.label);
    return;
  }
  used.add(mapping.label);
  const person = [...row.keys()].find((column) => isPersonName(column));
  const annotator = cell(person).trim();
  if (person !== undefined && annotator !== '') used.add(person);
  const by = annotator === '' ? {} : { annotator };
  const aspect = cell(mapping.aspect);
  let index: number | undefined;
  if (aspect !== '' && mapping.from !== undefined && mapping.to !== undefined && cell(mapping.from) !== '') {
    for (const column of [mapping.aspect, mapping.from, mapping.to])
      if (column !== undefined) used.add(column);
    const offset = (column: string): unknown =>
      /^\d+$/.test(cell(column)) ? Number(cell(column)) : cell(column);
    const unit = options.offsetUnit ?? 'code-points';
    index = draft.span(label, offset(mapping.from), offset(mapping.to), unit, { ...by, words: aspect });
  } else {
    const at = aspect === '' ? -1 : draft.text.indexOf(aspect);
    if (at !== -1 && mapping.aspect !== undefined) used.add(mapping.aspect);
    if (at !== -1) index = draft.span(label, at, at + aspect.length, 'utf16', by);
    else
      for (const name of namesIn(label, mapping)) {
        const added = draft.textLabel(name.trim(), by);
        index ??= added;
      }
  }
  for (const words of cell(mapping.explanation).split(explanationSeparator))
    draft.explainInWords(index, words);
}

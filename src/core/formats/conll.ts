/**
 * CoNLL-2002/2003 and their kin: a token per line, an empty line between sentences, tags in BIO, IOB1 or IOBES.
 * A sentence is a document. Tokens keep their places in the text, which is theirs joined by single spaces (by
 * none between characters of a script without spaces) unless a `# text = ` comment says what it was.
 */
import { rangeOfSpan } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { type ConllColumns, columnsOf, isOutside, readTag } from './conll-columns.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, oneLine, spanOf, withoutOverlaps, writeDocuments } from './export-view.ts';
import type { Format, ParseOptions, Sample, TagScheme } from './format.ts';
import { metaOf } from './json-records.ts';
import { extensionOf, linesOf } from './source.ts';
import { type Chunk, decodeTags, encodeTags, parseTag, type Tag, tagLevels } from './tags.ts';
import { alignTokens, exportTokens, joinTokens } from './tokens.ts';

export interface ConllRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface ConllSentence {
  readonly rows: readonly ConllRow[];
  readonly comments: readonly (readonly [string, string])[];
  /** Line of its first row or comment. */
  readonly line: number;
  /** Offset after it. */
  readonly next: number;
}

/** Cells of a line: by tabs where there are any, else by spaces; by a comma where neither is in it and a tag stands behind. */
function splitCells(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => trimSpaces(cell) ?? '');
  const pair = /^(\S+)[,;](O|[BIESLU][-_]\S+)$/.exec(line);
  return pair === null ? line.trim().split(/ +/) : pair.slice(1);
}

/** Without the spaces around it; other white space is part of a token. Not a pattern: that would be quadratic. */
function trimSpaces(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  let from = 0;
  let to = cell.length;
  while (from < to && cell[from] === ' ') from += 1;
  while (to > from && cell[to - 1] === ' ') to -= 1;
  return cell.slice(from, to);
}

/** Number of cells of most rows: a line that begins with # and has another number is a comment. */
function usualWidth(text: string): { readonly width: number; readonly counted: boolean } {
  let counted = true;
  const counts = new Map<number, number>();
  let read = 0;
  for (const line of linesOf(text)) {
    if (line.text.trim() === '' || line.text.trimStart().startsWith('#')) continue;
    const { length, 0: first = '' } = splitCells(line.text);
    counted &&= /^\d+(?:[-.]\d+)?$/.test(first);
    counts.set(length, (counts.get(length) ?? 0) + 1);
    read += 1;
    if (read === 2000) break;
  }
  return { width: [...counts].sort((x, y) => y[1] - x[1])[0]?.[0] ?? 1, counted: counted && read > 0 };
}

/** A comment, unless the line has as many cells as the rows around it: `#` is a token too. */
function parseComment(line: string, tabs: boolean, width: number): readonly [string, string] | undefined {
  if (!line.startsWith('#')) return line.startsWith(' #') && width > 1 ? ['', line.trim()] : undefined;
  const pair = /^#\s*([\w.:-]+)\s*=\s?(.*)$/s.exec(line);
  if (pair !== null && !(tabs && line.includes('\t'))) return [pair[1] ?? '', pair[2] ?? ''];
  const id = /^# id (\S+)/.exec(line);
  if (id !== null) return ['id', id[1] ?? ''];
  if (/^#(?:begin|end) document\b/.test(line)) return ['', line.slice(1)];
  const other = splitCells(line).length !== width;
  return (tabs && !line.includes('\t')) || (other && width > 1) ? ['', line.slice(1).trim()] : undefined;
}

/** The sentences of a text, `-DOCSTART-` lines left out. */
export function* conllSentences(text: string): Generator<ConllSentence, void, void> {
  const tabs = text.slice(0, 65_536).includes('\t');
  // Where rows begin with their number, a line that begins with # is no row, whatever its width.
  const { width, counted } = usualWidth(text);
  let rows: ConllRow[] = [];
  let comments: (readonly [string, string])[] = [];
  let begin = 0;
  for (const line of linesOf(text)) {
    if (line.text.trim() === '') {
      if (rows.length > 0) yield { rows, comments, line: begin, next: line.next };
      if (rows.length > 0) comments = [];
      rows = [];
      begin = 0;
      continue;
    }
    if (rows.length === 0 && line.text.startsWith('-DOCSTART-')) continue;
    const free = rows.length === 0 || line.text.startsWith('#end document');
    const comment =
      (free ? parseComment(line.text, tabs, width) : undefined) ??
      (counted && line.text.startsWith('#') ? (['', line.text.slice(1).trim()] as const) : undefined);
    if (begin === 0) begin = line.number;
    if (comment !== undefined) comments.push(comment);
    else rows.push({ cells: splitCells(line.text), line: line.number });
  }
  if (rows.length > 0) yield { rows, comments, line: begin, next: text.length };
}

const sampleSentences = 2000;

/** CoNLL-2012 has its entities in brackets in the eleventh column. */
const isOntoNotes = (text: string): boolean => /^#begin document\b/m.test(text.slice(0, 65_536));
const ontoNotes = { token: 3, tag: 10 };

function guessColumns(text: string): ConllColumns {
  const rows: (readonly string[])[] = [];
  let read = 0;
  for (const sentence of conllSentences(text)) {
    for (const { cells } of sentence.rows) rows.push(cells);
    read += 1;
    if (read === sampleSentences) break;
  }
  const found = columnsOf(rows);
  return isOntoNotes(text) && found.width > ontoNotes.tag
    ? { token: ontoNotes.token, tags: [ontoNotes.tag], width: found.width, inside: false }
    : found;
}

/** `(PERSON*`, `*`, `*)` as tags in BIO; a cell may close what another opened. */
function fromBrackets(cells: readonly string[]): string[] {
  let open = '';
  return cells.map((cell) => {
    const begins = /^\(([^()*]+)/.exec(cell)?.[1];
    if (begins !== undefined) open = begins;
    const tag = open === '' ? 'O' : `${begins === undefined ? 'I' : 'B'}-${open}`;
    if (cell.endsWith(')')) open = '';
    return tag;
  });
}

/** IOB1 where most chunks begin with I-, IOBES where S- or E- occur, else BIO. */
function guessScheme(text: string, columns: ConllColumns): TagScheme {
  let inside = 0;
  let begins = 0;
  let read = 0;
  const column = columns.tags[0] ?? -1;
  for (const { rows } of conllSentences(text)) {
    const tags = rows.map(({ cells }) => parseTag(cells.at(column) ?? '') ?? { prefix: 'O', label: '' });
    if (tags.some((tag) => tag.prefix === 'S' || tag.prefix === 'E')) return 'iobes';
    inside += decodeTags(tags as readonly Tag[]).insideStarts;
    begins += tags.filter((tag) => tag.prefix === 'B').length;
    read += 1;
    if (read === 5000) break;
  }
  return inside > begins ? 'iob1' : 'bio';
}

/** The text of a sentence with the places of its tokens. */
export function sentenceText(
  words: readonly string[],
  comments: ConllSentence['comments'],
  isGlued?: (index: number) => boolean,
): ReturnType<typeof joinTokens> {
  const given = comments.find(([key]) => key === 'text')?.[1];
  const aligned = given === undefined ? undefined : alignTokens(given, words);
  return given === undefined || aligned === undefined
    ? joinTokens(words, isGlued)
    : { text: given, tokens: aligned };
}

/** CoNLL-U's last column may say that no space follows. */
export function saysNoSpace(cell: string | undefined): boolean {
  return cell !== undefined && /(?:^|\|)SpaceAfter=No(?:\||$)/.test(cell);
}

/**
 * Whether any token of a text is in an entity. Where none is, nobody has annotated it: its O are what a converter wrote, and
 * its texts are still to be read.
 */
function hasEntity(text: string, { tags, outside }: ConllColumns, brackets: boolean): boolean {
  const isEntity = (cell: string | undefined): boolean =>
    cell !== undefined && (brackets ? cell.startsWith('(') : !isOutside(cell) && cell !== outside);
  for (const { rows } of conllSentences(text)) {
    if (rows.some(({ cells }) => cells.length > 1 && tags.some((column) => isEntity(cells.at(column)))))
      return true;
  }
  return false;
}

/**
 * Of two columns of tags the one that a program filled, as taggers write theirs behind the gold ones: it says the same of most.
 * Levels of nested entities never do.
 */
function predictedColumn(text: string, columns: ConllColumns): number | undefined {
  const [first, second] = columns.tags;
  if (first === undefined || second === undefined || columns.tags.length !== 2) return undefined;
  let [same, all, read] = [0, 0, 0];
  for (const { rows } of conllSentences(text)) {
    const [gold, other] = [first, second].map((column) => {
      const tags = rows.map(({ cells }): Tag => readTag(cells.at(column) ?? 'O', columns) ?? none);
      return decodeTags(tags).chunks.map(({ label, from, to }) => `${from} ${to} ${label}`);
    });
    all += gold?.length ?? 0;
    same += gold?.filter((one) => other?.includes(one)).length ?? 0;
    read += 1;
    if (read === sampleSentences) break;
  }
  return all > 0 && same * 2 >= all ? second : undefined;
}

const none: Tag = { prefix: 'O', label: '' };

/** How the sentences of a text are to be read. */
interface ReadingOptions {
  readonly columns: ConllColumns;
  /** Of a program: what it says is a suggestion. */
  readonly predicted?: number;
  readonly brackets: boolean;
  readonly scheme: TagScheme;
  readonly isAnnotated: boolean;
}

function readSentence(
  sentence: ConllSentence,
  { columns, predicted, brackets, scheme, isAnnotated }: ReadingOptions,
  batch: Batcher,
  options: ParseOptions,
): void {
  const words: string[] = [];
  const kept: ConllRow[] = [];
  for (const row of sentence.rows) {
    const word = trimSpaces(row.cells.at(columns.token));
    if (word === undefined || word === '') {
      batch.error(row.line, 'wrong-columns', 'The line has no token in its column.', {
        expected: Math.abs(columns.token) + 1,
        found: row.cells.length,
      });
      continue;
    }
    words.push(word);
    kept.push(row);
  }
  if (words.length === 0) return;
  const { text, tokens } = sentenceText(words, sentence.comments, (index) =>
    saysNoSpace(kept[index]?.cells.at(-1)),
  );
  const draft = new DocumentDraft(text, sentence.line, batch, options);
  draft.tokens = tokens;
  const meta = sentence.comments.filter(([key]) => key !== '' && key !== 'text' && key !== 'sent_id');
  const id = sentence.comments.find(([key]) => key === 'sent_id');
  draft.meta = metaOf(id === undefined ? meta : [...meta, ['id', id[1]]]);
  let whole = isAnnotated && columns.tags.length > 0;
  /** Names a cell that is no tag; whether its text can be complete all the same. */
  const nameOdd = (cell: string | undefined, row: ConllRow | undefined, column: number): boolean => {
    const line = row?.line ?? sentence.line;
    if (cell === undefined && columns.sparse === true) return true;
    if (cell === undefined) {
      batch.warn(line, 'wrong-columns', 'The line has no tag in its column; its token came in without.', {
        expected: Math.abs(column) + 1,
        found: row?.cells.length ?? 0,
      });
    } else {
      batch.warn(line, 'unknown-tag', 'The tag is of no known scheme; it was read as O.', {
        tag: cell.slice(0, 80),
      });
    }
    return false;
  };
  for (const column of columns.tags) {
    const cells = kept.map((row) => (row.cells.length > 1 ? row.cells.at(column) : undefined));
    const written = brackets ? fromBrackets(cells.map((cell) => cell ?? '*')) : cells;
    for (const level of tagLevels(written)) {
      const read = level.map((cell) => (cell === undefined ? undefined : readTag(cell, columns)));
      const tags = read.map((tag): Tag => tag ?? { prefix: 'O', label: '' });
      read.forEach((tag, at) => {
        if (tag === undefined) whole = nameOdd(level[at], kept[at], column) && whole;
      });
      const { chunks, insideStarts } = decodeTags(tags);
      if (insideStarts > 0 && scheme === 'bio' && !columns.inside) {
        batch.warn(sentence.line, 'tag-repaired', 'An entity begins with I-; it was read as B-.', {
          count: insideStarts,
        });
      }
      for (const { label, from, to } of chunks) {
        const place = { from: tokens[from]?.from, to: tokens[to - 1]?.to };
        if (column === predicted) draft.suggest(label, 'predicted tags', undefined, place);
        else draft.span(label, place.from, place.to);
      }
    }
  }
  draft.complete = whole;
  draft.finish();
}

/** Tokens and tags of a document for writing; spans of other kinds of annotation have no place here. */
function tagDocument(doc: ExportDocument, scheme: TagScheme): { words: string[]; tags: string[] } {
  const { text, tokens: own } = doc.document;
  const spans = withoutOverlaps(
    doc.annotations.flatMap((annotation) => {
      const span = spanOf(annotation);
      return span === undefined ? [] : [{ ...span, label: oneLine(annotation.label).trim() || '_' }];
    }),
  );
  const tokens = exportTokens(text, own, spans);
  const chunks = spans.flatMap((span): Chunk[] => {
    const range = rangeOfSpan(tokens, span);
    return range === undefined ? [] : [{ ...range, label: span.label }];
  });
  return {
    words: tokens.map((token) => text.slice(token.from, token.to)),
    tags: encodeTags(chunks, tokens.length, scheme),
  };
}

/** The document's name and its text, where its tokens joined are another: reading the file again gives both back. */
function exportComments(doc: ExportDocument, words: readonly string[]): string {
  const { text, meta } = doc.document;
  const id = meta['id'] === undefined ? '' : `# sent_id = ${oneLine(meta['id'])}\n`;
  const flat = text.replace(/[\t\r\n]/g, ' ');
  return joinTokens(words).text === text ? id : `${id}# text = ${flat}\n`;
}

function detectConll(sample: Sample): number {
  const head = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
  if (sample.records.length > 0 || /^\s*[<]/.test(head) || head.startsWith('#FORMAT=')) return 0;
  const { tags, width, inside, behind, sparse } = guessColumns(head);
  if (tags.length === 0) return 0;
  let [same, rows, sentences] = [0, 0, 0];
  for (const sentence of conllSentences(head)) {
    sentences += 1;
    for (const { cells } of sentence.rows) {
      rows += 1;
      if (cells.length === width) same += 1;
    }
  }
  if (rows === 0 || (same / rows < 0.9 && sparse !== true)) return 0;
  const extension = extensionOf(sample.name);
  if (['.conll', '.iob', '.iob2', '.bio'].includes(extension)) return 0.9;
  // Names without a scheme look like any table: only with empty lines between sentences.
  return inside || behind === true ? (sentences > 1 && extension !== '.csv' ? 0.7 : 0) : 0.85;
}

export const conll: Format = {
  id: 'conll',
  name: 'CoNLL',
  extensions: ['.conll', '.iob2', '.iob', '.bio', '.tsv', '.txt'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: detectConll,
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const guess = guessColumns(text);
      const columns: ConllColumns = {
        ...guess,
        token: options.tokenColumn ?? guess.token,
        tags: options.tagColumn === undefined ? guess.tags : [options.tagColumn],
      };
      const brackets = isOntoNotes(text) && columns.tags[0] === ontoNotes.tag;
      const scheme =
        options.scheme === undefined || options.scheme === 'auto'
          ? guessScheme(text, columns)
          : options.scheme;
      const predicted = brackets ? undefined : predictedColumn(text, columns);
      const reading = {
        ...(predicted === undefined ? {} : { predicted }),
        columns,
        brackets,
        scheme,
        isAnnotated: hasEntity(text, columns, brackets),
      };
      for (const sentence of conllSentences(text)) {
        readSentence(sentence, reading, batch, options);
        yield sentence.next / text.length;
      }
      return undefined;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.conll`, bundle, options, {
      write: (doc) => {
        const { words, tags } = tagDocument(doc, options.scheme ?? 'bio');
        if (words.length === 0) return '';
        const comments = options.comments === false ? '' : exportComments(doc, words);
        return `${comments}${words.map((word, index) => `${word}\t${tags[index]}\n`).join('')}\n`;
      },
    }),
  holds: {
    text: 'line',
    spans: 'flat',
    wordEdges: true,
    relations: false,
    entities: true,
    textLabels: 'no',
    aspects: true,
    triggers: 'no',
    nl: false,
    labelNames: 'line',
    meta: false,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

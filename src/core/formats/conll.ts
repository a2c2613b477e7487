/**
 * CoNLL-2002/2003 and their kin: a token per line, an empty line between sentences, tags in BIO, IOB1 or IOBES.
 * A sentence is a document. Tokens keep their places in the text, which is theirs joined by single spaces (by
 * none between characters of a script without spaces) unless a `# text = ` comment says what it was.
 */
import { rangeOfSpan } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, oneLine, spanOf, withoutOverlaps, writeDocuments } from './export-view.ts';
import type { Format, ParseOptions, Sample, TagScheme } from './format.ts';
import { metaOf } from './json-records.ts';
import { linesOf } from './source.ts';
import { type Chunk, decodeTags, encodeTags, parseTag, type Tag } from './tags.ts';
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

/** Cells of a line: by tabs where there are any, else by spaces. */
function splitCells(line: string): string[] {
  return line.includes('\t') ? line.split('\t') : line.trim().split(/ +/);
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

/** A comment, unless the line has as many cells as the rows around it: `#` is a token too. */
function parseComment(line: string, tabs: boolean): readonly [string, string] | undefined {
  if (!line.startsWith('#')) return undefined;
  const pair = /^#\s*([\w.:-]+)\s*=\s?(.*)$/s.exec(line);
  if (pair !== null && !(tabs && line.includes('\t'))) return [pair[1] ?? '', pair[2] ?? ''];
  const id = /^# id (\S+)/.exec(line);
  if (id !== null) return ['id', id[1] ?? ''];
  return tabs && !line.includes('\t') ? ['', line.slice(1).trim()] : undefined;
}

/** The sentences of a text, `-DOCSTART-` lines left out. */
export function* conllSentences(text: string): Generator<ConllSentence, void, void> {
  const tabs = text.slice(0, 65_536).includes('\t');
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
    if (begin === 0) begin = line.number;
    const comment = rows.length === 0 ? parseComment(line.text, tabs) : undefined;
    if (comment !== undefined) comments.push(comment);
    else rows.push({ cells: splitCells(line.text), line: line.number });
  }
  if (rows.length > 0) yield { rows, comments, line: begin, next: text.length };
}

export interface ConllColumns {
  readonly token: number;
  /** -1: the file has no tags. */
  readonly tag: number;
  readonly width: number;
}

const sampleSentences = 200;

/** Which columns hold tokens and tags: the last column that holds nothing but tags, and the first that is no counter. */
export function guessConllColumns(text: string): ConllColumns {
  const rows: (readonly string[])[] = [];
  const counts = new Map<number, number>();
  let read = 0;
  for (const sentence of conllSentences(text)) {
    for (const { cells } of sentence.rows) {
      rows.push(cells);
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    }
    read += 1;
    if (read === sampleSentences) break;
  }
  const width = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
  const full = rows.filter((cells) => cells.length === width);
  const isTag = (cell: string): boolean => cell === 'O' || /^[BIESLUM]-\S/.test(cell);
  let tag = -1;
  for (let column = width - 1; column >= 1 && tag === -1; column--) {
    if (full.every((cells) => isTag(cells[column] ?? ''))) tag = column;
  }
  const counter = full.every((cells) => /^\d+(?:[-.]\d+)?$/.test(cells[0] ?? '')) && full[0]?.[0] === '1';
  return { token: counter && width > 1 && tag !== 1 ? 1 : 0, tag, width };
}

/** IOB1 where most chunks begin with I-, IOBES where S- or E- occur, else BIO. */
function guessScheme(text: string, tagColumn: number): TagScheme {
  let inside = 0;
  let begins = 0;
  let read = 0;
  for (const { rows } of conllSentences(text)) {
    const tags = rows.map(({ cells }) => parseTag(cells.at(tagColumn) ?? '') ?? { prefix: 'O', label: '' });
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
): ReturnType<typeof joinTokens> {
  const said = comments.find(([key]) => key === 'text')?.[1];
  const aligned = said === undefined ? undefined : alignTokens(said, words);
  return said === undefined || aligned === undefined ? joinTokens(words) : { text: said, tokens: aligned };
}

function readSentence(
  sentence: ConllSentence,
  columns: { token: number; tag: number },
  scheme: TagScheme,
  batch: Batcher,
  options: ParseOptions,
): void {
  const words: string[] = [];
  const tags: Tag[] = [];
  for (const { cells, line } of sentence.rows) {
    const word = trimSpaces(cells.at(columns.token));
    if (word === undefined || word === '') {
      batch.error(line, 'wrong-columns', 'The line has no token in its column.', {
        expected: Math.abs(columns.token) + 1,
        found: cells.length,
      });
      return;
    }
    words.push(word);
    if (columns.tag === -1 && options.tagColumn === undefined) continue;
    const cell = cells.length > 1 ? cells.at(columns.tag) : undefined;
    const tag = cell === undefined ? undefined : parseTag(cell);
    if (cell === undefined) {
      batch.error(line, 'wrong-columns', 'The line has no tag in its column.', {
        expected: Math.abs(columns.tag) + 1,
        found: cells.length,
      });
      return;
    }
    if (tag === undefined) {
      batch.error(line, 'unknown-tag', 'The tag is of no known scheme.', { tag: cell.slice(0, 80) });
      return;
    }
    tags.push(tag);
  }
  const { text, tokens } = sentenceText(words, sentence.comments);
  const draft = new DocumentDraft(text, sentence.line, batch, options);
  draft.tokens = tokens;
  const meta = sentence.comments.filter(([key]) => key !== '' && key !== 'text' && key !== 'sent_id');
  const id = sentence.comments.find(([key]) => key === 'sent_id');
  draft.meta = metaOf(id === undefined ? meta : [...meta, ['id', id[1]]]);
  const { chunks, insideStarts } = decodeTags(tags);
  if (insideStarts > 0 && scheme === 'bio') {
    batch.warn(sentence.line, 'tag-repaired', 'An entity begins with I-; it was read as B-.', {
      count: insideStarts,
    });
  }
  for (const chunk of chunks) {
    draft.span(chunk.label, tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to);
  }
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

function detectConll(sample: Sample): number {
  const head = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
  if (/^\s*[{[<]/.test(head) || head.startsWith('#FORMAT=')) return 0;
  const { tag, width } = guessConllColumns(head);
  if (tag === -1) return 0;
  let same = 0;
  let rows = 0;
  for (const sentence of conllSentences(head)) {
    for (const { cells } of sentence.rows) {
      rows += 1;
      if (cells.length === width) same += 1;
    }
  }
  return rows > 0 && same / rows > 0.98 ? 0.85 : 0;
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
      const guess = guessConllColumns(text);
      const columns = { token: options.tokenColumn ?? guess.token, tag: options.tagColumn ?? guess.tag };
      const scheme =
        options.scheme === undefined || options.scheme === 'auto'
          ? guessScheme(text, columns.tag)
          : options.scheme;
      for (const sentence of conllSentences(text)) {
        readSentence(sentence, columns, scheme, batch, options);
        yield sentence.next / text.length;
      }
      return undefined;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.conll`, bundle, options, {
      write: (doc) => {
        const { words, tags } = tagDocument(doc, options.scheme ?? 'bio');
        if (words.length === 0) return '';
        return `${words.map((word, index) => `${word}\t${tags[index]}\n`).join('')}\n`;
      },
    }),
  holds: {
    text: 'tokens',
    spans: 'flat',
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

/**
 * The file of TriggerNER (Lin et al. 2020): CoNLL with one sentence per labelled entity. Only that entity keeps
 * its B-/I- tags; the words of its triggers are tagged `T-0`, `T-1`, …. Sentences that follow one another with
 * the same words become one document with several annotations and their triggers.
 */
import { rangeOfSpan, type Span } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { type ConllSentence, conllSentences, sentenceText } from './conll.ts';
import { DocumentDraft } from './draft.ts';
import {
  type ExportAnnotation,
  type ExportDocument,
  oneLine,
  spanOf,
  writeDocuments,
} from './export-view.ts';
import type { Format, ParseOptions } from './format.ts';
import { linesOf } from './source.ts';
import { decodeTags, parseTag, type Tag } from './tags.ts';
import { exportTokens } from './tokens.ts';

const triggerTag = /^T-(\d{1,6})$/;
const outside: Tag = { prefix: 'O', label: '' };

interface Row {
  readonly tags: readonly string[];
  readonly line: number;
}

/** Runs of tokens with one trigger tag, by trigger number. */
function triggersOf(tags: readonly string[], tokens: readonly Span[]): Map<number, Span[]> {
  const triggers = new Map<number, Span[]>();
  let before = -1;
  tags.forEach((tag, index) => {
    const match = triggerTag.exec(tag);
    const number = match === null ? -1 : Number(match[1]);
    const token = tokens[index];
    if (number !== -1 && token !== undefined) {
      const spans = triggers.get(number) ?? [];
      const last = spans.at(-1);
      if (before === number && last !== undefined)
        spans[spans.length - 1] = { from: last.from, to: token.to };
      else spans.push(token);
      triggers.set(number, spans);
    }
    before = number;
  });
  return triggers;
}

function readDocument(
  words: readonly string[],
  rows: readonly Row[],
  comments: ConllSentence['comments'],
  batch: Batcher,
  options: ParseOptions,
): void {
  const first = rows[0];
  if (first === undefined) return;
  const { text, tokens } = sentenceText(words, comments);
  const draft = new DocumentDraft(text, first.line, batch, options);
  draft.tokens = tokens;
  for (const { tags, line } of rows) {
    const triggers = triggersOf(tags, tokens);
    const plain = tags.map((tag) => (triggerTag.test(tag) ? outside : (parseTag(tag) ?? outside)));
    const { chunks } = decodeTags(plain);
    const indexes = chunks.map((chunk) =>
      draft.span(chunk.label, tokens[chunk.from]?.from, tokens[chunk.to - 1]?.to, 'utf16', { line }),
    );
    if (triggers.size > 0 && chunks.length !== 1) {
      batch.warn(line, 'explanation-without-target', 'Triggers need exactly one entity in their row.', {
        entities: chunks.length,
      });
      continue;
    }
    for (const [, spans] of [...triggers].sort((a, b) => a[0] - b[0])) {
      draft.explain(indexes[0], { kind: 'trigger', spans });
    }
  }
  draft.finish();
}

/** Rows for one annotation: its triggers spread over as many rows as needed for none to share a token. */
function rowsOf(annotation: ExportAnnotation, tokens: readonly Span[]): string[][] {
  const span = spanOf(annotation);
  const range = span === undefined ? undefined : rangeOfSpan(tokens, span);
  if (range === undefined) return [];
  const label = oneLine(annotation.label).trim() || '_';
  const blank = (): string[] => {
    const tags = new Array<string>(tokens.length).fill('O');
    for (let at = range.from; at < range.to; at++) tags[at] = `${at === range.from ? 'B' : 'I'}-${label}`;
    return tags;
  };
  const rows: { tags: string[]; count: number }[] = [];
  for (const explanation of annotation.explanations) {
    if (explanation.kind !== 'trigger') continue;
    const covered = new Set<number>();
    for (const part of explanation.spans) {
      const of = rangeOfSpan(tokens, part);
      for (let at = of?.from ?? 0; at < (of?.to ?? 0); at++) covered.add(at);
    }
    const words = [...covered].filter((at) => at < range.from || at >= range.to);
    if (words.length === 0) continue;
    let row = rows.find(({ tags }) => words.every((at) => tags[at] === 'O'));
    if (row === undefined) {
      row = { tags: blank(), count: 0 };
      rows.push(row);
    }
    for (const at of words) row.tags[at] = `T-${row.count}`;
    row.count += 1;
  }
  return rows.length === 0 ? [blank()] : rows.map(({ tags }) => tags);
}

function plainRows(annotations: readonly ExportAnnotation[], tokens: readonly Span[]): string[][] {
  const rows: string[][] = [];
  for (const annotation of annotations) {
    const [own] = rowsOf({ ...annotation, explanations: [] }, tokens);
    if (own === undefined) continue;
    const row = rows.find((tags) => own.every((tag, at) => tag === 'O' || tags[at] === 'O'));
    if (row === undefined) rows.push(own);
    else
      own.forEach((tag, at) => {
        if (tag !== 'O') row[at] = tag;
      });
  }
  return rows;
}

function writeDocument(doc: ExportDocument): string {
  const { text, tokens: own } = doc.document;
  const annotations = doc.annotations.filter((annotation) => spanOf(annotation) !== undefined);
  const bounds = annotations.flatMap((annotation) => [
    ...[spanOf(annotation)].filter((span) => span !== undefined),
    ...annotation.explanations.flatMap((e) => (e.kind === 'trigger' ? e.spans : [])),
  ]);
  const tokens = exportTokens(text, own, bounds);
  if (tokens.length === 0) return '';
  const explained = annotations.filter(({ explanations }) => explanations.some((e) => e.kind === 'trigger'));
  const plain = annotations.filter((annotation) => !explained.includes(annotation));
  // Without triggers a sentence is one of CoNLL, with all of its entities; those that overlap have rows of their own.
  const rows = [
    ...explained.flatMap((annotation) => rowsOf(annotation, tokens)),
    ...plainRows(plain, tokens),
  ];
  if (rows.length === 0) rows.push(new Array<string>(tokens.length).fill('O'));
  const words = tokens.map((token) => text.slice(token.from, token.to));
  return rows.map((tags) => `${words.map((word, at) => `${word}\t${tags[at]}\n`).join('')}\n`).join('');
}

export const triggerNer: Format = {
  id: 'trigger-ner',
  name: 'TriggerNER',
  extensions: ['.txt'],
  tasks: ['ner', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    const seen = { trigger: false, entity: false };
    for (const { text } of linesOf(sample.head)) {
      const tag = text.slice(text.indexOf('\t') + 1);
      if (tag.length === text.length) continue;
      seen.trigger ||= triggerTag.test(tag);
      seen.entity ||= /^[BI]-\S+$/.test(tag);
      if (seen.trigger && seen.entity) return 0.95;
    }
    return 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      let words: readonly string[] = [];
      let rows: Row[] = [];
      let comments: ConllSentence['comments'] = [];
      for (const sentence of conllSentences(text)) {
        const bad = sentence.rows.find(({ cells }) => {
          const tag = cells.at(-1) ?? '';
          return (
            cells.length < 2 || cells[0] === '' || (!triggerTag.test(tag) && parseTag(tag) === undefined)
          );
        });
        if (bad !== undefined) {
          const tag = bad.cells.at(-1) ?? '';
          if (bad.cells.length < 2 || bad.cells[0] === '')
            batch.error(bad.line, 'wrong-columns', 'The line has no word or no tag.', {
              expected: 2,
              found: 1,
            });
          else
            batch.error(bad.line, 'unknown-tag', 'The tag is of no known scheme.', { tag: tag.slice(0, 80) });
          continue;
        }
        const own = sentence.rows.map(({ cells }) => cells[0] ?? '');
        const row = { tags: sentence.rows.map(({ cells }) => cells.at(-1) ?? ''), line: sentence.line };
        const same =
          rows.length > 0 && own.length === words.length && own.every((word, at) => word === words[at]);
        if (same) {
          rows.push(row);
        } else {
          readDocument(words, rows, comments, batch, options);
          words = own;
          rows = [row];
          comments = sentence.comments;
        }
        yield sentence.next / text.length;
      }
      readDocument(words, rows, comments, batch, options);
      return undefined;
    }),
  serialize: (bundle, options) =>
    writeDocuments(`${options.name}.txt`, bundle, options, { write: writeDocument }),
  holds: {
    text: 'tokens',
    spans: 'any',
    wordEdges: true,
    relations: false,
    entities: true,
    textLabels: 'no',
    aspects: true,
    triggers: 'offsets',
    nl: false,
    labelNames: 'line',
    meta: false,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

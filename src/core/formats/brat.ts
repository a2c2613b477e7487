/**
 * brat standoff: a `.txt` and an `.ann` per document. Text-bound annotations (T) are spans, relations (R) have
 * Arg1 = head and Arg2 = tail, notes (#) of annotators are explanations in English. Offsets count code points; of
 * a discontinuous annotation the whole stretch is taken. Events, attributes and equivalences have no place here.
 */

import type { ProjectBundle } from '#core/project';
import { createOffsets } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, encodeText, exportDocuments, oneLine, spanOf } from './export-view.ts';
import { distinctName, documentFileName } from './file-names.ts';
import type { ExportChunk, ExportOptions, Format, ParseOptions, SourceFile } from './format.ts';
import { spanIn } from './offsets.ts';
import { baseName, decodeText, extensionOf, linesOf } from './source.ts';

const withoutExtension = (name: string): string => name.slice(0, name.length - extensionOf(name).length);

/**
 * The fields of a line. Some editors and web pages turn tabs into spaces, and scripts put tabs between all of it: then what stands
 * there tells the fields.
 */
function fieldsOf(line: string): readonly string[] {
  const cells = line.split('\t');
  const [id = '', body = ''] = cells;
  if (id.startsWith('R') && cells.length > 1) return [id, cells.slice(1).join(' ')];
  if (cells.length > 1 && (!id.startsWith('T') || /^\S+\s+-?\d/.test(body))) return cells;
  const bound = /^\s*(T\d+)\s+(\S+)\s+(\d+)\s+(\d+(?:;\d+ \d+)*)(?:\s+(.*))?$/.exec(line);
  if (bound !== null) {
    const [, name = '', type, from, to, words] = bound;
    return [name, `${type} ${from} ${to}`, ...(words === undefined ? [] : [words])];
  }
  if (cells.length > 1) return cells;
  const note = /^\s*(#\d+)\s+(\S+\s+\S+)\s+(.*)$/.exec(line) ?? /^\s*(\S+)\s+(.*)$/.exec(line);
  return note === null ? cells : note.slice(1);
}

function readStandoff(
  draft: DocumentDraft,
  text: string,
  file: string,
  places: Map<string, number>,
  batch: Batcher,
  options: ParseOptions,
): void {
  const unit = options.offsetUnit ?? 'code-points';
  const before = batch.file;
  batch.file = file;
  const later: { readonly cells: readonly string[]; readonly line: number }[] = [];
  for (const { text: words, number: line } of linesOf(text)) {
    if (words.trim() === '') continue;
    const cells = fieldsOf(words);
    const [id = '', body = ''] = cells;
    if (!id.startsWith('T')) {
      later.push({ cells, line });
      continue;
    }
    const match = /^(\S+)\s+(.+)$/.exec(body);
    const numbers = [...(match?.[2] ?? '').matchAll(/-?\d+/g)].map((part) => Number(part[0]));
    if (match === null || numbers.length < 2) {
      batch.seen += 1;
      batch.leftOut += 1;
      batch.warn(line, 'malformed-row', 'The line is no text-bound annotation.', { reason: 'text-bound' });
      continue;
    }
    // Pieces with nothing but white space between them are one stretch.
    const gaps = numbers
      .slice(1, -1)
      .flatMap((to, at) => (at % 2 === 0 ? [[to, numbers[at + 2] ?? to] as const] : []));
    const { offsets } = draft;
    const inText = (at: number): number =>
      unit === 'utf16' ? at : offsets.fromCodePoint(Math.min(Math.max(at, 0), offsets.codePointLength));
    const broken = gaps.some(([to, next]) => draft.text.slice(inText(to), inText(next)).trim() !== '');
    if (broken)
      batch.warn(line, 'unsupported', 'A discontinuous annotation was joined.', { what: 'discontinuous' });
    const index = draft.span(match[1] ?? '', Math.min(...numbers), Math.max(...numbers), unit, {
      line,
      ...(broken || cells[2] === undefined ? {} : { words: cells[2] }),
    });
    if (index !== undefined) places.set(id, index);
  }
  const notes: typeof later = [];
  for (const row of later) {
    const [id = '', body = ''] = row.cells;
    if (id.startsWith('#')) {
      notes.push(row);
    } else if (id.startsWith('R')) {
      const [label = '', ...ends] = body.split(/\s+/);
      const [head, tail] = ends.map((end) => end.slice(end.indexOf(':') + 1));
      if (head === undefined || tail === undefined) {
        batch.seen += 1;
        batch.leftOut += 1;
        batch.warn(row.line, 'malformed-row', 'The line is no relation.', { reason: 'relation' });
        continue;
      }
      const index = draft.relation(label, places.get(head), places.get(tail), {
        line: row.line,
        reference: `${head} / ${tail}`,
      });
      if (index !== undefined) places.set(id, index);
    } else {
      draft.leftOut(`${id.slice(0, 1)} (brat)`);
    }
  }
  for (const { cells } of notes) {
    const target = /^AnnotatorNotes\s+(\S+)/.exec(cells[1] ?? '')?.[1];
    const note = cells.slice(2).join('\t');
    if (target !== undefined && places.has(target))
      draft.explain(places.get(target), { kind: 'nl', text: note });
    else if (note.trim() !== '') draft.leftOut('# (brat)');
  }
  batch.file = before;
}

const standoffExtensions = ['.ann', '.a1', '.a2'] as const;

/**
 * The name without extension of the text that a standoff file is of: that beside it, else the only one of its name in another folder
 * (`txt/a.txt` and `ann/a.ann`), where no other standoff file claims it.
 */
function stemsOf(files: readonly SourceFile[]): (file: SourceFile) => string {
  const isStandoff = (file: SourceFile): boolean =>
    standoffExtensions.some((one) => extensionOf(file.name) === one);
  const texts = new Set(
    files.filter((file) => extensionOf(file.name) === '.txt').map((file) => withoutExtension(file.name)),
  );
  const byBase = (names: Iterable<string>): ReadonlyMap<string, readonly string[]> => {
    const groups = new Map<string, string[]>();
    for (const name of new Set(names)) {
      const base = baseName(`${name}.x`);
      groups.set(base, [...(groups.get(base) ?? []), name]);
    }
    return groups;
  };
  const standoff = byBase(files.filter(isStandoff).map((file) => withoutExtension(file.name)));
  const named = byBase(texts);
  return (file) => {
    const stem = withoutExtension(file.name);
    const base = baseName(`${stem}.x`);
    const [other, ...more] = named.get(base) ?? [];
    const isOnly = more.length === 0 && standoff.get(base)?.length === 1;
    return !texts.has(stem) && isStandoff(file) && isOnly && other !== undefined ? other : stem;
  };
}

/** Texts with standoff files beside them, and those files: `.ann`, or BioNLP's `.a1` and `.a2`. */
export function bratGroup(files: readonly SourceFile[]): ReadonlySet<SourceFile> {
  const isStandoff = (file: SourceFile): boolean =>
    standoffExtensions.some((one) => extensionOf(file.name) === one);
  const stemOf = stemsOf(files);
  const stems = new Set(files.filter(isStandoff).map(stemOf));
  const texts = files.filter(
    (file) => extensionOf(file.name) === '.txt' && stems.has(withoutExtension(file.name)),
  );
  const paired = new Set(texts.map((file) => withoutExtension(file.name)));
  // Without any text there is nothing to read; one that is missing among others is named by the parser.
  const standoff = texts.length === 0 ? [] : files.filter(isStandoff);
  return new Set([...texts, ...standoff.filter((file) => paired.size > 0 || paired.has(stemOf(file)))]);
}

function* writeBrat(bundle: ProjectBundle, options: ExportOptions): Generator<ExportChunk, void, void> {
  const total = bundle.documents.length;
  for (const doc of exportDocuments(bundle, options)) {
    const name = documentFileName(doc);
    const done = doc.index + 1;
    yield { name: `${name}.txt`, bytes: encodeText(doc.document.text), done, total };
    yield { name: `${name}.ann`, bytes: encodeText(writeStandoff(doc, options)), done, total };
  }
}

/** brat's types are single words. */
const typeName = (label: string): string => oneLine(label).trim().replace(/\s+/g, '_') || '_';

function writeStandoff(doc: ExportDocument, options: ExportOptions): string {
  const { text } = doc.document;
  const map = createOffsets(text);
  const names = new Map<string, string>();
  const lines: string[] = [];
  let spans = 0;
  let relations = 0;
  for (const annotation of doc.annotations) {
    const span = spanOf(annotation);
    if (span === undefined) continue;
    spans += 1;
    names.set(annotation.id, `T${spans}`);
    const { from, to } = spanIn(options.offsetUnit ?? 'code-points', map, span);
    const words = text.slice(span.from, span.to).replace(/[\t\r\n]/g, ' ');
    // brat refuses a line break inside an annotation: it is written as its pieces.
    const pieces = [...text.slice(span.from, span.to).matchAll(/[^\r\n]+/g)].map((piece) => {
      const at = { from: span.from + piece.index, to: span.from + piece.index + piece[0].length };
      return spanIn(options.offsetUnit ?? 'code-points', map, at);
    });
    const places = pieces.length > 1 ? pieces : [{ from, to }];
    const place = places.map((piece) => `${piece.from} ${piece.to}`).join(';');
    lines.push(`T${spans}\t${typeName(annotation.label)} ${place}\t${words}\n`);
  }
  for (const { id, target, label } of doc.annotations) {
    if (target.kind !== 'relation') continue;
    relations += 1;
    names.set(id, `R${relations}`);
    lines.push(
      `R${relations}\t${typeName(label)} Arg1:${names.get(target.head)} Arg2:${names.get(target.tail)}\t\n`,
    );
  }
  let notes = 0;
  for (const { id, explanations } of doc.annotations) {
    for (const explanation of explanations) {
      if (explanation.kind !== 'nl' || !names.has(id)) continue;
      notes += 1;
      lines.push(`#${notes}\tAnnotatorNotes ${names.get(id)}\t${oneLine(explanation.text)}\n`);
    }
  }
  return lines.join('');
}

/** Not a parse of the `.ann` files: they are looked up by the name of their text. */
function bratParse(
  files: readonly SourceFile[],
  options: ParseOptions,
): ReturnType<NonNullable<Format['parse']>> {
  const stemOf = stemsOf(files);
  const standoff = new Map<string, SourceFile[]>();
  for (const file of files) {
    if (!standoffExtensions.some((one) => one === extensionOf(file.name))) continue;
    const stem = stemOf(file);
    standoff.set(
      stem,
      [...(standoff.get(stem) ?? []), file].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }
  const texts = files.filter((file) => extensionOf(file.name) === '.txt');
  const paired = new Set(texts.map((file) => withoutExtension(file.name)));
  const lonely = [...standoff].filter(([name]) => !paired.has(name)).flatMap(([, of]) => of);
  const names = texts.map((file) => file.name);
  let reported = false;
  return parseFiles(texts, options, function* (text, batch) {
    if (!reported) {
      reported = true;
      const { file } = batch;
      for (const { name } of lonely) {
        batch.file = name;
        batch.error(0, 'file-skipped', 'The text of this file is missing.', { name: name.slice(0, 200) });
      }
      batch.file = file;
    }
    const draft = new DocumentDraft(text, 1, batch, options);
    draft.meta = { id: distinctName(batch.file, names) };
    const places = new Map<string, number>();
    for (const ann of standoff.get(withoutExtension(batch.file)) ?? [])
      readStandoff(draft, decodeText(ann.bytes, options.encoding).text, ann.name, places, batch, options);
    draft.finish();
    yield 1;
    return undefined;
  });
}

export const brat: Format = {
  id: 'brat',
  name: 'brat standoff',
  extensions: ['.ann', '.txt', '.a1', '.a2'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'code-points',
  detect: (sample) => {
    const has = (extension: string): boolean => sample.names.some((name) => extensionOf(name) === extension);
    return standoffExtensions.some(has) && has('.txt') ? 0.98 : 0;
  },
  parse: bratParse,
  serialize: writeBrat,
  holds: {
    text: 'exact',
    spans: 'any',
    relations: true,
    entities: true,
    textLabels: 'no',
    aspects: true,
    triggers: 'no',
    nl: true,
    labelNames: 'word',
    meta: false,
    annotators: false,
    unlabelled: true,
    project: false,
  },
};

/**
 * WebAnno TSV 3.x, the exchange format of WebAnno and INCEpTION: a token per line with its UTF-16 offsets, a column
 * per feature of each layer, relations on the line of their target. Read are span and relation layers (one feature
 * of each is the label); written are `webanno.custom.Entity|label` and `webanno.custom.Relation|label`. One file is
 * one document.
 */

import { type ProjectBundle, taskTraits } from '#core/project';
import { rangeOfSpan, type Span } from '#core/text';
import { type Batcher, parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import { type ExportDocument, exportDocuments, oneLine, spanOf } from './export-view.ts';
import { documentFileName } from './file-names.ts';
import type { ExportChunk, ExportOptions, Format, ParseOptions } from './format.ts';
import { baseName, linesOf } from './source.ts';
import { exportTokens } from './tokens.ts';

// ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────

interface Layer {
  readonly kind: 'span' | 'relation' | 'chain';
  readonly name: string;
  /** Column of the label (-1: the layer has none), and for relations that of the source; counted from the first after the token. */
  readonly label: number;
  /** Where the layer begins, how many columns it has, and the further ones that hold something: named, not read. */
  readonly column: number;
  readonly width: number;
  readonly others: readonly { readonly name: string; readonly column: number }[];
  readonly source: number;
  readonly base: string;
}

/** Layers that describe the language, not what somebody labelled. */
const linguistic = /\.(?:lexmorph|morph|segmentation|syntax|transform|anomaly)\./;

function readHeader(lines: readonly string[]): Layer[] {
  const layers: Layer[] = [];
  let column = 0;
  for (const line of lines) {
    const match = /^#T_(SP|CH|RL)=(.*)$/.exec(line);
    if (match === null) continue;
    const [name = '', ...features] = (match[2] ?? '').split('|');
    const width = Math.max(features.length, 1);
    // A slot is two columns: its role, and the layer of what fills it.
    const isSlot = (at: number): boolean =>
      features[at]?.startsWith('ROLE_') === true || features[at - 1]?.startsWith('ROLE_') === true;
    const plain = features.filter((feature, at) => !isSlot(at) && !/^(?:BT_|identifier$)/.test(feature));
    const chosen = ['label', 'value', 'type'].find((feature) => plain.includes(feature)) ?? plain[0];
    const label = chosen === undefined ? -1 : column + features.indexOf(chosen);
    if (!linguistic.test(name)) {
      const kind = match[1] === 'RL' ? 'relation' : match[1] === 'CH' ? 'chain' : 'span';
      const first = column;
      const short = name.slice(name.lastIndexOf('.') + 1);
      const others = features.flatMap((feature, at) => {
        if (feature.startsWith('BT_') || first + at === label || features[at - 1]?.startsWith('ROLE_'))
          return [];
        return [{ name: `${short} ${feature.replace(/^ROLE_.*:/, 'slot ')}`, column: first + at }];
      });
      const base = features.find((feature) => feature.startsWith('BT_'))?.slice(3) ?? '';
      layers.push({ kind, name, label, column, width, others, source: column + width - 1, base });
    }
    column += width;
  }
  return layers;
}

const escapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
  ['b', '\b'],
]);

function unescapeText(text: string): string {
  return text.replace(/\\(->|[\s\S])/g, (_, char: string) => escapes.get(char) ?? char);
}

interface Value {
  readonly text: string;
  readonly id: string;
}

/** `PER[1]|LOC[2]` as its values; `_` means none, `*` a value that was left empty. */
function readValues(cell: string): Value[] {
  if (cell === '_' || cell === '') return [];
  const parts = cell.match(/(?:\\[\s\S]|[^|\\])+/g) ?? [];
  return parts.map((part) => {
    const match = /^((?:\\[\s\S]|[^\\[])*)\[([^\]]*)\]$/.exec(part);
    const raw = match?.[1] ?? part;
    return { text: raw === '*' ? '' : unescapeText(raw), id: match?.[2] ?? '' };
  });
}

/** Longest stretch of white space between two sentences that is filled up, in UTF-16 units. */
const maxGap = 100_000;

interface Unit {
  readonly id: string;
  readonly span: Span;
  readonly cells: readonly string[];
  readonly line: number;
}

interface Sentence {
  readonly lines: string[];
  readonly units: Unit[];
}

/** The text of the document: each sentence where its first token says, filled up with line breaks. */
function joinSentences(sentences: readonly Sentence[]): string {
  let text = '';
  for (const { lines, units } of sentences) {
    const words = lines.join('\n');
    const first = units[0];
    if (first !== undefined) {
      const lead = words.length - words.trimStart().length;
      const begin = first.span.from - lead;
      // A gap is as long as what the file leaves out between two sentences; a longer one is a broken offset.
      if (begin > text.length && begin - text.length <= maxGap) text += '\n'.repeat(begin - text.length);
    } else if (text !== '') text += '\n';
    text += words;
  }
  return text;
}

function readFile(content: string, batch: Batcher, options: ParseOptions): void {
  const header: string[] = [];
  const sentences: Sentence[] = [];
  let open = false;
  for (const { text: line, number } of linesOf(content)) {
    if (line.startsWith('#Text=')) {
      if (!open) sentences.push({ lines: [], units: [] });
      open = true;
      sentences.at(-1)?.lines.push(unescapeText(line.slice(6)));
    } else if (line.startsWith('#')) {
      if (!/^#\d/.test(line)) header.push(line);
    } else if (/^\d+-\d/.test(line)) {
      open = false;
      const [id = '', place = '', , ...cells] = line.split('\t');
      const match = /^(\d+)-(\d+)$/.exec(place);
      if (match === null) {
        batch.warn(number, 'malformed-row', 'The line has no offsets.', { reason: 'offsets' });
        continue;
      }
      const span = { from: Number(match[1]), to: Number(match[2]) };
      sentences.at(-1)?.units.push({ id, span, cells, line: number });
    } else if (line.trim() === '') {
      open = false;
    } else {
      batch.warn(number, 'malformed-row', 'The line is neither a token nor a comment.', {
        reason: 'unknown-line',
      });
    }
  }
  const text = joinSentences(sentences);
  const draft = new DocumentDraft(text, 1, batch, options);
  const { id: name, annotator } = documentOf(batch.file);
  draft.meta = { id: name };
  const units = sentences.flatMap((sentence) => sentence.units);
  const tokens = units.filter(({ id }) => !id.includes('.')).map(({ span }) => span);
  const sound = tokens.every(
    ({ from, to }, at) => from < to && to <= text.length && from >= (tokens[at - 1]?.to ?? 0),
  );
  if (sound && tokens.length > 0) draft.tokens = tokens;
  readLayers(readHeader(header), units, draft, annotator === undefined ? {} : { annotator });
  draft.finish();
}

/** Values of a span layer at a unit; of a layer without a label, that there is one. */
function valuesOf(layer: Layer, cells: readonly string[]): readonly Value[] {
  if (layer.label !== -1) return readValues(cells[layer.label] ?? '_');
  const some = cells
    .slice(layer.column, layer.column + layer.width)
    .find((cell) => cell !== '_' && cell !== '');
  return some === undefined ? [] : [{ text: '', id: '' }];
}

/** Names what a layer holds besides its label: further features, slots, chains. */
function nameOthers(layers: readonly Layer[], units: readonly Unit[], draft: DocumentDraft): void {
  for (const layer of layers) {
    const columns =
      layer.kind === 'chain'
        ? [{ name: `${layer.name.slice(layer.name.lastIndexOf('.') + 1)} (chain)`, column: layer.column }]
        : layer.others;
    for (const { name, column } of columns) {
      const held = units.filter(({ cells }) => {
        const cell = cells[column] ?? '_';
        return layer.kind === 'chain' ? cell !== '_' && cell !== '' : /[^_*|[\]\d]/.test(cell);
      });
      if (held.length > 0) draft.leftOut(name, held.length);
    }
  }
}

/** INCEpTION's export has a folder per document and in it a file per person; else the file is the document. */
function documentOf(file: string): { readonly id: string; readonly annotator?: string } {
  const match = /(?:^|\/)(?:annotation|curation)[^/]*\/([^/]+)\/([^/]+)\.tsv$/.exec(file);
  if (match === null) return { id: baseName(file) };
  return { id: baseName(match[1] ?? ''), annotator: match[2] ?? '' };
}

function readLayers(
  layers: readonly Layer[],
  units: readonly Unit[],
  draft: DocumentDraft,
  by: { readonly annotator?: string },
): void {
  nameOthers(layers, units, draft);
  interface Found {
    label: string;
    from: number;
    to: number;
    readonly line: number;
    index: number | undefined;
  }
  /** By layer and disambiguation id, and by layer and unit. */
  const byId = new Map<string, Found>();
  const byUnit = new Map<string, Found[]>();
  const all: Found[] = [];
  for (const layer of layers) {
    if (layer.kind !== 'span') continue;
    const short = layer.name.slice(layer.name.lastIndexOf('.') + 1);
    for (const { id, span, cells, line } of units) {
      for (const value of valuesOf(layer, cells)) {
        const key = `${layer.name}\t${value.id}`;
        let found = value.id === '' ? undefined : byId.get(key);
        if (found === undefined) {
          found = { label: value.text || short, from: span.from, to: span.to, line, index: undefined };
          all.push(found);
          if (value.id !== '') byId.set(key, found);
        } else {
          found.from = Math.min(found.from, span.from);
          found.to = Math.max(found.to, span.to);
        }
        const at = `${layer.name}\t${id}`;
        byUnit.set(at, [...(byUnit.get(at) ?? []), found]);
      }
    }
  }
  for (const found of all)
    found.index = draft.span(found.label, found.from, found.to, 'utf16', { line: found.line, ...by });
  for (const layer of layers) {
    if (layer.kind !== 'relation') continue;
    for (const { id, cells, line } of units) {
      const labels =
        layer.label === -1
          ? readValues(cells[layer.source] ?? '_').map(() => ({ text: '', id: '' }))
          : readValues(cells[layer.label] ?? '_');
      const sources = (cells[layer.source] ?? '_').split('|');
      labels.forEach((value, at) => {
        const match = /^(\d+-\d+(?:\.\d+)?)(?:\[(\d+)_(\d+)\])?$/.exec(sources[at] ?? '');
        const end = (unit: string, number: string | undefined): number | undefined =>
          number !== undefined && number !== '0'
            ? byId.get(`${layer.base}\t${number}`)?.index
            : byUnit.get(`${layer.base}\t${unit}`)?.[0]?.index;
        const head = match === null ? undefined : end(match[1] ?? '', match[2]);
        const label = value.text || layer.name.slice(layer.name.lastIndexOf('.') + 1);
        draft.relation(label, head, end(id, match?.[3]), {
          line,
          ...by,
          reference: (sources[at] ?? '').slice(0, 80),
        });
      });
    }
  }
}

// ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────

const entityLayer = 'webanno.custom.Entity';

const escapeText = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll('\f', '\\f')
    .replaceAll('\b', '\\b');

function escapeValue(label: string): string {
  return oneLine(label).replace(/->|[\\[\]|_;*]/g, (part) => `\\${part}`) || '*';
}

function* writeWebanno(bundle: ProjectBundle, options: ExportOptions): Generator<ExportChunk, void, void> {
  const encoder = new TextEncoder();
  const total = bundle.documents.length;
  const { hasPairs } = taskTraits[bundle.project.task];
  for (const doc of exportDocuments(bundle, options)) {
    const bytes = encoder.encode(writeFile(doc, hasPairs));
    yield { name: `${documentFileName(doc)}.tsv`, bytes, done: doc.index + 1, total };
  }
}

/** The document as one sentence: its text is kept with all its line breaks. */
function writeFile(doc: ExportDocument, hasPairs: boolean): string {
  const { text, tokens: own } = doc.document;
  const spans = doc.annotations.flatMap((annotation) => {
    const span = spanOf(annotation);
    return span === undefined ? [] : [{ ...span, annotation }];
  });
  const tokens = exportTokens(text, own, spans);
  const labels = tokens.map((): string[] => []);
  const arcs = tokens.map((): { label: string; source: string }[] => []);
  const places = new Map<string, { first: number; id: number }>();
  spans.forEach(({ from, to, annotation }, at) => {
    const range = rangeOfSpan(tokens, { from, to });
    if (range === undefined) return;
    const id = at + 1;
    places.set(annotation.id, { first: range.from, id });
    for (let token = range.from; token < range.to; token++)
      labels[token]?.push(`${escapeValue(annotation.label)}[${id}]`);
  });
  for (const { target, label } of doc.annotations) {
    if (target.kind !== 'relation') continue;
    const head = places.get(target.head);
    const tail = places.get(target.tail);
    if (head === undefined || tail === undefined) continue;
    arcs[tail.first]?.push({
      label: escapeValue(label),
      source: `1-${head.first + 1}[${head.id}_${tail.id}]`,
    });
  }
  const rows = tokens.map((token, at) => {
    const cells = [labels[at]?.join('|') || '_'];
    const own = arcs[at] ?? [];
    if (hasPairs)
      cells.push(own.map((arc) => arc.label).join('|') || '_', own.map((arc) => arc.source).join('|') || '_');
    return `1-${at + 1}\t${token.from}-${token.to}\t${escapeText(text.slice(token.from, token.to))}\t${cells.join('\t')}\t\n`;
  });
  const header = [
    '#FORMAT=WebAnno TSV 3.3\n',
    `#T_SP=${entityLayer}|label\n`,
    hasPairs ? `#T_RL=webanno.custom.Relation|label|BT_${entityLayer}\n` : '',
    '\n\n',
  ];
  const lines = text.split('\n').map((line) => `#Text=${escapeText(line)}\n`);
  return [...header, ...lines, ...rows, '\n'].join('');
}

export const webannoTsv: Format = {
  id: 'webanno-tsv',
  name: 'WebAnno TSV 3',
  extensions: ['.tsv'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'utf16',
  detect: (sample) => (sample.head.startsWith('#FORMAT=WebAnno TSV 3') ? 1 : 0),
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      readFile(text, batch, options);
      yield 1;
      return undefined;
    }),
  serialize: writeWebanno,
  holds: {
    text: 'exact',
    spans: 'any',
    wordEdges: true,
    relations: true,
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

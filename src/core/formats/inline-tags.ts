/**
 * A text per line with its labels around the words: `<PER>Ann</PER> ran`, MUC's `<ENAMEX TYPE="PERSON">Ann</ENAMEX>`, OpenNLP's
 * `<START:person> Ann <END> ran`; `[Oslo](city)` as Rasa's training data has it, with its intents; `[PER Ann] ran`, `(Ann|PER) ran`,
 * `{{PER|Ann}} ran`, `{{Ann|PER}} ran`, `[Ann]/PER ran`, `Ann[PER] ran`. Read only. A tag
 * without its other half stays a part of the text, and is named.
 */
import type { Span } from '#core/text';
import { parseFiles } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { Format } from './format.ts';
import { extensionOf, linesOf } from './source.ts';

interface Tagged {
  readonly text: string;
  readonly spans: readonly (Span & { readonly label: string })[];
  /** Tags that begin or end nothing. */
  readonly lone: number;
  /** Class of the whole text. */
  readonly label?: string;
}

/** Elements of HTML, and the ends of SemEval's relations, mark no labels. */
const otherNames =
  /^(?:a|abbr|b|big|blockquote|body|br|center|code|div|e[12]|em|font|h[1-6]|head|hr|html|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td|th|title|tr|tt|u|ul)$/i;

const tag =
  /<START(?::([\w.-]+))?>\s?|\s?<END>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*>/g;

/** The line without its tags. */
function untagged(line: string): Tagged {
  let text = '';
  let [at, lone] = [0, 0];
  const open: {
    readonly name: string;
    readonly label: string;
    readonly from: number;
    readonly raw: string;
  }[] = [];
  const spans: (Span & { label: string })[] = [];
  for (const match of line.matchAll(tag)) {
    const [raw, type, slash, name, attributes = ''] = match;
    if (name !== undefined && otherNames.test(name)) continue;
    text += line.slice(at, match.index);
    at = match.index + raw.length;
    if (name === undefined ? raw.startsWith('<START') : slash === '') {
      const kind = /\stype\s*=\s*["']([^"'<>]+)["']/i.exec(attributes)?.[1];
      open.push({ name: name ?? 'START', label: type ?? kind ?? name ?? 'default', from: text.length, raw });
      continue;
    }
    const begun = open.findLastIndex((one) => one.name === (name ?? 'START'));
    const one = open[begun];
    if (one === undefined || one.from === text.length) {
      text += raw;
      lone += 1;
      continue;
    }
    open.splice(begun, 1);
    spans.push({ label: one.label, from: one.from, to: text.length });
  }
  text += line.slice(at);
  if (open.length === 0 && lone === 0) return { text, spans, lone };
  // What is not whole is no markup: the line stays as it is.
  return { text: line, spans: [], lone: lone + open.length };
}

const round = /\[([^[\]]+)\](?:\(([\p{L}_][\p{L}\p{N}_:-]*)\)|(\{[^{}]*\}))/gu;
/** A label as it is written between marks that mean other things, too. */
const capitals = '(?<label>\\p{Lu}[\\p{Lu}\\p{N}_-]{1,20})';
const square = new RegExp(`\\[${capitals}\\s+(?<words>[^[\\]]+?)\\s*\\]`, 'gu');
const barred = new RegExp(`\\((?<words>[^()|]+)\\|${capitals}\\)`, 'gu');
const braced = new RegExp(`\\{\\{${capitals}\\|(?<words>[^{}|]+)\\}\\}`, 'gu');
const bracedBehind = new RegExp(`\\{\\{(?<words>[^{}|]+)\\|${capitals}\\}\\}`, 'gu');

const slashed = new RegExp(`\\[(?<words>[^[\\]]+)\\][/_:]${capitals}(?![\\p{L}\\p{N}])`, 'gu');
const bracketed = new RegExp(
  `(?<![\\p{L}\\p{N}'’.-])(?<words>[\\p{L}\\p{N}][\\p{L}\\p{N}'’.-]*)\\[${capitals}\\]`,
  'gu',
);

/** `[words](label)`, where the label is no address; Rasa also writes `[words]{"entity": "label"}`. */
function rounded(line: string): Tagged {
  let text = '';
  let at = 0;
  const spans: (Span & { label: string })[] = [];
  for (const match of line.matchAll(round)) {
    const [raw, words = '', name, object] = match;
    const label = (name ?? /"entity"\s*:\s*"([^"]+)"/.exec(object ?? '')?.[1])?.replace(/:.*$/, '');
    text += line.slice(at, match.index);
    at = match.index + raw.length;
    if (label === undefined || label === '') text += raw;
    else {
      spans.push({ label, from: text.length, to: text.length + words.length });
      text += words;
    }
  }
  return { text: text + line.slice(at), spans, lone: 0 };
}

/** `[LABEL words]` and the like. */
const marked =
  (pattern: RegExp) =>
  (line: string): Tagged => {
    let text = '';
    let at = 0;
    const spans: (Span & { label: string })[] = [];
    for (const match of line.matchAll(pattern)) {
      const { label = '', words = '' } = match.groups ?? {};
      text += line.slice(at, match.index);
      at = match.index + match[0].length;
      spans.push({ label, from: text.length, to: text.length + words.length });
      text += words;
    }
    return { text: text + line.slice(at), spans, lone: 0 };
  };
const squared = marked(square);
const inBars = marked(barred);
const inBraces = marked(braced);
const inBracesBehind = marked(bracedBehind);
const behindSlashes = marked(slashed);
const behindWords = marked(bracketed);

interface NumberedTagged extends Tagged {
  readonly line: number;
  readonly next: number;
}

const heading = /^##\s*(intent|synonym|regex|lookup)\s*:\s*(\S.*)$/i;

/** The texts of a file with the reader of its marks; Rasa's headings say what the items below them are. */
function* taggedLines(text: string, read: (line: string) => Tagged): Generator<NumberedTagged, void, void> {
  let kind: string | undefined;
  let label: string | undefined;
  for (const { text: line, number, next } of linesOf(text)) {
    if (line.trim() === '') continue;
    const head = read === rounded ? heading.exec(line.trim()) : null;
    if (head !== null) {
      kind = head[1]?.toLowerCase();
      label = kind === 'intent' ? head[2]?.trim() : undefined;
      continue;
    }
    // Lists of words and patterns are no texts.
    if (kind !== undefined && kind !== 'intent') continue;
    const item = kind === undefined ? line : line.replace(/^\s*[-*]\s+/, '');
    yield { ...read(item), line: number, next, ...(label === undefined ? {} : { label }) };
  }
}

/** How labels are marked in a text, by its lines; `undefined` where they are not. */
function readerOf(text: string): ((line: string) => Tagged) | undefined {
  const readers = [
    ...(/<\/|<END>/.test(text) ? [untagged] : []),
    ...(/\][({]/.test(text) ? [rounded] : []),
    ...(/\][/_:]\p{Lu}/u.test(text) ? [behindSlashes] : []),
    ...(/\[\p{Lu}{2,}/u.test(text) ? [squared] : []),
    ...(/[\p{L}\p{N}]\[\p{Lu}{2,}[\p{Lu}\p{N}_-]*\]/u.test(text) ? [behindWords] : []),
    ...(/\|[^|\n]*\)/.test(text) ? [inBars] : []),
    ...(/\{\{/.test(text) ? [inBraces, inBracesBehind] : []),
  ];
  return readers.find((read) => {
    const lines = [...taggedLines(text, read)];
    const tagged = lines.filter(({ spans, label }) => spans.length > 0 || label !== undefined).length;
    const broken = lines.filter(({ lone }) => lone > 0).length;
    const names = new Set(lines.flatMap(({ spans }) => spans.map(({ label }) => label)));
    const count = lines.reduce((sum, { spans }) => sum + spans.length, 0);
    // Notes in brackets and links are words: labels recur.
    const isWiki = lines.every((line) =>
      line.spans.every((one) => one.label === line.text.slice(one.from, one.to)),
    );
    if (isWiki && read === rounded && count > 0) return false;
    const recur =
      read === untagged || lines.some(({ label }) => label !== undefined) || names.size * 1.5 <= count;
    return tagged > 0 && tagged / lines.length >= 0.2 && broken <= tagged / 10 && recur;
  });
}

export const inlineTags: Format = {
  id: 'inline-tags',
  name: 'Text with tags around its labels',
  extensions: ['.txt', '.text', '.train', '.sgml', '.md'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (sample.records.length > 0) return 0;
    if (!['.txt', '.text', '.train', '.sgml', '.xml', '.md', ''].includes(extensionOf(sample.name))) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const read = readerOf(whole);
    return read === undefined || (read !== untagged && extensionOf(sample.name) === '.xml') ? 0 : 0.7;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      const read = readerOf(text.slice(0, 65_536)) ?? untagged;
      for (const { text: words, spans, lone, label, line, next } of taggedLines(text, read)) {
        const draft = new DocumentDraft(words, line, batch, options);
        if (label !== undefined) draft.textLabel(label);
        for (const span of spans) draft.span(span.label, span.from, span.to);
        if (lone > 0) draft.leftOut('tags without their other half', lone);
        draft.finish();
        yield next / text.length;
      }
      return undefined;
    }),
};

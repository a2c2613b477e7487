/**
 * A text per line with its labels around the words: `<PER>Ann</PER> ran`, MUC's `<ENAMEX TYPE="PERSON">Ann</ENAMEX>`, OpenNLP's
 * `<START:person> Ann <END> ran`. Read only. A tag without its other half stays a part of the text, and is named.
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

export const inlineTags: Format = {
  id: 'inline-tags',
  name: 'Text with tags around its labels',
  extensions: ['.txt', '.text', '.train', '.sgml'],
  tasks: ['ner', 're', 'sa'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (!/<\/|<END>/.test(sample.head) || sample.records.length > 0) return 0;
    if (!['.txt', '.text', '.train', '.sgml', '.xml', ''].includes(extensionOf(sample.name))) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const lines = whole
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(untagged);
    const tagged = lines.filter(({ spans }) => spans.length > 0).length;
    const broken = lines.filter(({ lone }) => lone > 0).length;
    return tagged > 0 && tagged / lines.length >= 0.2 && broken <= tagged / 10 ? 0.7 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const line of linesOf(text)) {
        if (line.text.trim() !== '') {
          const { text: words, spans, lone } = untagged(line.text);
          const draft = new DocumentDraft(words, line.number, batch, options);
          for (const { label, from, to } of spans) draft.span(label, from, to);
          if (lone > 0) draft.leftOut('tags without their other half', lone);
          draft.finish();
        }
        yield line.next / text.length;
      }
      return undefined;
    }),
};

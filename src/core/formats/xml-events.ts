/**
 * A small pull reader of XML: start tags with attributes, end tags, text; each with its line. Entities are the five
 * of XML and character references; a document type's own entities are not expanded (no "billion laughs", nothing
 * is fetched). It is lenient about what it does not need: comments, processing instructions and CDATA are skipped
 * or read as text.
 */

export type XmlEvent =
  | {
      readonly kind: 'start';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly empty: boolean;
      readonly line: number;
      /** Offset after the tag. */
      readonly next: number;
    }
  | { readonly kind: 'end'; readonly name: string; readonly line: number; readonly next: number }
  | { readonly kind: 'text'; readonly text: string; readonly line: number; readonly next: number }
  /** The markup is broken here; nothing follows. */
  | { readonly kind: 'broken'; readonly line: number; readonly next: number };

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** References that are not known stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,10}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return named.get(name) ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : all;
  });
}

/** What XML 1.0 cannot hold, not even as a reference: control characters, lone surrogates, U+FFFE and U+FFFF. */
const forbidden = /(?![\t\n\r])\p{Cc}(?<![\u007f-\u009f])|\p{Cs}|[\ufffe\uffff]/gu;

/** Text or attribute value for writing. Line breaks and tabs become references, so that readers keep them. */
export function encodeEntities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\r\n]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(forbidden, '\ufffd');
}

export function* xmlEvents(text: string): Generator<XmlEvent, void, void> {
  let at = 0;
  let line = 1;
  let nextBreak = text.indexOf('\n');
  const lineAt = (offset: number): number => {
    while (nextBreak !== -1 && nextBreak < offset) {
      line += 1;
      nextBreak = text.indexOf('\n', nextBreak + 1);
    }
    return line;
  };
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const to = open === -1 ? text.length : open;
    if (to > at) yield { kind: 'text', text: decodeEntities(text.slice(at, to)), line: lineAt(at), next: to };
    if (open === -1) return;
    const special = skipSpecial(text, open);
    if (special !== undefined) {
      if (special.text !== undefined)
        yield { kind: 'text', text: special.text, line: lineAt(open), next: special.next };
      at = special.next;
      continue;
    }
    const close = endOfTag(text, open + 1);
    if (close === -1) {
      yield { kind: 'broken', line: lineAt(open), next: text.length };
      return;
    }
    const inner = text.slice(open + 1, close);
    at = close + 1;
    if (inner.startsWith('/')) {
      yield { kind: 'end', name: inner.slice(1).trim(), line: lineAt(open), next: at };
      continue;
    }
    const empty = inner.endsWith('/');
    const name = /^[^\s/>]*/.exec(inner)?.[0] ?? '';
    const attributes = readAttributes(inner.slice(name.length));
    yield { kind: 'start', name, attributes, empty, line: lineAt(open), next: at };
    if (empty) yield { kind: 'end', name, line: lineAt(open), next: at };
  }
}

/** Comments, CDATA, declarations, the document type: where they end, and the text of CDATA. */
function skipSpecial(text: string, open: number): { next: number; text?: string } | undefined {
  const until = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    return end === -1 ? text.length : end + mark.length;
  };
  if (text.startsWith('<!--', open)) return { next: until('-->', open + 4) };
  if (text.startsWith('<?', open)) return { next: until('?>', open + 2) };
  if (text.startsWith('<![CDATA[', open)) {
    const end = text.indexOf(']]>', open);
    const to = end === -1 ? text.length : end;
    return { text: text.slice(open + 9, to), next: end === -1 ? text.length : end + 3 };
  }
  if (text.startsWith('<!', open)) {
    const bracket = text.indexOf('[', open);
    const plain = text.indexOf('>', open);
    if (bracket !== -1 && bracket < plain) return { next: until('>', text.indexOf(']', bracket)) };
    return { next: plain === -1 ? text.length : plain + 1 };
  }
  return undefined;
}

/** The `>` that ends a tag, quotes respected; -1 where there is none. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
      // XML has none inside of a value: a quote is missing, and the tag would swallow what comes after it.
      else if (char === '<') return -1;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
    else if (char === '<') return -1;
  }
  return -1;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of text.matchAll(/(?<=\s)([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(match[1] ?? '', decodeEntities(match[2] ?? match[3] ?? ''));
  }
  return attributes;
}

/**
 * Bytes to text and text to lines. Law: the decoded text is the file's, character by character; only a byte
 * order mark at its very beginning is left out. Line breaks are LF, CRLF and lone CR, nothing else (U+2028 and
 * its like are characters of the text).
 */
import { guessEncoding } from './encoding-guess.ts';

/** Encodings that can be chosen by hand, by their names in the Encoding Standard. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-5',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

export type Encoding = (typeof encodings)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** The bytes were not UTF-8 and carried no mark: the encoding was guessed from all of them. */
  readonly guessed: boolean;
  /** Bytes that stand for nothing in the file's encoding; each became U+FFFD. */
  readonly badBytes: number;
}

/** More than any text a JavaScript engine can hold in one string; larger files are refused before decoding. */
export const maxFileBytes = 500 * 1024 * 1024;

function encodingByMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: in text of any script the high bytes of blanks, digits and breaks are zero, all on one side. */
function encodingByZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const pairs = head.length / 2;
  // One in ten: Chinese prose in a table has few ASCII characters. Binary files have zeros on both sides.
  if (odd > pairs / 10 && even <= odd / 20) return 'utf-16le';
  if (even > pairs / 10 && odd <= even / 20) return 'utf-16be';
  return undefined;
}

/** Multi-byte sequences of UTF-8 that are whole, and bytes outside of any. */
function utf8Evidence(bytes: Uint8Array): { whole: number; bad: number } {
  let [whole, bad] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) continue;
    const more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
    let fits = more > 0 && first < 0xf5;
    for (let next = 1; fits && next <= more; next++) fits = ((bytes[at + next] ?? 0) & 0xc0) === 0x80;
    if (fits) {
      whole += 1;
      at += more;
    } else bad += 1;
  }
  return { whole, bad };
}

/**
 * One encoding for the whole file: by its mark; UTF-8 where it is valid or where more of its characters are whole
 * than broken (a bad byte is then one bad character; in other encodings such sequences are as good as never
 * written); UTF-16 by its zeros; else by its letters.
 */
function encodingOf(bytes: Uint8Array): Encoding {
  const marked = encodingByMark(bytes) ?? encodingByZeros(bytes);
  if (marked !== undefined) return marked;
  const { whole, bad } = utf8Evidence(bytes);
  return bad === 0 || whole > bad ? 'utf-8' : guessEncoding(bytes);
}

/** Decodes by what was chosen, else by evidence of the whole. Never throws. */
export function decodeText(bytes: Uint8Array, chosen?: Encoding): Decoded {
  const plain = encodingByMark(bytes) === undefined && encodingByZeros(bytes) === undefined;
  if (chosen === undefined && plain) {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return { text, encoding: 'utf-8', guessed: false, badBytes: 0 };
    } catch {
      // Not valid UTF-8: looked at more closely below.
    }
  }
  const encoding = chosen ?? encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const badBytes = encoding === 'utf-8' ? utf8Evidence(bytes).bad : 0;
  const guessed = chosen === undefined && encodingByMark(bytes) === undefined && encoding !== 'utf-8';
  return { text, encoding, guessed, badBytes };
}

/** The beginning of a file as text, for detection: at most `maxChars`, in the encoding of the whole file. */
export function decodeHead(bytes: Uint8Array, maxChars: number): string {
  const head = bytes.subarray(0, maxChars * 3);
  try {
    if (encodingByMark(head) === undefined && encodingByZeros(head) === undefined) {
      const stream = head.length < bytes.length;
      return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream }).slice(0, maxChars);
    }
  } catch {
    // Not valid UTF-8.
  }
  return new TextDecoder(encodingOf(bytes)).decode(head).slice(0, maxChars);
}

export interface Line {
  /** Without its break. */
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** Offset of its first character, in UTF-16 units. */
  readonly from: number;
  /** Offset after its break: where the next line begins. */
  readonly next: number;
}

/** The lines of a text. A break at the very end does not begin another line; an empty text has none. */
export function* linesOf(text: string): Generator<Line, void, void> {
  let from = 0;
  let number = 1;
  let nextCr = text.indexOf('\r');
  let lf = text.indexOf('\n');
  while (from < text.length) {
    // Both are looked for again only when passed, or a file of one kind of break would be read through at each line.
    if (nextCr !== -1 && nextCr < from) nextCr = text.indexOf('\r', from);
    if (lf !== -1 && lf < from) lf = text.indexOf('\n', from);
    let to: number;
    let next: number;
    if (nextCr !== -1 && (lf === -1 || nextCr < lf)) {
      to = nextCr;
      next = lf === nextCr + 1 ? nextCr + 2 : nextCr + 1;
    } else if (lf !== -1) {
      to = lf;
      next = lf + 1;
    } else {
      to = text.length;
      next = text.length;
    }
    yield { text: text.slice(from, to), number, from, next };
    number += 1;
    from = next;
  }
}

/** File name without folders and without its last extension. */
export function baseName(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

/** Lower-case extension with its dot, `''` where there is none. */
export function extensionOf(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(dot).toLowerCase() : '';
}

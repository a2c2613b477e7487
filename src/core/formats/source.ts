/**
 * Bytes to text and text to lines. Law: the decoded text is the file's, character by character; only a byte
 * order mark at its very beginning is left out. Line breaks are LF, CRLF and lone CR, nothing else (U+2028 and
 * its like are characters of the text).
 */

export interface Decoded {
  readonly text: string;
  /** The bytes were not UTF-8 and carried no mark: read as Windows-1252, which never fails. */
  readonly guessed: boolean;
}

/** More than any text a JavaScript engine can hold in one string; larger files are refused before decoding. */
export const maxFileBytes = 500 * 1024 * 1024;

function encodingByMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Decodes by byte order mark, else as UTF-8, else as Windows-1252. Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = encodingByMark(bytes);
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(bytes), guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true };
  }
}

/** The beginning of a file as text, for detection: at most `maxChars`, cut at a character. */
export function decodeHead(bytes: Uint8Array, maxChars: number): string {
  const head = bytes.subarray(0, maxChars * 3);
  const marked = encodingByMark(head);
  if (marked !== undefined) return new TextDecoder(marked).decode(head).slice(0, maxChars);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, {
      stream: head.length < bytes.length,
    });
    return text.slice(0, maxChars);
  } catch {
    return new TextDecoder('windows-1252').decode(head).slice(0, maxChars);
  }
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
  while (from < text.length) {
    if (nextCr !== -1 && nextCr < from) nextCr = text.indexOf('\r', from);
    const lf = text.indexOf('\n', from);
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

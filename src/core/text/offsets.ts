/**
 * Offsets of one text in three units: UTF-16 code units (ours), Unicode code points (Python, doccano, brat,
 * Label Studio) and UTF-8 bytes. A text without surrogates needs no table for code points, an ASCII text none at all.
 */
export interface Offsets {
  /** Length of the text in each unit. */
  readonly utf16Length: number;
  readonly codePointLength: number;
  readonly byteLength: number;
  /**
   * Number of code points (bytes) before a UTF-16 offset. An offset inside a surrogate pair counts as the pair's
   * begin; offsets outside the text are clamped.
   */
  toCodePoint(utf16: number): number;
  toByte(utf16: number): number;
  /** The UTF-16 offset of a code point (byte); a byte inside a character counts as the character's begin. */
  fromCodePoint(codePoint: number): number;
  fromByte(byte: number): number;
}

/** Law: `fromX(toX(u)) === u` for every `u` that is not inside a surrogate pair; `toX` and `fromX` never decrease. */
export function createOffsets(text: string): Offsets {
  const n = text.length;
  let pairs = 0;
  let ascii = true;
  for (let i = 0; i < n; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) ascii = false;
    if (startsPair(text, i, unit)) pairs++;
  }
  const identity = (offset: number): number => clamp(offset, n);
  const points = pairs === 0 ? undefined : table(text, () => 1);
  const bytes = ascii ? undefined : table(text, utf8Width);
  return {
    utf16Length: n,
    codePointLength: points === undefined ? n : (points[n] ?? 0),
    byteLength: bytes === undefined ? n : (bytes[n] ?? 0),
    toCodePoint: points === undefined ? identity : (u) => points[clamp(u, n)] ?? 0,
    toByte: bytes === undefined ? identity : (u) => bytes[clamp(u, n)] ?? 0,
    fromCodePoint: points === undefined ? identity : (p) => find(points, p),
    fromByte: bytes === undefined ? identity : (b) => find(bytes, b),
  };
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(Math.trunc(offset) || 0, 0), length);
}

function startsPair(text: string, at: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** A lone surrogate takes three bytes, as the replacement character does that encoders put in its place. */
function utf8Width(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Amount before each UTF-16 offset, `length + 1` entries; both units of a pair carry the amount at its begin. */
function table(text: string, widthOf: (codePoint: number) => number): Uint32Array {
  const n = text.length;
  const before = new Uint32Array(n + 1);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    before[i] = sum;
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) before[++i] = sum;
    sum += widthOf(code);
  }
  before[n] = sum;
  return before;
}

/** The smallest UTF-16 offset with the largest amount that is not above `amount`. */
function find(before: Uint32Array, amount: number): number {
  const wanted = Math.max(Math.trunc(amount) || 0, 0);
  let low = 0;
  let high = before.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((before[mid] ?? 0) <= wanted) low = mid;
    else high = mid - 1;
  }
  return low > 0 && before[low - 1] === before[low] ? low - 1 : low;
}

/**
 * What kind of character a code point is, for the tokenizer. Decided once per code point by Unicode properties and
 * remembered, so that scanning a megabyte costs a table look-up a character and no regular expression ever runs
 * over the text itself.
 */

export const characterKinds = [
  'space',
  'letter',
  'single',
  'digit',
  'mark',
  'joiner',
  'emoji',
  'flag',
  'other',
] as const;
/**
 * - `space`: white space, line ends, controls, the byte order mark;
 * - `letter`: of a script whose words are runs of letters;
 * - `single`: a letter of a script written without spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese, Tibetan);
 * - `mark`: combines with what stands before it; `joiner`: ZWJ, ZWNJ and other invisible format characters;
 * - `flag`: a regional indicator, two of which make a flag;
 * - `other`: punctuation, symbols, lone surrogates.
 */
export type CharacterKind = (typeof characterKinds)[number];

const space = /[\p{White_Space}\p{Cc}\uFEFF\u200B\u2028\u2029]/u;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const letter = /[\p{L}\p{Nl}\p{Pc}]/u;
const digit = /[\p{Nd}\p{No}]/u;
const mark = /\p{M}|\p{Emoji_Modifier}/u;
const format = /\p{Cf}/u;
const flag = /\p{Regional_Indicator}/u;
const emoji = /\p{Extended_Pictographic}/u;

function classify(codePoint: number): CharacterKind {
  const c = String.fromCodePoint(codePoint);
  if (space.test(c)) return 'space';
  if (mark.test(c)) return 'mark';
  if (digit.test(c)) return 'digit';
  if (letter.test(c)) return spaceless.test(c) ? 'single' : 'letter';
  if (format.test(c)) return 'joiner';
  if (flag.test(c)) return 'flag';
  // © and ™ are pictographs to Unicode, but symbols to a reader: no matter, both are tokens of their own.
  if (emoji.test(c)) return 'emoji';
  return 'other';
}

/** 0: not asked yet; otherwise 1 + the kind's index. */
const basicPlane = new Uint8Array(0x10000);

/** The kind of a code point (a lone surrogate is `other`). Constant time. */
export function characterKind(codePoint: number): CharacterKind {
  if (codePoint >= 0x10000) return classify(codePoint);
  const known = basicPlane[codePoint] ?? 0;
  if (known > 0) return characterKinds[known - 1] ?? 'other';
  const kind = classify(codePoint);
  basicPlane[codePoint] = 1 + characterKinds.indexOf(kind);
  return kind;
}

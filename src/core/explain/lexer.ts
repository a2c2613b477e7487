/**
 * Cuts an explanation into lexemes: quoted strings, placeholders ($T$), numbers, words and punctuation.
 * Quotes may be straight or curly, single or double, and unbalanced: an opening quote without its partner quotes the
 * next word (or what follows up to a known verb is left to the grammar), a lone closing one is dropped.
 * Law: lexemes lie in order, do not overlap, and cover everything but white space and quotation marks.
 */
import type { Span } from '../text/index.ts';

export interface Lexeme extends Span {
  readonly kind: 'quoted' | 'word' | 'number' | 'mark';
  /** The text between the quotes, the word as written, the digits, the mark. */
  readonly text: string;
  /** A quoted string whose partner was missing. */
  readonly unbalanced?: true;
}

const opening: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '\u201d', '\u201c', "''", '``'],
  '\u201c': ['\u201d', '"', '\u201c'],
  '\u201d': ['\u201d', '"'],
  '\u201e': ['\u201c', '\u201d', '"'],
  "'": ["'", '\u2019', '\u2018'],
  '\u2018': ['\u2019', "'", '\u2018'],
  '\u2019': ['\u2019', "'"],
  '`': ["'", '`', '\u2019'],
  '\u00ab': ['\u00bb'],
  '\u300c': ['\u300d'],
};
const singles = new Set(["'", '\u2018', '\u2019', '`']);
const closers = new Set(['\u201d', '\u2019', '\u00bb', '\u300d', '"', "'"]);
const wordPattern =
  /\$T\$|\$[A-Za-z]{1,8}\$?|[\p{L}\p{N}\p{M}_]+(?:[-./&+@#'\u2019\u2010\u2011][\p{L}\p{N}\p{M}_]+)*|<\/?[A-Za-z]\w{0,9}>/uy;
const letter = /[\p{L}\p{N}\p{M}]/u;

/** Contractions and possessives are cut so that "X's" is X and "isn't" stays one word. */
function cutPossessive(word: string): string {
  return /^(.+)['\u2019]s$/u.exec(word)?.[1] ?? word;
}

/** Where the quotation that opens at `at` closes: index of the closing mark, or -1. */
function findClose(text: string, at: number, ends: readonly string[], single: boolean): number {
  const limit = Math.min(text.length, at + 600);
  for (let i = at + 1; i < limit; i++) {
    const two = text.slice(i, i + 2);
    const end = ends.find((e) => (e.length === 2 ? two === e : text[i] === e));
    if (end === undefined) continue;
    if (!single) return i;
    // An apostrophe inside a word does not close: 'it's great'. One after a word and before a space does.
    const before = text[i - 1] ?? ' ';
    const after = text[i + 1] ?? ' ';
    if (letter.test(before) && letter.test(after)) continue;
    if (i === at + 1) continue;
    return i;
  }
  return -1;
}

export function lexExplanation(text: string): readonly Lexeme[] {
  const out: Lexeme[] = [];
  let i = 0;
  while (i < text.length) {
    const ch = text[i] ?? '';
    if (/\s/u.test(ch)) {
      i++;
      continue;
    }
    if (out.at(-1)?.to === i && /^['\u2019]s(?![\p{L}\p{N}])/u.test(text.slice(i, i + 3))) {
      i += 2;
      continue;
    }
    const ends = text.startsWith("''", i) || text.startsWith('``', i) ? ["''", '"'] : opening[ch];
    if (ends !== undefined) {
      const width = ends[0] === "''" ? 2 : 1;
      const single = width === 1 && singles.has(ch);
      const before = text[i - 1] ?? ' ';
      const opens = !(letter.test(before) && closers.has(ch) && !letter.test(text[i + width] ?? ' '));
      const close = opens ? findClose(text, i + width - 1, ends, single) : -1;
      const inner = close < 0 ? '' : text.slice(i + width, close);
      if (close >= 0 && inner.trim() !== '') {
        const closeWidth = text.startsWith("''", close) || text.startsWith('``', close) ? 2 : 1;
        const to = Math.min(text.length, close + closeWidth);
        out.push({ kind: 'quoted', from: i, to, text: inner.trim() });
        i = to;
        continue;
      }
      // No partner: it quotes the next word, if it stands right before one.
      if (opens && letter.test(text[i + width] ?? ' ')) {
        wordPattern.lastIndex = i + width;
        const m = wordPattern.exec(text);
        if (m !== null) {
          const to = i + width + m[0].length;
          out.push({ kind: 'quoted', from: i, to, text: m[0], unbalanced: true });
          i = to;
          continue;
        }
      }
      // A closing quote without its opening one quotes the word before it.
      const last = out.at(-1);
      if (last !== undefined && last.kind === 'word' && last.to === i) {
        out[out.length - 1] = { ...last, kind: 'quoted', to: i + width, unbalanced: true };
      }
      i += width;
      continue;
    }
    wordPattern.lastIndex = i;
    const m = wordPattern.exec(text);
    if (m !== null) {
      const raw = m[0];
      const isNumber = /^\d{1,9}$/u.test(raw);
      const word = cutPossessive(raw);
      out.push({ kind: isNumber ? 'number' : 'word', from: i, to: i + raw.length, text: word });
      i += raw.length;
      continue;
    }
    const mark = String.fromCodePoint(text.codePointAt(i) ?? 0);
    out.push({ kind: 'mark', from: i, to: i + mark.length, text: mark });
    i += mark.length;
  }
  return out;
}

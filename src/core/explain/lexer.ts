/**
 * Cuts an explanation into lexemes: quoted strings, placeholders ($T$), numbers, words and punctuation.
 * Quotes may be straight or curly, single or double, of two kinds, and unbalanced: a quotation mark without its partner quotes the
 * words beside it, as many as stand in a row in the sentence that is explained.
 * Law: lexemes lie in order, do not overlap, and cover everything but white space and quotation marks.
 */
import type { Span } from '#core/text';

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
  /\$T\$|\$[A-Za-z]{1,8}\$?|[\p{L}\p{N}\p{M}_]+(?:[-./&+@#'\u2019\u2010\u2011][\p{L}\p{N}\p{M}_]+)*|<\/?[A-Za-z][\w-]{0,20}>/uy;
const letter = /[\p{L}\p{N}\p{M}]/u;

/** Contractions and possessives are cut so that "X's" is X and "isn't" stays one word. */
function cutPossessive(word: string): string {
  return /^(.+)['\u2019]s$/u.exec(word)?.[1] ?? word;
}

/**
 * Where the quotation that opens at `at` closes: index of the closing mark, or -1. A straight mark between a space and a letter
 * opens another quotation: this one has no partner.
 */
function findClose(text: string, at: number, ends: readonly string[], single: boolean): number {
  const limit = Math.min(text.length, at + 600);
  for (let i = at + 1; i < limit; i++) {
    const two = text.slice(i, i + 2);
    const end = ends.find((e) => (e.length === 2 ? two === e : text[i] === e));
    if (end === undefined) continue;
    const before = text[i - 1] ?? ' ';
    const after = text[i + end.length] ?? ' ';
    if (i > at + 1 && /\s/u.test(before) && letter.test(after)) return -1;
    if (!single) return i;
    // An apostrophe inside a word does not close: 'it's great'. One after a word and before a space does.
    if (letter.test(before) && letter.test(after)) continue;
    if (i === at + 1) continue;
    return i;
  }
  return -1;
}

/** "born' : closed by a mark of another kind, a few words on. */
function findMismatch(text: string, at: number): number {
  const m = /^[^\s"'`\u2018-\u201f][^"'`\u2018-\u201f]{0,60}["'`\u2019\u201d](?![\p{L}\p{N}])/u.exec(
    text.slice(at + 1, at + 64),
  );
  return m === null || /\s["'`\u2019\u201d]$/u.test(m[0]) ? -1 : at + m[0].length;
}

/** How many of the words from `from` on (or, backwards, up to `to`) stand in a row in the sentence: where a lone mark quotes to. */
function longestRun(words: readonly string[], sentence: string): number {
  let best = 1;
  for (let n = 2; n <= Math.min(words.length, 8); n++) {
    if (sentence.includes(` ${words.slice(0, n).join(' ').toLowerCase()} `)) best = n;
  }
  return best;
}

const maxSentence = 20_000;

/** `sentence`: what is explained; it tells how far an unbalanced quotation reaches. */
export function lexExplanation(text: string, sentence = ''): readonly Lexeme[] {
  let words: string | undefined;
  /** The sentence's words in a row: only looked at where a mark has no partner. */
  const folded = (): string => {
    words ??= ` ${[...sentence.slice(0, maxSentence).matchAll(/[\p{L}\p{N}\p{M}_'-]+/gu)].map((m) => m[0].toLowerCase()).join(' ')} `;
    return words;
  };
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
      let close = opens ? findClose(text, i + width - 1, ends, single) : -1;
      if (close < 0 && opens && width === 1) close = findMismatch(text, i);
      const inner = close < 0 ? '' : text.slice(i + width, close).trim();
      if (inner !== '') {
        const closeWidth = text.startsWith("''", close) || text.startsWith('``', close) ? 2 : 1;
        const to = Math.min(text.length, close + closeWidth);
        out.push({ kind: 'quoted', from: i, to, text: withoutComma(inner, sentence) });
        i = to;
        continue;
      }
      // No partner: it quotes what follows, as far as that is in the sentence, and one word at least.
      if (opens && letter.test(text[i + width] ?? ' ')) {
        const words = [...text.slice(i + width, i + width + 200).matchAll(/\S+/gu)];
        const run = longestRun(
          words.map((m) => m[0]),
          folded(),
        );
        wordPattern.lastIndex = i + width;
        const one = wordPattern.exec(text)?.[0] ?? '';
        const last = words[run - 1];
        const length = run > 1 && last !== undefined ? last.index + last[0].length : one.length;
        if (length > 0) {
          const to = i + width + length;
          out.push({ kind: 'quoted', from: i, to, text: text.slice(i + width, to), unbalanced: true });
          i = to;
          continue;
        }
      }
      // A closing quote without its opening one quotes what stands before it.
      const last = out.at(-1);
      if (last !== undefined && last.kind === 'word' && last.to === i) {
        let first = out.length - 1;
        for (let k = out.length - 2; k >= 0 && k >= out.length - 8 && out[k]?.kind === 'word'; k--) {
          const run = out.slice(k).map((l) => l.text.toLowerCase());
          if (folded().includes(` ${run.join(' ')} `)) first = k;
        }
        const from = out[first]?.from ?? last.from;
        out.length = first;
        out.push({ kind: 'quoted', from, to: i + width, text: text.slice(from, i), unbalanced: true });
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

/** "born," with the comma inside the marks, as some write it. */
function withoutComma(quoted: string, sentence: string): string {
  const bare = quoted.replace(/[,.;]$/u, '');
  return bare !== '' && bare !== quoted && !sentence.includes(quoted) && sentence.includes(bare)
    ? bare
    : quoted;
}

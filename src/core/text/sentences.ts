/**
 * Text to sentences, by punctuation, case and a short list of abbreviations: good enough to cut a long document
 * into pieces that a model and a rule look at. One pass over the tokens.
 */

import type { Span } from './span.ts';
import { tokenAt } from './token-range.ts';
import { tokenize } from './tokenize.ts';

const terminators = new Set(['.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।']);
/** Scripts whose full stop needs no space after it. */
const closed = new Set(['。', '！', '？', '．']);
const closers = new Set([')', ']', '}', '"', "'", '”', '’', '»', '」', '』', '）', '】']);
/** Words whose full stop does not end a sentence, in lower case. */
const abbreviations = new Set(
  `mr mrs ms dr prof st sr jr rev gen col sgt capt lt gov sen rep hon pres vs etc al fig figs no nos vol pp p ed eds
  cf ca approx dept univ inc ltd co corp est jan feb mar apr jun jul aug sep sept oct nov dec mt ft ave blvd rd eq
  eqs ref refs sec e.g i.e`.split(/\s+/u),
);

/**
 * Laws: sorted, not overlapping; every token lies in exactly one sentence; a sentence begins with a token and ends
 * with one. A blank line always ends a sentence, a single line break alone does not.
 */
export function sentences(text: string, tokens: readonly Span[] = tokenize(text)): Span[] {
  const out: Span[] = [];
  let begin = -1;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (begin < 0) begin = token.from;
    const next = tokens[i + 1];
    if (next === undefined || endsAfter(text, tokens, i, token, next)) {
      out.push({ from: begin, to: token.to });
      begin = -1;
    }
  }
  return out;
}

/** The index of the sentence that holds `offset`, or of the next one; `sentences.length` past the last. */
export function sentenceAt(found: readonly Span[], offset: number): number {
  return tokenAt(found, offset);
}

function endsAfter(text: string, tokens: readonly Span[], i: number, token: Span, next: Span): boolean {
  const gap = text.slice(token.to, Math.min(next.from, token.to + 1000));
  if (isBlankLine(gap)) return true;
  // Closing quotes and brackets belong to the sentence whose end they follow.
  let last = i;
  while (last > 0 && closers.has(word(text, tokens[last])) && i - last < 4) last--;
  const mark = word(text, tokens[last]);
  const terminal = terminators.has(mark.slice(0, 1)) || terminators.has(mark);
  const initials = !terminal && mark.length > 1 && mark.endsWith('.');
  if (!terminal && !initials) return false;
  const follower = word(text, next);
  if (closers.has(follower) && gap.length === 0) return false;
  if (closed.has(mark)) return true;
  if (gap.length === 0) return false;
  if (startsLower(follower) || terminators.has(follower)) return false;
  if (initials) return startsUpper(follower) && functionWords.has(follower.toLowerCase());
  if (mark !== '.') return true;
  const before = tokens[last - 1];
  if (before === undefined || before.to !== tokens[last]?.from) return true;
  const stem = word(text, before);
  return !(abbreviations.has(stem.toLowerCase()) || (stem.length === 1 && startsUpper(stem)));
}

/** After `U.S.`, only a word that can hardly follow a name shows that a sentence ended. */
const functionWords = new Set(
  'the a an this that these those he she it they we i you in on at but and however there then when while if'.split(
    ' ',
  ),
);

function word(text: string, token: Span | undefined): string {
  // No word that is looked up here is longer.
  return token === undefined ? '' : text.slice(token.from, Math.min(token.to, token.from + 24));
}

function startsLower(s: string): boolean {
  const c = String.fromCodePoint(s.codePointAt(0) ?? 0);
  return c !== c.toUpperCase() && c === c.toLowerCase();
}

function startsUpper(s: string): boolean {
  const c = String.fromCodePoint(s.codePointAt(0) ?? 0);
  return c !== c.toLowerCase();
}

function isBlankLine(gap: string): boolean {
  let breaks = 0;
  for (let i = 0; i < gap.length; i++) {
    const c = gap.charCodeAt(i);
    if (c === 0x0a || (c === 0x0d && gap.charCodeAt(i + 1) !== 0x0a) || c === 0x2029) breaks++;
    if (breaks === 2 || c === 0x2029) return true;
  }
  return false;
}

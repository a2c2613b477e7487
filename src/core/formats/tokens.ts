/**
 * Tokens in files: joining the tokens of a file to a text, and splitting a text for formats that are made of
 * tokens. Law of `exportTokens`: every span given lies on token boundaries, no token has white space in it, and
 * the tokens are in order without overlap.
 */
import { rangeOfSpan, type Span, tokenize } from '#core/text';

/** Scripts written without spaces between words. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3000-\u303f\uff00-\uffef]/u;

/** Those of them whose words are longer than a character, and found by a dictionary only. */
const segmented = /^[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{M}]+$/u;

/** Words for files: the tokenizer's, but Thai, Lao, Khmer and Myanmar by the engine's dictionary instead of by character. */
function wordsOf(text: string): readonly Span[] {
  const tokens = tokenize(text);
  if (!/[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(text)) return tokens;
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
  const words: Span[] = [];
  let at = 0;
  while (at < tokens.length) {
    const first = tokens[at];
    if (first === undefined) break;
    let to = first.from;
    let next = at;
    for (let token = tokens[next]; token !== undefined && token.from === to; token = tokens[next]) {
      if (!segmented.test(text.slice(token.from, token.to))) break;
      to = token.to;
      next += 1;
    }
    if (next === at) {
      words.push(first);
      at += 1;
      continue;
    }
    for (const { index, segment } of segmenter.segment(text.slice(first.from, to)))
      words.push({ from: first.from + index, to: first.from + index + segment.length });
    at = next;
  }
  return words;
}

/**
 * Tokens of a file as one text with their places: a single space between two tokens, none between two that are
 * of a script without spaces.
 */
export function joinTokens(
  words: readonly string[],
  /** After which words the file says that no space stands. */
  isGlued: (index: number) => boolean = () => false,
): { text: string; tokens: Span[] } {
  let text = '';
  const tokens: Span[] = [];
  let lastUnspaced = true;
  words.forEach((word, index) => {
    const first = String.fromCodePoint(word.codePointAt(0) ?? 32);
    if (index > 0 && !isGlued(index - 1) && !(lastUnspaced && unspaced.test(first))) text += ' ';
    tokens.push({ from: text.length, to: text.length + word.length });
    text += word;
    lastUnspaced = unspaced.test(lastCharacter(word));
  });
  return { text, tokens };
}

function lastCharacter(word: string): string {
  const low = word.charCodeAt(word.length - 1);
  return low >= 0xdc00 && low <= 0xdfff ? word.slice(-2) : word.slice(-1);
}

/** The places of `words` in `text`, with nothing but white space around them; `undefined` if they do not fit. */
export function alignTokens(text: string, words: readonly string[]): Span[] | undefined {
  const tokens: Span[] = [];
  let at = 0;
  for (const word of words) {
    while (at < text.length && !text.startsWith(word, at)) {
      if (text.charAt(at).trim() !== '') return undefined;
      at += 1;
    }
    if (at >= text.length) return undefined;
    tokens.push({ from: at, to: at + word.length });
    at += word.length;
  }
  return text.slice(at).trim() === '' ? tokens : undefined;
}

/** Tokens for writing: the document's own, or the tokenizer's, cut at white space and wherever a span begins or ends. */
export function exportTokens(
  text: string,
  own: readonly Span[] | undefined,
  spans: readonly Span[],
): readonly Span[] {
  const base = own === undefined ? wordsOf(text) : own.flatMap((token) => cutAtSpaces(text, token));
  const cuts = new Set<number>();
  for (const span of spans) {
    cuts.add(span.from);
    cuts.add(span.to);
  }
  const tokens = base.flatMap((token) => {
    const inner: number[] = [];
    for (let at = token.from + 1; at < token.to; at++) if (cuts.has(at)) inner.push(at);
    if (inner.length === 0) return [token];
    const bounds = [token.from, ...inner, token.to];
    return bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? token.from, to }));
  });
  return own === undefined ? tokens : withUncovered(text, tokens, spans);
}

/** Words of a span that no token of the document covers become tokens too. */
function withUncovered(text: string, tokens: readonly Span[], spans: readonly Span[]): readonly Span[] {
  const missing = spans.flatMap((span) =>
    tokenize(text.slice(span.from, span.to))
      .map((token) => ({ from: token.from + span.from, to: token.to + span.from }))
      .filter((token) => rangeOfSpan(tokens, token) === undefined),
  );
  if (missing.length === 0) return tokens;
  // Two spans may miss the same words.
  const all = [...tokens, ...missing].sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return all.filter((token) => {
    if (token.from < end) return false;
    end = token.to;
    return true;
  });
}

function cutAtSpaces(text: string, token: Span): Span[] {
  const words = text.slice(token.from, token.to);
  // U+FEFF counts as white space in JavaScript; in tokens of files it is a character that was left in.
  if (!/[^\S\ufeff]/.test(words)) return [token];
  return [...words.matchAll(/[\S\ufeff]+/g)].map((match) => ({
    from: token.from + match.index,
    to: token.from + match.index + match[0].length,
  }));
}

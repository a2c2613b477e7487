/**
 * Documents cut into what a network reads at once. A passage is a sentence, or a piece of one that is too long;
 * a recurrent network gains nothing from more, and a document of a megabyte must not become one batch.
 */
import { rangeOfSpan, type Span, sentences, spanText, type TokenRange, tokensOf } from '#core/text';
import type { Place } from './examples.ts';

export interface ReadableDocument {
  readonly id: string;
  readonly text: string;
  readonly tokens?: readonly Span[];
}

export interface Passage {
  readonly place: Place;
  /** Its tokens, as spans of the document's text. At least one. */
  readonly tokens: readonly Span[];
  /** The same as strings: the `words` of an example. */
  readonly words: readonly string[];
}

/** Tokens of a passage at most. Longer sentences are rare, and cost every shorter one in their batch. */
export const maxPassageTokens = 120;
/** A token's spelling is cut here: no word that a model could know is longer. */
const maxWordLength = 64;

function passage(document: ReadableDocument, tokens: readonly Span[], first: number): Passage {
  const words = tokens.map(({ from, to }) =>
    spanText(document.text, { from, to: Math.min(to, from + maxWordLength) }),
  );
  return { place: { documentId: document.id, token: first }, tokens, words };
}

/**
 * A document's passages in order; every token is in exactly one. A document that came with its own tokens and is
 * short enough is one passage: such files (CoNLL) hold a sentence a document.
 */
export function passagesOf(document: ReadableDocument): Passage[] {
  const tokens = tokensOf(document);
  if (tokens.length === 0) return [];
  if (document.tokens !== undefined && tokens.length <= maxPassageTokens)
    return [passage(document, tokens, 0)];
  const out: Passage[] = [];
  let next = 0;
  for (const sentence of sentences(document.text, tokens)) {
    let begin = next;
    while (next < tokens.length && (tokens[next]?.from ?? 0) < sentence.to) {
      next++;
      if (next - begin === maxPassageTokens) {
        out.push(passage(document, tokens.slice(begin, next), begin));
        begin = next;
      }
    }
    if (next > begin) out.push(passage(document, tokens.slice(begin, next), begin));
  }
  return out;
}

/** A passage around some spans, and the tokens that each of them covers in it. */
export interface Window {
  readonly passage: Passage;
  readonly ranges: readonly TokenRange[];
}

/**
 * The sentences that hold all of `spans`, cut to `maxPassageTokens` around them. `undefined` where a span touches no
 * token, or the spans lie too far apart to be read together. `tokens` and `found` are the document's.
 */
export function windowAround(
  document: ReadableDocument,
  tokens: readonly Span[],
  found: readonly Span[],
  spans: readonly Span[],
): Window | undefined {
  const ranges: TokenRange[] = [];
  for (const span of spans) {
    const range = rangeOfSpan(tokens, span);
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  const first = Math.min(...ranges.map((range) => range.from));
  const last = Math.max(...ranges.map((range) => range.to));
  if (last - first > maxPassageTokens) return undefined;
  const begin = tokens[first];
  const end = tokens[last - 1];
  if (begin === undefined || end === undefined) return undefined;
  let from = first;
  let to = last;
  const textFrom = found.find((s) => s.to > begin.from)?.from ?? begin.from;
  const textTo = found.find((s) => s.to >= end.to)?.to ?? end.to;
  // Widened by one token on either side in turn, up to the sentences' edges.
  for (let grown = true; grown && to - from < maxPassageTokens; ) {
    grown = false;
    const before = tokens[from - 1];
    if (before !== undefined && before.from >= textFrom) {
      from--;
      grown = true;
    }
    const after = tokens[to];
    if (after !== undefined && after.to <= textTo && to - from < maxPassageTokens) {
      to++;
      grown = true;
    }
  }
  return {
    passage: passage(document, tokens.slice(from, to), from),
    ranges: ranges.map((range) => ({ from: range.from - from, to: range.to - from })),
  };
}

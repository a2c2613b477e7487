/**
 * Every place where some words stand in a text, as a person would mark them: whole words, written the same way, none inside
 * another. Law: each span's text is `words`, and spans do not overlap.
 */
import type { Span } from './span.ts';
import { snapToTokens } from './token-range.ts';

export function wordOccurrences(text: string, tokens: readonly Span[], words: string): readonly Span[] {
  if (words.trim() === '') return [];
  const found: Span[] = [];
  for (let at = text.indexOf(words); at >= 0; ) {
    const span = { from: at, to: at + words.length };
    const whole = snapToTokens(tokens, span);
    const isWhole = whole.from === span.from && whole.to === span.to;
    if (isWhole) found.push(span);
    at = text.indexOf(words, isWhole ? span.to : at + 1);
  }
  return found;
}

/**
 * Every place where some words stand in a text, as a person would mark them: whole words (`war` is not in `pre-war`), written the
 * same way, none inside another. Law: each span's text is `words`, and spans do not overlap.
 */
import { isHyphen } from './compound.ts';
import type { Span } from './span.ts';
import { snapToTokens } from './token-range.ts';

export function wordOccurrences(text: string, tokens: readonly Span[], words: string): readonly Span[] {
  if (words.trim() === '') return [];
  const found: Span[] = [];
  for (let at = text.indexOf(words); at >= 0; ) {
    const span = { from: at, to: at + words.length };
    const whole = snapToTokens(tokens, span);
    const isWhole = whole.from === span.from && whole.to === span.to && !isPart(text, span);
    if (isWhole) found.push(span);
    at = text.indexOf(words, isWhole ? span.to : at + 1);
  }
  return found;
}

/** Whether a hyphen glues the span to a word before or after it. */
function isPart(text: string, { from, to }: Span): boolean {
  const isWord = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
  return (isHyphen(text, from - 1) && isWord(from - 2)) || (isHyphen(text, to) && isWord(to + 1));
}

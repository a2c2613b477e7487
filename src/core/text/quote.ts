import type { Span } from './span.ts';

/** Longer words are quoted by their beginning and end. */
const longest = 160;
const beginning = 100;
const end = 40;

/**
 * The words of a span as a line, a button or an announcement quotes them, on one line. A span may be a whole page, and one
 * "word" 65 000 combining marks, over which a browser that lays them out in one piece hangs for a minute.
 */
export function quoteOf(text: string, { from, to }: Span): string {
  if (to - from <= longest) return onOneLine(text.slice(from, to));
  const start = onOneLine(text.slice(from, from + beginning).replace(/[\ud800-\udbff]$/u, ''));
  return `${start.trimEnd()} … ${onOneLine(text.slice(to - end, to).replace(/^[\udc00-\udfff]/u, '')).trimStart()}`;
}

const onOneLine = (words: string): string => words.replace(/\s+/gu, ' ');
